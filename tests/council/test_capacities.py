"""What people may act as, around the edges of what they hold. Written by hand."""

from datetime import date, datetime, timedelta

import pytest

from raadzaal.council import actions, queries
from raadzaal.council.models import Appointment, Body, Organisation
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.procedure import refusals
from tests.council.refusing import refusal

pytestmark = pytest.mark.django_db
Role = Appointment.Role
FIRST, END = date(2027, 1, 10), date(2027, 2, 10)

# day -> held?
DAYS = [
    (FIRST - timedelta(days=1), False),
    (FIRST, True),
    (END - timedelta(days=1), True),
    (END, False),
    (END + timedelta(days=400), False),
]
# appointed as, where -> role in which one acts
ROLES = [
    (Role.MEMBER, "seat", "council_member"),
    (Role.SUBSTITUTE, "seat", "substitute"),
    (Role.CHAIR, "council", "council_chair"),
    (Role.DEPUTY_CHAIR, "council", "council_member"),
    (Role.MEMBER, "executive_committee", "executive_committee"),
    (Role.MEMBER, "sea", "committee_member"),
    (Role.SUBSTITUTE, "sea", "committee_member"),
    (Role.CHAIR, "sea", "committee_chair"),
    (Role.SECRETARY, "sea", "committee_secretary"),
    (Role.ADVISORY, "sea", "advisory_member"),
    (Role.OBSERVING, "sea", "advisory_member"),
    (Role.MINISTRY, "sea", "ministry_observer"),
    (Role.MINISTRY, "council", "ministry_observer"),
    (Role.COORDINATOR, "fnv", "organisation_coordinator"),
    (Role.STAFF, "fnv", "organisation_member"),
    (Role.REQUESTER, "minister_szw", "requester"),
    (Role.SECRETARIAT, "", "secretariat"),
    (Role.SECRETARY_GENERAL, "", "secretary_general"),
    (Role.ADMINISTRATOR, "", "administrator"),
]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LEGAL_ZONE)


@pytest.fixture
def held(keeper, person, seat):
    """Somebody appointed for one month of 2027, recorded before it."""

    def made(role, where, name="Hans Barteling"):
        place = {}
        if where == "seat":
            place = {"seat": seat(1)}
        elif organisation := Organisation.objects.filter(key=where).first():
            place = {"organisation": organisation}
        elif where:
            place = {"body": Body.objects.get(key=where)}
        voting = role in (Role.MEMBER, Role.SUBSTITUTE)
        group = {"group": "workers"} if voting and where in ("sea", "executive_committee") else {}
        with clock.at(noon(date(2026, 12, 1))):
            return actions.appoint(
                person(name), actor=keeper, role=role, valid_from=FIRST, valid_until=END, **place, **group
            )

    return made


@pytest.mark.parametrize(("day", "holds"), DAYS)
@pytest.mark.parametrize(("role", "where", "capacity"), ROLES)
def test_a_role_is_held_from_the_first_day_until_the_last(held, role, where, capacity, day, holds):
    row = held(role, where)
    with clock.at(noon(day)):
        actor = queries.actor_for(row.person, clock.now())
    assert actor.roles() == ({capacity} if holds else set())


def test_the_last_day_ends_at_midnight_in_amsterdam(held):
    row = held(Role.SECRETARIAT, "")
    midnight = datetime(END.year, END.month, END.day, tzinfo=LEGAL_ZONE)
    assert queries.actor_for(row.person, midnight - timedelta(seconds=1)).roles()
    assert not queries.actor_for(row.person, midnight).roles()


def test_who_left_yesterday_may_do_nothing(held, person, seat):
    row = held(Role.SECRETARIAT, "")
    someone = person("Job Wuisman")
    with clock.at(noon(END)):
        actor = queries.actor_for(row.person, clock.now())
        with pytest.raises(refusals.NotAllowed):
            actions.appoint(someone, actor=actor, role=Role.MEMBER, seat=seat(1), valid_from=FIRST)
        with pytest.raises(refusals.NotAllowed):  # not by typing in an earlier date either
            actions.appoint(someone, actor=actor, on=FIRST, role=Role.MEMBER, seat=seat(1), valid_from=FIRST)


def test_an_appointment_for_the_record_gives_no_permission_in_the_past(keeper, person):
    today = clock.now()
    row = actions.appoint(person(), actor=keeper, role=Role.SECRETARIAT, valid_from=date(2026, 4, 1))
    assert queries.actor_for(row.person, clock.now()).roles() == {"secretariat"}
    assert not queries.actor_for(row.person, today - timedelta(seconds=1)).roles()


def test_a_correction_takes_the_permission_away_at_once(held, keeper):
    row = held(Role.SECRETARIAT, "")
    with clock.at(noon(FIRST)):
        assert queries.actor_for(row.person, clock.now()).roles()
        actions.revoke(row, actor=keeper, reason="vergissing")
        assert not queries.actor_for(row.person, clock.now()).roles()


class TestStandingIn:
    @pytest.fixture
    def lent(self, held, keeper, person):
        self.row = held(Role.COORDINATOR, "fnv")
        self.stand_in = person("Corrie Weststraten")
        own = queries.actor_for(self.row.person, noon(FIRST))
        with clock.at(noon(FIRST)):
            return actions.delegate(
                self.row, actor=own, delegate=self.stand_in, since=date(2027, 1, 12), until=date(2027, 1, 20)
            )

    @pytest.mark.parametrize(("day", "holds"), [(11, False), (12, True), (19, True), (20, False)])
    def test_holds_within_the_absence_only(self, lent, day, holds):
        actor = queries.actor_for(self.stand_in, noon(date(2027, 1, day)))
        assert bool(actor.holds("organisation_coordinator")) is holds

    def test_the_stand_in_sees_for_whom(self, lent):
        actor = queries.actor_for(self.stand_in, noon(date(2027, 1, 15)))
        assert "Hans Barteling" in actor.capacities[0].label

    def test_ends_with_the_appointment(self, lent, keeper):
        with clock.at(noon(date(2027, 1, 13))):
            actions.end(self.row, actor=keeper, until=date(2027, 1, 14))
        assert not queries.actor_for(self.stand_in, noon(date(2027, 1, 15))).roles()

    def test_is_withdrawn_at_once(self, lent, keeper):
        with clock.at(noon(date(2027, 1, 13))):
            actions.withdraw_delegation(self.row, actor=keeper, delegation=lent)
            assert not queries.actor_for(self.stand_in, clock.now()).roles()
            with refusal("withdrawn"):
                actions.withdraw_delegation(self.row, actor=keeper, delegation=lent)

    def test_cannot_be_lent_on_or_by_somebody_else(self, lent, person):
        third = person("Daan Mulderij")
        with clock.at(noon(date(2027, 1, 15))):
            stand_in = queries.actor_for(self.stand_in, clock.now())
            with pytest.raises(refusals.NotAllowed):
                actions.delegate(
                    self.row, actor=stand_in, delegate=third, since=date(2027, 1, 15), until=date(2027, 1, 16)
                )

    @pytest.mark.parametrize(
        ("since", "until", "code"),
        [
            (date(2027, 1, 12), date(2027, 1, 13), "double"),
            (date(2027, 1, 25), date(2027, 1, 25), "ends_before_begin"),
            (date(2027, 1, 25), date(2027, 2, 11), "outside_term"),
            (date(2027, 1, 9), date(2027, 1, 11), "outside_term"),
            (date(2027, 1, 25), None, "missing"),
        ],
    )
    def test_has_a_period_within_the_appointment(self, lent, keeper, since, until, code):
        with clock.at(noon(FIRST)), refusal(code):
            actions.delegate(self.row, actor=keeper, delegate=self.stand_in, since=since, until=until)

    @pytest.mark.parametrize(("role", "where"), [(Role.MEMBER, "seat"), (Role.CHAIR, "sea"), (Role.ADMINISTRATOR, "")])
    def test_seats_chairs_and_administration_are_not_lent(self, held, keeper, person, role, where):
        row = held(role, where)
        with clock.at(noon(FIRST)), refusal("not_delegable"):
            actions.delegate(row, actor=keeper, delegate=person("Job Wuisman"), since=FIRST, until=END)

    def test_nobody_stands_in_for_themselves(self, held, keeper):
        row = held(Role.COORDINATOR, "fnv")
        with clock.at(noon(FIRST)), refusal("oneself"):
            actions.delegate(row, actor=keeper, delegate=row.person, since=FIRST, until=END)
