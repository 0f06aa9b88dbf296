import pytest

from tests.deliberation.makers import TODAY, consultation, on_day
from tests.deliberation.racing import arena

__all__ = ["arena", "asked"]


@pytest.fixture
def asked(db):
    """A round that has just been opened, on the day it was opened."""
    with on_day(TODAY):
        yield consultation()
