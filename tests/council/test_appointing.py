from datetime import date, timedelta

import pytest

from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.council import actions, queries
from raadzaal.council.models import Appointment, Body, Organisation
from raadzaal.journal import clock, verification
from raadzaal.journal.models import Audience, Entry
from raadzaal.procedure import refusals
from tests.council.refusing import refusal

pytestmark = pytest.mark.django_db
Role = Appointment.Role
TERM = date(2026, 4, 1)
NEXT_TERM = date(2028, 4, 1)


@pytest.fixture
def member(keeper, person, seat):
    def made(number=1, name="Marjolein Kastelein", since=TERM, until=None, role=Role.MEMBER):
        return actions.appoint(
            person(name), actor=keeper, role=role, seat=seat(number), valid_from=since, valid_until=until
        )

    return made


def test_a_member_serves_until_the_end_of_the_term(member):
    assert member(since=date(2026, 9, 1)).valid_until == NEXT_TERM


def test_no_seat_is_given_beyond_the_term(member):
    with refusal("beyond_term", "valid_until"):
        member(until=date(2028, 4, 2))


def test_two_members_cannot_share_a_seat_on_one_day(member):
    member(until=date(2027, 1, 1))
    with refusal("seat_taken"):
        member(name="Job Wuisman", since=date(2026, 12, 31))
    assert member(name="Job Wuisman", since=date(2027, 1, 1)).pk


def test_one_person_holds_one_seat(member, keeper, seat):
    held = member()
    with refusal("two_seats", "person"):
        actions.appoint(held.person, actor=keeper, role=Role.SUBSTITUTE, seat=seat(2), valid_from=TERM)


def test_an_end_before_the_beginning_is_refused(member):
    with refusal("ends_before_begin", "valid_until"):
        member(until=TERM)


@pytest.mark.parametrize("day", ["2026-02-30", None, date(1492, 1, 1), clock.now()])
def test_a_date_that_does_not_exist_is_refused(member, day):
    with refusal("bad_date", "valid_from"):
        member(since=day)


def test_a_seat_that_did_not_exist_yet_cannot_be_held(member):
    with refusal("no_such_seat"):
        member(since=date(2022, 4, 1), until=date(2023, 4, 1))


def test_seat_organisation_and_side_must_go_together(keeper, person, seat, hall):
    fnv = Organisation.objects.get(key="fnv")
    for given in ({"organisation": fnv}, {"group": "workers"}):
        with refusal("group_mismatch"):
            actions.appoint(person(), actor=keeper, role=Role.MEMBER, seat=seat(1), valid_from=TERM, **given)


def test_workers_have_no_place_in_the_committee_for_consumers(keeper, person, hall):
    cca = Body.objects.get(key="cca")
    with refusal("group_mismatch", "group"):
        actions.appoint(person(), actor=keeper, role=Role.MEMBER, body=cca, group="workers", valid_from=TERM)
    row = actions.appoint(person(), actor=keeper, role=Role.MEMBER, body=cca, group="consumers", valid_from=TERM)
    assert (row.group, row.seat) == ("consumers", None)


@pytest.mark.parametrize(
    ("role", "where", "code"),
    [
        (Role.MEMBER, {}, "no_body"),
        (Role.COORDINATOR, {}, "no_organisation"),
        (Role.SECRETARIAT, {"body": "council"}, "no_place"),
        (Role.MEMBER, {"body": "council"}, "no_seat"),
        (Role.CHAIR, {"seat": 1}, "wrong_seat"),
    ],
)
def test_a_role_is_held_in_its_own_kind_of_place(keeper, person, seat, role, where, code):
    if "body" in where:
        where = {"body": Body.objects.get(key=where["body"])}
    if "seat" in where:
        where = {"seat": seat(where["seat"])}
    with refusal(code):
        actions.appoint(person(), actor=keeper, role=role, valid_from=TERM, **where)


def test_a_body_has_one_chair_at_a_time(keeper, person, hall):
    first = actions.appoint(person(), actor=keeper, role=Role.CHAIR, body=hall, valid_from=TERM)
    with refusal("chair_taken"):
        actions.appoint(person("Job Wuisman"), actor=keeper, role=Role.CHAIR, body=hall, valid_from=date(2027, 1, 1))
    actions.end(first, actor=keeper, until=date(2027, 1, 1))
    assert actions.appoint(
        person("Job Wuisman"), actor=keeper, role=Role.CHAIR, body=hall, valid_from=date(2027, 1, 1)
    ).pk


def test_members_of_the_executive_take_the_first_free_seat_of_their_side(member, keeper, board):
    row = actions.appoint(member(13).person, actor=keeper, role=Role.MEMBER, body=board, valid_from=TERM)
    assert (row.group, row.seat.number) == ("workers", 5)


def test_a_successor_serves_only_the_remainder(member, keeper, person):
    old = member()
    row = actions.replace_mid_term(old, actor=keeper, successor=person("Job Wuisman"), first_day=date(2026, 10, 1))
    assert (row.valid_from, row.valid_until) == (date(2026, 10, 1), NEXT_TERM)
    assert Appointment.objects.known().get(public_id=old.public_id).valid_until == date(2026, 10, 1)


def test_a_successor_follows_also_somebody_who_left_already(member, keeper, person):
    old = actions.end(member(), actor=keeper, until=date(2026, 10, 1))
    row = actions.replace_mid_term(old, actor=keeper, successor=person("Job Wuisman"), first_day=date(2026, 10, 1))
    assert row.valid_until == NEXT_TERM


def test_a_successor_cannot_begin_outside_the_term(member, keeper, person):
    with refusal("outside_term", "first_day"):
        actions.replace_mid_term(
            member(), actor=keeper, successor=person("Job Wuisman"), first_day=NEXT_TERM + timedelta(1)
        )


def test_a_new_term_reappoints_everybody_but_who_leaves(member, keeper, hall):
    stays, leaves, substitute = (
        member(1),
        member(2, "Rutger van Dolderen"),
        member(1, "Job Wuisman", role=Role.SUBSTITUTE),
    )
    renewed = actions.reappoint_all(hall, actor=keeper, since=NEXT_TERM, leaving=[leaves.person])
    assert {row.person for row in renewed} == {stays.person, substitute.person}
    assert {row.valid_until for row in renewed} == {date(2030, 4, 1)}
    with refusal("seat_taken"):
        actions.reappoint_all(hall, actor=keeper, since=NEXT_TERM, leaving=[leaves.person])


def test_an_appointment_ends_once(member, keeper):
    row = actions.end(member(), actor=keeper, until=date(2027, 1, 1))
    with refusal("already_ended", "until"):
        actions.end(row, actor=keeper, until=date(2027, 2, 1))


def test_an_outdated_version_ends_the_present_one(member, keeper):
    stale = member()
    actions.correct(stale, actor=keeper, valid_from=date(2026, 5, 1))
    actions.end(stale, actor=keeper, until=date(2027, 1, 1))
    assert Appointment.objects.known().get(public_id=stale.public_id).valid_from == date(2026, 5, 1)


def test_a_correction_supersedes_and_never_changes(member, keeper, hall):
    wrong = member(since=TERM)
    then = clock.now()
    actions.correct(wrong, actor=keeper, valid_from=date(2026, 5, 1), reason="Besluit verkeerd gelezen")
    april = date(2026, 4, 15)
    assert queries.composition(hall, april).sitting == ()
    assert queries.composition(hall, april, known_at=then).sitting[0].member.person == wrong.person


def test_what_was_revoked_is_still_known_to_have_been_recorded(member, keeper, hall):
    wrong = member()
    then = clock.now()
    actions.revoke(wrong, actor=keeper, reason="Verkeerde persoon")
    assert queries.sitting(hall, TERM) == []
    assert len(queries.sitting(hall, TERM, known_at=then)) == 1


def test_a_correction_is_checked_like_an_appointment(member, keeper):
    member(1)
    other = member(2, "Rutger van Dolderen")
    with refusal("seat_taken"):
        actions.correct(other, actor=keeper, seat=Appointment.objects.get(seat__number=1).seat)


def test_the_substitute_stays_when_the_member_leaves(member, keeper, hall):
    held = member()
    member(name="Job Wuisman", role=Role.SUBSTITUTE)
    actions.end(held, actor=keeper, until=date(2026, 10, 1))
    first = queries.composition(hall, date(2026, 10, 1)).places[0]
    assert first.vacant
    assert [row.person.name for row in first.substitutes] == ["Job Wuisman"]


@pytest.mark.parametrize("role", ["council_member", "committee_secretary", "organisation_coordinator", "requester", ""])
def test_who_does_not_keep_the_record_appoints_nobody(person, seat, role):
    someone = Actor("x", "Iemand", (Capacity(role),))
    with pytest.raises(refusals.NotAllowed):
        actions.appoint(person(), actor=someone, role=Role.MEMBER, seat=seat(1), valid_from=TERM)
    assert not Appointment.objects.exists()


def test_the_journal_tells_the_public_of_members_and_the_secretariat_of_staff(member, keeper, person):
    member()
    fnv = Organisation.objects.get(key="fnv")
    actions.appoint(person("Shirley Pinas"), actor=keeper, role=Role.STAFF, organisation=fnv, valid_from=TERM)
    audiences = list(Entry.objects.filter(kind="council.appoint").values_list("audience", flat=True))
    assert audiences == [Audience.PUBLIC, Audience.SECRETARIAT]
    assert verification.verify().ok
