import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.browser.desk import House
from tests.browser.premises import installed, opened


@pytest.fixture(scope="session")
def council_file(django_db_setup, django_db_blocker, tmp_path_factory):
    if connection.vendor != "sqlite":
        pytest.skip("a server of the test's own is started on a file")
    with django_db_blocker.unblock():
        yield installed(tmp_path_factory.mktemp("council"))


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def house(council_file, chromium, django_db_blocker, tmp_path):
    """The council on a Tuesday in September, with its doors open."""
    with django_db_blocker.unblock(), opened(council_file, tmp_path) as (world, server):
        made = House(world, server, chromium)
        yield made
        made.shut()
