"""The example council with people on all its seats, for who tests what the Dutch act does not know: hands, screens, amendments."""

from datetime import date, datetime, time

from raadzaal.accounts.actor import HOUSE, Actor, Capacity
from raadzaal.council import actions as council
from raadzaal.council import profile
from raadzaal.council.models import Appointment, Body, Person, Seat
from raadzaal.journal import acts, clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import actions
from raadzaal.meetings.models import Meeting, Proposal
from raadzaal.procedure.models import Case
from raadzaal.texts import actions as texts
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.models import Work

PROFILE = "voorbeeldraad"
SECRETARIAT = Actor("secretariat", "Nadia Verbeeck", (Capacity("secretariat"),))
BEGINS = date(2025, 2, 1)
PRESIDENT = 13
NAMES = (
    "Amélie Fontaine", "Bram Deceuninck", "Carla Ossewaarde", "Dirk Maes", "Els Vandamme", "Farid Benali", "Greet Sohier",
    "Hugo Lambrecht", "Ines Cortvriendt", "Joris Pauwels", "Karin Steyaert", "Luc Hendrickx", "Marc Delvaux", "Nele Bogaert",
    "Omar Yildiz",
)  # fmt: skip
PARAGRAPHS = ("De raad wil meer opleiding.", "De kosten zijn hoog.", "Begin dit jaar.")


def at(day: date, hour: int = 10):
    return clock.at(datetime.combine(day, time(hour), LEGAL_ZONE))


def installed() -> tuple[Body, dict[int, Person]]:
    """All fifteen members, by the number of their seat; an expert presides. To be called when its term has begun."""
    body = council.install(profile.load(PROFILE), actor=HOUSE)
    people = {}
    for number, name in enumerate(NAMES, start=1):
        people[number] = council.register_person(name, actor=SECRETARIAT)
        seat = Seat.objects.get(body=body, number=number)
        council.appoint(people[number], actor=SECRETARIAT, role="member", seat=seat, valid_from=BEGINS)
    chair = {"role": Appointment.Role.CHAIR, "body": body, "valid_from": BEGINS}
    council.appoint(people[PRESIDENT], actor=SECRETARIAT, **chair)
    return body, people


def of(person: Person) -> Actor:
    return Actor(person.public_id, person.name, (Capacity("council_member"),))


def called(body: Body, day: date) -> Meeting:
    """To be called as many days before as the profile asks."""
    meeting = actions.plan(
        body, actor=SECRETARIAT, starts_at=datetime.combine(day, time(9, 30), LEGAL_ZONE), place="Zaal 1"
    )
    actions.convene(meeting, actor=SECRETARIAT)
    return meeting


def signed(meeting: Meeting, people: dict[int, Person], numbers) -> None:
    seats = {
        seat.pk: people[seat.number].pk for seat in Seat.objects.filter(body=meeting.body) if seat.number in numbers
    }
    actions.sign_sheet(meeting, actor=SECRETARIAT, seats=seats)


def now(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def draft(on: date) -> tuple[Case, Work]:
    """An opinion of three paragraphs, as the section hands it over."""
    writer = Actor("section", "Afdelingssecretaris", (Capacity("committee_secretary"),))
    case = Case.objects.create(
        procedure="advice", profile_version="2025-01-01", stage="tabled", title="Werk en inkomen", opened_on=on
    )
    with acts.act():
        work, last = texts.begin(case.public_id), None
        for words in PARAGRAPHS:
            last = texts.add(work, after=last, block=Block(Kind.PARAGRAPH, 0, words), actor=writer).node
    return case, work


def proposes(meeting: Meeting, item, who: Person, node, words: str) -> Proposal:
    told = {"item": item, "proposer": who, "node": node, "change": "replace", "notation": words}
    return actions.propose(meeting, actor=of(who), **told)
