"""Who may take which seat. Which model a side of the council follows is a matter of the profile."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from raadzaal.council import profile
from raadzaal.council.models import Appointment, Person, Seat
from raadzaal.procedure.refusals import Refused

Role = Appointment.Role
POOL = "pool"


@dataclass(frozen=True)
class SeatPermit:
    """Whether somebody may sit on a seat; ``appointment`` is the ground, ``refusal`` says why not."""

    seat: Seat
    person: Person
    appointment: Appointment | None = None
    refusal: Refused | None = None

    @property
    def ok(self) -> bool:
        return self.refusal is None

    @property
    def as_substitute(self) -> bool:
        return self.appointment is not None and self.appointment.role == Role.SUBSTITUTE


def may_sit(person: Person, seat: Seat, day: date, *, known_at: datetime | None = None) -> SeatPermit:
    """Members sit on their own seat; substitutes for the member of a pair, or for anybody of their pool.

    A vacant seat is nobody's: a substitute replaces a member (art. 4 lid 3 Wet op de SER).
    """
    held = (
        Appointment.objects.on(day, known_at=known_at)
        .filter(seat__body_id=seat.body_id)
        .select_related("seat", "person")
    )
    members = [row for row in held if row.role == Role.MEMBER and row.seat_id == seat.pk]
    own = [row for row in held if row.person_id == person.pk]
    if not Seat.objects.on(day, known_at=known_at).filter(pk=seat.pk).exists() or not members:
        return _refused(seat, person, _("This seat is vacant on that day."), "vacant")
    for row in own:
        if row.role == Role.MEMBER and row.seat_id == seat.pk:
            return SeatPermit(seat, person, row)
    for row in own:
        if row.role == Role.SUBSTITUTE and stands_in(row.seat, seat):
            return SeatPermit(seat, person, row)
    return _refused(seat, person, _("%(person)s is neither the member nor a substitute for this seat."), "not_yours")


def _refused(seat: Seat, person: Person, message, code: str) -> SeatPermit:
    return SeatPermit(seat, person, refusal=Refused(message, code=code, person=person.name))


def substitutes_for(seat: Seat, day: date, *, known_at: datetime | None = None) -> list[Appointment]:
    """The appointments as substitute that open this seat on *day*; the seat's own first."""
    rows = (
        Appointment.objects.on(day, known_at=known_at)
        .filter(seat__body_id=seat.body_id, seat__group=seat.group, role=Role.SUBSTITUTE)
        .select_related("seat", "person")
    )
    fitting = [row for row in rows if stands_in(row.seat, seat)]
    return sorted(fitting, key=lambda row: (row.seat_id != seat.pk, row.person.sort_name))


def stands_in(own: Seat, seat: Seat) -> bool:
    """Whether the substitute of seat *own* may take *seat*: the same one, or both in one pool and neither a strict pair."""
    if own.pk == seat.pk:
        return True
    rules = profile.active().council.substitutes
    pooled = {rule.group for rule in rules.groups if rule.model == POOL}
    strict = {own.reserved_for, seat.reserved_for} & set(rules.strict_pairs)
    return own.body_id == seat.body_id and own.group == seat.group and seat.group in pooled and not strict
