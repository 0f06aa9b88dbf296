"""An act: one transaction, at the end of which its entries are appended to the chain.

Acts nest: an act of an upper room calls acts of lower rooms, and all their entries are appended together, last, when the
outermost one is about to commit. The head of the chain is locked only then, always as the last lock, and until commit: no
reader can see entry n+1 before n.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction

from raadzaal.journal import clock
from raadzaal.journal.canonical import FORMAT, commitment, encode, instant, link, text
from raadzaal.journal.models import Audience, Entry, Head, Words

COLUMNS = ("kind", "subject", "dossier", "scope", "audience", "actor", "role")


@dataclass(frozen=True)
class Fact:
    """What an act will append. ``facts`` are public property of the chain; ``words`` are committed to and kept beside it."""

    kind: str
    subject: str
    actor: str
    role: str
    dossier: str = ""
    scope: str = ""
    audience: str = Audience.DOSSIER
    facts: dict = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


class NoAct(RuntimeError):
    """Something was written outside an act."""


_pending: ContextVar[list[Fact] | None] = ContextVar("pending", default=None)


@contextmanager
def act() -> Iterator[None]:
    """Everything inside is whole or absent. Raises what the inside raises, with nothing written.

    What is to be done after the commit (``transaction.on_commit``) stands outside the act: it may begin one of its own.
    """
    if _pending.get() is not None:
        with _nested():
            yield
        return
    token = _pending.set([])
    try:
        with transaction.atomic():
            yield
            _append(_pending.get())
            _pending.set(None)
    finally:
        _pending.reset(token)


@contextmanager
def _nested() -> Iterator[None]:
    facts = _pending.get()
    kept = len(facts)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del facts[kept:]
        raise


def running() -> bool:
    return _pending.get() is not None


def record(fact: Fact) -> None:
    """Have *fact* appended when the running act commits. Raises NoAct outside an act, NotCanonical for a fact without one form."""
    facts = _pending.get()
    if facts is None:
        raise NoAct(fact.kind)
    for column in COLUMNS:
        text(getattr(fact, column))
    encode({"facts": fact.facts, "words": {text(name): text(value) for name, value in fact.words.items()}})
    facts.append(fact)


def _append(facts: list[Fact]) -> None:
    if not facts:
        return
    head = Head.objects.select_for_update(no_key=True).get(pk=1)
    seq, previous, at = head.seq, bytes(head.hash), clock.now()
    entries, words = [], []
    for fact in facts:
        seq += 1
        salted = {name: (secrets.token_bytes(16), value) for name, value in fact.words.items()}
        body = encode(content(seq, at, fact, {name: commitment(*pair) for name, pair in salted.items()}))
        digest = link(previous, body)
        entries.append(_entry(seq, at, fact, body, previous, digest))
        words += [Words(entry_id=seq, field=name, salt=salt, value=value) for name, (salt, value) in salted.items()]
        previous = digest
    Entry.objects.bulk_create(entries)
    Words.objects.bulk_create(words)
    Head.objects.filter(pk=1).update(seq=seq, hash=previous)


def content(seq: int, at, fact: Fact, commitments: dict[str, str]) -> dict:
    return {
        "format": FORMAT,
        "seq": seq,
        "at": instant(at),
        "kind": fact.kind,
        "subject": fact.subject,
        "dossier": fact.dossier,
        "scope": fact.scope,
        "audience": str(fact.audience),
        "actor": fact.actor,
        "role": fact.role,
        "facts": fact.facts,
        "words": commitments,
    }


def _entry(seq: int, at, fact: Fact, body: bytes, previous: bytes, digest: bytes) -> Entry:
    columns = {name: getattr(fact, name) for name in COLUMNS}
    return Entry(seq=seq, at=at, body=body, previous=previous, hash=digest, **columns)


def require() -> None:
    """For writers that upper rooms call: there must be an act that will tell of it. Raises NoAct."""
    if not running():
        raise NoAct("a writer was called outside an act")
