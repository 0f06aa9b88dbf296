from datetime import timedelta

import pytest
from django.utils import translation

from raadzaal.journal import acts
from raadzaal.meetings import actions, queries
from raadzaal.meetings.models import AgendaItem, Decision
from raadzaal.procedure.refusals import NotAllowed
from tests.meetings.makers import BEFORE, DAY, SECRETARIAT, acting, case, hall, on_day, refused

pytestmark = pytest.mark.django_db
CHAIR = acting("council_chair")
WEEK = timedelta(days=7)
EVERYBODY = (0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11)


@pytest.fixture
def proposal(db):
    return case()


def roll_call(item, votes, on=DAY):
    with on_day(on), acts.act():
        return actions.decide_by_votes(item, votes, actor=CHAIR, on=on)


def unvoted(item, on=DAY):
    with on_day(on), acts.act():
        return actions.decide_without_vote(item, actor=CHAIR, on=on)


def split(chamber, in_favour, against=(), blank=(), abstains=()):
    votes = {}
    for value, numbers in (("for", in_favour), ("against", against), ("blank", blank), ("abstains", abstains)):
        votes |= {chamber.seats[number].pk: value for number in numbers}
    return votes


def test_nobody_asks_for_a_vote_and_the_proposal_is_adopted(chamber, proposal):
    item = chamber.item(chamber.opened(*range(6)), proposal)
    decision = unvoted(item)
    assert (decision.method, decision.result) == ("without_vote", "adopted")
    assert (decision.sitting, decision.present) == (11, 6)
    with translation.override("en"):
        assert "No member asked for a vote" in " ".join(queries.words(decision))
        assert "art. 24" in " ".join(queries.words(decision))
        assert "art. 20" in queries.words(decision)[0]


def test_a_member_asks_for_a_vote_and_then_there_is_one(chamber, proposal):
    item = chamber.item(chamber.opened(*range(6)), proposal)
    member = chamber.members[3]
    with on_day(DAY):
        actions.ask_for_vote(item, person=member, actor=acting("council_member", "", member))
    with refused("vote_asked") as told:
        unvoted(item)
    assert member.name in str(told.value)
    assert roll_call(item, split(chamber, range(6))).result == "adopted"


def test_who_is_not_there_or_not_asked_does_not_ask_for_a_vote(chamber, proposal):
    meeting = chamber.opened(*range(6))
    item, note = chamber.item(meeting, proposal), chamber.item(meeting, case("Ander advies"), "note")
    with on_day(DAY):
        with refused("not_present"):
            actions.ask_for_vote(item, person=chamber.members[7], actor=SECRETARIAT)
        with refused("not_yours") as told:
            actions.ask_for_vote(
                item, person=chamber.members[1], actor=acting("council_member", "", chamber.members[0])
            )
        with refused("nothing_to_vote"):
            actions.ask_for_vote(note, person=chamber.members[1], actor=SECRETARIAT)
        with pytest.raises(NotAllowed):
            actions.ask_for_vote(item, person=chamber.members[1], actor=acting("requester"))
    assert isinstance(told.value, NotAllowed)


def test_a_majority_of_the_votes_cast_adopts(chamber, proposal):
    item = chamber.item(chamber.opened(*range(8)), proposal)
    decision = roll_call(item, split(chamber, (0, 1, 2), (3, 4), (5,)))
    assert decision.result == "void"
    assert (decision.in_favour, decision.against, decision.blank) == (3, 2, 1)


def test_each_vote_is_kept_with_who_gave_it(chamber, proposal):
    meeting = chamber.convened()
    item = chamber.item(meeting, proposal)
    with on_day(DAY):
        chamber.sign(meeting, *range(7), substitutes=(7,))
        actions.open_meeting(meeting, actor=SECRETARIAT)
    decision = roll_call(item, split(chamber, (0, 1, 2, 3, 4), (6, 7)))
    assert decision.result == "adopted"
    assert decision.votes.get(seat=chamber.seats[7]).person == chamber.substitutes[7]
    told = dict(queries.votes_by_organisation(decision.votes.select_related("seat__displayed", "seat__appointing")))
    assert told["VNO-NCW"]["for"] == 4
    assert told["FNV"] == {"for": 1, "against": 2, "blank": 0, "abstains": 0}


def test_a_minority_rejects_nothing_and_a_majority_against_does(chamber, proposal):
    item = chamber.item(chamber.opened(*range(8)), proposal)
    assert roll_call(item, split(chamber, (0, 1, 2), (3, 4, 5, 6))).result == "rejected"


def test_with_everybody_present_equal_votes_reject(chamber, proposal):
    item = chamber.item(chamber.opened(*EVERYBODY), proposal)
    votes = split(chamber, (0, 1, 2, 3, 4), (5, 6, 7, 9, 10), blank=(11,))
    assert roll_call(item, votes).result == "rejected"


def test_equal_votes_are_put_off_and_the_second_time_they_reject(chamber, proposal):
    equal = split(chamber, (0, 1, 2), (3, 4, 5))
    first = chamber.item(chamber.opened(*range(7)), proposal)
    assert roll_call(first, equal).result == "deferred"
    second = chamber.item(chamber.opened(*range(7), day=DAY + WEEK), proposal)
    assert second.revote
    decision = roll_call(second, equal, on=DAY + WEEK)
    assert decision.result == "rejected"
    with translation.override("en"):
        assert any("second time" in line for line in queries.words(decision))


def test_a_void_vote_is_repeated_and_then_valid_whatever_the_turnout(chamber, proposal):
    first = chamber.item(chamber.opened(*range(7)), proposal)
    assert roll_call(first, split(chamber, (0, 1), (2,))).result == "void"
    second = chamber.item(chamber.opened(*range(7), day=DAY + WEEK), proposal)
    assert second.revote
    assert roll_call(second, split(chamber, (0, 1), (2,)), on=DAY + WEEK).result == "adopted"


def test_a_decision_in_between_ends_the_history_of_undecided_votes(chamber, proposal):
    first = chamber.item(chamber.opened(*range(7)), proposal)
    roll_call(first, split(chamber, (0, 1), (2,)))
    second = chamber.item(chamber.opened(*range(7), day=DAY + WEEK), proposal)
    with on_day(DAY + WEEK), acts.act():
        actions.refer_back(second, "Kijk nog eens naar hoofdstuk 2", actor=CHAIR, on=DAY + WEEK)
    assert queries.undecided_before(proposal) == []
    third = chamber.item(chamber.opened(*range(7), day=DAY + 2 * WEEK), proposal)
    assert not third.revote
    assert roll_call(third, split(chamber, (0, 1), (2,)), on=DAY + 2 * WEEK).result == "void"


def test_who_must_abstain_does_not_count_for_the_turnout(chamber, proposal):
    item = chamber.item(chamber.opened(*range(7)), proposal)
    decision = roll_call(item, split(chamber, (0, 1, 2), (3, 4), abstains=(5, 6)))
    assert (decision.result, decision.abstaining) == ("adopted", 2)


@pytest.mark.parametrize(
    ("votes", "code"),
    [({}, "no_votes"), ({"absent": "for"}, "not_present"), ({"present": "perhaps"}, "unknown_vote")],
)
def test_only_those_present_vote_and_only_in_ways_that_exist(chamber, proposal, votes, code):
    item = chamber.item(chamber.opened(*range(6)), proposal)
    seats = {"present": chamber.seats[0].pk, "absent": chamber.seats[10].pk}
    with refused(code):
        roll_call(item, {seats[name]: value for name, value in votes.items()})
    assert not Decision.objects.exists()


def test_an_item_is_decided_once_in_a_meeting(chamber, proposal):
    item = chamber.item(chamber.opened(*range(6)), proposal)
    unvoted(item)
    with refused("decided"):
        unvoted(item)
    with refused("decided"):
        roll_call(item, split(chamber, range(6)))


def test_nothing_is_decided_outside_an_open_meeting_or_before_its_day(chamber, proposal):
    item = chamber.item(chamber.convened(), proposal)
    with refused("not_open"):
        unvoted(item)
    opened = chamber.item(chamber.opened(*range(6), day=DAY + WEEK), proposal)
    with refused("before_meeting"), on_day(DAY + WEEK), acts.act():
        actions.decide_without_vote(opened, actor=CHAIR, on=DAY)


def test_when_members_have_left_nothing_can_be_decided(chamber, proposal):
    meeting = chamber.opened(*range(6))
    item = chamber.item(meeting, proposal)
    with on_day(DAY):
        actions.sign_out(meeting, seat=chamber.seats[0], actor=SECRETARIAT)
    with refused("no_quorum"):
        unvoted(item)


def test_what_the_council_takes_note_of_is_not_adopted_and_the_other_way_round(chamber, proposal):
    meeting = chamber.opened(*range(6))
    adopt, note = chamber.item(meeting, proposal), chamber.item(meeting, case("Mandaat"), AgendaItem.Kind.NOTE)
    with on_day(DAY), acts.act():
        with refused("other_kind"):
            actions.take_note(adopt, actor=CHAIR, on=DAY)
        with refused("other_kind"):
            actions.decide_without_vote(note, actor=CHAIR, on=DAY)
        assert actions.take_note(note, actor=CHAIR, on=DAY).result == "noted"


def test_referring_back_says_what_is_wanted(chamber, proposal):
    item = chamber.item(chamber.opened(*range(6)), proposal)
    with on_day(DAY), acts.act():
        with refused("no_reason"):
            actions.refer_back(item, " ", actor=CHAIR, on=DAY)
        decision = actions.refer_back(item, "Kijk nog eens naar hoofdstuk 2", actor=CHAIR, on=DAY)
    assert (decision.result, decision.reason) == ("referred_back", "Kijk nog eens naar hoofdstuk 2")


def test_an_item_stands_once_on_an_agenda_of_a_meeting_that_is_still_to_come(chamber, proposal):
    meeting = chamber.opened(*range(6))
    item = chamber.item(meeting, proposal)
    assert (item.order, chamber.item(meeting, case("Tweede")).order) == (1, 2)
    with refused("on_agenda"):
        chamber.item(meeting, proposal)
    with on_day(DAY):
        actions.close_meeting(meeting, actor=SECRETARIAT)
    with refused("meeting_over"):
        chamber.item(meeting, case("Te laat"))


def test_writers_refuse_to_write_outside_an_act(chamber, proposal):
    meeting = chamber.convened()
    with pytest.raises(acts.NoAct):
        actions.put_on_agenda(meeting, proposal, "adopt", on=BEFORE)
    item = chamber.item(meeting, proposal)
    with pytest.raises(acts.NoAct):
        actions.decide_without_vote(item, actor=CHAIR, on=DAY)


def test_decisions_of_a_dossier_are_told_in_order(chamber, proposal):
    first = chamber.item(chamber.opened(*range(7)), proposal)
    roll_call(first, split(chamber, (0, 1), (2,)))
    second = chamber.item(chamber.opened(*range(7), day=DAY + WEEK), proposal)
    unvoted(second, on=DAY + WEEK)
    assert [each.result for each in queries.decisions_of(proposal)] == ["void", "adopted"]


def test_a_committee_has_no_quorum_in_law(proposal):
    committee = hall("standing", "duo")
    meeting = committee.convened()
    with on_day(DAY):
        actions.open_meeting(meeting, actor=SECRETARIAT)
    assert unvoted(committee.item(meeting, proposal)).result == "adopted"


def test_the_executive_committee_has_the_councils_quorum(proposal):
    board = hall("executive", "db")
    meeting = board.convened()
    with on_day(DAY), refused("no_quorum"):
        actions.open_meeting(meeting, actor=SECRETARIAT)
