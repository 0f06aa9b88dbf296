"""Proof that nothing in the chain was changed, dropped, added or moved afterwards. What it proves stands in docs/journal.md."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from raadzaal.journal.canonical import FORMAT, GENESIS, NotCanonical, commitment, decode, instant, link
from raadzaal.journal.checkpoints import checkpoints
from raadzaal.journal.erasure import KIND as ERASURE
from raadzaal.journal.models import Entry, Head, Words

COLUMNS = ("seq", "kind", "subject", "dossier", "scope", "audience", "actor", "role")
ENTRY = (*COLUMNS, "at", "body", "previous", "hash")
WORDS = ("entry_id", "field", "salt", "value", "erased_at")
TOLD = {"format", "at", "facts", "words", *COLUMNS}
Row = Any  # of the columns above, by name
BATCH = 1000
UNREADABLE = (DatabaseError, ValueError, TypeError, OverflowError)  # what a driver makes of a damaged value


@dataclass(frozen=True)
class Verdict:
    """``bad`` is the number of the first entry that does not hold, None when all do."""

    entries: int
    bad: int | None = None
    reason: str = ""

    @property
    def ok(self) -> bool:
        return self.bad is None


class Flaw(Exception):
    def __init__(self, seq: int, reason: str) -> None:
        self.seq, self.reason = seq, reason
        super().__init__(seq, reason)


def verify() -> Verdict:
    """Read the whole chain once, in constant memory, up to where it ended when this began; acts may go on meanwhile.

    Raises BadCheckpoint.
    """
    marks = {mark.seq: mark.hash for mark in checkpoints()}
    try:
        return Verdict(_Walk(marks).to(_end()))
    except Flaw as flaw:
        return Verdict(max(flaw.seq - 1, 0), bad=flaw.seq, reason=flaw.reason)


@dataclass(frozen=True)
class End:
    """Where the head says that the chain ends, and where it does: read in one statement, so that no act falls between."""

    seq: int
    hash: bytes
    last: int


def _end() -> End:
    last = Entry.objects.order_by("-seq").values("seq")[:1]
    try:
        head = Head.objects.values("seq", "hash", last=Subquery(last)).get(pk=1)
        return End(int(head["seq"]), _bytes(head["hash"]), head["last"] or 0)
    except (Head.DoesNotExist, *UNREADABLE):
        return End(0, b"", max(last.values_list("seq", flat=True), default=0))


@dataclass
class _Walk:
    """From the first entry on: where we are, and what was erased and told to be erased on the way."""

    marks: dict[int, bytes]
    seq: int = 0
    hash: bytes = GENESIS
    erased: dict[tuple[int, str], str] = field(default_factory=dict)
    told: dict[tuple[int, str], str] = field(default_factory=dict)

    def to(self, end: End) -> int:
        for entry, words in _entries(max(end.seq, end.last)):
            self._pass(entry, words)
        self._check_end(end)
        self._check_erasures(end)
        return self.seq

    def _pass(self, entry: Row, words: list[Row]) -> None:
        if entry.seq != self.seq + 1:
            raise Flaw(min(entry.seq, self.seq + 1), "missing")
        told = _proved(entry, self.hash)
        if _differs(self.marks, entry):
            raise Flaw(entry.seq, "differs from a checkpoint kept outside the database")
        self._pass_words(entry.seq, told["words"], words)
        if told["kind"] == ERASURE:
            self.told[told["facts"].get("entry"), told["facts"].get("field")] = told["facts"].get("erased_at")
        self.seq, self.hash = entry.seq, bytes(entry.hash)

    def _pass_words(self, seq: int, promised: dict[str, str], words: list[Row]) -> None:
        if sorted(word.field for word in words) != sorted(promised):
            raise Flaw(seq, "words are missing or added")
        for word in words:
            if word.value is None and word.erased_at is not None and _bytes(word.salt) == b"":
                self.erased[seq, word.field] = instant(word.erased_at)
            elif word.erased_at or not _kept(word, promised[word.field]):
                raise Flaw(seq, "words differ from their commitment")

    def _check_end(self, end: End) -> None:
        if end.seq < self.seq:
            raise Flaw(end.seq + 1, "stands behind the head of the chain")
        if end.seq > self.seq:
            raise Flaw(self.seq + 1, "the chain ends before its head")
        if end.hash != self.hash:
            raise Flaw(self.seq, "is not what the head of the chain says")
        if any(mark > self.seq for mark in self.marks):
            raise Flaw(self.seq + 1, "the chain ends before a checkpoint kept outside the database")
        if stray := Words.objects.exclude(Exists(Entry.objects.filter(seq=OuterRef("entry_id")))).order_by("entry_id"):
            raise Flaw(stray.values_list("entry_id", flat=True)[0], "words without an entry")

    def _check_erasures(self, end: End) -> None:
        """Erased is what an entry tells to be erased, and nothing else."""
        for (seq, name), at in sorted(self.erased.items()):
            if self.told.get((seq, name)) != at and not _told_meanwhile(end, seq, name, at):
                raise Flaw(seq, "words were erased and no entry tells of it")
        for seq, _name in sorted(self.told.keys() - self.erased.keys()):
            raise Flaw(seq, "words that an entry tells to be erased are there")


def _differs(marks: dict[int, bytes], entry: Row) -> bool:
    return entry.seq in marks and marks[entry.seq] != bytes(entry.hash)


def _proved(entry: Row, previous: bytes) -> dict:
    """What the entry tells. Raises Flaw."""
    if _bytes(entry.previous) != previous:
        raise Flaw(entry.seq, "not linked to the entry before it")
    body = _bytes(entry.body)
    if _bytes(entry.hash) != link(previous, body):
        raise Flaw(entry.seq, "content does not match its hash")
    told = _told(entry.seq, body)
    if any(told[name] != getattr(entry, name) for name in COLUMNS) or told["at"] != instant(entry.at):
        raise Flaw(entry.seq, "columns differ from what was hashed")
    return told


def _told(seq: int, body: bytes) -> dict:
    try:
        told = decode(body)
    except NotCanonical as broken:
        raise Flaw(seq, "content is not in the form of the journal") from broken
    formed = isinstance(told, dict) and set(told) == TOLD and told["format"] == FORMAT
    if formed and isinstance(told["facts"], dict) and isinstance(told["words"], dict):
        return told
    raise Flaw(seq, "content is not in the form of the journal")


def _kept(word: Row, promised: str) -> bool:
    return isinstance(word.value, str) and commitment(_bytes(word.salt), word.value) == promised


def _told_meanwhile(end: End, seq: int, name: str, at: str) -> bool:
    """Whether it was erased after we began to read."""
    later = Entry.objects.filter(seq__gt=max(end.seq, end.last), kind=ERASURE, subject=f"entry:{seq}")
    wanted = {"entry": seq, "field": name, "erased_at": at}
    return any(wanted.items() <= _told(entry.seq, _bytes(entry.body))["facts"].items() for entry in later)


def _bytes(value) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else b"not bytes"


def _entries(end: int) -> Iterator[tuple[Row, list[Row]]]:
    """In order, a batch at a time. Raises Flaw for what the database cannot give back any more."""
    seq = None
    while batch := _batch(seq, end):
        words = _words_of(batch)
        for entry in batch:
            yield entry, words.get(entry.seq, [])
        seq = batch[-1].seq


def _batch(after: int | None, end: int) -> list[Row]:
    entries = Entry.objects.filter(seq__lte=end).order_by("seq").values_list(*ENTRY, named=True)
    return _read(entries if after is None else entries.filter(seq__gt=after))


def _read(entries: QuerySet) -> list[Row]:
    try:
        return list(entries[:BATCH])
    except UNREADABLE:
        return _up_to_the_damage(entries)


def _up_to_the_damage(entries: QuerySet) -> list[Row]:
    """What can be read before it; the damaged entry itself when it is the first."""
    found = []
    for seq in entries.values_list("seq", flat=True)[:BATCH]:
        try:
            found.append(entries.get(seq=seq))
        except UNREADABLE as damage:
            if found:
                return found
            raise Flaw(seq, "cannot be read") from damage
    return found


def _words_of(batch: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    words = Words.objects.values_list(*WORDS, named=True)
    try:
        for word in words.filter(entry_id__gte=batch[0].seq, entry_id__lte=batch[-1].seq):
            found.setdefault(word.entry_id, []).append(word)
    except UNREADABLE:
        return {entry.seq: _words_one_by_one(words, entry) for entry in batch}
    return found


def _words_one_by_one(words: QuerySet, entry: Row) -> list[Row]:
    """A damaged word counts as one that is not there."""
    found = []
    for pk in Words.objects.filter(entry_id=entry.seq).values_list("pk", flat=True):
        try:
            found.append(words.get(pk=pk))
        except UNREADABLE:
            continue
    return found
