"""Whatever people do, in whatever order: what must always hold holds after every act."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raadzaal.advice import actions
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure, Stage
from raadzaal.deliberation.queries import open_remarks
from raadzaal.journal.models import Entry
from raadzaal.journal.verification import verify
from raadzaal.meetings.models import Meeting
from raadzaal.procedure.refusals import Refused
from raadzaal.publications.models import NumberSeries, Publication
from tests.dossier import PARTNERS, Dossier, Sitting, answered
from tests.world import TODAY

ACTS = {
    "accept": lambda d: d.accepted("sea", "prepare"),
    "accept as its own": lambda d: d.accepted("cbm", "own"),
    "decline": lambda d: actions.decline(d.advice, actor=d.world.executive, reason="Nee."),
    "withdraw": lambda d: actions.withdraw(d.advice, actor=d.world.minister_szw, reason="Toch niet."),
    "write": lambda d: d.written(),
    "edit": lambda d: d.edited(1, f"Tekst van {d.world.today}."),
    "freeze white": lambda d: d.frozen("white"),
    "consult": lambda d: d.consulted(),
    "reply": lambda d: [_reply(d, key) for key in PARTNERS],
    "close": lambda d: d.round_closed(),
    "answer remarks": lambda d: [_dispose(d, remark) for remark in open_remarks(d.advice)],
    "freeze green": lambda d: d.frozen("green"),
    "table": lambda d: d.tabled(Sitting.called(d.world)),
    "hold the meeting": lambda d: _waiting(d).begin(),
    "hold it with few": lambda d: _waiting(d).begin(absent=range(1, 25)),
    "adopt": lambda d: d.adopted(),
    "vote": lambda d: d.adopted(Sitting(d.world, _last_meeting(d)).votes(against=range(1, 19))),
    "lose": lambda d: d.adopted(Sitting(d.world, _last_meeting(d)).votes(against=range(1, 30))),
    "refer back": lambda d: actions.refer_back(d.advice, actor=d.world.chair, reason="Opnieuw."),
    "close the meeting": lambda d: Sitting(d.world, _last_meeting(d)).end(),
    "conclude": lambda d: d.concluded(),
    "send": lambda d: d.sent(),
    "receive": lambda d: d.received(),
    "publish": lambda d: d.published(),
    "answer in part": lambda d: answered(d.world, partly=[d]),
    "answer": lambda d: answered(d.world, d),
    "wait": lambda d: d.world.days_later(10),
}
"""In this order an advice comes through; a walk that mostly follows it gets somewhere."""
ONWARDS = (
    "accept", "write", "freeze white", "consult", "reply", "close", "answer remarks", "freeze green", "table",
    "hold the meeting", "adopt", "close the meeting", "send", "receive", "publish", "answer",
)  # fmt: skip


def _reply(dossier: Dossier, key: str) -> None:
    with suppress(Refused):
        dossier.replied(key, p1=("support", ""), p3=("reservation", "Het kan scherper."))


def _dispose(dossier: Dossier, remark) -> None:
    actions.dispose(dossier.advice, actor=dossier.secretary, position=remark, outcome="noted", reason="Gezien.")


def _last_meeting(dossier: Dossier) -> Meeting:
    return dossier.advice.agenda_items.order_by("pk").last().meeting


def _waiting(dossier: Dossier) -> Sitting:
    return Sitting(dossier.world, _last_meeting(dossier))


def _is_possible(dossier: Dossier, name: str) -> bool:
    """Tests cannot act where there is nothing at all to act on; everything else is for the acts themselves to refuse."""
    advice = dossier.advice
    with_committee = {
        "write",
        "edit",
        "freeze white",
        "freeze green",
        "consult",
        "close",
        "table",
        "conclude",
        "answer remarks",
    }
    with_meeting = {"hold the meeting", "hold it with few", "vote", "lose", "close the meeting", "adopt", "refer back"}
    if name in with_committee and advice.committee is None:
        return False
    if name == "edit" and not advice.recommendations.exists():
        return False
    if name == "reply" and not (advice.rounds.exists() and advice.rounds.last().closed_on is None):
        return False
    return name not in with_meeting or advice.agenda_items.exists()


def _what_always_holds(dossier: Dossier, before: Advice) -> None:
    now = dossier.advice
    assert now.stage in Stage.values
    assert now.revision >= before.revision
    assert (now.closed_on is not None) == (now.stage in AdviceProcedure.ends)
    assert now.stages_reached.order_by("pk").last().stage == now.stage
    assert now.terms.filter(stopped_on=None).count() == (now.stage == "received")
    assert hasattr(now, "publication") == (now.stage in ("adopted", "sent", "received", "answered"))
    assert before.stage not in AdviceProcedure.ends or now.stage == before.stage


def _numbers_are_gapless() -> None:
    for series in NumberSeries.objects.all():
        serials = Publication.objects.filter(year=series.year).order_by("serial").values_list("serial", flat=True)
        assert list(serials) == list(range(1, series.last + 1))


walks = st.lists(st.sampled_from(["onwards"] * 80 + list(ACTS)), min_size=20, max_size=50)


@pytest.mark.trial
def test_any_walk_through_the_procedure(world):
    seen: set[str] = set()

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(walk=walks)
    def walked(walk):
        with transaction.atomic():
            world.clock_at(TODAY)
            seen.update(_walk(world, walk))
            transaction.set_rollback(True)

    walked()
    assert set(Stage.values) - {"declined", "withdrawn", "sent", "received", "answered"} <= seen


def _walk(world, walk: list[str]) -> set[str]:
    dossiers = [Dossier.requested(world), Dossier.requested(world)]
    places = [0, 0]
    stages = set()
    for turn, name in enumerate(walk):
        index = turn % 2
        dossier = dossiers[index]
        if name == "onwards":
            name, places[index] = ONWARDS[places[index] % len(ONWARDS)], places[index] + 1
        before, told = dossier.advice, Entry.objects.count()
        if _is_possible(dossier, name):
            try:
                with transaction.atomic():
                    ACTS[name](dossier)
            except Refused:
                assert Entry.objects.count() == told
                places[index] = max(places[index] - 1, 0)
        _what_always_holds(dossier, before)
        stages.add(dossier.stage)
    _numbers_are_gapless()
    world.clock_at(world.today + timedelta(days=1))
    assert verify().ok
    return stages
