"""Who sat on a day, as known at an instant: never another answer, whatever is recorded later."""

from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raadzaal.council import actions, queries
from raadzaal.council.models import Appointment, Seat
from raadzaal.journal import clock
from raadzaal.procedure.refusals import Refused
from tests.council.conftest import KEEPER

pytestmark = pytest.mark.django_db
Role = Appointment.Role
START = datetime(2100, 5, 1, 12, tzinfo=UTC)  # after the seats were recorded
DAYS = st.dates(date(2026, 4, 1), date(2028, 3, 31))
PEOPLE, SEATS = 4, (1, 2, 25)

appoint = st.tuples(st.just("appoint"), st.integers(0, PEOPLE - 1), st.sampled_from(SEATS), DAYS, st.none() | DAYS)
end = st.tuples(st.just("end"), st.integers(0, 20), DAYS)
correct = st.tuples(st.just("correct"), st.integers(0, 20), DAYS, st.none() | DAYS)
revoke = st.tuples(st.just("revoke"), st.integers(0, 20))
OPERATIONS = st.lists(st.one_of(appoint, end, correct, revoke), min_size=1, max_size=10)


def seen(hall, day, known_at):
    made = queries.composition(hall, day, known_at=known_at)
    return [(place.seat.number, place.member and place.member.person.name) for place in made.places if place.member]


def do(operation, people, seats):
    kind, *rest = operation
    if kind == "appoint":
        who, number, since, until = rest
        return actions.appoint(
            people[who], actor=KEEPER, role=Role.MEMBER, seat=seats[number], valid_from=since, valid_until=until
        )
    rows = list(Appointment.objects.known().order_by("pk"))
    if not rows:
        return None
    row = rows[rest[0] % len(rows)]
    if kind == "end":
        return actions.end(row, actor=KEEPER, until=rest[1])
    if kind == "correct":
        return actions.correct(row, actor=KEEPER, valid_from=rest[1], valid_until=rest[2])
    return actions.revoke(row, actor=KEEPER, reason="vergissing")


@contextmanager
def undone():
    """Each example begins with the same vacant council."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS, days=st.lists(DAYS, min_size=1, max_size=3))
def test_what_was_known_stays_what_was_known(hall, operations, days):
    with undone():
        people = [actions.register_person(f"Lid {number}", actor=KEEPER) for number in range(PEOPLE)]
        seats = {seat.number: seat for seat in Seat.objects.filter(body=hall)}
        answers = {}
        for step, operation in enumerate(operations):
            with clock.at(START + timedelta(hours=step)), suppress(Refused):
                do(operation, people, seats)
            instant = START + timedelta(hours=step, minutes=30)
            answers |= {(day, instant): seen(hall, day, instant) for day in days}
        assert {key: seen(hall, *key) for key in answers} == answers
        end_of_story = START + timedelta(hours=len(operations))
        assert [seen(hall, day, None) for day in days] == [seen(hall, day, end_of_story) for day in days]
        for held in answers.values():
            assert len({name for _number, name in held}) == len(held), "one person on two seats"


def test_a_vacant_seat_does_not_count_as_sitting(hall, keeper, person, seat):
    actions.appoint(person(), actor=keeper, role=Role.MEMBER, seat=seat(7), valid_from=date(2026, 4, 1))
    made = queries.composition(hall, date(2026, 6, 1))
    assert len(made.places) == 36
    assert [place.seat.number for place in made.sitting] == [7]


def test_a_composition_costs_two_queries_whatever_its_size(hall, keeper, person, seat, django_assert_num_queries):
    for number in range(1, 31):
        actions.appoint(
            person(f"Lid {number}"), actor=keeper, role=Role.MEMBER, seat=seat(number), valid_from=date(2026, 4, 1)
        )
    with django_assert_num_queries(2):
        made = queries.composition(hall, date(2026, 6, 1))
        assert {str(place.organisation) for place in made.places} and len(made.sitting) == 30
        assert [place.member.person.name for place in made.sitting]


def test_the_organisation_shown_may_differ_from_the_one_that_appoints(hall):
    eighth = queries.composition(hall, date(2026, 6, 1)).places[7]
    assert str(eighth.organisation) == "NZO"


def test_warnings_name_vacancies_and_offices_and_the_mirror(hall, board, keeper, person, seat):
    chair = person("Annelies Brouwhuis")
    since = date(2026, 4, 1)
    actions.appoint(chair, actor=keeper, role=Role.CHAIR, body=hall, valid_from=since)
    actions.appoint(chair, actor=keeper, role=Role.MEMBER, body=board, group="crown", valid_from=since)
    codes = [warning.code for warning in queries.warnings(since)]
    assert codes == ["vacant", "office_without_seat", "executive_without_seat"] + ["executive_no_mirror"] * 3
    actions.appoint(chair, actor=keeper, role=Role.MEMBER, seat=seat(25), valid_from=since)
    codes = {warning.code for warning in queries.warnings(since)}
    assert codes == {"vacant", "executive_no_mirror"}
    assert all(str(warning) for warning in queries.warnings(since))


def test_deputies_come_from_the_other_sides(hall, keeper, person, seat):
    since = date(2026, 4, 1)
    for number, role in ((25, Role.CHAIR), (26, Role.DEPUTY_CHAIR)):
        somebody = person(f"Kroonlid {number}")
        actions.appoint(somebody, actor=keeper, role=Role.MEMBER, seat=seat(number), valid_from=since)
        actions.appoint(somebody, actor=keeper, role=role, body=hall, valid_from=since)
    assert "offices_of_one_side" in {warning.code for warning in queries.warnings(since)}


def test_what_expires_soon_is_listed(hall, keeper, person, seat):
    row = actions.appoint(person(), actor=keeper, role=Role.MEMBER, seat=seat(1), valid_from=date(2026, 4, 1))
    assert list(queries.expiring(date(2028, 2, 1))) == [row]
    assert list(queries.expiring(date(2027, 2, 1))) == []
