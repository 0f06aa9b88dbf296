"""A roll call seat by seat: bad luck, two secretaries at one grid, and what the screens foretell."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from raadzaal.council.models import Appointment
from raadzaal.meetings import actions, prospect, queries
from raadzaal.meetings.models import Decision, Meeting, Voting
from raadzaal.meetings.queries.voting import setting_of, standing
from raadzaal.meetings.rule_book import DUTCH_RULES
from raadzaal.meetings.rules import Result
from raadzaal.procedure.refusals import NotAllowed
from tests.meetings.makers import DAY, SECRETARIAT, acting, on_day, refused
from tests.meetings.test_agenda import add

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(chamber):
    """A vote that is being held, with eight of eleven present."""
    meeting = chamber.opened(*range(8))
    item = add(meeting, "Huishoudelijk reglement", "adopt")
    with on_day(DAY):
        voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item)
    return meeting, voting


def member(chamber, number, of="members"):
    return acting("council_member", "", getattr(chamber, of)[number])


def cast(chamber, held, number, value, actor=None):
    meeting, voting = held
    with on_day(DAY):
        actions.cast(
            meeting, actor=actor or member(chamber, number), voting=voting, seat=chamber.seats[number], value=value
        )


def fill(chamber, held, values, seen=None):
    meeting, voting = held
    votes = {chamber.seats[number].pk: value for number, value in values.items()}
    shown = {chamber.seats[number].pk: value for number, value in (seen or {}).items()}
    with on_day(DAY):
        return actions.record_votes(meeting, actor=SECRETARIAT, voting=voting, votes=votes, seen=shown)


def close(held) -> Decision:
    meeting, voting = held
    with on_day(DAY):
        return actions.close_voting(meeting, actor=SECRETARIAT, voting=voting)


def votes(held):
    return {each.seat.number - 1: each.value for each in held[1].cast.select_related("seat")}


def test_members_vote_for_their_own_seat_and_may_change_until_the_close(chamber, held):
    cast(chamber, held, 0, "for")
    cast(chamber, held, 0, "against")
    with pytest.raises(NotAllowed):
        cast(chamber, held, 1, "for", actor=member(chamber, 0))
    with refused("unknown_vote"):
        cast(chamber, held, 2, "perhaps")
    assert votes(held) == {0: "against"}


def test_all_for_except_two(chamber, held):
    fill(chamber, held, dict.fromkeys(range(8), "for") | {3: "against", 5: "against"})
    decision = close(held)
    assert (decision.in_favour, decision.against, decision.result) == (6, 2, "adopted")
    assert Voting.objects.get().decision == decision


def test_of_two_secretaries_at_one_grid_the_first_stands_and_the_second_is_told(chamber, held):
    fill(chamber, held, {0: "for", 1: "for"})
    told = fill(chamber, held, {0: "against", 1: "for", 2: "against"}, seen={})
    assert told.conflicts == (chamber.seats[0].pk,)
    assert votes(held) == {0: "for", 1: "for", 2: "against"}


def test_who_leaves_a_vote_as_the_page_showed_it_does_not_undo_what_came_meanwhile(chamber, held):
    fill(chamber, held, {0: "for"})
    fill(chamber, held, {0: "", 1: "against"}, seen={})
    assert votes(held) == {0: "for", 1: "against"}
    fill(chamber, held, {0: "", 1: "against"}, seen={0: "for", 1: "against"})
    assert votes(held) == {1: "against"}


def test_a_closed_vote_takes_no_more_votes(chamber, held):
    fill(chamber, held, dict.fromkeys(range(7), "for"))
    close(held)
    with refused("vote_closed"):
        cast(chamber, held, 7, "against")
    with refused("vote_closed"):
        fill(chamber, held, {7: "against"})
    with refused("vote_closed"):
        close(held)
    assert Decision.objects.get().votes.count() == 7


def test_member_and_substitute_do_not_both_vote(chamber, held):
    meeting, _voting = held
    with refused("not_yours"):
        cast(chamber, held, 0, "for", actor=member(chamber, 0, of="substitutes"))
    cast(chamber, held, 0, "for")
    with on_day(DAY), refused("vote_running"):
        actions.sign_out(meeting, actor=SECRETARIAT, seat=chamber.seats[0])
    with on_day(DAY):
        actions.sign_out(meeting, actor=SECRETARIAT, seat=chamber.seats[1])
        chamber.sign(meeting, substitutes=(1,))
    cast(chamber, held, 1, "against", actor=member(chamber, 1, of="substitutes"))
    with pytest.raises(NotAllowed):
        cast(chamber, held, 1, "for")
    assert votes(held) == {0: "for", 1: "against"}


def test_a_seat_that_falls_vacant_during_the_vote_no_longer_counts(chamber, held):
    fill(chamber, held, dict.fromkeys(range(8), "for"))
    Appointment.objects.filter(person=chamber.members[0]).update(valid_until=DAY)
    with refused("not_present"):
        cast(chamber, held, 0, "against")
    decision = close(held)
    assert (decision.sitting, decision.in_favour) == (10, 7)


def test_past_midnight_a_vote_counts_who_sits_then(chamber, held):
    Appointment.objects.filter(person=chamber.members[0]).update(valid_until=DAY + timedelta(days=1))
    fill(chamber, held, dict.fromkeys(range(8), "for"))
    meeting, voting = held
    with on_day(DAY + timedelta(days=1)):
        decision = actions.close_voting(meeting, actor=SECRETARIAT, voting=voting)
    assert (decision.in_favour, decision.sitting, decision.on) == (7, 10, DAY + timedelta(days=1))


def test_one_vote_at_once_and_the_meeting_waits_for_it(chamber, held):
    meeting, voting = held
    other = add(meeting, "Tweede punt", "adopt")
    with on_day(DAY):
        for act, more in (
            (actions.open_voting, {"item": other}),
            (actions.close_meeting, {}),
            (actions.adopt_unopposed, {"items": [other]}),
            (actions.suspend, {"resumes_at": meeting.starts_at + timedelta(hours=9)}),
        ):
            with refused("vote_running"):
                act(meeting, actor=SECRETARIAT, **more)
        with refused("no_reason"):
            actions.stop_voting(meeting, actor=SECRETARIAT, voting=voting, reason="")
        actions.stop_voting(meeting, actor=SECRETARIAT, voting=voting, reason="Te vroeg begonnen")
        assert actions.open_voting(meeting, actor=SECRETARIAT, item=voting.item)
    assert not Decision.objects.exists()


def test_an_ordinance_takes_two_thirds(chamber):
    meeting = chamber.opened(*range(9 - 1))
    item = add(meeting, "Begroting", "adopt", subject="ordinance")
    with on_day(DAY):
        voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item)
    held = (meeting, voting)
    fill(chamber, held, dict.fromkeys(range(5), "for") | dict.fromkeys(range(5, 8), "against"))
    assert close(held).result == "rejected"


def test_points_without_debate_are_decided_together_until_a_member_asks(chamber):
    meeting = chamber.opened(*range(8))
    items = [add(meeting, title, kind, consent=True) for title, kind in (("A", "adopt"), ("B", "note"), ("C", "adopt"))]
    with on_day(DAY):
        actions.take_off_consent(meeting, actor=member(chamber, 0), item=items[2])
        with pytest.raises(NotAllowed):
            actions.take_off_consent(meeting, actor=member(chamber, 10), item=items[0])
        waiting = list(meeting.items.filter(consent=True))
        actions.adopt_unopposed(meeting, actor=SECRETARIAT, items=waiting)
    assert [each.result for each in Decision.objects.order_by("pk")] == ["adopted", "noted"]


# -- what the screens foretell, against counting every way in which it can still go ------------------------------------


def settled(setting, for_, against, blank, left):
    """Slow and plain: everybody still to come votes for, against, blank, or not; one by one."""
    if left == 0:
        return {prospect._result(setting, for_, against, blank, 0)}
    found = set()
    for more in ((1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)):
        found |= settled(setting, for_ + more[0], against + more[1], blank + more[2], left - 1)
    return found


@settings(max_examples=60)
@given(st.data())
def test_what_may_still_come_is_what_counting_every_way_gives(data):
    sitting = data.draw(st.integers(1, 9))
    present = data.draw(st.integers(1, sitting))
    for_ = data.draw(st.integers(0, present))
    against = data.draw(st.integers(0, present - for_))
    left = min(present - for_ - against, 5)
    kind = data.draw(st.sampled_from(["matter", "ordinance"]))
    present = for_ + against + left
    setting = prospect.Setting(DUTCH_RULES, kind, sitting, present, sitting)
    assert prospect.outlook(setting, for_, against, 0, 0).possible == settled(setting, for_, against, 0, left)


def test_it_is_told_when_it_is_certain_and_what_it_still_takes(chamber, held):
    meeting, voting = held
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    fill(chamber, held, {0: "for", 1: "for", 2: "for"})
    with on_day(DAY):
        stands = standing(voting, queries.attendance(meeting))
    assert (stands.to_come, stands.outlook.certain, stands.outlook.more_for) == (5, None, 2)
    fill(chamber, held, {3: "for", 4: "for"})
    with on_day(DAY):
        stands = standing(voting, queries.attendance(meeting))
    assert Result.INVALID in stands.outlook.possible
    fill(chamber, held, {5: "against"})
    with on_day(DAY):
        assert standing(voting, queries.attendance(meeting)).outlook.certain == Result.ADOPTED


def test_beforehand_every_rule_names_where_it_stands(chamber, held):
    meeting, voting = held
    with on_day(DAY):
        setting = setting_of(voting.item, queries.attendance(meeting))
    steps = prospect.beforehand(setting)
    assert [step.code for step in steps] == [
        "form_roll_call", "only_on_request", "turnout_needed", "takes_of_votes_cast", "blanks_not_cast", "if_tied_defer",
    ]  # fmt: skip
    assert all("Wet op de SER" in step.params["citation"] for step in steps)
    assert steps[2].params["needed"] == 6
    assert steps[3].params["needed"] == 5
