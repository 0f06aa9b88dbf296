"""The entrance of the show council in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.demo import show_urls

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def show(settings, world):
    settings.DEMO = True
    settings.ROOT_URLCONF = show_urls.__name__


@pytest.mark.parametrize("width", [1280, 390])
def test_one_click_leads_in(show, live_server, width):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900}, base_url=live_server.url)
        page.goto("/demo/")
        found = Axe().run(page).response["violations"]
        assert not found, [(each["id"], each["nodes"][0]["html"]) for each in found]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Hans Barteling").click()
        page.wait_for_url("**/werk/")
        expect(page.get_by_role("link", name="Hans Barteling")).to_be_visible()
        browser.close()
