from datetime import date

import pytest

from raadzaal.council import actions, queries
from raadzaal.council.models import Appointment

pytestmark = pytest.mark.django_db
Role = Appointment.Role
SINCE, DAY = date(2026, 4, 1), date(2026, 6, 1)


@pytest.fixture
def pair(keeper, person, seat):
    """Member and substitute of a seat."""

    def made(number):
        rows = [
            actions.appoint(person(f"{role} {number}"), actor=keeper, role=role, seat=seat(number), valid_from=SINCE)
            for role in (Role.MEMBER, Role.SUBSTITUTE)
        ]
        return [row.person for row in rows]

    return made


def test_a_member_sits_on_the_own_seat_and_no_other(pair, seat):
    member, _substitute = pair(1)
    pair(2)
    permit = queries.may_sit(member, seat(1), DAY)
    assert permit.ok and not permit.as_substitute
    assert queries.may_sit(member, seat(2), DAY).refusal.code == "not_yours"


def test_organisations_know_pairs_only(pair, seat):
    _member, substitute = pair(1)
    pair(2)
    assert queries.may_sit(substitute, seat(1), DAY).as_substitute
    assert not queries.may_sit(substitute, seat(2), DAY).ok
    assert [row.person for row in queries.substitutes_for(seat(1), DAY)] == [substitute]


def test_crown_substitutes_stand_in_for_one_another(pair, seat):
    _one, first = pair(25)
    _other, second = pair(26)
    assert queries.may_sit(first, seat(26), DAY).as_substitute
    assert [row.person for row in queries.substitutes_for(seat(26), DAY)] == [second, first]


@pytest.mark.parametrize("strict", [35, 36])
def test_the_bank_and_the_planning_bureau_stay_strict_pairs(pair, seat, strict):
    _crown, pooled = pair(25)
    _expert, own = pair(strict)
    assert queries.may_sit(own, seat(strict), DAY).ok
    assert not queries.may_sit(own, seat(25), DAY).ok
    assert not queries.may_sit(pooled, seat(strict), DAY).ok


def test_a_vacant_seat_is_taken_by_nobody(pair, seat, keeper, hall):
    _member, substitute = pair(1)
    held = Appointment.objects.get(role=Role.MEMBER)
    actions.end(held, actor=keeper, until=date(2026, 5, 1))
    assert queries.may_sit(substitute, seat(1), DAY).refusal.code == "vacant"
    assert "1" in str(queries.may_sit(substitute, seat(1), DAY).seat)


def test_nobody_sits_after_the_term(pair, seat):
    member, substitute = pair(1)
    for somebody in (member, substitute):
        assert queries.may_sit(somebody, seat(1), date(2028, 3, 31)).ok
        assert not queries.may_sit(somebody, seat(1), date(2028, 4, 1)).ok
