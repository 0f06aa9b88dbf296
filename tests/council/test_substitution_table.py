"""Who may sit for whom: rows by hand, each with its source, and every chance council against a model that only loops."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raadzaal.council import queries
from raadzaal.council.models import Appointment, Person, Seat
from raadzaal.journal import clock

pytestmark = pytest.mark.django_db
SINCE, DAY = date(2026, 4, 1), date(2026, 6, 1)
MEMBER, SUBSTITUTE = "member", "substitute"

# Seats 1-12 are the employers', 13-24 the workers', 25-36 the crown's; 35 and 36 those of the bank and the planning bureau.
TABLE = [
    # source, who: role on seat, sits on, may
    ("art. 4(3) Wet op de SER", MEMBER, 1, 1, True),
    ("art. 4(3) Wet op de SER", MEMBER, 1, 2, False),
    ("art. 4(3) Wet op de SER", SUBSTITUTE, 1, 1, True),
    ("art. 4(3) Wet op de SER", SUBSTITUTE, 1, 2, False),
    ("art. 4(3) Wet op de SER", SUBSTITUTE, 13, 14, False),
    ("art. 4(3) Wet op de SER", SUBSTITUTE, 1, 13, False),
    ("SER-Wijzer p. 19", SUBSTITUTE, 25, 25, True),
    ("SER-Wijzer p. 19", SUBSTITUTE, 25, 26, True),  # the pool of the crown members
    ("SER-Wijzer p. 19", MEMBER, 25, 26, False),
    ("SER-Wijzer p. 19", SUBSTITUTE, 25, 35, False),  # the two experts' pairs stay strict
    ("SER-Wijzer p. 19", SUBSTITUTE, 35, 25, False),
    ("SER-Wijzer p. 19", SUBSTITUTE, 35, 36, False),
    ("SER-Wijzer p. 19", SUBSTITUTE, 36, 36, True),
    ("SER-Wijzer p. 19", SUBSTITUTE, 25, 1, False),
]
SEATS = (1, 2, 13, 25, 26, 35, 36)
STRICT = (35, 36)


@dataclass(frozen=True)
class Held:
    """Somebody on a seat, from the first day up to, and not on, the last."""

    who: int
    role: str
    seat: int
    since: date = SINCE
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def side(number: int) -> str:
    return "employers" if number <= 12 else "workers" if number <= 24 else "crown"


def may(held: list[Held], who: int, seat: int, day: date) -> bool:
    now = [each for each in held if each.on(day)]
    if not any(each.role == MEMBER and each.seat == seat for each in now):
        return False
    for each in now:
        if each.who != who:
            continue
        if each.seat == seat:
            return True
        pooled = each.role == SUBSTITUTE and side(each.seat) == side(seat) == "crown"
        if pooled and each.seat not in STRICT and seat not in STRICT:
            return True
    return False


def put_down(held: list[Held], hall) -> dict[int, Person]:
    people = {}
    for each in held:
        if each.who not in people:
            people[each.who] = Person.objects.create(
                key=f"p-{each.who}", name=f"P {each.who}", sort_name=f"P {each.who:03}"
            )
        Appointment.objects.create(
            person=people[each.who], role=each.role, body=hall, seat=Seat.objects.get(body=hall, number=each.seat),
            valid_from=each.since, valid_until=each.until, recorded_at=clock.now(),
        )  # fmt: skip
    return people


@pytest.mark.parametrize(("source", "role", "own", "seat", "may_sit"), TABLE)
def test_who_may_sit(hall, source, role, own, seat, may_sit):
    held = [Held(number, MEMBER, number) for number in SEATS] + [
        Held(100 + number, SUBSTITUTE, number) for number in SEATS
    ]
    people = put_down([*held, *([Held(114, SUBSTITUTE, 14), Held(14, MEMBER, 14)] if 14 in (own, seat) else [])], hall)
    who = people[own if role == MEMBER else 100 + own]
    assert queries.may_sit(who, Seat.objects.get(body=hall, number=seat), DAY).ok == may_sit, source


@st.composite
def councils(draw):
    """Each seat with a member or none, a substitute or none, each for a while; now and then one person in two of them."""
    held = []
    for number in SEATS:
        for role, who in ((MEMBER, number), (SUBSTITUTE, 100 + number)):
            if draw(st.booleans()) or draw(st.booleans()):
                since = SINCE + timedelta(days=draw(st.integers(0, 3)))
                until = draw(
                    st.one_of(st.none(), st.integers(1, 5).map(lambda days, first=since: first + timedelta(days=days)))
                )
                held.append(Held(who, role, number, since, until))
    return held


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(councils(), st.integers(-1, 8))
def test_in_every_council_the_same_people_may_sit_as_by_looping(hall, held, days):
    day = SINCE + timedelta(days=days)
    with transaction.atomic():
        people = put_down(held, hall)
        for number in SEATS:
            seat = Seat.objects.get(body=hall, number=number)
            for who, person in people.items():
                permit = queries.may_sit(person, seat, day)
                assert permit.ok == may(held, who, number, day), (held, who, number, day)
            found = {row.person_id for row in queries.substitutes_for(seat, day)}
            always = Held(number, MEMBER, number, date(2000, 1, 1))
            substitutes = [each for each in held if each.role == SUBSTITUTE and each.on(day)]
            assert found == {
                people[each.who].pk for each in substitutes if may([always, *substitutes], each.who, number, day)
            }
        transaction.set_rollback(True)
