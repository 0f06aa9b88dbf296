import pytest

from tests.deliberation.racing import arena
from tests.meetings.makers import hall

__all__ = ["arena", "chamber"]


@pytest.fixture
def chamber(db):
    """Eleven sitting members on twelve seats."""
    return hall()
