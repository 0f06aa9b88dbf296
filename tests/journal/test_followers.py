"""Followers see every entry once, in order; projections can be made anew, effects never."""

import threading
from collections import Counter

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from raadzaal.correspondence.mailing import Mailer
from raadzaal.correspondence.models import OutgoingMail
from raadzaal.journal import followers
from raadzaal.journal.models import Cursor, Entry, Head
from raadzaal.publications.models import PublicEvent
from raadzaal.workspace.models import SearchRow
from tests.dossier import Dossier
from tests.journal.making import append, empty, subjects


class Reader(followers.Follower):
    """Remembers what it was given, in a table: what is undone is forgotten with it."""

    name = "reader"

    def __init__(self, stumbles_over: str = "") -> None:
        self.stumbles_over, self.wiped = stumbles_over, 0

    def apply(self, entry: Entry) -> None:
        if entry.subject == self.stumbles_over:
            raise ValueError(entry.subject)
        PublicEvent.objects.create(
            seq=entry.seq, dossier="", kind=entry.kind, on=entry.at.date(), at=entry.at, facts={}
        )

    def wipe(self) -> None:
        self.wiped += 1
        PublicEvent.objects.all().delete()

    def seen(self) -> list[int]:
        return list(PublicEvent.objects.order_by("seq").values_list("seq", flat=True))


@pytest.fixture
def alone(monkeypatch):
    """Only the followers that the test registers."""
    monkeypatch.setattr(followers, "_registered", {})
    return followers._registered


@pytest.fixture
def reader(db, alone) -> Reader:
    followers.register(made := Reader())
    return made


class HoweverItIsRead(TestCase):
    """What is appended and read in whatever turns comes once, and in order."""

    @given(st.lists(st.integers(0, 3), max_size=12))
    def test_each_entry_once_and_in_order(self, turns):
        registered, reader = followers._registered, Reader()
        followers._registered = {"reader": reader}
        try:
            for turn in turns:
                append(*range(turn)) if turn else followers.catch_up()
            followers.catch_up()
        finally:
            followers._registered = registered
        self.assertEqual(reader.seen(), list(Entry.objects.order_by("seq").values_list("seq", flat=True)))


def test_a_projection_made_anew_is_the_one_that_followed(reader):
    append(1, 2, 3)
    followers.catch_up()
    append(4)
    followers.catch_up()
    followed = reader.seen()
    assert followers.rebuild("reader") == len(followed)
    assert reader.seen() == followed
    assert followers.progress()[0].behind == 0


def test_the_projections_of_the_house_are_made_anew_alike(world):
    """Step by step, and all at once."""
    dossier = Dossier.requested(world).accepted().written()
    followers.catch_up()
    dossier.edited(1, "Veel mensen zorgen voor een ander.")
    followers.catch_up()
    dossier.frozen("white").consulted()
    followers.catch_up()
    followed = _projected()
    for each in followers.progress():
        if each.kind == followers.PROJECTION:
            followers.rebuild(each.name)
    assert _projected() == followed


def _projected() -> tuple[list, list]:
    events = PublicEvent.objects.order_by("seq").values("seq", "dossier", "kind", "on", "at", "facts")
    rows = SearchRow.objects.order_by("subject").values("subject", "dossier", "kind", "heading", "words")
    return list(events), list(rows)


def test_an_effect_is_never_replayed(world):
    assert Mailer().kind == followers.EFFECT
    with pytest.raises(followers.NeverReplayed):
        followers.rebuild(Mailer.name)
    with pytest.raises(KeyError):
        followers.rebuild("nobody")


def test_an_effect_that_is_read_again_all_the_same_makes_nothing_twice(world):
    """As after a backup in which the cursor is older than the outbox."""
    world.organisation("minister_szw").__class__.objects.update(email="post@example.org")
    dossier = Dossier.requested(world)
    dossier.letter_sent("request_received")
    followers.catch_up()
    made = OutgoingMail.objects.count()
    assert made
    Cursor.objects.filter(name=Mailer.name).update(seq=0)
    followers.catch_up()
    assert OutgoingMail.objects.count() == made


def test_what_a_follower_did_is_undone_with_its_cursor_when_it_stumbles(db, alone):
    followers.register(Reader(stumbles_over="test:3"))
    append(1, 2)
    followers.catch_up()
    append(3, 4)
    for _time in range(2):
        with pytest.raises(ExceptionGroup):
            followers.catch_up()
    assert followers.progress()[0].behind == 2
    followers.register(patient := Reader())
    followers.catch_up()
    assert patient.seen() == list(Entry.objects.order_by("seq").values_list("seq", flat=True))


def test_one_that_stumbles_does_not_hold_up_the_others(db, alone):
    stumbling, other = Reader(stumbles_over="test:1"), Reader()
    stumbling.name, other.name = "a-stumbler", "b-other"
    for each in (stumbling, other):
        followers.register(each)
    append(1)
    with pytest.raises(ExceptionGroup) as caught:
        followers.catch_up()
    assert [str(each) for each in caught.value.exceptions] == ["test:1"]
    assert {each.name: each.behind for each in followers.progress()} == {
        "a-stumbler": Entry.objects.count(),
        "b-other": 0,
    }


@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads cannot share SQLite's memory")
@pytest.mark.django_db(transaction=True)
def test_a_reader_of_the_end_skips_nothing_while_many_append():
    """Entries that commit late cannot stand before a cursor: the number is given out under the lock on the head."""
    empty()
    writers, each = 8, 15
    going, seen = threading.Event(), []

    def write(number: int) -> None:
        try:
            for turn in range(each):
                append(number * 1000 + turn)
        finally:
            connection.close()

    def read() -> None:
        last = 0
        try:
            while not (going.is_set() and last == Head.objects.get().seq):
                new = list(Entry.objects.filter(seq__gt=last).order_by("seq").values_list("seq", flat=True))
                seen.extend(new)
                last = new[-1] if new else last
        finally:
            connection.close()

    reading = threading.Thread(target=read)
    reading.start()
    threads = [threading.Thread(target=write, args=[number]) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    going.set()
    reading.join()
    assert seen == list(range(1, writers * each + 1))
    assert Counter(subjects()) == Counter(
        f"test:{number * 1000 + turn}" for number in range(writers) for turn in range(each)
    )
