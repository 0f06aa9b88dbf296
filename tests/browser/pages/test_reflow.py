"""On the smallest screen and with letters twice as large, everything still fits the width."""

import pytest

from tests.browser.pages.test_keyboard import WALKS, place, url
from tests.browser.pages.visiting import sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MORE = (
    ("anonymous", "advice:advice", "answered"),
    ("anonymous", "meetings:meeting", "past"),
    ("coordinator", "deliberation:ask_time", "consulting"),
    ("secretary", "advice:journal", "processing"),
    ("secretariat", "correspondence:outbox", None),
    ("secretariat", "council:appointments", None),
    ("council_chair", "advice:act", "tabled"),
)


def at(house, name: str, about: str | None) -> str:
    ids = house.of(about) if about else {}
    if name == "advice:advice":
        return url(name, ids["year"], ids["serial"])
    if name == "advice:act":
        return url(name, ids["public_id"], "adopt")
    return place(house, name, about)


@pytest.mark.parametrize(
    ("role", "name", "about"), WALKS + MORE, ids=[f"{role}-{name}" for role, name, _about in WALKS + MORE]
)
def test_nothing_runs_out_of_the_page(visit, house, role, name, about):
    visitor = visit(role, width=320)
    page = visitor.open(at(house, name, about))
    assert not sideways(page), "320 pixels"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not sideways(page), "letters twice as large"
