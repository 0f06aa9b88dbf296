"""On the smallest screen and with letters twice as large, everything still fits the width."""

import pytest

from tests.browser.pages.test_keyboard import WALKS, url
from tests.browser.pages.visiting import sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MORE = (
    ("anonymous", "advice:advice", "answered"),
    ("anonymous", "meetings:meeting", "past"),
    ("secretary", "deliberation:reactions", "processing"),
    ("coordinator", "deliberation:round", "consulting"),
    ("coordinator", "deliberation:room", "consulting"),
    ("coordinator", "deliberation:ask_time", "consulting"),
    ("secretary", "deliberation:progress", "consulting"),
    ("secretary", "advice:compare", "drafting"),
    ("secretary", "advice:journal", "processing"),
    ("secretariat", "correspondence:outbox", None),
    ("secretariat", "council:appointments", None),
    ("council_chair", "advice:act", "tabled"),
)


def place(house, name: str, about: str | None) -> str:
    if about is None:
        return url(name)
    ids, room = house.of(about), name.partition(":")[0]
    if name == "advice:advice":
        return url(name, ids["year"], ids["serial"])
    if name == "advice:act":
        return url(name, ids["public_id"], "adopt")
    return url(name, ids[{"meetings": "meeting", "deliberation": "round"}.get(room, "public_id")])


@pytest.mark.parametrize(
    ("role", "name", "about"), WALKS + MORE, ids=[f"{role}-{name}" for role, name, _about in WALKS + MORE]
)
def test_nothing_runs_out_of_the_page(visit, house, role, name, about):
    visitor = visit(role, width=320)
    page = visitor.open(place(house, name, about))
    assert not sideways(page), "320 pixels"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not sideways(page), "letters twice as large"
