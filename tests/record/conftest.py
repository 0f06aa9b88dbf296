import pytest


@pytest.fixture
def index_home(tmp_path, settings):
    """An index of one's own: the house's is shared by all tests of a run."""
    settings.HOME = tmp_path
    return tmp_path / "search"
