"""Requests that do not become an advice."""

import pytest

from raadzaal.advice import actions
from raadzaal.deliberation import actions as rounds
from raadzaal.procedure.refusals import Refused
from tests.dossier import Dossier, at_stage


def test_a_request_is_declined_with_reasons_and_a_letter(world):
    dossier = Dossier.requested(world)
    world.days_later(14)
    actions.decline(dossier.advice, actor=world.executive, reason="Het kabinet heeft al besloten.")
    assert dossier.stage == "declined"
    assert dossier.advice.closed_on == world.today
    assert "Het kabinet heeft al besloten." in dossier.letter_sent("request_declined").body


def test_a_request_is_not_declined_without_reasons(world):
    dossier = Dossier.requested(world)
    with pytest.raises(Refused) as refused:
        actions.decline(dossier.advice, actor=world.executive, reason="")
    assert (refused.value.code, refused.value.field) == ("missing", "reason")


@pytest.mark.parametrize("stage", ["requested", "drafting", "consulting", "processing", "tabled"])
def test_who_asked_may_withdraw_until_the_council_has_decided(world, stage):
    dossier = at_stage(world, stage)
    actions.withdraw(dossier.advice, actor=world.minister_szw, reason="Sociale partners maakten een afspraak.")
    assert dossier.stage == "withdrawn"
    assert dossier.advice.closing_reason == "Sociale partners maakten een afspraak."


@pytest.mark.parametrize("stage", ["adopted", "received", "answered"])
def test_after_that_it_stands(world, stage):
    dossier = at_stage(world, stage)
    with pytest.raises(Refused) as refused:
        actions.withdraw(dossier.advice, actor=world.minister_szw, reason="Toch niet.")
    assert refused.value.code == "wrong_stage"


def test_what_was_written_stays_and_no_reply_is_needed_any_more(world):
    dossier = at_stage(world, "consulting")
    coordinator = world.coordinator("fnv")
    reply = rounds.start_reply(dossier.invitation("fnv"), actor=coordinator)
    rounds.save_position(reply, dossier.node(1), "support", actor=coordinator)
    actions.withdraw(dossier.advice, actor=world.minister_szw, reason="Niet meer nodig.")
    assert dossier.advice.work.milestones.exists()
    with pytest.raises(Refused) as refused:
        rounds.submit_reply(reply, actor=coordinator)
    assert refused.value.code == "case_closed"
