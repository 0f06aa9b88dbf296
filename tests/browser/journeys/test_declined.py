"""A request that the council does not take on: the minister and everybody else read why."""

import pytest

from tests.browser.desk import House
from tests.browser.journeys import council as who
from tests.browser.journeys.council import TITLE
from tests.browser.words import done_of, dutch, label_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

REASON = "Het kabinet heeft al besloten."
LETTER = f"Uw adviesaanvraag wordt niet in behandeling genomen: {TITLE}"


def test_a_request_is_declined_with_reasons(house: House):
    visitor = house.visitor()
    advice = who.asks(house)
    visitor.follows(advice, "Aangevraagd", "Adviesaanvraag ontvangen", next=who.DECIDES)
    house.world.days_later(14)

    # Not without reasons; and with nothing but the keyboard
    executive = house.desk(who.EXECUTIVE).tries(advice, "decline").is_refused("Dit veld is verplicht.")
    visitor.follows(advice, "Aangevraagd", next=who.DECIDES)
    executive.opens(advice).goes_by_keyboard_to(label_of("decline")).types("Enter")
    executive.page.wait_for_url("**/decline/")
    executive.goes_by_keyboard_to(dutch("Reasons")).types(REASON)
    executive.goes_by_keyboard_to(label_of("decline")).types("Enter").has_taken(advice, "decline")

    # Everybody reads the reasons, and the minister gets them in a letter
    visitor.follows(advice, "Niet in behandeling genomen", done_of("decline")).sees(REASON).sees_nothing_of(LETTER)
    house.desk(who.SECRETARIAT).finds_waiting(TITLE).sends_letter(advice, LETTER)
    house.desk(who.MINISTER).part(advice, dutch("Letters")).page.get_by_role("link", name=LETTER).click()
    house.desk(who.MINISTER).sees(REASON)
    visitor.follows(advice, "Niet in behandeling genomen").sees(LETTER)

    # It is over: it stands among the ended dossiers, and there is no way on
    visitor.goes_to("/dossiers/").sees_nothing_of(TITLE)
    visitor.finds_among("/dossiers/?alle=1", TITLE, "Niet in behandeling genomen")
    for step in ("accept", "decline", "withdraw"):
        assert not house.desk(who.EXECUTIVE).may(advice, step)
