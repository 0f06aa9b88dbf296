"""PostgreSQL keeps the rows of a test that was undone until somebody sweeps them; left there, every test is slower than the one before."""

import pytest
from django.db import connection

EVERY = 20


class Sweeper:
    done = 0


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item) -> None:
    """Between tests, outside any transaction, and only where there is a database of the tests to sweep."""
    Sweeper.done += 1
    if Sweeper.done % EVERY or connection.vendor != "postgresql" or connection.connection is None or connection.in_atomic_block:
        return
    if connection.settings_dict["NAME"].startswith("test_"):
        connection.connection.execute("VACUUM") if connection.get_autocommit() else None
