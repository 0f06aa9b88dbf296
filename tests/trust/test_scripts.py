"""Script that was typed into every field is shown as words, in a real browser, on every page that shows it."""

import logging

import pytest

from tests.browser.pages.conftest import chromium, house, origin, visit  # noqa: F401 -- fixtures
from tests.house import House
from tests.trust.harness import FULL, dice
from tests.trust.payloads import MARK, payloads
from tests.trust.planting import Planted
from tests.trust.test_side_doors import Crawler, addresses_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.trial,
    pytest.mark.django_db,
    pytest.mark.timeout(3600 if FULL else 400),
]
READERS = ("secretary", "secretariat", "coordinator", "council_member", "anonymous")

WATCH = f"""
window.broken = [];
window.{MARK} = () => window.broken.push('a script ran');
addEventListener('securitypolicyviolation', event => window.broken.push('the policy stopped ' + event.violatedDirective));
"""


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def planted(house: House) -> Planted:  # noqa: F811
    return Planted(house).all()


def shown_to(house: House, role: str) -> list[str]:  # noqa: F811
    """The pages on which this reader meets something that was typed."""
    every = addresses_of(house)
    pages = Crawler(house, role).pages(every if FULL else dice(f"shown to {role}").sample(every, 60), follow=FULL)
    found = [url for url, words in pages if MARK in words and "Content-Type: text/html" in words]
    return found if FULL else found[:6]


def _host(url: str) -> bool:
    return not url.startswith(("http://localhost:", "data:", "about:"))


class Watched:
    """A reader's browser that keeps what should not happen in it."""

    def __init__(self, visitor, role: str) -> None:
        self.page, self.role, self.broken = visitor.page, role, []
        visitor.context.add_init_script(WATCH)
        self.page.on("dialog", lambda dialog: self.broken.append("a dialog") or dialog.dismiss())
        self.page.on("request", lambda asked: _host(asked.url) and self.broken.append(f"asked for {asked.url}"))

    def look(self, url: str) -> None:
        self.page.goto(url)
        self.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        self.broken += [f"{each} for {self.role} at {url}" for each in self.page.evaluate("window.broken")]


def test_what_runs_would_be_seen(visit, house):  # noqa: F811
    """The watch itself is tried on a page that is not ours, without our policy."""
    visitor = visit("anonymous")
    watched = Watched(visitor, "anonymous")
    visitor._ready["/gevaar/"] = f"<img src=x onerror={MARK}(1)><script>{MARK}(1)</script>".encode()
    watched.look("/gevaar/")
    visitor.complaints.clear()
    assert watched.broken


# The browser comes first: what is set up before it has another connection.
def test_no_script_that_was_typed_runs(visit, house, planted):  # noqa: F811
    assert planted.refused == []
    broken = []
    looked = 0
    for role in READERS if FULL else dice("readers").sample(READERS, 3):
        visitor = visit(role)
        watched = Watched(visitor, role)
        for url in shown_to(house, role):
            watched.look(url)
            looked += 1
        broken += watched.broken
        visitor.complaints.clear()
    assert looked and broken == []
    if FULL:
        assert set(payloads()) <= planted.supply.given
