"""Compositions as what a page shows: seats of the hall, sides with their people, names in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from raadzaal.council import profile, queries
from raadzaal.council.models import Appointment, Body, Organisation
from raadzaal.council.profile.composition import CommitteeRule
from raadzaal.council.queries import Composition, Place
from raadzaal.ui.shapes import SeatView

Role = Appointment.Role


@dataclass(frozen=True)
class Side:
    """One side of a body: seats with a number, and people without one."""

    label: str
    places: tuple[Place, ...]
    members: tuple[Appointment, ...]
    substitutes: tuple[Appointment, ...]

    @property
    def of_organisations(self) -> bool:
        """Whether its seats are those of organisations, and not of experts."""
        return any(place.organisation for place in self.places)


def group_label(key: str) -> str:
    """The key itself for a side that the present profile does not know any more."""
    return next((str(group.label) for group in profile.active().groups if group.key == key), key)


def seat_views(made: Composition) -> list[SeatView]:
    return [_seat_view(place) for place in made.places]


def _seat_view(place: Place) -> SeatView:
    organisation = place.organisation
    return SeatView(
        number=place.seat.number,
        group=place.seat.group,
        group_label=group_label(place.seat.group),
        organisation=str(organisation or ""),
        person=place.member.person.name if place.member else "",
        state="vacant" if place.vacant else "",
    )


def sides(made: Composition) -> list[Side]:
    return [_side(made, group) for group in made.groups]


def _side(made: Composition, group: str) -> Side:
    here = [row for row in made.unseated if row.group == group]
    return Side(
        group_label(group),
        tuple(place for place in made.places if place.seat.group == group),
        tuple(row for row in here if row.role == Role.MEMBER),
        tuple(row for row in here if row.role == Role.SUBSTITUTE),
    )


def linked(actor) -> set[int]:
    """The people with a page that *actor* may open."""
    return set(queries.people_visible(actor).values_list("pk", flat=True))


def full_name(organisation: Organisation) -> str:
    for known in profile.active().organisations:
        if known.key == organisation.key:
            return str(known.full_name)
    return str(organisation)


def committee_rule(body: Body) -> CommitteeRule | None:
    return next((rule for rule in profile.active().committees if rule.key == body.key), None)


def split(rows: Iterable[Appointment], day: date) -> tuple[list[Appointment], list[Appointment]]:
    """What holds on *day* or later, and what has ended."""
    listed = list(rows)
    ended = [row for row in listed if row.valid_until and row.valid_until <= day]
    return [row for row in listed if row not in ended], ended
