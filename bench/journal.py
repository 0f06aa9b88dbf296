"""Proof of the whole chain beside hashing the same bytes, and followers that read it from the first entry."""

import hashlib
from collections.abc import Iterator

from bench import acts, text
from bench.figures import Figure, in_turn
from raadzaal.journal import followers
from raadzaal.journal.models import Cursor, Entry, Head
from raadzaal.journal.verification import verify

PARAGRAPHS = 100
EDITS = 400
ROUNDS = 5


def figures(world) -> Iterator[Figure]:
    edit = acts.editing(text.drafting(world, text.blocks(PARAGRAPHS, 60)))
    for _ in range(EDITS):
        edit()
    entries = Head.objects.get(pk=1).seq
    bodies = [bytes(body) for body in Entry.objects.order_by("seq").values_list("body", flat=True)]
    proof, hashing, reading = in_turn(ROUNDS, _proven, lambda: _hash(bodies), _read)
    yield Figure(
        "verification", entries / proof.median, "entries/s", "sha256, same bytes in memory", entries / hashing.median
    )
    yield Figure("verification", entries / proof.median, "entries/s", "reading the rows", entries / reading.median)
    yield from _following(entries)


def _proven() -> None:
    verdict = verify()
    if not verdict.ok:
        raise RuntimeError(f"entry {verdict.bad}: {verdict.reason}")


def _hash(bodies: list[bytes]) -> None:
    at = b"\0" * 32
    for body in bodies:
        at = hashlib.sha256(at + body).digest()


def _read() -> None:
    for entry in Entry.objects.order_by("seq").prefetch_related("words"):
        bytes(entry.body)


def _following(entries: int) -> Iterator[Figure]:
    """All followers from the first entry to the last, and the last entry alone, beside reading without doing anything."""
    Cursor.objects.all().delete()
    caught_up, reading = in_turn(1, followers.catch_up, _read)
    of = len(followers.names())
    yield Figure(
        f"catching up, {of} followers",
        entries / caught_up.median,
        "entries/s",
        "reading the rows",
        entries / reading.median,
    )
    (idle,) = in_turn(ROUNDS, followers.catch_up)
    yield Figure(f"nothing new, {of} followers", idle.median * 1000, "ms", "catching up", caught_up.median * 1000)
