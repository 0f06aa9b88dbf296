"""Proof that nothing in the chain was changed, dropped, added or moved afterwards."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from raadzaal.journal.canonical import GENESIS, commitment, instant, link
from raadzaal.journal.checkpoints import checkpoints
from raadzaal.journal.models import Entry, Head, Words

COLUMNS = ("seq", "kind", "subject", "dossier", "scope", "audience", "actor", "role")
BATCH = 1000


@dataclass(frozen=True)
class Verdict:
    """``bad`` is the number of the first entry that does not hold, None when all do."""

    entries: int
    bad: int | None = None
    reason: str = ""

    @property
    def ok(self) -> bool:
        return self.bad is None


def verify() -> Verdict:
    """Read the whole chain once, in constant memory."""
    marks = {mark.seq: mark.hash for mark in checkpoints()}
    previous, seq = GENESIS, 0
    for entry, words in _with_words(Entry.objects.order_by("seq").iterator(chunk_size=BATCH)):
        reason = _flaw(entry, words, seq + 1, previous) or _against_mark(entry, marks)
        if reason:
            return Verdict(seq, bad=min(entry.seq, seq + 1), reason=reason)
        seq, previous = entry.seq, bytes(entry.hash)
    return _ending(seq, previous, marks)


def _with_words(entries: Iterable[Entry]):
    batch = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == BATCH:
            yield from _joined(batch)
            batch = []
    yield from _joined(batch)


def _joined(batch: list[Entry]):
    found: dict[int, list[Words]] = {}
    if batch:
        for words in Words.objects.filter(entry_id__gte=batch[0].seq, entry_id__lte=batch[-1].seq):
            found.setdefault(words.entry_id, []).append(words)
    return ((entry, found.get(entry.seq, [])) for entry in batch)


def _flaw(entry: Entry, words: list[Words], seq: int, previous: bytes) -> str:
    if entry.seq != seq:
        return "missing"
    if bytes(entry.previous) != previous:
        return "not linked to the entry before it"
    body = bytes(entry.body)
    if bytes(entry.hash) != link(previous, body):
        return "content does not match its hash"
    told = json.loads(body)
    if any(told[name] != getattr(entry, name) for name in COLUMNS) or told["at"] != instant(entry.at):
        return "columns differ from what was hashed"
    return _flaw_in_words(told["words"], words)


def _flaw_in_words(promised: dict[str, str], words: list[Words]) -> str:
    if {word.field for word in words} != set(promised):
        return "words are missing or added"
    for word in words:
        erased = word.value is None and word.erased_at is not None
        if not erased and (word.value is None or commitment(bytes(word.salt), word.value) != promised[word.field]):
            return "words differ from their commitment"
    return ""


def _against_mark(entry: Entry, marks: dict[int, bytes]) -> str:
    mark = marks.get(entry.seq)
    return "differs from a checkpoint kept outside the database" if mark and mark != bytes(entry.hash) else ""


def _ending(seq: int, previous: bytes, marks: dict[int, bytes]) -> Verdict:
    head = Head.objects.filter(pk=1).first()
    if head is None or head.seq != seq or bytes(head.hash) != previous:
        return Verdict(seq, bad=seq + 1, reason="the chain ends before its head")
    if any(mark > seq for mark in marks):
        return Verdict(seq, bad=seq + 1, reason="the chain ends before a checkpoint kept outside the database")
    return Verdict(seq)
