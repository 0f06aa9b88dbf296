"""Two ministers, or a Chamber, who ask."""

import pytest

from raadzaal.advice import actions
from raadzaal.procedure.refusals import Refused
from tests.dossier import Dossier


def _to(letter, copy=False):
    return {each.organisation.key for each in letter.addressees.all() if each.copy == copy}


def test_two_ministers_ask_together_and_both_get_everything(world):
    dossier = Dossier.requested(world, by=("minister_szw", "minister_bzk"))
    both = {"minister_szw", "minister_bzk"}
    assert _to(dossier.letter("request_received")) == both
    dossier.accepted()
    assert _to(dossier.letter("request_accepted")) == both
    dossier.to_received()
    assert _to(dossier.letter("advice_offered")) == both
    actions.explain_delay(dossier.advice, actor=world.office("minister_bzk"), reason="Overleg tussen ministeries.")
    assert dossier.advice.delay_reasons.count() == 1


def test_either_of_them_may_confirm_the_receipt_and_nobody_else_who_asks(world):
    dossier = Dossier.requested(world, by=("minister_szw", "minister_bzk")).accepted().to_adopted().sent()
    with pytest.raises(Refused) as refused:
        actions.receipt(dossier.advice, actor=world.other_minister, received_on=world.today)
    assert refused.value.code == "not_allowed"
    actions.receipt(dossier.advice, actor=world.office("minister_bzk"), received_on=world.today)
    assert dossier.stage == "received"


def test_a_chamber_asks_without_a_deadline_and_the_minister_gets_a_copy(world):
    """Art. 22 Kaderwet adviescolleges."""
    dossier = Dossier.requested(world, by=("senate",), wanted_in=None).accepted().to_received()
    assert _to(dossier.letter("advice_offered")) == {"senate"}
    assert _to(dossier.letter("advice_offered"), copy=True) == {"minister_szw"}
    assert dossier.advice.terms.get().rule == "response"


def test_a_minister_files_for_the_own_office_only(world):
    with pytest.raises(Refused) as refused:
        actions.file(
            actor=world.other_minister,
            title="Zorgen naast het werk",
            requesters=[world.organisation("minister_szw")],
            letter="Ik vraag de raad advies.",
            questions=["Wat is nodig?"],
            addressee="De minister",
            deadline=world.today.replace(year=2027),
        )
    assert (refused.value.code, refused.value.field) == ("not_yours", "requesters")
