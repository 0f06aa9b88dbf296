"""The support map in a real browser: accessible, in both languages and both lights, on a desk and in the hand."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import sync_playwright

from tests.advice.large import large
from tests.counting import client_of
from tests.world import council_installed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Open a page as the secretary of a dossier with a busy map."""
    with council_installed() as world:
        dossier = large(world, 45, organisations=6, versions=3)
        session = client_of(dossier.secretary).cookies[settings.SESSION_COOKIE_NAME].value
        contexts = []

        def visit(language: str, *more: str, width: int = 1280, scheme: str = "light"):
            context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
            contexts.append(context)
            page = context.new_page()
            page.goto(live_server.url + language + reverse("advice:support", args=[dossier.advice.public_id]))
            for place in more:
                page.goto(page.url + place)
            return page

        yield visit
        for context in contexts:
            context.close()


def test_axe_finds_nothing(visit):
    looks = [("", 1280, "light"), ("/en", 1280, "dark"), ("", 390, "dark"), ("/en", 390, "light")]
    for language, width, scheme in looks:
        for more in ((), ("3/",)):
            page = visit(language, *more, width=width, scheme=scheme)
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, (language, width, more, found.generate_report())
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_cell_leads_to_what_its_organisation_said(visit):
    page = visit("")
    page.locator("td.o a").first.click()
    page.wait_for_load_state()
    anchor = page.url.rsplit("#", 1)[1]
    assert page.locator(f'[id="{anchor}"] h4').inner_text().endswith("bezwaar")
