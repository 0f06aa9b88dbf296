"""An act is whole or absent, at whatever moment its process is killed; and whoever tries again gets on."""

import os

import pytest

from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.correspondence import mailing
from raadzaal.correspondence.models import OutgoingMail
from raadzaal.procedure.engine import PLAIN_ACTS
from tests.trust import story
from tests.trust.crashing import Trial
from tests.trust.harness import FULL, Moments, dice, in_child

PARTS, MAIL = 2, "mail.deliver"
pytestmark = [pytest.mark.trial, pytest.mark.django_db, pytest.mark.timeout(4 * 3600 if FULL else 300)]


def test_every_act_is_tried():
    told = {act.name for act in story.STORY}
    assert {step.kind for step in AdviceProcedure.steps()} <= told
    elsewhere = {"council", "demo"}
    assert {kind for kind in PLAIN_ACTS if kind.split(".")[0] not in elsewhere} <= told


@pytest.mark.parametrize("part", range(PARTS))
def test_an_act_is_whole_or_absent_when_its_process_is_killed(scenes, part):
    """RAADZAAL_TRUST_ACTS names the acts to try again, separated by commas."""
    chance, problems = dice(f"crashes {part}"), []
    names = sorted(set(scenes) - {MAIL})[part::PARTS]
    for name in _named(names) or (names if FULL else chance.sample(names, 3)):
        trial = Trial(scenes[name])
        try:
            for moment in _moments(chance, len(trial.moments)):
                trial.kill_at(moment)
        except AssertionError as problem:  # told at the end, so that one act does not hide the next
            problems.append(str(problem))
        trial.close()
    assert problems == []


def _named(names: list[str]) -> list[str]:
    return [name for name in os.environ.get("RAADZAAL_TRUST_ACTS", "").split(",") if name in names]


def test_mail_reaches_everybody_and_goes_twice_only_between_the_answer_and_the_commit(scenes, postbox):
    scene = scenes[MAIL]
    last = len(in_child(scene.database.copy("whole"), lambda: Moments().run(story.ready(scene)).names).get())
    everybody = set(postbox.ids)
    assert len(everybody) == len(postbox.ids) > 1
    for moment in _moments(dice("mail"), last):
        postbox.empty()
        database = scene.database.copy("mail")
        assert in_child(database, lambda at=moment: Moments(fatal=at).run(story.ready(scene))).killed
        in_child(database, lambda: _next_try(scene)).get()
        assert set(postbox.ids) == everybody, f"somebody was missed after a kill at {moment}"
        assert len(postbox.ids) <= len(everybody) + 1, f"more than one mail went twice after a kill at {moment}"


def _next_try(scene) -> None:
    story.the_world(scene).clock_at(
        scene.now.date(), scene.now.hour, scene.now.minute + mailing.RETRY.seconds // 60 + 1
    )
    mailing.deliver()
    assert not OutgoingMail.objects.exclude(state=OutgoingMail.State.SENT).exists()


def _moments(chance, last: int) -> list[int]:
    """Always the two around the commit, which are the last but for those of what comes after it."""
    if FULL:
        return list(range(1, last + 1))
    return sorted({*chance.sample(range(1, last + 1), min(last, 5)), last - 1, last})
