"""A dossier comes into every stage by acts alone."""

import pytest

from raadzaal.journal.verification import verify
from tests.dossier import STAGES, at_stage


@pytest.mark.parametrize("stage", STAGES)
def test_it_gets_there(world, stage):
    assert at_stage(world, stage).stage == stage
    assert verify().ok
