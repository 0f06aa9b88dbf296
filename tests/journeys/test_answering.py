"""The answer: late and with reasons, one letter for two advices, an answer in two parts (art. 24 Kaderwet adviescolleges)."""

from datetime import date, timedelta

import pytest

from raadzaal.advice import actions
from raadzaal.procedure.refusals import Refused
from tests.dossier import Dossier, answered


def _received(world, **request) -> Dossier:
    return Dossier.requested(world, **request).accepted().to_received()


def test_an_answer_that_does_not_come(world):
    # Given an advice whose answer is due
    dossier = _received(world)
    due = dossier.advice.terms.get().due
    with pytest.raises(Refused) as refused:
        actions.remind(dossier.advice, actor=world.secretariat)
    assert refused.value.code == "not_due"

    # When the term has passed, the secretariat reminds, and the minister tells the Chambers why
    world.clock_at(due + timedelta(days=3))
    actions.remind(dossier.advice, actor=world.secretariat)
    assert dossier.letter_sent("reminder").subject
    actions.explain_delay(
        dossier.advice,
        actor=world.minister_szw,
        reason="Het kabinet is demissionair.",
        expected_on=due + timedelta(days=40),
    )

    # Then the answer that comes late is an answer, and the term tells how late
    world.clock_at(due + timedelta(days=50))
    answered(world, dossier)
    assert dossier.stage == "answered"
    assert dossier.advice.terms.get().stopped_on > due


def test_a_reminder_may_go_two_weeks_before(world):
    dossier = _received(world)
    due = dossier.advice.terms.get().due
    world.clock_at(due - timedelta(days=15))
    with pytest.raises(Refused):
        actions.remind(dossier.advice, actor=world.secretariat)
    world.clock_at(due - timedelta(days=14))
    actions.remind(dossier.advice, actor=world.secretariat)


def test_one_letter_answers_two_advices(world):
    first, second = _received(world), _received(world)
    letter = answered(world, first, second)
    assert first.stage == second.stage == "answered"
    assert set(letter.advices.all()) == {first.advice, second.advice}


def test_a_letter_that_does_not_fit_one_of_them_answers_neither(world):
    first, unfit = _received(world), Dossier.requested(world)
    with pytest.raises(Refused) as refused:
        answered(world, first, unfit)
    assert refused.value.code == "wrong_stage"
    assert first.stage == "received"
    assert not first.advice.responses.exists()


def test_an_answer_in_two_parts(world):
    dossier = _received(world)
    answered(world, partly=[dossier], subject="Eerste deel")
    assert dossier.stage == "received"
    assert dossier.advice.terms.get().stopped_on is None
    world.days_later(30)
    answered(world, dossier, subject="Tweede deel")
    assert dossier.stage == "answered"
    assert [each.subject for each in dossier.advice.responses.all()] == ["Eerste deel", "Tweede deel"]


def test_advice_that_came_late_has_an_answer_by_agreement(world):
    """Wanted in ten days, sent much later: art. 24 does not bind, the agreement with the cabinet does."""
    dossier = _received(world, wanted_in=10)
    term = dossier.advice.terms.get()
    assert term.rule == "response_agreed"
    assert term.due.month == (term.since.month + 2) % 12 + 1


def test_a_due_date_on_a_sunday_becomes_a_monday(world):
    """Art. 1 Algemene termijnenwet, for a term in an act of law."""
    dossier = Dossier.requested(world).accepted().to_adopted()
    world.clock_at(date(2026, 10, 17))
    dossier.sent().received()
    assert dossier.advice.terms.get().due == date(2027, 1, 18)
