"""The council's own initiative: the intention is reported to the minister and both Chambers (art. 18 Kaderwet adviescolleges)."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import House
from tests.browser.journeys import council as who
from tests.browser.journeys.council import Sitting, assignment
from tests.browser.words import dutch

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SUBJECT = "Wonen waar werk is"
INTENTION = f"Voornemen tot een advies uit eigen beweging: {SUBJECT}"
MINISTER_AND_CHAMBERS = ("Sociale Zaken en Werkgelegenheid", "Tweede Kamer", "Eerste Kamer")


def test_on_the_councils_own_initiative(house: House, tmp_path):
    visitor = house.visitor().may_not_know(*who.DRAFT)
    executive = house.desk(who.EXECUTIVE)

    # A committee does not speak in its own name unasked (art. 43 Wet op de SER); what was typed stays
    executive.goes_to("/werk/").page.locator('a[href="/werk/eigen-beweging/nieuw/"]').first.click()
    executive.fills_in(title=SUBJECT, scope="Afstand en huur.", kind="advice", **assignment("own"))
    executive.presses("Uit eigen beweging beginnen").is_refused("art. 43 Wet op de SER")
    executive.still_reads(title=SUBJECT, scope="Afstand en huur.", ground="own")
    advice = executive.initiates(title=SUBJECT, kind="advice", scope="Afstand en huur.", **assignment())
    visitor.follows(advice, "In de commissie", "Uit eigen beweging begonnen", next=who.WRITES)
    visitor.sees(dutch("On the council's own initiative")).sees_nothing_of(INTENTION)

    # The intention goes to the minister and both Chambers, and anybody may read it
    letter = house.desk(who.SECRETARIAT).finds_waiting(SUBJECT).opens_letter(advice, INTENTION)
    letter.sees(*MINISTER_AND_CHAMBERS).presses(dutch("Send the letter")).is_told(dutch("The letter has been sent."))
    visitor.follows(advice, "In de commissie", next=who.WRITES).sees(INTENTION, "artikel 18 van de Kaderwet")

    # Nobody asked for it, so nobody can take the request back
    assert not house.desk(who.SECRETARY_GENERAL).may(advice, "withdraw")
    who.agrees_on_a_draft(house, advice, tmp_path)
    visitor.follows(
        advice, "Reacties verwerken", "Achterbanberaad geopend", "Achterbanberaad gesloten", next=who.WORKS_IN
    )
    sitting = Sitting(house)
    house.desk(who.SECRETARY).takes(advice, "table", **sitting.answer)
    tabled = "Ontwerpadvies naar de raad gestuurd"
    visitor.follows(advice, "Bij de raad", tabled, next=who.DISCUSSES, by=sitting.day)
    sitting.begins()
    house.desk(who.CHAIR).takes(advice, "adopt", method="without_vote")
    sitting.ends()
    visitor.follows(advice, "Vastgesteld", "Vastgesteld door de raad", next=who.OFFERS)

    # It goes to the same three, and on main lines of policy the law asks for an answer
    house.world.days_later(1)
    secretariat = house.desk(who.SECRETARIAT)
    secretariat.opens_letter(advice, "Aanbieding advies 26/01").sees(*MINISTER_AND_CHAMBERS)
    secretariat.takes(advice, "send")
    visitor.follows(advice, "Aangeboden", "Advies aangeboden", next="De minister bevestigt de ontvangst")
    secretariat.takes(advice, "receipt", received_on=house.world.today)
    secretariat.takes(advice, "publish")
    visitor.may_know(*who.DRAFT)
    received = ("Ontvangst vastgelegd", "Advies openbaar gemaakt")
    visitor.follows(advice, "Wacht op antwoord", *received, next=who.INFORMS, by=advice.terms.get().due)
    expect(visitor.page.locator(".why-date")).to_contain_text("art. 24 Kaderwet adviescolleges")
    visitor.reads_the_advice(SUBJECT).sees(who.LEAVE)
