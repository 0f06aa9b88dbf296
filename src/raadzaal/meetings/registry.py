"""What upper rooms know of an item: where its dossier is, its papers, the acts that are open, and how it is decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.meetings.models import AgendaItem, Decision
from raadzaal.procedure.refusals import Refused
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


Decider = Callable[..., Decision]
_deciders: dict[str, Decider] = {}


def register_decider(procedure: str, decider: Decider) -> None:
    """``decider(item, actor=, on=, method=, votes=)`` takes the step by which a dossier of this procedure is decided.

    *votes* are ``actions.deciding.Votes``, or None where nobody voted.
    """
    _deciders[procedure] = decider


def decide(item: AgendaItem, *, actor: Actor, on: date, method: str, votes) -> Decision:
    """Within the act of the meeting, by the step of the dossier's own procedure. Raises what that step raises."""
    decider = _deciders.get(item.case.procedure)
    if decider is None:
        raise Refused(_("A dossier of this kind is not decided in a meeting."), code="no_decider")
    return decider(item, actor=actor, on=on, method=method, votes=votes)
