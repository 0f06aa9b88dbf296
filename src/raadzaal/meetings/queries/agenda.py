"""The agenda as a tree: points in order, each with its number."""

from collections.abc import Iterable
from dataclasses import dataclass

from raadzaal.meetings.models import AgendaItem


@dataclass(frozen=True)
class Numbered:
    """``depth`` 0 stands at the top; ``first`` and ``last`` among the points under the same one."""

    item: AgendaItem
    number: str
    depth: int
    first: bool
    last: bool


def numbered(items: Iterable[AgendaItem]) -> list[Numbered]:
    """Each point behind the one it stands under: 1, 2, 2.1, 2.2, 3. No query."""
    below: dict[int | None, list[AgendaItem]] = {}
    for item in sorted(items, key=lambda each: (each.order, each.pk)):
        below.setdefault(item.parent_id, []).append(item)
    return _under(None, "", 0, below)


def _under(parent: int | None, prefix: str, depth: int, below: dict[int | None, list[AgendaItem]]) -> list[Numbered]:
    found = []
    here = below.get(parent, [])
    for place, item in enumerate(here, start=1):
        number = f"{prefix}{place}"
        found.append(Numbered(item, number, depth, place == 1, place == len(here)))
        found += _under(item.pk, f"{number}.", depth + 1, below)
    return found


def descendants(item: AgendaItem, items: Iterable[AgendaItem]) -> set[int]:
    """Primary keys of what stands under *item*, at any depth."""
    items = list(items)
    found: set[int] = set()
    reached = {item.pk}
    while reached:
        reached = {each.pk for each in items if each.parent_id in reached} - found
        found |= reached
    return found
