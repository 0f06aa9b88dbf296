"""What upper rooms know of an item: where its dossier is, its papers, and the acts that are open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from raadzaal.accounts.actor import Actor
from raadzaal.meetings.models import AgendaItem
from raadzaal.ui.shapes import ActView, NavItem


@dataclass(frozen=True)
class ItemView:
    """For one reader: ``url`` is the dossier, empty where it is not theirs to see; ``papers`` what they may read."""

    url: str = ""
    papers: Sequence[NavItem] = ()
    acts: Sequence[ActView] = ()


Shower = Callable[[Sequence[AgendaItem], Actor], dict[int, ItemView]]
_showers: list[Shower] = []


def register(shower: Shower) -> None:
    """*shower* gets all items of a page at once and answers per primary key for those it knows."""
    if shower not in _showers:
        _showers.append(shower)


def shown(items: Sequence[AgendaItem], actor: Actor) -> dict[int, ItemView]:
    found = {item.pk: ItemView() for item in items}
    for shower in _showers:
        found |= shower(items, actor)
    return found
