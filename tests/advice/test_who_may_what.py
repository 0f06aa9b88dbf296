"""Who may take which step. Written by hand, never derived from the procedure: each line is what the law or the house says."""

import pytest

from raadzaal.advice import actions
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.council import actions as council
from raadzaal.journal import clock
from raadzaal.procedure.engine import held, permit
from raadzaal.procedure.refusals import NotAllowed
from tests.advice.refusing import refused
from tests.dossier import Dossier, at_stage

ROLES = (
    "secretariat",
    "secretary_general",
    "executive_committee",
    "council_chair",
    "committee_secretary",
    "secretary_of_another_committee",
    "committee_chair",
    "chair_of_another_committee",
    "committee_member",
    "advisory_member",
    "ministry_observer",
    "council_member",
    "substitute",
    "coordinator_invited",
    "coordinator_not_invited",
    "organisation_member",
    "requester",
    "another_requester",
    "administrator",
    "former_member",
    "anybody",
)
# The chair of the council and the chair of the committee sit in the executive committee as well, by art. 14 Wet op de SER.
MAY = {
    "file": {"secretariat", "requester", "another_requester"},
    "initiate": {"executive_committee", "secretary_general", "council_chair", "committee_chair"},
    "accept": {"executive_committee", "secretary_general", "council_chair", "committee_chair"},
    "decline": {"executive_committee", "secretary_general", "council_chair", "committee_chair"},
    "withdraw": {"requester", "secretary_general"},
    "bring_in": {"committee_secretary"},
    "edit": {"committee_secretary"},
    "restructure": {"committee_secretary"},
    "revise": {"committee_secretary"},
    "recommend": {"committee_secretary"},
    "offer_variants": {"committee_secretary"},
    "summarise": {"committee_secretary", "secretariat"},
    "freeze": {"committee_secretary"},
    "consult": {"committee_secretary"},
    "extend_reply": {"committee_secretary"},
    "close_round": {"committee_secretary"},
    "dispose": {"committee_secretary"},
    "choose_variant": {"committee_secretary"},
    "take_over": {"committee_secretary"},
    "table": {"committee_secretary"},
    "reschedule": {"committee_secretary"},
    "adopt": {"council_chair", "secretary_general"},
    "refer_back": {"council_chair", "secretary_general"},
    "conclude": {"committee_chair", "committee_secretary"},
    "dissent": {"committee_secretary", "secretary_general"},
    "take_note": {"council_chair", "secretary_general"},
    "send": {"secretariat", "secretary_general"},
    "receipt": {"requester", "secretariat"},
    "publish": {"secretariat"},
    "correct": {"secretariat", "secretary_general"},
    "take_back": {"secretariat", "secretary_general"},
    "remind": {"secretariat"},
    "explain_delay": {"requester", "secretariat"},
    "answer_in_part": {"requester", "secretariat"},
    "answer": {"requester", "secretariat"},
    "follow_up": {"secretariat", "committee_secretary"},
}
"""A stage in which the step is open, so that only the role can be the reason to refuse."""
WHEN = {
    "accept": "requested", "decline": "requested", "withdraw": "requested",
    "bring_in": "drafting", "edit": "drafting", "restructure": "drafting", "revise": "drafting", "recommend": "drafting", "summarise": "drafting",
    "offer_variants": "drafting", "choose_variant": "processing",
    "freeze": "drafting", "consult": "drafting", "extend_reply": "consulting", "close_round": "consulting",
    "dispose": "processing", "take_over": "processing", "reschedule": "tabled", "table": "processing", "conclude": "processing", "dissent": "tabled", "adopt": "tabled",
    "refer_back": "tabled", "take_note": "adopted", "send": "adopted", "publish": "adopted", "receipt": "sent",
    "correct": "received", "take_back": "received",
    "remind": "received", "explain_delay": "received", "answer_in_part": "received", "answer": "received", "follow_up": "received",
}  # fmt: skip


def _somebody(world, role: str):
    return {
        "secretariat": lambda: world.secretariat,
        "secretary_general": lambda: world.secretary_general,
        "executive_committee": lambda: world.actor("eveline-van-zuthem"),
        "council_chair": lambda: world.chair,
        "committee_secretary": lambda: world.secretary,
        "secretary_of_another_committee": lambda: world.other_secretary,
        "committee_chair": lambda: world.committee_chair,
        "chair_of_another_committee": lambda: world.chair_of("duo"),
        "committee_member": lambda: world.committee_member,
        "advisory_member": lambda: world.advisory_member,
        "ministry_observer": lambda: world.ministry_observer,
        "council_member": lambda: world.council_member,
        "substitute": lambda: world.substitute,
        "coordinator_invited": lambda: world.coordinator("fnv"),
        "coordinator_not_invited": lambda: world.coordinator("vcp"),
        "organisation_member": lambda: world.policy_officer("fnv"),
        "requester": lambda: world.minister_szw,
        "another_requester": lambda: world.other_minister,
        "administrator": lambda: world.administrator,
        "former_member": lambda: world.former_member,
        "anybody": lambda: world.anybody,
    }[role]()


def test_the_table_is_whole():
    assert set(MAY) == {step.name for step in AdviceProcedure.steps()}
    assert set(MAY) - {"file", "initiate"} == set(WHEN)
    assert set().union(*MAY.values()) <= set(ROLES)


@pytest.mark.parametrize("stage", sorted(set(WHEN.values())))
def test_who_may_take_a_step_in_a_dossier(world, stage):
    dossier = at_stage(world, stage)
    for step in [step for step, when in WHEN.items() if when == stage]:
        allowed = set()
        for role in ROLES:
            found = permit(AdviceProcedure.step(step), dossier.advice, _somebody(world, role))
            if not isinstance(found.refusal, NotAllowed):
                allowed.add(role)
        assert allowed == MAY[step], step


@pytest.mark.parametrize("stage", sorted(set(WHEN.values())))
def test_the_acts_themselves_refuse_everybody_else(world, stage):
    dossier = at_stage(world, stage)
    for step in [step for step, when in WHEN.items() if when == stage]:
        for role in set(ROLES) - MAY[step]:
            with refused("not_allowed"):
                getattr(actions, step)(dossier.advice, actor=_somebody(world, role))


@pytest.mark.parametrize("step", ["file", "initiate"])
@pytest.mark.parametrize("role", ROLES)
def test_who_may_begin(world, step, role):
    somebody = _somebody(world, role)
    if role in MAY[step]:
        assert held(AdviceProcedure.step(step).by, {}, somebody, anywhere=True)
    else:
        with refused("not_allowed"):
            getattr(actions, step)(actor=somebody)


@pytest.mark.parametrize("days_left", [1, 0])
def test_a_role_ends_with_its_last_day(world, days_left):
    """``until`` is the first day on which it no longer holds."""
    dossier = Dossier.requested(world).accepted()
    secretary = world.secretary
    appointment = world.person("jasper-oldenkamp").appointments.get(superseded_at=None)
    council.end(appointment, actor=world.secretary_general, until=world.today.replace(day=2))
    world.clock_at(world.today.replace(day=2 - days_left))
    if days_left:
        assert permit(AdviceProcedure.bring_in, dossier.advice, world.secretary).ok
        return
    with refused("not_allowed"):
        actions.bring_in(dossier.advice, actor=world.secretary, preview=object())
    assert secretary.capacities
    assert world.secretary.capacities == ()


def test_a_date_typed_in_gives_nobody_back_their_role(world):
    """Permission follows the real moment of the act."""
    council.end(
        world.person("jasper-oldenkamp").appointments.get(superseded_at=None),
        actor=world.secretary_general,
        until=world.today,
    )
    dossier = Dossier.requested(world).accepted()
    yesterday = clock.today().replace(month=8, day=31)
    with refused("not_allowed"):
        actions.freeze(dossier.advice, actor=world.secretary, milestone="white", on=yesterday)


def test_somebody_who_stands_in_may_what_the_holder_may(world):
    dossier = Dossier.requested(world).accepted()
    appointment = world.person("jasper-oldenkamp").appointments.get(superseded_at=None)
    stand_in = world.person("dorien-hakvoort")
    assert not permit(AdviceProcedure.bring_in, dossier.advice, world.other_secretary).ok
    council.delegate(
        appointment, actor=world.secretary, delegate=stand_in, since=world.today, until=world.today.replace(month=10)
    )
    assert permit(AdviceProcedure.bring_in, dossier.advice, world.other_secretary).ok
