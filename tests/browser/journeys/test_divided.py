"""A council that does not agree: a reservation, an objection, a roll call, and differing views that everybody reads (arts. 24-26, 45 Wet op de SER)."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import House
from tests.browser.journeys import council as who
from tests.browser.journeys.council import LEAVE, OPENING, POOLS, TITLE, Sitting, assignment, seats
from tests.browser.words import dutch, label_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EMPLOYERS = range(1, 13)
VIEW, NOTE = "Een deel van de raad kiest voor een andere weg.", "Twee leden vinden de wachttijd te lang."
RESERVATION, OBJECTION = "Alleen als het geld er is.", "Dit is een zaak van werkgevers zelf."


def test_a_majority_adopts_and_the_minority_is_heard(house: House, tmp_path):
    visitor = house.visitor().may_not_know(*who.DRAFT, RESERVATION, OBJECTION, VIEW, NOTE)
    advice = who.asks(house)
    house.desk(who.EXECUTIVE).takes(advice, "accept", **assignment())
    who.writes(house, advice, tmp_path)
    last = who.consults(house, advice)
    heard = ("Adviesaanvraag ontvangen", "Aanvraag in behandeling genomen", "Achterbanberaad geopend")
    visitor.follows(advice, "Achterbanberaad", *heard, next=who.REACT, by=last)

    # The FNV has a reservation; VNO-NCW objects, and cannot send that without saying why
    house.world.days_later(14)
    house.desk(who.FNV).opens_round().finds(LEAVE, "reservation", RESERVATION).sends_the_reply()
    employers = house.desk(who.VNO_NCW).opens_round().finds(POOLS, "objection")
    employers.page.get_by_role("link", name=dutch("Look it over and send")).first.click()
    employers.presses(dutch("Send the reply")).is_refused("Alinea R2: zeg waarom")
    employers.opens_round().finds(POOLS, "objection", OBJECTION).sends_the_reply()
    who.supports(house, who.CNV)
    who.closes_round(house, advice)
    visitor.follows(advice, "Reacties verwerken", "Achterbanberaad gesloten", next=who.WORKS_IN)

    # The committee cannot take everything over, and says so; the draft tells who differs
    secretary = house.desk(who.SECRETARY)
    secretary.answers(advice, RESERVATION, "partly", "De raad noemt de dekking.")
    assert not secretary.may(advice, "table")
    secretary.answers(advice, OBJECTION, "not", "De commissie ziet hier ook een taak voor de overheid.")
    visitor.may_not_know("De raad noemt de dekking.", "De commissie ziet hier ook een taak voor de overheid.")
    differs = advice.recommendations.get(node__revisions__notation=POOLS).node
    secretary.takes(advice, "dissent", text=VIEW, form="in_text", seats=seats(EMPLOYERS), node=differs.public_id)
    secretary.takes(advice, "freeze", milestone="green")
    sitting = Sitting(house)
    secretary.takes(advice, "table", **sitting.answer)
    tabled = "Ontwerpadvies naar de raad gestuurd"
    visitor.follows(advice, "Bij de raad", tabled, next=who.DISCUSSES, by=sitting.day)

    # A member asks for a vote: now nothing else will do, and six vote against
    sitting.begins(absent=[34], substituted=[3])
    house.desk(who.SECRETARIAT).records_a_wish_to_vote(sitting.meeting, "Bart Zonderland")
    chair = house.desk(who.CHAIR)
    chair.tries(advice, "adopt", method="without_vote").is_refused("Bart Zonderland")
    chair.calls_the_roll(advice, against=[2, 4, 9, 10, 11, 12], blank=[33]).has_taken(advice, "adopt")
    sitting.ends()
    visitor.follows(advice, "Vastgesteld", "Vastgesteld door de raad", next=who.OFFERS).sees("28 voor, 6 tegen")

    # The list of votes is public, each member by name; for the absent member nobody, for another her substitute
    page = visitor.goes_to(f"/vergaderingen/{sitting.meeting}/").sees_nothing_of(*visitor.secrets).page
    page.locator("summary", has_text="De stem van elk lid").click()
    votes = page.get_by_role("row")
    expect(votes.filter(has_text="Femke Ottevanger")).to_contain_text("voor")
    expect(votes.filter(has_text="Bart Zonderland")).to_be_visible()
    expect(page.locator("details").filter(has_text="De stem van elk lid").get_by_role("row")).to_have_count(1 + 35)

    # Who defended another view may add a note to the advice, who was not there may not
    general = house.desk(who.SECRETARY_GENERAL)
    general.tries(advice, "dissent", text=NOTE, form="minority_note", seats=seats([9, 34])).is_refused("34")
    general.still_reads(text=NOTE, form="minority_note")
    general.fills_in(seats=seats([9, 10])).presses(label_of("dissent")).has_taken(advice, "dissent")
    visitor.follows(advice, "Vastgesteld", next=who.OFFERS)

    # In the published advice both views stand, with who holds them
    secretariat = house.desk(who.SECRETARIAT)
    secretariat.takes(advice, "send").takes(advice, "receipt", received_on=house.world.today)
    secretariat.takes(advice, "publish")
    visitor.may_know(*who.DRAFT, VIEW, NOTE)
    gone = ("Advies aangeboden", "Ontvangst vastgelegd", "Advies openbaar gemaakt")
    visitor.follows(advice, "Wacht op antwoord", *gone, next=who.INFORMS, by=advice.terms.get().due)
    visitor.reads_the_advice(TITLE).sees(OPENING, VIEW, NOTE)
    for view, holder in ((VIEW, "VNO-NCW"), (NOTE, "MKB-Nederland")):
        note = visitor.page.locator(".dissent", has_text=view).locator("sup a").get_attribute("href")
        expect(visitor.page.locator(f'[id="{note.removeprefix("#")}"]')).to_contain_text(holder)
