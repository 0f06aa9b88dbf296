import pytest

from tests.meetings.makers import hall


@pytest.fixture
def chamber(db):
    """Eleven sitting members on twelve seats."""
    return hall()
