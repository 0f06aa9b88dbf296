"""In which stage which step can be taken. Written by hand: what the procedure declares is held against it."""

import pytest

from raadzaal.advice import actions
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.procedure.engine import permit
from tests.advice.refusing import refused
from tests.dossier import STAGES, at_stage

WRITING = {
    "bring_in",
    "edit",
    "restructure",
    "revise",
    "recommend",
    "offer_variants",
    "summarise",
    "freeze",
    "consult",
    "withdraw",
}
AFTERWARDS = {"correct", "take_back"}
"""Once it is published."""
OPEN = {
    "requested": {"accept", "decline", "withdraw"},
    "drafting": WRITING,
    "consulting": {"summarise", "extend_reply", "close_round", "withdraw"},
    "processing": WRITING | {"dispose", "take_over", "choose_variant", "table", "conclude", "dissent"},
    "tabled": {"summarise", "reschedule", "adopt", "refer_back", "dissent", "withdraw"},
    "adopted": {"summarise", "dissent", "take_note", "send", "publish", *AFTERWARDS},
    "sent": {"take_note", "receipt", "publish", *AFTERWARDS},
    "received": {
        "take_note",
        "publish",
        "remind",
        "explain_delay",
        "answer_in_part",
        "answer",
        "follow_up",
        *AFTERWARDS,
    },
    "answered": {"take_note", "follow_up", *AFTERWARDS},
    "declined": set(),
    "withdrawn": set(),
}
ENTITLED = {
    "accept": "executive", "decline": "executive", "withdraw": "minister_szw",
    "adopt": "chair", "refer_back": "chair", "take_note": "chair",
    "conclude": "committee_chair", "send": "secretariat", "publish": "secretariat", "correct": "secretariat", "take_back": "secretariat", "remind": "secretariat",
    "follow_up": "secretariat", "receipt": "minister_szw", "explain_delay": "minister_szw", "answer": "minister_szw",
    "answer_in_part": "minister_szw",
}  # fmt: skip
"""Before a committee is named, nobody holds the role that these are up to."""
OF_THE_COMMITTEE = {
    "bring_in", "edit", "restructure", "revise", "recommend", "freeze", "consult", "extend_reply", "close_round", "dispose",
    "table", "take_over", "reschedule",
    "conclude", "dissent", "summarise", "offer_variants", "choose_variant",
}  # fmt: skip
EVERYTHING = {step.name for step in AdviceProcedure.steps()} - {"file", "initiate"}


def _who(world, step: str):
    return getattr(world, ENTITLED.get(step, "secretary"))


def test_the_table_names_every_step_and_every_stage():
    assert set().union(*OPEN.values()) == EVERYTHING
    assert list(OPEN) == list(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_steps_that_do_not_fit_the_stage_are_refused(world, stage):
    dossier = at_stage(world, stage)
    for name in sorted(EVERYTHING - OPEN[stage]):
        nobody_yet = dossier.advice.committee is None and name in OF_THE_COMMITTEE
        with refused("not_allowed" if nobody_yet else "wrong_stage"):
            getattr(actions, name)(dossier.advice, actor=_who(world, name))


def test_the_refusal_says_where_the_dossier_stands(world):
    dossier = at_stage(world, "requested")
    with refused("wrong_stage") as caught:
        dossier.adopted()
    assert str(caught.value).endswith("aangevraagd.")


@pytest.mark.parametrize("stage", STAGES)
def test_steps_that_fit_are_refused_for_another_reason_or_not_at_all(world, stage):
    dossier = at_stage(world, stage)
    for name in sorted(OPEN[stage]):
        found = permit(AdviceProcedure.step(name), dossier.advice, _who(world, name))
        assert found.ok or found.refusal.code not in ("wrong_stage", "not_allowed"), name
