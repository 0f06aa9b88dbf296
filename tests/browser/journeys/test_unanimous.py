"""A request on which everybody agrees, from the letter that asks until it is known what became of its recommendations."""

from datetime import date

import pytest
from playwright.sync_api import expect

from raadzaal.advice.models import Recommendation
from raadzaal.correspondence.models import OutgoingMail
from tests.browser.desk import House
from tests.browser.journeys import council as who
from tests.browser.journeys.council import LEAVE, OPENING, POOLS, TITLE, Sitting, assignment, org
from tests.browser.words import dutch

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RECEIVED = f"Ontvangst van uw adviesaanvraag: {TITLE}"
ACCEPTED = f"Uw adviesaanvraag is in behandeling: {TITLE}"
SECRET, REMARK = "Dit staat nog nergens anders.", "De vergoeding ontbreekt."
FINAL = "Voeg het korte en het lange zorgverlof samen en vergoed het."


def test_from_request_to_an_answered_recommendation(house: House, tmp_path):
    visitor = house.visitor().may_not_know(
        *who.DRAFT, SECRET, REMARK, "De commissie volgt dit.", "Op verzoek van de FNV"
    )

    # A minister asks for advice; everybody may read the request
    house.newcomer(who.MINISTER)
    advice = who.asks(house)
    visitor.follows(advice, "Aangevraagd", "Adviesaanvraag ontvangen", next=who.DECIDES)
    visitor.sees("Ik vraag de raad advies", "Wat vraagt dat van werkgevers?")
    visitor.finds_among("/dossiers/", TITLE, "Aangevraagd")

    # The executive committee leaves it to a committee; the minister hears so once the letter has been read and sent
    house.world.days_later(7)
    house.newcomer(who.EXECUTIVE).takes(advice, "accept", **assignment())
    visitor.follows(advice, "In de commissie", "Aanvraag in behandeling genomen", next=who.WRITES).sees_nothing_of(
        ACCEPTED
    )
    secretariat = house.newcomer(who.SECRETARIAT).finds_waiting(TITLE)
    secretariat.sends_letter(advice, RECEIVED)
    secretariat.rewrites_letter(advice, ACCEPTED, "Met dank voor uw verzoek.", send=True)
    visitor.follows(advice, "In de commissie", next=who.WRITES).sees(ACCEPTED)
    house.desk(who.MINISTER).part(advice, dutch("Letters")).sees(ACCEPTED)

    # The committee writes, and nobody else reads along
    secretary = house.newcomer(who.SECRETARY)
    who.writes(house, advice, tmp_path)
    secretary.edits(advice, POOLS, f"{POOLS} {SECRET}", "Duidelijker")
    visitor.follows(advice, "In de commissie", next=who.WRITES)
    house.desk(who.MINISTER).opens(advice).sees_nothing_of(*who.DRAFT, SECRET)
    secretary.edits(advice, SECRET, POOLS)
    last = who.consults(house, advice)
    secretary.sends_letter(advice, f'Achterbanberaad: uw reactie op het concept "{TITLE}"')
    visitor.follows(advice, "Achterbanberaad", "Achterbanberaad geopend", next=who.REACT, by=last)

    # Three organisations react: an officer prepares, what she typed is kept by itself, her coordinator sends it
    house.world.days_later(14)
    officer = house.newcomer(who.FNV_OFFICER).opens_round()
    officer.finds(LEAVE, "reservation", REMARK, by_itself=True)
    house.newcomer(who.FNV).opens_round().sees(REMARK).sends_the_reply()
    who.supports(house, who.CNV, who.VNO_NCW)
    visitor.follows(advice, "Achterbanberaad", next=who.REACT, by=last)
    house.desk(who.VNO_NCW).opens(advice).sees_nothing_of(REMARK)
    who.closes_round(house, advice)
    visitor.follows(advice, "Reacties verwerken", "Achterbanberaad gesloten", next=who.WORKS_IN)

    # The secretary works in what was said, and the FNV sees what was done with it
    secretary.edits(advice, LEAVE, FINAL, "Op verzoek van de FNV")
    secretary.answers(advice, REMARK, "taken_over", "De commissie volgt dit.")
    outcome = f"/werk/rondes/{advice.rounds.get().public_id}/uitkomst/"
    house.desk(who.FNV).goes_to(outcome).sees("De commissie volgt dit.")
    secretary.takes(advice, "summarise", summary="Zorgen naast werk moet makkelijker.")
    secretary.takes(advice, "freeze", milestone="green")
    visitor.may_not_know(FINAL, "Zorgen naast werk moet makkelijker.").follows(
        advice, "Reacties verwerken", next=who.WORKS_IN
    )

    # The council adopts it without a vote
    sitting = Sitting(house)
    secretary.takes(advice, "table", **sitting.answer)
    visitor.follows(advice, "Bij de raad", "Ontwerpadvies naar de raad gestuurd", next=who.DISCUSSES, by=sitting.day)
    sitting.begins(absent=[33], substituted=[5])
    house.newcomer(who.CHAIR).takes(advice, "adopt", method="without_vote")
    sitting.ends()
    visitor.follows(advice, "Vastgesteld", "Vastgesteld door de raad", next=who.OFFERS).sees("26/01")
    visitor.goes_to(f"/vergaderingen/{sitting.meeting}/").sees(TITLE, "Chantal Meeuwsen-Tan").sees_nothing_of(FINAL)

    # The letter is read, changed, and goes with the advice
    number = f"Aanbieding advies 26/01: {TITLE}"
    secretariat.rewrites_letter(advice, number, "Wij lichten het graag toe.")
    house.world.days_later(3)
    secretariat.takes(advice, "send")
    visitor.follows(advice, "Aangeboden", "Advies aangeboden", next=who.CONFIRMS).sees("Wij lichten het graag toe.")
    house.world.clock_at(date(2026, 10, 15))
    house.desk(who.MINISTER).takes(advice, "receipt", received_on=date(2026, 10, 15))
    due = date(2027, 1, 15)
    visitor.follows(advice, "Wacht op antwoord", "Ontvangst vastgelegd", next=who.INFORMS, by=due).sees(
        "art. 24 Kaderwet"
    )

    # Published, everybody reads what was kept until then; what was said on the way stays within
    secretariat.takes(advice, "publish")
    visitor.may_know(*who.DRAFT, FINAL, "Zorgen naast werk moet makkelijker.")
    visitor.follows(advice, "Wacht op antwoord", "Advies openbaar gemaakt", next=who.INFORMS, by=due)
    visitor.sees(FINAL, POOLS, "Zorgen naast werk moet makkelijker.")
    visitor.reads_the_advice(TITLE).sees(OPENING, FINAL, "De minister van SZW")

    # The answer stops the clock, and shows what becomes of each recommendation
    house.world.clock_at(date(2026, 12, 20))
    house.desk(who.MINISTER).records_the_answer(
        advice,
        sender=org("minister_szw"),
        subject="Kabinetsreactie",
        dated=house.world.today,
        text="Het kabinet neemt het over.",
    )
    visitor.follows(advice, "Beantwoord", "Kabinetsreactie ontvangen").sees(
        "Kabinetsreactie", "Het kabinet neemt het over."
    )
    for recommendation, status in zip(advice.recommendations.order_by("pk"), ("adopted", "partly"), strict=True):
        becomes(house, recommendation, status)
    told = "Vastgelegd wat van een aanbeveling is geworden"
    visitor.follows(advice, "Beantwoord", told).sees("Kabinetsreactie, eerste bladzijde")
    became = visitor.page.locator(".recommendations > li")
    expect(became.filter(has_text=FINAL).locator(".badge")).to_have_text("overgenomen")
    expect(became.filter(has_text=POOLS).locator(".badge")).to_have_text("deels overgenomen")
    visitor.finds_among("/adviezen/", TITLE, "Beantwoord")

    # Every desk is empty of it, and every letter went once
    for key in (who.EXECUTIVE, who.SECRETARIAT, who.MINISTER, who.FNV):
        expect(house.desk(key).goes_to("/werk/").page.locator(".waiting-list li", has_text=TITLE)).to_have_count(0)
    assert OutgoingMail.objects.count() == OutgoingMail.objects.values("key").distinct().count()


def becomes(house: House, recommendation: Recommendation, status: str) -> None:
    house.desk(who.SECRETARY).takes(
        recommendation.advice,
        "follow_up",
        recommendation=recommendation.public_id,
        status=status,
        evidence="letter",
        source="Kabinetsreactie, eerste bladzijde",
        response=str(recommendation.advice.responses.get().pk),
    )
