import pytest

from raadzaal.journal.verification import verify


@pytest.fixture(autouse=True)
def the_journal_verifies(request):
    """Whatever way an advice went, afterwards nothing in the journal can have been changed."""
    request.getfixturevalue("world")
    yield
    verdict = verify()
    assert verdict.ok, verdict
    assert verdict.entries > 0
