"""What is answered, when, and what becomes of each recommendation."""

from datetime import timedelta

import pytest

from raadzaal.advice import actions
from raadzaal.advice.models import FollowUp
from tests.advice.refusing import refused
from tests.dossier import answered, at_stage


@pytest.fixture
def dossier(world):
    return at_stage(world, "received")


def _letter(world, dossier, **changed) -> dict:
    return {
        "actor": world.minister_szw,
        "sender": world.organisation("minister_szw"),
        "subject": "Kabinetsreactie",
        "text": "Het kabinet neemt het advies over.",
        "wholly": [dossier.advice],
    } | changed


def test_the_minister_answers(world, dossier):
    letter = actions.register_response(**_letter(world, dossier))
    assert dossier.stage == "answered"
    assert list(letter.advices.all()) == [dossier.advice]


def test_a_letter_answers_something(world, dossier):
    with refused("no_advice", "wholly"):
        actions.register_response(**_letter(world, dossier, wholly=[]))


def test_a_letter_is_not_dated_tomorrow(world, dossier):
    with refused("bad_date", "dated"):
        actions.register_response(**_letter(world, dossier, dated=world.today + timedelta(days=1)))


def test_not_by_an_office_that_did_not_ask(world, dossier):
    with refused("not_allowed"):
        actions.register_response(**_letter(world, dossier, actor=world.other_minister))


@pytest.mark.parametrize("step", ["answer", "answer_in_part"])
def test_an_answer_is_a_letter(world, dossier, step):
    with refused("missing", "response"):
        getattr(actions, step)(dossier.advice, actor=world.minister_szw, response=None)


def test_reasons_for_a_delay(world, dossier):
    evidence = {"actor": world.minister_szw, "reason": "Het kabinet is demissionair."}
    with refused("bad_date", "expected_on"):
        actions.explain_delay(dossier.advice, **evidence, expected_on=world.today)
    actions.explain_delay(dossier.advice, **evidence, expected_on=world.today + timedelta(days=1))
    assert dossier.advice.delay_reasons.get().reason == "Het kabinet is demissionair."
    with refused("missing", "reason"):
        actions.explain_delay(dossier.advice, actor=world.minister_szw, reason="")


def test_no_reminder_while_there_is_time(world, dossier):
    with refused("not_due"):
        actions.remind(dossier.advice, actor=world.secretariat)
    world.clock_at(dossier.advice.terms.get().due - timedelta(days=14))
    actions.remind(dossier.advice, actor=world.secretariat)
    assert dossier.letter("reminder").state == "draft"


def _follow(dossier, **changed) -> FollowUp:
    evidence = {
        "recommendation": dossier.advice.recommendations.first(),
        "status": "adopted",
        "evidence": "motion",
        "source": "Motie 12",
    }
    return actions.follow_up(dossier.advice, actor=dossier.world.secretariat, **evidence | changed)


def test_what_became_of_a_recommendation(dossier):
    row = _follow(dossier)
    assert (row.status, row.evidence, row.response) == ("adopted", "motion", None)
    assert dossier.stage == "received"


@pytest.mark.parametrize("missing", ["recommendation", "status", "evidence", "source"])
def test_each_time_with_its_evidence(dossier, missing):
    with refused("missing", missing):
        _follow(dossier, **{missing: None})


@pytest.mark.parametrize("unknown", [{"status": "perhaps"}, {"evidence": "hearsay"}])
def test_of_a_known_kind(dossier, unknown):
    with refused("unknown", "status"):
        _follow(dossier, **unknown)


def test_not_a_recommendation_of_another_advice(world, dossier):
    other = at_stage(world, "received")
    with refused("foreign", "recommendation"):
        _follow(dossier, recommendation=other.advice.recommendations.first())


def test_a_passage_stands_in_a_letter_that_answers_this_advice(world, dossier):
    with refused("no_letter", "response"):
        _follow(dossier, evidence="letter")
    other = at_stage(world, "received")
    letter = answered(world, other)
    with refused("foreign", "response"):
        _follow(dossier, evidence="letter", response=letter)
    own = answered(world, dossier)
    assert _follow(dossier, evidence="letter", response=own, passage="Het kabinet neemt dit over.").response == own


def test_nothing_has_become_of_it_tomorrow(world, dossier):
    with refused("bad_date", "dated"):
        _follow(dossier, dated=world.today + timedelta(days=1))
