from datetime import timedelta

import pytest

from raadzaal.council.models import Body
from raadzaal.journal.models import Entry
from raadzaal.meetings import actions
from raadzaal.meetings.models import AgendaItem, Meeting
from raadzaal.procedure.refusals import NotAllowed
from tests.meetings.makers import BEFORE, DAY, SECRETARIAT, acting, at_noon, case, hall, on_day, refused

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def test_the_council_meets_in_public_and_the_journal_tells(chamber):
    meeting = chamber.plan(place="Raadzaal")
    assert (meeting.public, meeting.state, meeting.call) == (True, Meeting.State.PLANNED, 1)
    assert Entry.objects.get(kind="meetings.plan").audience == "public"


def test_a_committee_meets_behind_closed_doors():
    committee = hall(Body.Kind.STANDING, "duo")
    assert not committee.plan().public
    assert Entry.objects.get(kind="meetings.plan").audience == "secretariat"


@pytest.mark.parametrize("role", ["council_member", "substitute", "organisation_coordinator", "requester"])
def test_members_and_others_do_not_plan(chamber, role):
    with on_day(BEFORE), pytest.raises(NotAllowed):
        actions.plan(chamber.body, actor=acting(role, chamber.body.public_id), starts_at=at_noon(DAY))


def test_a_committee_secretary_plans_for_the_own_committee_only(chamber):
    committee = hall(Body.Kind.STANDING, "duo")
    secretary = acting("committee_secretary", committee.body.public_id)
    with on_day(BEFORE):
        assert actions.plan(committee.body, actor=secretary, starts_at=at_noon(DAY))
        with pytest.raises(NotAllowed):
            actions.plan(chamber.body, actor=secretary, starts_at=at_noon(DAY))


def test_a_meeting_is_planned_ahead_and_once(chamber):
    chamber.plan()
    with refused("meeting_exists"):
        chamber.plan()
    with on_day(DAY + WEEK), refused("starts_in_past"):
        actions.plan(chamber.body, actor=SECRETARIAT, starts_at=at_noon(DAY))


def test_calling_late_is_told_and_not_refused(chamber):
    with on_day(DAY - timedelta(days=10)):
        assert actions.convene(chamber.plan(), actor=SECRETARIAT).short_by == 0
    with on_day(DAY + WEEK - timedelta(days=3)):
        told = actions.convene(chamber.plan(DAY + WEEK), actor=SECRETARIAT)
    assert (told.days, told.short_by) == (3, 7)
    assert told.meeting.state == Meeting.State.CONVENED


def test_a_meeting_is_called_once_and_before_its_day_has_passed(chamber):
    meeting = chamber.plan()
    with on_day(DAY + WEEK), refused("day_passed"):
        actions.convene(meeting, actor=SECRETARIAT)
    with on_day(BEFORE):
        actions.convene(meeting, actor=SECRETARIAT)
        with refused("not_planned"):
            actions.convene(meeting, actor=SECRETARIAT)


def call_again(meeting, day=DAY + WEEK):
    return actions.call_again(meeting, actor=SECRETARIAT, starts_at=at_noon(day))


def test_too_few_members_a_next_call_with_the_same_agenda(chamber):
    meeting = chamber.convened()
    item = chamber.item(meeting, case())
    with on_day(DAY):
        chamber.sign(meeting, 0, 1)
        again = call_again(meeting)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.NOT_HELD
    assert (again.call, again.state) == (2, Meeting.State.CONVENED)
    assert [each.case_id for each in again.items.all()] == [item.case_id]
    assert AgendaItem.objects.count() == 2


def test_the_third_call_is_held_with_any_number_but_not_without_anybody(chamber):
    meeting = chamber.convened()
    for week in (0, 1):
        with on_day(DAY + week * WEEK):
            with refused("no_quorum"):
                actions.open_meeting(meeting, actor=SECRETARIAT)
            meeting = call_again(meeting, DAY + (week + 1) * WEEK)
    with on_day(DAY + 2 * WEEK):
        with refused("no_quorum"):
            actions.open_meeting(meeting, actor=SECRETARIAT)
        chamber.sign(meeting, 0)
        assert actions.open_meeting(meeting, actor=SECRETARIAT).state == Meeting.State.OPEN


def test_a_meeting_that_can_be_held_or_was_not_called_is_not_called_again(chamber):
    meeting = chamber.convened()
    with on_day(BEFORE), refused("too_early"):
        call_again(meeting)
    with on_day(DAY):
        chamber.sign(meeting, 0, 1, 2, 3, 4, 5)
        with refused("quorum_met"):
            call_again(meeting)
        actions.open_meeting(meeting, actor=SECRETARIAT)
        with refused("not_convened"):
            call_again(meeting)
