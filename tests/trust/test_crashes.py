"""An act is whole or absent, at whatever moment its process is killed; and whoever tries again gets on."""

import pytest

from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.procedure.engine import PLAIN_ACTS
from tests.trust import story
from tests.trust.crashing import Trial
from tests.trust.harness import FULL, dice, in_child, tried

PARTS = 2
pytestmark = [pytest.mark.trial, pytest.mark.django_db, pytest.mark.timeout(4 * 3600 if FULL else 300)]


def test_every_act_is_tried():
    told = {act.name for act in story.STORY}
    assert {step.kind for step in AdviceProcedure.steps()} <= told
    assert {kind for kind in PLAIN_ACTS if not kind.startswith("council.")} <= told


@pytest.mark.parametrize("part", range(PARTS))
def test_an_act_is_whole_or_absent_when_its_process_is_killed(empty, part):
    chance = dice(f"crashes {part}")
    names = [act.name for act in story.STORY[part::PARTS]]
    wanted = set(chance.sample(names, tried(sample=5, full=len(names))))
    stage = empty.copy("story")
    scenes = in_child(stage, lambda: story.play(stage, wanted)).get()
    for scene in scenes.values():
        trial = Trial(scene)
        for moment in _moments(chance, len(trial.moments)):
            trial.kill_at(moment)
        trial.close()


def _moments(chance, last: int) -> list[int]:
    """Always the two around the commit, which are the last but for those of what comes after it."""
    if FULL:
        return list(range(1, last + 1))
    return sorted({*chance.sample(range(1, last + 1), min(last, 7)), last - 1, last})
