"""A committee that closes an advice: in its own name (art. 43 Wet op de SER), or on the council's behalf (art. 44)."""

import pytest

from raadzaal.advice import actions
from raadzaal.meetings.models import Decision
from raadzaal.procedure.refusals import Refused
from tests.dossier import Dossier, Sitting


def _concluded(world, committee: str, ground: str) -> Dossier:
    dossier = Dossier.requested(world).accepted(committee, ground).to_processing().frozen("green")
    world.days_later(3)
    return dossier.concluded()


@pytest.mark.parametrize(("committee", "ground"), [("cbm", "own"), ("cca", "mandate")])
def test_the_committee_adopts_and_the_council_takes_note(world, committee, ground):
    # Given a committee that was asked to advise itself, or that has a mandate
    dossier = _concluded(world, committee, ground)
    assert dossier.stage == "adopted"
    assert dossier.advice.publication.serial == 1

    # When the council meets, it takes note, without debate
    sitting = Sitting.called(world).begin()
    actions.take_note(dossier.advice, actor=world.chair, meeting=sitting.meeting)
    sitting.end()

    # Then that is recorded, and the advice goes its way
    assert dossier.advice.agenda_items.get().decisions.get().result == Decision.Result.NOTED
    assert dossier.advice.noted_on == world.today
    dossier.sent().received().published()
    assert dossier.stage == "received"


def test_the_letter_says_in_whose_name(world):
    assert "(artikel 43 Wet op de SER)" in _concluded(world, "cbm", "own").letter("advice_offered").body
    assert "(artikel 44 Wet op de SER)" in _concluded(world, "cca", "mandate").letter("advice_offered").body


def test_no_mandate_where_the_council_itself_was_asked(world):
    dossier = Dossier.requested(world, of_council_itself=True)
    with pytest.raises(Refused) as refused:
        dossier.accepted("cca", "mandate")
    assert (refused.value.code, refused.value.field) == ("mandate_not_allowed", "ground")
    assert dossier.accepted("cca", "prepare").stage == "drafting"


def test_the_council_does_not_adopt_what_a_committee_closes(world):
    dossier = Dossier.requested(world).accepted("cbm", "own").to_processing().frozen("green")
    with pytest.raises(Refused) as refused:
        dossier.tabled(Sitting.called(world))
    assert refused.value.code == "committee_concludes"


def test_a_committee_does_not_close_what_is_the_councils(world):
    dossier = Dossier.requested(world).accepted("sea", "prepare").to_processing().frozen("green")
    with pytest.raises(Refused) as refused:
        dossier.concluded()
    assert refused.value.code == "council_adopts"


def test_the_council_takes_note_once_and_never_of_its_own(world):
    dossier = _concluded(world, "cbm", "own")
    sitting = Sitting.called(world).begin()
    actions.take_note(dossier.advice, actor=world.chair, meeting=sitting.meeting)
    with pytest.raises(Refused) as refused:
        actions.take_note(dossier.advice, actor=world.chair, meeting=sitting.meeting)
    assert refused.value.code == "noted"
    own = Dossier.requested(world).accepted().to_adopted()
    with pytest.raises(Refused) as refused:
        actions.take_note(own.advice, actor=world.chair, meeting=Sitting.called(world).begin().meeting)
    assert refused.value.code == "council_adopts"
