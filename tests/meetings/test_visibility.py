import pytest

from raadzaal.accounts.actor import ANYBODY
from raadzaal.meetings import queries
from tests.meetings.makers import BEFORE, DAY, acting, at_noon, hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(chamber):
    """A public meeting of the council and a closed one of a committee."""
    return chamber.plan(), hall("standing", "duo").plan()


def test_everybody_sees_public_meetings_and_only_those(both):
    for who in (ANYBODY, acting("council_member", both[0].body.public_id), acting("organisation_member", "x")):
        assert list(queries.visible(who)) == [both[0]]


@pytest.mark.parametrize(
    "role",
    ["committee_secretary", "committee_chair", "committee_member", "advisory_member", "ministry_observer"],
)
def test_a_committee_meeting_is_seen_by_those_of_the_committee(both, role):
    assert set(queries.visible(acting(role, both[1].body.public_id))) == set(both)
    assert list(queries.visible(acting(role, "another"))) == [both[0]]


@pytest.mark.parametrize("role", ["secretariat", "secretary_general", "council_chair"])
def test_who_records_sees_every_meeting(both, role):
    assert set(queries.visible(acting(role))) == set(both)


def test_a_closed_meeting_of_the_council_is_seen_by_its_members(chamber):
    meeting = chamber.plan(public=False)
    for role in ("council_member", "substitute"):
        assert list(queries.visible(acting(role, chamber.body.public_id))) == [meeting]
    assert not queries.visible(ANYBODY).exists()


def test_what_comes_and_what_is_past(chamber):
    meeting = chamber.plan()
    assert list(queries.upcoming(ANYBODY, at_noon(BEFORE))) == [meeting]
    assert not queries.past(ANYBODY, at_noon(BEFORE))
    assert list(queries.past(ANYBODY, at_noon(DAY))) == [meeting]


def test_a_meeting_in_session_is_not_past(chamber):
    meeting = chamber.opened(*range(6))
    assert list(queries.upcoming(ANYBODY, at_noon(DAY))) == [meeting]
    assert list(queries.running_for(chamber.body)) == [meeting]
