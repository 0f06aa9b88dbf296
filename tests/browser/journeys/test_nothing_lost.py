"""Two at one paragraph, a page that crashes, somebody who leaves: no text gets lost, and none stays behind."""

import pytest
from playwright.sync_api import expect

from raadzaal.advice.models import Advice
from tests.browser.desk import House
from tests.browser.journeys.council import SECRETARY
from tests.browser.words import begins_with, dutch
from tests.dossier import Dossier

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LONG = "Dat gaat lang goed"


@pytest.fixture
def advice(house: House) -> Advice:
    return Dossier.requested(house.world).accepted().written().advice


def test_two_people_at_one_paragraph_lose_nothing(house: House, advice):
    first, second = house.desk(SECRETARY), house.second_desk(SECRETARY)
    for desk in (first, second):
        desk.turns_to(advice, LONG, dutch("Edit"))
    first.fills_in(notation=f"{LONG}, vaak jaren.").presses(dutch("Save"))
    first.is_told(dutch("The paragraph was saved."))
    second.fills_in(notation=f"{LONG}, tot het misgaat.").presses(dutch("Save"))

    # Both texts stand side by side, and neither is gone
    second.sees(dutch("Nothing is lost"), "vaak jaren", "tot het misgaat")
    second.still_reads(notation=f"{LONG}, tot het misgaat.")
    second.fills_in(notation=f"{LONG}, vaak jaren, tot het misgaat.")
    second.presses(dutch("Save this text over theirs")).is_told(dutch("The paragraph was saved."))
    first.turns_to(advice, LONG, dutch("Edit"))
    first.page.get_by_role("link", name=dutch("Earlier texts of this paragraph")).click()
    first.sees("vaak jaren", "tot het misgaat")


def test_what_was_typed_survives_a_crash_of_the_page(house: House, advice):
    """The page keeps it by itself; opening the paragraph again gives it back, and only to who typed it."""
    desk = house.desk(SECRETARY).turns_to(advice, LONG, dutch("Edit"))
    desk.fills_in(notation="Half af, maar niet kwijt.")
    expect(desk.page.locator(".autosave-status").first).to_contain_text(begins_with("Saved at {time}"))
    again = house.second_desk(SECRETARY).turns_to(advice, LONG, dutch("Edit"))
    again.still_reads(notation="Half af, maar niet kwijt.")


def test_who_leaves_the_house_is_out(house: House, advice):
    """After signing out the way back leads to the door, also with the browser's own button."""
    desk = house.newcomer(SECRETARY).reads_text(advice).sees(LONG)
    desk.signs_out().page.go_back()
    desk.page.go_back()
    desk.sees_nothing_of(LONG)
