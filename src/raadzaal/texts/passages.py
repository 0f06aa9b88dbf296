"""Where the words of a paragraph went when it was joined to another, and where those of a new one came from."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from raadzaal.texts.models import Alteration, Revision, Work

SPLIT, MERGE = Alteration.What.SPLIT, Alteration.What.MERGE


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of ``source`` stand in ``target``, both by primary key of the node.

    ``at`` is the revision (its primary key) in which the paragraph that stayed, took in or gave away words. ``split``: the source
    stayed and the target is new; else the source was joined to the target and is gone.
    """

    source: int
    target: int
    at: int
    split: bool = False


class _Row(NamedTuple):
    pk: int
    node: int
    number: int
    removed: bool
    made_at: datetime
    alteration: int | None
    of: int | None
    what: str | None
    root_what: str | None

    @property
    def root(self) -> int | None:
        return self.of or self.alteration

    @property
    def divides(self) -> bool:
        return (self.root_what or self.what) in (SPLIT, MERGE)


@dataclass(frozen=True)
class Passages:
    """``gone`` is every removal of each node in order: when, and the passage if the words went elsewhere."""

    splits: tuple[Passage, ...] = ()
    gone: Mapping[int, tuple[tuple[datetime, Passage | None], ...]] = field(default_factory=dict)

    def leading_to(self, nodes: Container[int], at: datetime | None = None) -> list[Passage]:
        """Those that hold for the text in which *nodes* stand, frozen *at* that moment or the one of now; the oldest first."""
        joined = (self._last(source, at) for source in self.gone if source not in nodes)
        made = (each for each in self.splits if each.target in nodes or each.target in self.gone)
        return sorted([*made, *(each for each in joined if each)], key=lambda each: (each.at, each.target, each.source))

    def _last(self, source: int, at: datetime | None) -> Passage | None:
        until = [passage for moment, passage in self.gone[source] if at is None or moment <= at]
        return until[-1] if until else None


def passages(work: Work | int | None) -> Passages:
    """In one question to the database. Taking back a split joins, doing a join again joins again."""
    of = ("alteration_id", "alteration__of_id", "alteration__what", "alteration__of__what")
    fields = ("pk", "node_id", "number", "removed", "made_at", *of)
    wanted = Q(removed=True) | Q(alteration__what__in=(SPLIT, MERGE)) | Q(alteration__of__what__in=(SPLIT, MERGE))
    found = Revision.objects.filter(wanted, work=work).order_by("pk").values_list(*fields)
    return of_rows([_Row(*each) for each in found])


def of_rows(rows: Iterable[_Row]) -> Passages:
    stays: dict[int | None, int] = {}
    acts: dict[int | None, dict[int, int]] = {}
    rows = list(rows)
    for row in rows:
        if row.divides:
            stays.setdefault(row.root, row.node)
            acts.setdefault(row.alteration, {}).setdefault(row.node, row.pk)
    splits, gone = [], {}
    for row in rows:
        stayed = stays.get(row.root) if row.divides else None
        at = acts[row.alteration].get(stayed, row.pk) if stayed is not None else row.pk
        if row.removed:
            passage = Passage(row.node, stayed, at) if stayed not in (None, row.node) else None
            gone.setdefault(row.node, []).append((row.made_at, passage))
        elif row.what == SPLIT and row.number == 1 and stayed not in (None, row.node):
            splits.append(Passage(stayed, row.node, at, split=True))
    return Passages(tuple(splits), {node: tuple(each) for node, each in gone.items()})


def taken_in(work: Work | int, nodes: Container[int], at: datetime | None = None) -> dict[int, int]:
    """Of every paragraph that was joined to another, the one in which its words stand, however often that was joined on."""
    step = {each.source: each.target for each in passages(work).leading_to(nodes, at) if not each.split}
    return {source: end for source in step if (end := _end(step, source)) in nodes}


def _end(step: Mapping[int, int], node: int) -> int:
    seen: set[int] = set()
    while node in step and node not in seen:
        seen.add(node)
        node = step[node]
    return node


def sources_of(passing: Iterable[Passage], node: int) -> Iterator[int]:
    """The paragraphs of which words stand in *node*, near and far."""
    into: dict[int, set[int]] = {}
    for each in passing:
        into.setdefault(each.target, set()).add(each.source)
    waiting, seen = [node], {node}
    while waiting:
        for source in sorted(into.get(waiting.pop(), ())):
            if source not in seen:
                seen.add(source)
                waiting.append(source)
                yield source
