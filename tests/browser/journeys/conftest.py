from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, sync_playwright

from raadzaal.journal.verification import verify
from tests.browser.desk import House
from tests.browser.premises import installed, opened


@pytest.fixture(scope="session")
def council(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The database of a council, of which every journey gets a copy."""
    stack = ExitStack()
    with django_db_blocker.unblock():
        name = stack.enter_context(installed(tmp_path_factory.mktemp("council")))
    yield name
    with django_db_blocker.unblock():
        stack.close()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def house(council, chromium, django_db_blocker, tmp_path) -> Iterator[House]:
    """The council on a Tuesday in September, with its doors open. Whatever way an advice goes, the journal can be proven."""
    with django_db_blocker.unblock(), opened(council, tmp_path) as (world, server):
        made = House(world, server, chromium)
        yield made
        made.shut()
        verdict = verify()
        assert verdict.ok, verdict
