"""The council begins itself (art. 41 Wet op de SER); it says so to the minister and both Chambers (art. 18 Kaderwet)."""

import pytest

from raadzaal.advice import actions
from raadzaal.procedure.refusals import Refused
from tests.dossier import Dossier


def _to(letter):
    return {each.organisation.key for each in letter.addressees.all() if not each.copy}


def test_advice_that_nobody_asked_for_has_an_answer_due_all_the_same(world):
    # Given the executive committee that begins on the main lines of policy
    dossier = Dossier.initiated(world)
    assert dossier.stage == "drafting"
    assert _to(dossier.letter("intention")) == {"minister_szw", "house_of_representatives", "senate"}

    # When it is adopted, sent and received
    dossier.to_received()

    # Then it went to the minister and both Chambers, and the term runs by law (art. 24 Kaderwet adviescolleges)
    assert _to(dossier.letter("advice_offered")) == {"minister_szw", "house_of_representatives", "senate"}
    assert dossier.advice.terms.get().rule == "response"
    assert dossier.advice.terms.get().due is not None


def test_beside_the_main_lines_the_term_is_an_agreement(world):
    dossier = Dossier.initiated(world, main_lines=False).to_received()
    assert dossier.advice.terms.get().rule == "response_agreed"


def test_nobody_can_withdraw_what_nobody_requested(world):
    dossier = Dossier.initiated(world)
    with pytest.raises(Refused) as refused:
        actions.withdraw(dossier.advice, actor=world.secretary_general, reason="Niet meer nodig.")
    assert refused.value.code == "not_requested"


def test_a_committee_does_not_advise_in_its_own_name_unasked(world):
    with pytest.raises(Refused) as refused:
        Dossier.initiated(world, ground="own")
    assert (refused.value.code, refused.value.field) == ("own_not_allowed", "ground")
