"""A committee that closes an advice: in its own name (art. 43 Wet op de SER), or on the council's behalf (art. 44)."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import House
from tests.browser.journeys import council as who
from tests.browser.journeys.council import COMMITTEE, TITLE, Sitting, assignment
from tests.browser.visitor import Visitor
from tests.browser.words import label_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

OWN = f"Dit is een advies van de {COMMITTEE} zelf"
MANDATE = f"De {COMMITTEE} stelde dit advies namens de raad vast"


@pytest.mark.parametrize(("ground", "in_whose_name"), [("own", OWN), ("mandate", MANDATE)], ids=["own", "mandate"])
def test_the_committee_adopts_and_the_council_takes_note(house: House, tmp_path, ground, in_whose_name):
    visitor = house.visitor().may_not_know(*who.DRAFT)
    advice = who.asks(house)
    house.desk(who.EXECUTIVE).takes(advice, "accept", **assignment(ground))
    begun = ("Adviesaanvraag ontvangen", "Aanvraag in behandeling genomen")
    visitor.follows(advice, "In de commissie", *begun, next=who.WRITES).sees_nothing_of("Bij de raad")
    who.agrees_on_a_draft(house, advice, tmp_path)
    closed = ("Achterbanberaad geopend", "Achterbanberaad gesloten")
    visitor.follows(advice, "Reacties verwerken", *closed, next=who.WORKS_IN)

    # It is not the council's to adopt; the committee's chair closes it
    assert not house.desk(who.SECRETARY).may(advice, "table")
    house.desk(who.COMMITTEE_CHAIR).takes(advice, "conclude")
    visitor.follows(advice, "Vastgesteld", "Vastgesteld door de commissie", next=who.OFFERS)

    # The council takes note of it, without debate or vote
    sitting = Sitting(house)
    sitting.begins()
    chair = house.desk(who.CHAIR)
    assert not chair.may(advice, "adopt")
    chair.takes(advice, "take_note", **sitting.answer)
    assert not chair.may(advice, "take_note")
    sitting.ends()
    visitor.follows(advice, "Vastgesteld", "De raad heeft kennisgenomen", next=who.OFFERS)
    expect(visitor.page.locator(".decision")).to_have_count(1)
    expect(visitor.page.locator(".decision h3")).to_have_text("Voor kennisgeving aangenomen")

    # The letter says in whose name it goes
    house.world.days_later(3)
    secretariat = house.desk(who.SECRETARIAT).takes(advice, "send")
    visitor.follows(advice, "Aangeboden", "Advies aangeboden", next=who.CONFIRMS).sees(in_whose_name)
    house.desk(who.MINISTER).takes(advice, "receipt", received_on=house.world.today)
    secretariat.takes(advice, "publish")
    is_published(visitor.may_know(*who.DRAFT), advice)


def is_published(visitor: Visitor, advice) -> None:
    received = ("Ontvangst vastgelegd", "Advies openbaar gemaakt")
    visitor.follows(advice, "Wacht op antwoord", *received, next=who.INFORMS, by=advice.terms.get().due)
    visitor.reads_the_advice(TITLE).sees(who.LEAVE)


def test_no_mandate_where_the_council_itself_was_asked(house: House):
    """Art. 44 Wet op de SER. Everything that was typed is there to go on with."""
    visitor = house.visitor()
    advice = who.asks(house, of_council_itself=True)
    answers = {"in_part": True, "scope": "Alleen de eerste vraag", **assignment("mandate")}
    desk = house.desk(who.EXECUTIVE).tries(advice, "accept", **answers).is_refused("art. 44 Wet op de SER")
    desk.still_reads(scope="Alleen de eerste vraag", ground="mandate")
    expect(desk.page.get_by_label("Deels in behandeling genomen")).to_be_checked()
    visitor.follows(advice, "Aangevraagd", "Adviesaanvraag ontvangen", next=who.DECIDES).sees_nothing_of(
        answers["scope"]
    )
    desk.fills_in(ground="prepare").presses(label_of("accept")).has_taken(advice, "accept")
    accepted = "Aanvraag in behandeling genomen"
    visitor.follows(advice, "In de commissie", accepted, next=who.WRITES).sees("Alleen de eerste vraag")
