"""The council sends a draft back to its committee, and adopts the next one; the deciding button is pressed twice."""

import pytest

from raadzaal.journal.models import Entry
from tests.browser.desk import House
from tests.browser.journeys import council as who
from tests.browser.journeys.council import OPENING, TITLE, Sitting, assignment
from tests.browser.words import label_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WHY = "De gevolgen voor kleine bedrijven ontbreken."
BETTER = "Veel werkenden zorgen voor een ander, ook in kleine bedrijven."
TABLED = "Ontwerpadvies naar de raad gestuurd"


def test_the_council_sends_it_back_and_adopts_the_next_draft(house: House, tmp_path):
    visitor = house.visitor().may_not_know(*who.DRAFT, BETTER)
    advice = who.asks(house)
    house.desk(who.EXECUTIVE).takes(advice, "accept", **assignment())
    who.agrees_on_a_draft(house, advice, tmp_path)
    first = Sitting(house)
    secretary = house.desk(who.SECRETARY).takes(advice, "table", **first.answer)
    begun = ("Adviesaanvraag ontvangen", "Aanvraag in behandeling genomen", "Achterbanberaad geopend")
    visitor.follows(advice, "Bij de raad", *begun, "Achterbanberaad gesloten", TABLED, next=who.DISCUSSES, by=first.day)

    # In the meeting the council wants something looked at again, and says what
    first.begins()
    chair = house.desk(who.CHAIR).takes(advice, "refer_back", reason=WHY)
    first.ends()
    visitor.follows(advice, "Reacties verwerken", "Terugverwezen naar de commissie", next=who.WORKS_IN).sees(WHY)

    # The committee works on; only a newly frozen draft goes to the council again
    assert not secretary.may(advice, "table")
    secretary.edits(advice, OPENING, BETTER)
    assert not secretary.may(advice, "table")
    secretary.takes(advice, "freeze", milestone="green")
    second = Sitting(house)
    secretary.takes(advice, "table", **second.answer)
    visitor.follows(advice, "Bij de raad", TABLED, next=who.DISCUSSES, by=second.day)

    # Whoever presses twice decides once, and is told that it was done
    second.begins()
    chair.turns_to_step(advice, "adopt").fills_in(method="without_vote")
    chair.page.get_by_role("button", name=label_of("adopt"), exact=True).dblclick()
    chair.has_taken(advice, "adopt")
    second.ends()
    told = Entry.objects.filter(dossier=advice.public_id)
    assert told.filter(kind="advice.adopt").count() == 1
    assert not told.filter(kind="refused").exists()
    visitor.follows(advice, "Vastgesteld", "Vastgesteld door de raad", next=who.OFFERS).sees("26/01")
    visitor.sees("Terugverwezen naar de commissie", WHY)
    visitor.goes_to(f"/vergaderingen/{first.meeting}/").sees(TITLE, WHY)
