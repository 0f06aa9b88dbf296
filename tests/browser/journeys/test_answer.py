"""The answer that does not come, comes late, or in parts (art. 24 Kaderwet adviescolleges). How it came so far the other journeys tell."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.desk import House
from tests.browser.journeys import council as who
from tests.browser.journeys.council import TITLE, org
from tests.browser.visitor import Visitor
from tests.dossier import Dossier

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SO_FAR = (
    "Adviesaanvraag ontvangen",
    "Aanvraag in behandeling genomen",
    "Achterbanberaad geopend",
    "Achterbanberaad gesloten",
    "Ontwerpadvies naar de raad gestuurd",
    "Vastgesteld door de raad",
    "Advies aangeboden",
    "Ontvangst vastgelegd",
    "Advies openbaar gemaakt",
)
REASON = "Het kabinet is demissionair."


def received(house: House) -> tuple[Dossier, Visitor]:
    dossier = Dossier.requested(house.world).accepted().to_received().published()
    visitor, due = house.visitor(), dossier.advice.terms.get().due
    visitor.follows(dossier.advice, "Wacht op antwoord", *SO_FAR, next=who.INFORMS, by=due)
    return dossier, visitor


def letter(house: House, subject: str, text: str) -> dict:
    return {"sender": org("minister_szw"), "subject": subject, "dated": house.world.today, "text": text}


def test_an_answer_that_comes_late(house: House):
    dossier, visitor = received(house)
    advice, due = dossier.advice, dossier.advice.terms.get().due
    secretariat, minister = house.desk(who.SECRETARIAT), house.desk(who.MINISTER)
    assert not secretariat.may(advice, "remind")

    # The term passes; the secretariat reminds by a letter that somebody reads before it goes
    house.world.clock_at(due + timedelta(days=3))
    visitor.follows(advice, "Wacht op antwoord", next=who.INFORMS, by=due)
    expect(visitor.page.locator(".upcoming time")).to_contain_text("3 dagen te laat")
    secretariat.finds_waiting(TITLE).takes(advice, "remind")
    reminder = dossier.letter("reminder").subject
    secretariat.opens_letter(advice, reminder).sees("De termijn voor uw reactie aan de beide Kamers liep af")
    secretariat.sends_letter(advice, reminder)
    visitor.follows(advice, "Wacht op antwoord", next=who.INFORMS, by=due).sees_nothing_of(reminder)

    # The minister tells why; a day that is past is refused, and the reasons that were typed are still there
    yesterday = house.world.today - timedelta(days=1)
    minister.tries(advice, "explain_delay", reason=REASON, expected_on=yesterday)
    minister.is_refused("De verwachte dag ligt in het verleden.").still_reads(reason=REASON)
    visitor.follows(advice, "Wacht op antwoord", next=who.INFORMS, by=due).sees_nothing_of(REASON)
    expected = due + timedelta(days=40)
    minister.takes(advice, "explain_delay", reason=REASON, expected_on=expected)
    visitor.follows(advice, "Wacht op antwoord", "Kamers ingelicht over de vertraging", next=who.INFORMS, by=due)
    visitor.sees(REASON, f"{expected.day} februari 2027")

    # An answer that comes late is an answer, and its date says how late
    house.world.clock_at(due + timedelta(days=50))
    minister.records_the_answer(advice, **letter(house, "Late reactie", "Alsnog neemt het kabinet het over."))
    visitor.follows(advice, "Beantwoord", "Kabinetsreactie ontvangen").sees(
        "Alsnog neemt het kabinet het over.", REASON
    )
    assert (advice.terms.get().stopped_on - due).days == 50
    assert not secretariat.may(advice, "remind")


def test_an_answer_in_parts(house: House):
    dossier, visitor = received(house)
    advice, due = dossier.advice, dossier.advice.terms.get().due
    minister = house.desk(who.MINISTER)

    # A first part: the clock runs on for the rest
    house.world.days_later(20)
    minister.records_the_answer(advice, "answer_in_part", **letter(house, "Eerste deel", "Over het verlof."))
    visitor.follows(advice, "Wacht op antwoord", "Deels beantwoord", next=who.INFORMS, by=due)
    visitor.sees("Eerste deel", "Over het verlof.")

    # The last part stops it, and both letters stand there
    house.world.days_later(20)
    minister.records_the_answer(advice, **letter(house, "Tweede deel", "Over de vervangpools."))
    visitor.follows(advice, "Beantwoord", "Kabinetsreactie ontvangen").sees("Eerste deel", "Tweede deel")
    assert advice.terms.get().stopped_on == house.world.today
