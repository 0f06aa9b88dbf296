"""A council of twelve seats, one of them vacant, with substitutes in pairs and a pool of crown members."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.council.models import Appointment, Body, Organisation, Person, Seat
from raadzaal.journal import acts, clock
from raadzaal.meetings import actions
from raadzaal.meetings.models import AgendaItem, Meeting
from raadzaal.procedure.models import Case
from tests.deliberation.makers import refused

DAY = date(2026, 3, 19)
BEFORE = date(2026, 3, 2)
GROUPS = ("employers",) * 4 + ("workers",) * 4 + ("crown",) * 4
VACANT = 8
ROLE = Appointment.Role

__all__ = ["BEFORE", "DAY", "VACANT", "Hall", "acting", "at_noon", "case", "hall", "on_day", "refused"]


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def on_day(day: date):
    return clock.at(at_noon(day))


def acting(role: str, scope: str = "", person: Person | None = None) -> Actor:
    key = person.public_id if person else role
    return Actor(key=key, name=person.name if person else role, capacities=(Capacity(role, scope),))


SECRETARIAT = acting("secretariat")


@dataclass
class Hall:
    body: Body
    seats: list[Seat]
    members: dict[int, Person]
    substitutes: dict[int, Person]

    def plan(self, day: date = DAY, **more) -> Meeting:
        with on_day(BEFORE):
            starts_at = at_noon(day) - timedelta(hours=2)
            return actions.plan(self.body, actor=SECRETARIAT, starts_at=starts_at, **more)

    def convened(self, day: date = DAY, **more) -> Meeting:
        meeting = self.plan(day, **more)
        with on_day(BEFORE):
            actions.convene(meeting, actor=SECRETARIAT)
        meeting.refresh_from_db()
        return meeting

    def sign(self, meeting: Meeting, *numbers: int, substitutes: tuple[int, ...] = ()) -> None:
        """To be called on the day; numbers of seats, from 0."""
        for number in numbers:
            actions.sign_in(meeting, seat=self.seats[number], person=self.members[number], actor=SECRETARIAT)
        for number in substitutes:
            actions.sign_in(meeting, seat=self.seats[number], person=self.substitutes[number], actor=SECRETARIAT)

    def opened(self, *numbers: int, day: date = DAY) -> Meeting:
        """An open meeting in which these seats are taken by their members."""
        meeting = self.convened(day)
        with on_day(day):
            self.sign(meeting, *numbers)
            actions.open_meeting(meeting, actor=SECRETARIAT)
        meeting.refresh_from_db()
        return meeting

    def item(self, meeting: Meeting, of: Case, kind: str = AgendaItem.Kind.ADOPT) -> AgendaItem:
        with acts.act():
            return actions.put_on_agenda(meeting, of, kind, on=BEFORE)

    def votes(self, meeting: Meeting, value: str, *numbers: int) -> dict[int, str]:
        return {self.seats[number].pk: value for number in numbers}


def case(title: str = "Groene groei") -> Case:
    return Case.objects.create(
        procedure="advice", profile_version="2024-04-01", stage="tabled", title=title, opened_on=BEFORE
    )


def person(name: str) -> Person:
    return Person.objects.create(key=name.lower().replace(" ", "-"), name=name, sort_name=name)


def appoint(who: Person, role: str, body: Body, seat: Seat | None = None) -> None:
    Appointment.objects.create(
        person=who, role=role, body=body, seat=seat, valid_from=date(2024, 4, 1), recorded_at=at_noon(date(2024, 4, 1))
    )


def hall(kind: str = Body.Kind.COUNCIL, key: str = "raad") -> Hall:
    body = Body.objects.create(key=key, name="Raad", kind=kind, groups=["employers", "workers", "crown"])
    shown = {
        group: Organisation.objects.create(key=f"{key}-{group}", name=name, kind="social_partner", group=group)
        for group, name in (("employers", "VNO-NCW"), ("workers", "FNV"))
    }
    made = Hall(body, [], {}, {})
    for number, group in enumerate(GROUPS):
        seat = Seat.objects.create(
            body=body,
            number=number + 1,
            group=group,
            displayed=shown.get(group),
            reserved_for="dnb" if number == 11 else "",
            valid_from=date(2024, 4, 1),
            recorded_at=at_noon(date(2024, 4, 1)),
        )
        made.seats.append(seat)
        _fill(made, number, seat, key)
    return made


def _fill(made: Hall, number: int, seat: Seat, key: str) -> None:
    """The last but four seat, of the crown, is vacant; its substitute has stayed in office."""
    made.substitutes[number] = person(f"Vervanger {number} {key}")
    appoint(made.substitutes[number], ROLE.SUBSTITUTE, made.body, seat)
    if number != VACANT:
        made.members[number] = person(f"Lid {number} {key}")
        appoint(made.members[number], ROLE.MEMBER, made.body, seat)
