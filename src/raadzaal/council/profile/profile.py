from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from raadzaal.council.profile.composition import (
    CommitteeRule,
    Council,
    ExecutiveCommittee,
    Group,
    Institution,
    Office,
    Organisation,
    Requester,
    Requesting,
    Seat,
    Source,
    Voice,
)
from raadzaal.council.profile.conduct import (
    Dissent,
    Intake,
    MeetingRules,
    Numbering,
    Option,
    Product,
    ResponseTerm,
    Rounds,
    Stance,
)
from raadzaal.council.profile.localised import Localised


class _HasKey(Protocol):
    @property
    def key(self) -> str: ...


Keyed = TypeVar("Keyed", bound=_HasKey)


@dataclass(frozen=True, slots=True)
class Objective:
    key: str
    label: Localised


@dataclass(frozen=True, slots=True)
class Objectives:
    aim: Localised
    strands: tuple[Objective, ...]
    basis: Source


@dataclass(frozen=True, slots=True)
class Contact:
    email: str
    address: tuple[str, ...]
    telephone: str | None = None
    website: str | None = None
    tooi: str | None = None


@dataclass(frozen=True, slots=True)
class GroupColour:
    """A colour role of a group, as #rrggbb on light and on dark paper."""

    role: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Theme:
    accent: str
    accent_on_dark: str
    group_colours: tuple[GroupColour, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One dated version of everything that makes a council this council.

    `version` is the day from which it holds. The first of `languages` is the default. `abbreviations` every reader knows.
    """

    key: str
    version: date
    name: Localised
    short_name: str
    languages: tuple[str, ...]
    time_zone: str
    contact: Contact
    theme: Theme
    objectives: Objectives
    groups: tuple[Group, ...]
    organisations: tuple[Organisation, ...]
    institutions: tuple[Institution, ...]
    council: Council
    offices: tuple[Office, ...]
    executive_committee: ExecutiveCommittee
    committees: tuple[CommitteeRule, ...]
    voices: tuple[Voice, ...]
    requesting: Requesting
    intake: Intake
    products: tuple[Product, ...]
    rounds: Rounds
    meetings: MeetingRules
    dissent: Dissent
    response_terms: tuple[ResponseTerm, ...]
    numbering: Numbering
    options: tuple[Option, ...]
    abbreviations: tuple[str, ...]

    @property
    def default_language(self) -> str:
        return self.languages[0]

    @property
    def council_groups(self) -> tuple[Group, ...]:
        """The groups with seats in the council itself, in order (consumers may sit in a committee only)."""
        seated = {seat.group for seat in self.council.seats}
        return tuple(sorted((g for g in self.groups if g.key in seated), key=lambda group: group.order))

    def seats_of(self, group: str) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.council.seats if seat.group == group)

    def group(self, key: str) -> Group:
        return _keyed(self.groups, key)

    def organisation(self, key: str) -> Organisation:
        return _keyed(self.organisations, key)

    def institution(self, key: str) -> Institution:
        return _keyed(self.institutions, key)

    def office(self, key: str) -> Office:
        return _keyed(self.offices, key)

    def committee(self, key: str) -> CommitteeRule:
        return _keyed(self.committees, key)

    def voice(self, key: str) -> Voice:
        return _keyed(self.voices, key)

    def requester(self, key: str) -> Requester:
        return _keyed(self.requesting.requesters, key)

    def stance(self, key: str) -> Stance:
        return _keyed(self.rounds.stances, key)

    def product(self, key: str) -> Product:
        return _keyed(self.products, key)

    def response_term(self, applies_to: str) -> ResponseTerm | None:
        return next((term for term in self.response_terms if term.applies_to == applies_to), None)

    def switched_on(self, option: str) -> bool:
        return _keyed(self.options, option).on


def _keyed(things: tuple[Keyed, ...], key: str) -> Keyed:
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(f"{key!r} is none of {', '.join(thing.key for thing in things)}")
