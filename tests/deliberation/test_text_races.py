"""The text changes while others change it, keep a version of it or speak of it: no word is lost, doubled or left without a place."""

import pytest

from raadzaal.advice import actions
from raadzaal.advice.models import Advice
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Position, Reply, Round
from raadzaal.deliberation.queries.map import support_map
from raadzaal.deliberation.queries.sources import gather
from raadzaal.journal.verification import verify
from raadzaal.texts.models import Milestone
from raadzaal.texts.queries import current, frozen, is_intact
from tests.deliberation.makers import DEADLINE, TODAY, actor, consultation, on_day

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.trial]
HERE = "tests.deliberation.test_text_races"
AFTER = DEADLINE.replace(month=4)
FIRST, SECOND, REST = "Paragraaf 1", "Paragraaf 2", ["Paragraaf 3"]
JOINED, EDITED, PARTS = f"{FIRST} {SECOND}", "Paragraaf 2 zoals bewerkt", ["Paragraaf 2a", "Paragraaf 2b"]
BEFORE = [FIRST, SECOND, *REST]


def prepare() -> list[str]:
    made = consultation(paragraphs=3)
    made.submit("fnv", (0, "support"), (1, "objection", "Te duur"))
    with on_day(TODAY):
        made.draft("lto", (1, "reservation", "Wie betaalt?"))
    made.allow_late("lto", AFTER)
    made.close(AFTER)
    Advice.objects.filter(pk=made.case.pk).update(stage="processing")
    return [str(made.case.pk)]


def _parts(key: str):
    advice = Advice.objects.get(pk=int(key))
    nodes = [line.node for line in Round.objects.get().milestone.lines.select_related("node__work").order_by("order")]
    return advice, nodes[1:], actor("committee_secretary", advice.committee.public_id)


def _restructured(key: str, at: int, change: str, **given) -> None:
    advice, nodes, secretary = _parts(key)
    with on_day(AFTER):
        actions.restructure(advice, actor=secretary, change=change, node=nodes[at], base=1, **given)


def join(key: str) -> None:
    _restructured(key, 0, "merge", following_base=1)


def divide(key: str) -> None:
    _restructured(key, 1, "split", parts=[(words, ()) for words in PARTS])


def edit(key: str) -> None:
    advice, nodes, secretary = _parts(key)
    with on_day(AFTER):
        actions.edit(advice, actor=secretary, node=nodes[1], notation=EDITED, base=1)


def freeze(key: str) -> None:
    advice, _nodes, secretary = _parts(key)
    with on_day(AFTER):
        actions.freeze(advice, actor=secretary, milestone="white")


def reply_late(_key: str) -> None:
    reply = Reply.objects.get(submitted_at=None)
    who = actor("organisation_coordinator", reply.invitation.organisation.public_id)
    with on_day(AFTER):
        rounds.submit_reply(reply, actor=who)


def left(key: str) -> dict:
    advice, _nodes, _secretary = _parts(key)
    work = Round.objects.get().milestone.work
    kept = Milestone.objects.order_by("number").last()
    found = support_map(advice, work, None, gather(advice, Reply.objects.all()))
    names = [column.organisation.key for column in found.columns]
    return {
        "words": _words(current(work)),
        "kept": _words(frozen(kept)) if kept.number > 1 else [],
        "intact": kept.number == 1 or is_intact(kept),
        "verified": verify().ok,
        "positions": Position.objects.count(),
        "gone": len(found.gone),
        "cells": [dict(zip(names, [str(each.state) for each in row.held], strict=True)) for row in found.rows],
    }


def _words(lines) -> list[str]:
    return [line.block.notation for line in lines if not line.block.is_heading]


def played(arena, *attempts: str) -> tuple[list, dict]:
    [prepared] = arena.play([HERE, "prepare"])
    assert isinstance(prepared, list), prepared
    (key,) = prepared
    outcomes = arena.play(*([HERE, each, key] for each in attempts))
    [found] = arena.play([HERE, "left", key])
    assert found["verified"] and found["intact"]
    assert (found["positions"], found["gone"]) == (3, 0)
    return outcomes, found


@pytest.mark.parametrize(
    ("one", "other", "if_one", "if_other"),
    [
        ("join", "edit", [JOINED, *REST], [FIRST, EDITED, *REST]),
        ("join", "divide", [JOINED, *REST], [FIRST, *PARTS, *REST]),
        ("divide", "edit", [FIRST, *PARTS, *REST], [FIRST, EDITED, *REST]),
        ("join", "join", [JOINED, *REST], [JOINED, *REST]),
    ],
)
def test_of_two_who_change_the_same_paragraph_one_is_told(arena, one, other, if_one, if_other):
    outcomes, found = played(arena, one, other)
    assert sorted(outcomes) == ["conflict", "done"]
    assert found["words"] == (if_one if outcomes[0] == "done" else if_other)


@pytest.mark.parametrize(
    ("change", "after"),
    [("join", [JOINED, *REST]), ("divide", [FIRST, *PARTS, *REST]), ("edit", [FIRST, EDITED, *REST])],
)
def test_a_version_kept_during_a_change_holds_all_of_it_or_nothing(arena, change, after):
    outcomes, found = played(arena, change, "freeze")
    assert outcomes == ["done", "done"]
    assert found["words"] == after
    assert found["kept"] in (BEFORE, after)


@pytest.mark.parametrize(("change", "rows"), [("join", [0]), ("divide", [1, 2])])
def test_what_is_sent_while_its_paragraph_is_joined_or_split_up_finds_its_place(arena, change, rows):
    outcomes, found = played(arena, change, "reply_late")
    assert outcomes == ["done", "done"]
    for place in rows:
        assert (found["cells"][place]["fnv"], found["cells"][place]["lto"]) == ("to_be_confirmed", "to_be_confirmed")
