"""What upper rooms know of somebody, or of an organisation, that everybody may read: it stands on their page below their seats."""

from collections.abc import Callable
from dataclasses import dataclass, field

from raadzaal.council.models import Organisation, Person


@dataclass(frozen=True)
class Section:
    """A part of the page: its template, and what that template shows as ``section.shows``."""

    template: str
    shows: dict = field(default_factory=dict)


Teller = Callable[[Person | Organisation], Section | None]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Called at start-up; *teller* answers None where it knows nothing."""
    if teller not in _tellers:
        _tellers.append(teller)


def told_of(whom: Person | Organisation) -> list[Section]:
    return [section for teller in _tellers if (section := teller(whom)) is not None]
