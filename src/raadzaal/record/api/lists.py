"""Lists that go on: each answer tells where the next begins, by what everybody may see of the last one in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from raadzaal.record.api.asking import CURSOR, LIMIT, USUAL, Parameter, Place, cursor, place_of
from raadzaal.record.api.problems import Fault, wrong

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00", re.ASCII)


@dataclass(frozen=True)
class Page:
    """``on``: the cursor of the next page, empty on the last one."""

    rows: Sequence[Any]
    on: str = ""


@dataclass(frozen=True)
class Filter:
    """A parameter, and what it leaves of a list."""

    parameter: Parameter
    keeps: Callable[[QuerySet, Any], QuerySet]


@dataclass(frozen=True)
class Source:
    """Rows of one table, in the order of ``by`` (a day or an instant), the latest first; ``made`` prepares a page of them."""

    rows: Callable[[], QuerySet]
    by: str
    made: Callable[[list], Sequence[Any]] = list
    id: str = "public_id"


@dataclass(frozen=True)
class Listing:
    """One list out of one or more sources."""

    name: str
    sources: tuple[Source, ...]
    written: re.Pattern = DAY
    filters: tuple[Filter, ...] = field(default=())

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return (LIMIT, CURSOR, *(each.parameter for each in self.filters))

    def page(self, asked: Mapping[str, Any]) -> Page:
        """Raises Problem for a cursor that is none. As many queries as there are sources, and what ``made`` needs."""
        most = asked.get("limit", USUAL)
        since = place_of(self.name, asked["cursor"], self.written) if "cursor" in asked else None
        taken = [(source, row) for source in self.sources for row in self._of(source, since, asked)[: most + 1]]
        taken.sort(key=lambda each: self._place(*each), reverse=True)
        shown = taken[:most]
        on = self._cursor(*shown[-1]) if len(taken) > most else ""
        return Page(_prepared(shown), on)

    def _of(self, source: Source, since: Place | None, asked: Mapping) -> QuerySet:
        rows = source.rows()
        for each in self.filters:
            if each.parameter.name in asked:
                rows = each.keeps(rows, asked[each.parameter.name])
        if since:
            at = _read(since.at)
            rows = rows.filter(Q(**{f"{source.by}__lt": at}) | Q(**{source.by: at, f"{source.id}__lt": since.id}))
        return rows.order_by(f"-{source.by}", f"-{source.id}")

    def _place(self, source: Source, row) -> tuple:
        return getattr(row, source.by), getattr(row, source.id)

    def _cursor(self, source: Source, row) -> str:
        return cursor(self.name, Place(getattr(row, source.by).isoformat(), getattr(row, source.id)))


def _prepared(shown: list[tuple[Source, Any]]) -> list:
    """What each source makes of its own rows, in the order of the page."""
    made: dict[int, Any] = {}
    for source in {id(source): source for source, _row in shown}.values():
        own = [row for of, row in shown if of is source]
        made |= {id(row): done for row, done in zip(own, source.made(own), strict=True)}
    return [made[id(row)] for _source, row in shown]


def _read(at: str) -> date | datetime:
    try:
        return datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)
    except ValueError as no_day:
        raise wrong(Fault("cursor", "cursor", "This is no cursor of this list. Begin again without it.")) from no_day
