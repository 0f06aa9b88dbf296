"""Whoever changes the journal behind everybody's back is found out, by our own proof and by one that shares nothing with it."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction

from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.council import actions as council
from raadzaal.journal import checkpoints, erasure, triggers
from raadzaal.journal.canonical import encode
from raadzaal.journal.models import Entry, Head, Words
from raadzaal.journal.verification import verify
from tests.trust import offline_verifier, story
from tests.trust.databases import scratch
from tests.trust.harness import FULL, dice, in_child, tried
from tests.trust.tampering import Book, Tamperer

pytestmark = [pytest.mark.trial, pytest.mark.django_db, pytest.mark.timeout(8 * 3600 if FULL else 300)]
KEEPER = Actor("keeper", "Truus Vlietstra", (Capacity("secretariat"),))
NOTES = 5


@pytest.fixture
def home(settings):
    with scratch() as folder:
        settings.HOME = folder
        yield folder


def chain(entries: int) -> None:
    """Acts of the council, some words of which were erased, noted in checkpoints as they went."""
    Head.objects.get_or_create(pk=1)
    for number in range(1, entries + 1):
        council.register_person(f"Persoon {number} Ünïcode", actor=KEEPER)
        if number % (entries // NOTES) == 0:
            words = Words.objects.exclude(value=None).filter(field="person").order_by("entry_id").first()
            erasure.erase(words.entry_id, "person", actor="keeper", role="secretariat", ground="art. 17 AVG")
            checkpoints.write()


def offline(database, home: Path) -> int | None:
    """The number of the first bad entry, None when all is in order."""
    opened = offline_verifier.sqlite_reader if database.url.startswith("sqlite") else offline_verifier.postgres_reader
    read = opened(database.path if database.url.startswith("sqlite") else database.url)
    try:
        offline_verifier.check(read, offline_verifier.read_checkpoints(checkpoints.file(), checkpoints.public_key()))
    except offline_verifier.Bad as bad:
        return bad.number
    return None


def tampered(database, home: Path, chance, times: int) -> list[str]:
    """What was not found, or not where it is."""
    triggers.remove(connection)
    book = Book(database)
    by = Tamperer(book, chance, marks=[note.seq for note in checkpoints.checkpoints()])
    assert verify().ok and offline(database, home) is None
    missed = []
    ways = by.ways()
    for turn in range(times):
        way = ways[turn % len(ways)]
        bad = way()
        found = verify().bad, offline(database, home)
        if found != (bad, bad):
            missed.append(f"{way.__name__}: entry {bad} is bad; found {found[0]}, and offline {found[1]}")
        book.undo()
    assert verify().ok and offline(database, home) is None
    return missed


def test_every_single_change_is_found_and_named(empty, home):
    database, chance = empty.copy("tampering"), dice("tampering")

    def work():
        chain(tried(sample=60, full=10_000))
        return tampered(database, home, chance, tried(sample=150, full=1_000))

    assert in_child(database, work).get() == []


@pytest.mark.skipif(not FULL, reason="ten thousand changes: make trust")
def test_every_single_change_in_the_story_of_an_advice_is_found(empty, home):
    database, chance = empty.copy("story"), dice("tampering the story")

    def work():
        last = story.STORY[-1].name
        story.ready(story.play(database, {last}, story.begin)[last])()
        checkpoints.write()
        return tampered(database, home, chance, 9_000)

    assert in_child(database, work).get() == []


def test_the_database_refuses_to_change_an_entry(empty, home):
    def refused() -> list[bool]:
        chain(10)
        return [_is_refused(sql) for sql in CHANGES[connection.vendor]] + [verify().ok]

    assert all(in_child(empty.copy("guarded"), refused).get())


CHANGES = {
    "sqlite": [
        "UPDATE journal_entry SET kind = 'x' WHERE seq = 3",
        "DELETE FROM journal_entry WHERE seq = 3",
        "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE seq = 3",
    ],
    "postgresql": [
        "UPDATE journal_entry SET kind = 'x' WHERE seq = 3",
        "DELETE FROM journal_entry WHERE seq = 3",
        "TRUNCATE journal_entry CASCADE",
    ],
}


def _is_refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as refusal:
        return triggers.WORDS in str(refusal)
    return False


FORGERIES = {
    "another key": lambda lines: [*lines[:-1], _signed(json.loads(lines[-1])["note"])],
    "another hash": lambda lines: [*lines[:-1], _with_note(lines[-1], hash="00" * 32)],
    "another number": lambda lines: [*lines[:-1], _with_note(lines[-1], seq=1)],
    "not a note": lambda lines: [*lines, b"{}"],
    "not even JSON": lambda lines: [b"\xff\xfe", *lines],
}


def _signed(note: dict) -> bytes:
    return encode({"note": note, "signature": Ed25519PrivateKey.generate().sign(encode(note)).hex()})


def _with_note(line: bytes, **changes) -> bytes:
    told = json.loads(line)
    return encode({**told, "note": {**told["note"], **changes}})


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_checkpoint_is_found(empty, home, forgery):
    def work() -> list[bool]:
        chain(20)
        lines = checkpoints.file().read_bytes().splitlines()
        checkpoints.file().write_bytes(b"".join(line + b"\n" for line in FORGERIES[forgery](lines)))
        return [_raises(verify, checkpoints.BadCheckpoint), _raises(_read_offline, ValueError)]

    assert in_child(empty.copy("forged"), work).get() == [True, True]


def _read_offline() -> None:
    offline_verifier.read_checkpoints(checkpoints.file(), checkpoints.public_key())


def _raises(work, error) -> bool:
    with contextlib.suppress(error):
        work()
        return False
    return True


def test_a_note_that_was_never_finished_notes_nothing(empty, home):
    def work():
        chain(20)
        known = checkpoints.checkpoints()
        with checkpoints.file().open("ab") as file:
            file.write(b'{"note":{"at":"2026-')
        assert checkpoints.checkpoints() == known
        assert verify().ok
        council.register_person("Nog Iemand", actor=KEEPER)
        written = checkpoints.write()
        assert checkpoints.checkpoints() == [*known, written]

    in_child(empty.copy("unfinished"), work).get()


def test_anybody_can_check_a_copy_from_the_command_line(empty, home):
    database = empty.copy("command")

    def work() -> str:
        chain(20)
        return checkpoints.public_key().hex()

    key = in_child(database, work).get()
    where = str(database.path) if database.url.startswith("sqlite") else database.url
    command = [
        sys.executable,
        offline_verifier.__file__,
        where,
        "--checkpoints",
        home / "checkpoints/checkpoints.jsonl",
    ]
    told = subprocess.run([*command, "--key", key], capture_output=True, text=True, cwd="/")
    assert (told.returncode, told.stdout.strip()) == (0, f"{20 + NOTES} entries, all in order")
    told = subprocess.run([*command, "--key", "11" * 32], capture_output=True, text=True, cwd="/")
    assert told.returncode == 1
    assert "not signed" in told.stdout


def test_the_offline_verifier_shares_nothing_with_the_product():
    assert "raadzaal" not in _imports(Path(offline_verifier.__file__).read_text())


def _imports(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if line.strip().startswith(("import ", "from ")))


def test_entries_appended_meanwhile_do_not_disturb_the_proof(db):
    """The head moves on while the chain is read: what was there when reading began is what is proved."""
    Head.objects.get_or_create(pk=1)
    council.register_person("Eerste Persoon", actor=KEEPER)
    reading = Entry.objects.filter

    def and_somebody_acts(*given, **named):
        Entry.objects.filter = reading
        council.register_person("Tweede Persoon", actor=KEEPER)
        return reading(*given, **named)

    Entry.objects.filter = and_somebody_acts
    assert verify().entries == Entry.objects.count() - 1
