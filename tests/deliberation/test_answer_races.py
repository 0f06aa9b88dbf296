"""Two secretaries at one remark, words taken over while the paragraph is edited or a version frozen: nothing lost or doubled."""

import pytest

from raadzaal.advice import actions
from raadzaal.advice.models import Advice
from raadzaal.deliberation.models import Disposition, EarlierDisposition, Position
from raadzaal.journal.models import Entry
from raadzaal.journal.verification import verify
from raadzaal.texts.models import Milestone, Revision
from raadzaal.texts.queries import is_intact
from tests.deliberation.makers import DEADLINE, actor, consultation, on_day

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.trial]
HERE = "tests.deliberation.test_answer_races"
AFTER = DEADLINE.replace(month=4)
PROPOSED = "Paragraaf 1, en goedkoper"
EDITED = "Paragraaf 1 zoals bewerkt"


def prepare() -> list[str]:
    made = consultation()
    position = made.submit("fnv", (0, "objection", "Te duur", PROPOSED)).positions.get()
    made.close()
    Advice.objects.filter(pk=made.case.pk).update(stage="processing")
    return [position.public_id]


def _parts(key: str):
    position = Position.objects.select_related("node", "reply__invitation__round__case").get(public_id=key)
    advice = Advice.objects.get(pk=position.reply.invitation.round.case_id)
    return advice, position, actor("committee_secretary", advice.committee.public_id)


def answer(key: str, outcome: str) -> None:
    advice, position, secretary = _parts(key)
    with on_day(AFTER):
        actions.dispose(advice, actor=secretary, position=position, outcome=outcome, reason=f"Want {outcome}.")


def take_over(key: str) -> None:
    advice, position, secretary = _parts(key)
    words = {"positions": [position], "notation": PROPOSED, "reason": "Terecht.", "base": 1}
    with on_day(AFTER):
        actions.take_over(advice, actor=secretary, **words)


def edit(key: str) -> None:
    advice, position, secretary = _parts(key)
    with on_day(AFTER):
        actions.edit(advice, actor=secretary, node=position.node, notation=EDITED, base=1)


def freeze(key: str) -> None:
    advice, _position, secretary = _parts(key)
    with on_day(AFTER):
        actions.freeze(advice, actor=secretary, milestone="white")


def left(key: str) -> dict:
    _advice, position, _secretary = _parts(key)
    standing = Disposition.objects.filter(position=position).first()
    frozen = Milestone.objects.order_by("pk").last()
    return {
        "answer": standing and [standing.outcome, standing.reason, standing.number],
        "earlier": EarlierDisposition.objects.count(),
        "entries": sorted(Entry.objects.filter(kind__startswith="advice.").values_list("kind", flat=True)),
        "words": list(
            Revision.objects.filter(node=position.node).order_by("number").values_list("notation", flat=True)
        ),
        "frozen": frozen.lines.get(node=position.node).revision.notation if frozen.number > 1 else "",
        "intact": frozen.number == 1 or is_intact(frozen),
        "verified": verify().ok,
    }


def played(arena, *attempts: list[str]) -> tuple[list, dict]:
    [(key,)] = arena.play([HERE, "prepare"])
    outcomes = arena.play(*([HERE, *each[:1], key, *each[1:]] for each in attempts))
    [found] = arena.play([HERE, "left", key])
    assert found["verified"]
    assert found["intact"]
    return outcomes, found


def test_of_two_answers_at_the_same_moment_one_stands_and_the_other_is_told(arena):
    outcomes, found = played(arena, ["answer", "taken_over"], ["answer", "not"])
    assert sorted(outcomes) == ["answered_meanwhile", "done"]
    kept = ("taken_over", "not")[outcomes.index("done")]
    assert found["answer"] == [kept, f"Want {kept}.", 1]
    assert (found["earlier"], found["entries"]) == (0, ["advice.dispose"])


def test_the_same_answer_pressed_twice_is_told_once(arena):
    outcomes, found = played(arena, ["answer", "not"], ["answer", "not"])
    assert outcomes == ["done", "done"]
    assert (found["answer"], found["entries"]) == (["not", "Want not.", 1], ["advice.dispose"])


def test_words_taken_over_while_the_paragraph_is_edited(arena):
    outcomes, found = played(arena, ["take_over"], ["edit"])
    assert sorted(outcomes) == ["conflict", "done"]
    if outcomes[0] == "done":
        assert found["words"] == ["Paragraaf 1", PROPOSED]
        assert found["answer"] == ["taken_over", "Terecht.", 1]
    else:
        assert found["words"] == ["Paragraaf 1", EDITED]
        assert (found["answer"], found["entries"]) == (None, ["advice.edit"])


def test_words_taken_over_twice_at_the_same_moment(arena):
    outcomes, found = played(arena, ["take_over"], ["take_over"])
    assert outcomes.count("done") == 1
    assert found["words"] == ["Paragraaf 1", PROPOSED]
    assert found["entries"] == ["advice.dispose", "advice.take_over"]


def test_a_version_frozen_while_words_are_taken_over_holds_all_of_one_of_both(arena):
    outcomes, found = played(arena, ["take_over"], ["freeze"])
    assert outcomes == ["done", "done"]
    assert found["frozen"] in ("Paragraaf 1", PROPOSED)
    assert found["words"] == ["Paragraaf 1", PROPOSED]
