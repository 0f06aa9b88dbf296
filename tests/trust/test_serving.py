"""Whatever is killed while people work, what was answered is there once, and nothing is there twice or half."""

from collections import Counter
from contextlib import suppress

import pytest
from django.db import Error, connection

from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.advice.models import Advice
from raadzaal.council import actions as council
from raadzaal.council.models import Person
from raadzaal.journal import followers
from raadzaal.journal.models import Entry, Head
from raadzaal.journal.verification import verify
from raadzaal.texts.models import Revision
from tests.trust.crashing import flaw_in_numbers
from tests.trust.databases import PostgresDatabase, carry_over, cluster, scratch
from tests.trust.harness import FULL, Child, dice, in_child, on, tried
from tests.trust.serving import PEOPLE, Somebody, at_work, lay_table, numbers, site

pytestmark = [pytest.mark.trial, pytest.mark.django_db, pytest.mark.timeout(8 * 3600 if FULL else 300)]
KEEPER = Actor("keeper", "Truus Vlietstra", (Capacity("secretariat"),))


def kept() -> Counter:
    """How often each thing that people wrote is there; and the journal tells of each exactly once."""
    assert verify().ok
    assert not flaw_in_numbers()
    followers.catch_up()
    edits = Entry.objects.filter(kind="advice.edit").count()
    assert edits == Revision.objects.filter(notation__startswith="Ronde").count()
    assert Entry.objects.filter(kind="advice.file").count() == Advice.objects.count()
    written = Revision.objects.filter(notation__startswith="Ronde").values_list("notation", flat=True)
    return Counter([*written, *Advice.objects.filter(title__startswith="Ronde").values_list("title", flat=True)])


def test_what_was_answered_is_there_when_the_site_was_killed(empty):
    chance, database = dice("serving"), empty.copy("serving")
    table = in_child(database, lay_table).get()
    answered, asked = [], []
    with scratch() as home, site(database, home, whole=FULL) as running:
        for turn in range(tried(sample=3, full=200)):
            bases = in_child(database, lambda: numbers(table.nodes)).get()
            running.start()
            people = [Somebody(table, number, running.port, bases[number], turn) for number in range(PEOPLE)]
            at_work(people, chance.uniform(0.1, 2.5), running.kill)
            assert not [words for each in people for words in each.strange]
            database.quiet()
            found = in_child(database, kept).get()
            answered += [words for each in people for words in each.answered]
            asked += [words for each in people for words in each.asked]
            assert {words: found[words] for words in answered if found[words] != 1} == {}
            assert {words: found[words] for words in asked if found[words] > 1} == {}
            assert set(found) <= {*answered, *asked}
    assert answered


# -- the database server -----------------------------------------------------------------------------------------------


def register_until_it_is_gone(writer: int, turn: int) -> list[str]:
    """The names that were acknowledged."""
    done: list[str] = []
    with suppress(Error):
        while True:
            name = f"Persoon {turn} {writer} {len(done)}"
            council.register_person(name, actor=KEEPER)
            done.append(name)
    return done


def names_are_whole() -> Counter:
    assert verify().ok
    assert Head.objects.get().seq == Entry.objects.count()
    assert Entry.objects.filter(kind="council.register_person").count() == Person.objects.count()
    return Counter(Person.objects.values_list("name", flat=True))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no server to kill")
def test_what_was_acknowledged_is_there_when_the_database_server_was_killed(empty):
    chance, done = dice("database server"), []
    with cluster(safe=True) as own:
        database = PostgresDatabase(own.server, "killed")
        carry_over(empty, database)
        for turn in range(tried(sample=2, full=50)):
            writers = [
                Child(lambda writer=writer, turn=turn: on(database, lambda: register_until_it_is_gone(writer, turn)))
                for writer in range(4)
            ]
            own.die_after(chance.uniform(0.3, 2.0))
            done += [name for writer in writers for name in writer.ended().get()]
            own.start()
            found = in_child(database, names_are_whole).get()
            assert {name: found[name] for name in done if found[name] != 1} == {}
    assert done
