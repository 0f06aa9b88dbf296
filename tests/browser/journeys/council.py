"""Who does what in these journeys, what they write, and the stretches that many of them have in common."""

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from raadzaal.advice.models import Advice
from raadzaal.council.models import Body, Organisation, Seat
from raadzaal.meetings.models import Meeting
from tests.browser.desk import House
from tests.texts.word_documents import save

MINISTER = "office-minister-szw"
SECRETARIAT, SECRETARY_GENERAL = "truus-vlietstra", "margriet-tolsma"
EXECUTIVE, CHAIR = "eveline-van-zuthem", "annelies-brouwhuis"
SECRETARY, COMMITTEE_CHAIR = "jasper-oldenkamp", "sybren-hoitinga"
FNV, FNV_OFFICER, CNV, VNO_NCW = "hans-barteling", "shirley-pinas", "corrie-weststraten", "pauline-steenhuizer"
ASKED = ("fnv", "cnv", "vno_ncw")

TITLE = "Zorgen naast het werk"
COMMITTEE = "Commissie Sociaal-Economische Aangelegenheden"
DECIDES = "Het dagelijks bestuur besluit over de aanvraag"
WRITES = f"De {COMMITTEE} schrijft een ontwerp"
REACT = "De organisaties reageren op het ontwerp"
WORKS_IN = f"De {COMMITTEE} verwerkt de reacties"
DISCUSSES = "De raad bespreekt het ontwerpadvies in het openbaar"
OFFERS = "Het secretariaat biedt het advies aan"
CONFIRMS = "De aanvrager bevestigt de ontvangst"
INFORMS = "De minister stuurt het standpunt naar beide Kamers"

OPENING, LEAVE, POOLS = (
    "Veel werkenden zorgen voor een ander.",
    "Voeg het korte en het lange zorgverlof samen.",
    "Steun regionale vervangpools.",
)
ARGUMENT = "Vroeg praten voorkomt uitval."
DRAFT = (OPENING, LEAVE, POOLS, ARGUMENT)
"""What is the committee's own until the advice is published."""


def org(key: str) -> str:
    """As forms know an organisation."""
    return str(Organisation.objects.get(key=key).pk)


def seats(numbers: Collection[int]) -> list[str]:
    found = Seat.objects.filter(body__kind=Body.Kind.COUNCIL, number__in=numbers, superseded_at=None)
    return [str(seat.pk) for seat in found]


def asks(house: House, **more) -> Advice:
    """The minister files a request."""
    request = {
        "title": TITLE,
        "kind": "advice",
        "requesters": [org("minister_szw")],
        "letter": "Ik vraag de raad advies over werkenden die voor een ander zorgen.",
        "questions": "Wat hebben werkenden nodig?\nWat vraagt dat van werkgevers?",
        "deadline": house.world.today + timedelta(days=200),
        "addressee": "De minister van Sociale Zaken en Werkgelegenheid",
    }
    return house.desk(MINISTER).files(**request | more)


def assignment(ground: str = "prepare") -> dict:
    return {"committee": Body.objects.get(key="sea").pk, "ground": ground}


def word_file(folder: Path) -> Path:
    """A draft in which one heading was made by hand, as people do."""

    def write(document) -> None:
        document.add_heading("Inleiding", 1)
        document.add_paragraph(OPENING)
        document.add_paragraph("Wat de raad adviseert")
        document.add_paragraph(LEAVE)
        document.add_paragraph(POOLS)

    return save(folder, write)


def writes(house: House, advice: Advice, folder: Path) -> None:
    """Brought in from Word, looked over, and the recommendations described."""
    secretary = house.desk(SECRETARY)
    secretary.brings_in(advice, word_file(folder)).goes_to(f"{secretary.page.url}?deel=alles")
    secretary.corrects("Wat de raad adviseert", "heading-1")
    secretary.corrects(LEAVE, "recommendation").corrects(POOLS, "recommendation")
    secretary.makes_it_the_text().sees("Wat de raad adviseert")
    for words in (LEAVE, POOLS):
        secretary.describes(
            advice, words, addressee="De minister van SZW", objective="inclusive_society", argument=ARGUMENT
        )


def consults(house: House, advice: Advice, organisations: Collection[str] = ASKED) -> date:
    """The white draft is frozen and goes to the organisations. Gives the last day."""
    secretary, last = house.desk(SECRETARY), house.world.today + timedelta(days=28)
    secretary.takes(advice, "freeze", milestone="white")
    secretary.takes(advice, "consult", organisations=[org(key) for key in organisations], deadline=last)
    return last


def supports(house: House, *coordinators: str) -> None:
    for key in coordinators:
        house.desk(key).opens_round().finds(OPENING, "support").sends_the_reply()


def closes_round(house: House, advice: Advice) -> None:
    house.desk(SECRETARY).takes(advice, "close_round")


def agrees_on_a_draft(house: House, advice: Advice, folder: Path) -> None:
    """Written, supported by everybody who was asked, and the green draft frozen."""
    writes(house, advice, folder)
    consults(house, advice)
    house.world.days_later(14)
    supports(house, FNV, CNV, VNO_NCW)
    closes_round(house, advice)
    house.desk(SECRETARY).takes(advice, "freeze", milestone="green")


class Sitting:
    """A meeting of the council, planned and called by the secretariat."""

    def __init__(self, house: House, in_days: int = 12) -> None:
        self.house, self.day = house, house.world.today + timedelta(days=in_days)
        council = Body.objects.get(key="council").public_id
        self.meeting = house.desk(SECRETARIAT).plans_meeting(council, self.day)

    @property
    def answer(self) -> dict:
        """For a form that asks which meeting."""
        return {"meeting": str(Meeting.objects.get(public_id=self.meeting).pk)}

    def begins(self, *, absent: Collection[int] = (), substituted: Collection[int] = ()) -> None:
        self.house.world.clock_at(self.day, 10, 20)
        secretariat = self.house.desk(SECRETARIAT)
        secretariat.signs_the_list(self.meeting, absent=absent, substituted=substituted).opens_meeting()

    def ends(self) -> None:
        self.house.desk(SECRETARIAT).closes_meeting(self.meeting)
