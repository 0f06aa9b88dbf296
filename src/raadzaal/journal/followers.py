"""Followers read the journal behind the acts, each with a cursor of its own.

A *projection* can be wiped and rebuilt from the first entry. An *effect* reaches outside (mail) and is never replayed: it
only makes rows with a unique key in an outbox, in the transaction that moves its cursor.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from raadzaal.journal import clock
from raadzaal.journal.models import Cursor, Entry, Head

BATCH = 200
PROJECTION, EFFECT = "projection", "effect"


class Follower:
    """Subclass, give ``name`` and ``kind``, and ``register`` an instance at start-up."""

    name: str
    kind: str = PROJECTION

    def apply(self, entry: Entry) -> None:
        raise NotImplementedError(self.name)

    def apply_all(self, entries: Sequence[Entry]) -> None:
        """A batch, in order. Override instead of ``apply`` where entries are cheaper taken together."""
        for entry in entries:
            self.apply(entry)

    def wipe(self) -> None:
        """Forget everything that was made from the journal."""
        raise NotImplementedError(self.name)

    def missing(self) -> bool:
        """Whether what it keeps outside the database is not there, so that it has to be made anew."""
        return False

    def beside(self) -> "Beside | None":
        """Made from what stands now, for a projection of that; None for one that is made from the entries."""
        return None


class Beside(ABC):
    """A projection that is being made anew while the old one is still read."""

    @abstractmethod
    def apply_all(self, entries: Sequence[Entry]) -> None:
        """What happened since its making began. Telling it twice does no harm."""

    @abstractmethod
    def take_over(self) -> None:
        """From now on this one is read."""

    @abstractmethod
    def drop(self) -> None:
        """Clean up, whether or not it took over."""


class NeverReplayed(ValueError):
    """An effect cannot be rebuilt: what it sent was sent."""


@dataclass(frozen=True)
class Progress:
    name: str
    kind: str
    seq: int
    behind: int


_registered: dict[str, Follower] = {}


def register(follower: Follower) -> None:
    _registered[follower.name] = follower


def names() -> list[str]:
    return sorted(_registered)


def progress() -> list[Progress]:
    head = Head.objects.get(pk=1).seq
    seen = dict(Cursor.objects.values_list("name", "seq"))
    return [Progress(name, _registered[name].kind, seen.get(name, 0), head - seen.get(name, 0)) for name in names()]


def catch_up() -> int:
    """Let every follower read to the end. Returns how many entries were applied, over all.

    One that stumbles does not hold up the others; what they stumbled over is raised at the end, as an ExceptionGroup.
    Where nothing is new nothing is locked or written: the worker asks twice a second.
    """
    applied, trouble = 0, []
    for each in progress():
        try:
            applied += rebuild(each.name) if _registered[each.name].missing() else 0
            applied += _follow(_registered[each.name]) if each.behind else 0
        except Exception as stumbled:
            trouble.append(stumbled)
    if trouble:
        raise ExceptionGroup("followers of the journal", trouble)
    return applied


def _follow(follower: Follower) -> int:
    applied = 0
    while count := _batch(follower):
        applied += count
    return applied


@contextmanager
def _cursor(name: str) -> Iterator[Cursor]:
    """Locked until commit: of two workers, and of a worker and a rebuild, one waits for the other."""
    Cursor.objects.get_or_create(name=name)
    with transaction.atomic():
        yield Cursor.objects.select_for_update(no_key=True).get(name=name)


def _batch(follower: Follower) -> int:
    with _cursor(follower.name) as cursor:
        entries = list(Entry.objects.filter(seq__gt=cursor.seq).order_by("seq").prefetch_related("words")[:BATCH])
        if entries:
            follower.apply_all(entries)
            Cursor.objects.filter(name=follower.name).update(seq=entries[-1].seq, at=clock.now())
    return len(entries)


def rebuild(name: str) -> int:
    """Wipe a projection and read the journal again. Raises KeyError, NeverReplayed. Returns the entries applied."""
    follower = _registered[name]
    if follower.kind == EFFECT:
        raise NeverReplayed(name)
    seen = Head.objects.get(pk=1).seq
    if made := follower.beside():
        return _taken_over(name, made, seen)
    with _cursor(name):
        follower.wipe()
        Cursor.objects.filter(name=name).update(seq=0)
        return _follow(follower)


def _taken_over(name: str, made: Beside, seen: int) -> int:
    """No gap and no loss: what came after *seen* is told to the new one too before it takes over, under the cursor's lock.

    Dies it in between, the old one is still there with a cursor that is right for it; after, the new one is as far.
    """
    try:
        with _cursor(name) as cursor:
            if cursor.seq > seen:
                since = (
                    Entry.objects.filter(seq__gt=seen, seq__lte=cursor.seq).order_by("seq").prefetch_related("words")
                )
                made.apply_all(list(since))
            Cursor.objects.filter(name=name).update(seq=max(seen, cursor.seq), at=clock.now())
            made.take_over()
    finally:
        made.drop()
    return seen
