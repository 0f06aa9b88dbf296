"""Meetings that do not end in a decision: equal votes, too few there, a third call, a draft sent back."""

import pytest

from raadzaal.advice import actions
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import actions as meetings
from raadzaal.meetings.models import Decision, Meeting
from raadzaal.procedure.refusals import Refused, WrongStage
from tests.dossier import Dossier, Sitting

HALF = range(1, 18)
ALMOST_HALF = range(1, 19)


def _tabled(world) -> tuple[Dossier, Sitting]:
    sitting = Sitting.called(world, in_days=40)
    return Dossier.requested(world).accepted().to_tabled(sitting), sitting


def test_equal_votes_wait_for_the_next_meeting_and_then_fail_for_good(world):
    """Art. 27 Wet op de SER: not everybody was there, so it is deferred; the second tie decides against it."""
    dossier, sitting = _tabled(world)
    sitting.begin(absent=[35, 36])
    later = Sitting.called(world, in_days=28)
    decision = dossier.adopted(sitting.votes(against=HALF))
    sitting.end()
    assert decision.result == Decision.Result.DEFERRED
    assert dossier.stage == "tabled"

    later.begin(absent=[36])
    assert dossier.advice.agenda_items.order_by("pk").last().meeting_id == later.pk
    decision = dossier.adopted(later.votes(against=HALF, blank=[35]))
    assert (decision.in_favour, decision.against) == (17, 17)
    assert decision.result == Decision.Result.REJECTED
    assert dossier.stage == "processing"


def test_a_revote_that_is_won_adopts(world):
    dossier, sitting = _tabled(world)
    sitting.begin(absent=[35, 36])
    later = Sitting.called(world, in_days=28)
    dossier.adopted(sitting.votes(against=HALF), meeting=later.meeting)
    later.begin()
    assert dossier.advice.agenda_items.order_by("pk").last().revote
    assert dossier.adopted(later.votes(against=HALF)).result == Decision.Result.ADOPTED
    assert dossier.stage == "adopted"


def test_with_everybody_there_equal_votes_decide_against(world):
    dossier, sitting = _tabled(world)
    sitting.begin()
    assert dossier.adopted(sitting.votes(against=ALMOST_HALF)).result == Decision.Result.REJECTED


def test_a_deferred_draft_without_a_next_meeting_can_be_tabled_later(world):
    dossier, sitting = _tabled(world)
    sitting.begin(absent=[35, 36])
    dossier.adopted(sitting.votes(against=HALF))
    sitting.end()
    frozen = dossier.advice.work.milestones.count()
    later = Sitting.called(world)
    with pytest.raises(WrongStage):
        dossier.tabled(later)
    dossier.rescheduled(later)
    assert dossier.advice.work.milestones.count() == frozen
    later.begin()
    assert dossier.adopted().result == Decision.Result.ADOPTED


def test_a_meeting_that_did_not_get_to_it_leaves_it_for_another(world):
    dossier, sitting = _tabled(world)
    with pytest.raises(Refused) as refused:
        dossier.rescheduled(Sitting.called(world, in_days=50))
    assert refused.value.code == "on_agenda"
    sitting.begin()
    sitting.end()
    later = Sitting.called(world)
    dossier.rescheduled(later)
    later.begin()
    assert dossier.adopted().result == Decision.Result.ADOPTED


def test_too_few_votes_make_it_void_and_the_next_vote_counts_whatever_the_turnout(world):
    """Art. 25 Wet op de SER."""
    dossier, sitting = _tabled(world)
    sitting.begin()
    later = Sitting.called(world, in_days=28)
    decision = dossier.adopted(sitting.votes(blank=range(1, 20)))
    assert decision.result == Decision.Result.VOID
    assert dossier.stage == "tabled"
    later.begin()
    assert dossier.adopted(later.votes(blank=range(1, 30))).result == Decision.Result.ADOPTED


def test_no_quorum_no_meeting_and_the_third_call_is_held_with_any_number(world):
    """Art. 20 Wet op de SER."""
    dossier, sitting = _tabled(world)
    few = range(4, 37)
    for _call in (1, 2):
        with pytest.raises(Refused) as refused:
            sitting.begin(absent=few)
        assert refused.value.code == "no_quorum"
        again = sitting.meeting.starts_at.astimezone(LEGAL_ZONE)
        following = meetings.call_again(
            sitting.meeting, actor=world.secretariat, starts_at=again.replace(day=again.day + 2)
        )
        assert sitting.meeting.state == Meeting.State.NOT_HELD
        sitting = Sitting(world, following)
    sitting.begin(absent=few)
    assert sitting.meeting.call == 3
    assert dossier.adopted(sitting.votes()).result == Decision.Result.ADOPTED


def test_the_council_sends_it_back_and_adopts_the_next_draft(world):
    dossier, sitting = _tabled(world)
    sitting.begin()
    actions.refer_back(dossier.advice, actor=world.chair, reason="De gevolgen voor kleine bedrijven ontbreken.")
    sitting.end()
    assert dossier.stage == "processing"
    later = Sitting.called(world, in_days=28)
    with pytest.raises(Refused) as refused:
        dossier.tabled(later)
    assert refused.value.code == "no_green_draft"
    dossier.edited(2, "Dat gaat lang goed, ook in kleine bedrijven.")
    dossier.frozen("green").tabled(later)
    later.begin()
    assert dossier.adopted().result == Decision.Result.ADOPTED
    assert [each.stage for each in dossier.advice.stages_reached.all()][-4:] == [
        "tabled",
        "processing",
        "tabled",
        "adopted",
    ]
