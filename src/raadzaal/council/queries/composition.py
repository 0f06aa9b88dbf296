from dataclasses import dataclass
from datetime import date, datetime

from raadzaal.council.models import Appointment, Body, Organisation, Seat

OFFICES = (Appointment.Role.CHAIR, Appointment.Role.DEPUTY_CHAIR, Appointment.Role.SECRETARY)


@dataclass(frozen=True)
class Place:
    """A numbered seat with who holds it; vacant without a member, also when a substitute has stayed in office."""

    seat: Seat
    member: Appointment | None
    substitutes: tuple[Appointment, ...]

    @property
    def vacant(self) -> bool:
        return self.member is None

    @property
    def organisation(self) -> Organisation | None:
        """The organisation that is shown, which may be another than the one that appoints."""
        return self.seat.displayed or self.seat.appointing


@dataclass(frozen=True)
class Composition:
    """Who made up *body* on *day*, as known at an instant (None: now).

    ``unseated`` are the members and substitutes of a body, or of a side of it, without numbered seats; ``others`` take part
    without a vote.
    """

    body: Body
    day: date
    known_at: datetime | None
    places: tuple[Place, ...]
    offices: tuple[Appointment, ...]
    unseated: tuple[Appointment, ...]
    others: tuple[Appointment, ...]

    @property
    def sitting(self) -> tuple[Place, ...]:
        """The seats that count for quorum and turnout: those with a member (art. 20 Wet op de SER)."""
        return tuple(place for place in self.places if not place.vacant)

    @property
    def groups(self) -> list[str]:
        """The sides present in the body, in order of seat number, then of the body's own list."""
        seen = (
            [place.seat.group for place in self.places] + list(self.body.groups) + [row.group for row in self.unseated]
        )
        return [group for group in dict.fromkeys(seen) if group]

    def of_group(self, group: str) -> list[Appointment]:
        """Members of one side, seated or not."""
        seated = [place.member for place in self.sitting if place.seat.group == group]
        return seated + [row for row in self.unseated if row.group == group and row.role == Appointment.Role.MEMBER]


def composition(body: Body, day: date, *, known_at: datetime | None = None) -> Composition:
    """Two queries, whatever the size of the body."""
    seats = Seat.objects.on(day, known_at=known_at).filter(body=body).select_related("displayed", "appointing")
    held = list(
        Appointment.objects.on(day, known_at=known_at)
        .filter(body=body)
        .select_related("person", "seat", "organisation")
    )
    by_seat: dict[int | None, list[Appointment]] = {}
    for row in held:
        by_seat.setdefault(row.seat_id, []).append(row)
    places = tuple(_place(seat, by_seat.get(seat.pk, [])) for seat in seats.order_by("number"))
    seated = {place.seat.pk for place in places}
    voting = (Appointment.Role.MEMBER, Appointment.Role.SUBSTITUTE)
    return Composition(
        body=body,
        day=day,
        known_at=known_at,
        places=places,
        offices=tuple(row for row in held if row.role in OFFICES),
        unseated=tuple(row for row in held if row.role in voting and row.seat_id not in seated),
        others=tuple(row for row in held if row.role not in (*voting, *OFFICES)),
    )


def _place(seat: Seat, here: list[Appointment]) -> Place:
    member = next((row for row in here if row.role == Appointment.Role.MEMBER), None)
    return Place(seat, member, tuple(row for row in here if row.role == Appointment.Role.SUBSTITUTE))


def sitting(body: Body, day: date, *, known_at: datetime | None = None) -> list[Place]:
    """The seats with a member on *day*; vacant seats do not count (art. 20 Wet op de SER)."""
    return list(composition(body, day, known_at=known_at).sitting)
