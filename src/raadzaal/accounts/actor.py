"""Who acts: a person in a capacity. Upper rooms tell which capacities somebody holds at an instant."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Capacity:
    """A role held within a scope (the public id of a body or organisation, empty for the whole council).

    ``source`` is the public id of the appointment it follows from; ``label`` says it in words to its holder.
    """

    role: str
    scope: str = ""
    source: str = ""
    label: str = ""


@dataclass(frozen=True)
class Actor:
    """``key`` is the person's public id, ``capacities`` what they hold now, or the one they chose to act in."""

    key: str
    name: str
    capacities: tuple[Capacity, ...] = ()

    def holds(self, role: str, scope: str | None = None) -> Capacity | None:
        """The capacity in *role*, within *scope* where one is given."""
        for capacity in self.capacities:
            if capacity.role == role and (scope is None or capacity.scope == scope):
                return capacity
        return None

    def roles(self) -> set[str]:
        return {capacity.role for capacity in self.capacities}

    def scopes(self, role: str) -> set[str]:
        return {capacity.scope for capacity in self.capacities if capacity.role == role}

    def acting_as(self, source: str) -> "Actor":
        """Narrowed to the capacity from one appointment; unchanged when it is not held (any more)."""
        chosen = tuple(capacity for capacity in self.capacities if capacity.source == source)
        return replace(self, capacities=chosen) if chosen else self


ANYBODY = Actor(key="", name="")
HOUSE = Actor(key="house", name="Raadzaal", capacities=(Capacity("house"),))

Finder = Callable[[object, datetime], Actor]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Called once at start-up by the room that knows who holds what."""
    _finders[:] = [finder]


More = Callable[[object, Actor, datetime], Actor]
_more: list[More] = []


def register_more(finder: More) -> None:
    """Called at start-up by an upper room in which people hold capacities of its own."""
    if finder not in _more:
        _more.append(finder)


def actor_of(user, at: datetime) -> Actor:
    """What *user* may act as at the instant *at*; ANYBODY for a visitor."""
    if not getattr(user, "is_authenticated", False) or not _finders:
        return ANYBODY
    actor = _finders[0](user, at)
    for finder in _more:
        actor = finder(user, actor, at)
    return actor
