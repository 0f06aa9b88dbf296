"""A council in session with a vote that is being held, what was cast in it, and what is left of that when processes are killed.

Who votes changes their vote with every turn, so that the entries in the journal tell exactly which votes were kept.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.test import Client, override_settings

from raadzaal.council import actions as council
from raadzaal.council.models import Appointment, Person, Seat
from raadzaal.journal import acts, clock
from raadzaal.journal.models import Entry, Head, Words
from raadzaal.journal.queries import facts
from raadzaal.journal.verification import verify
from raadzaal.meetings import actions, presenting
from raadzaal.meetings.models import CastVote, Meeting, Proposal, Voting
from raadzaal.texts.models import Revision
from tests.example_council import BEGINS, PROFILE, SECRETARIAT, at, called, draft, installed, now, of, proposes, signed
from tests.trust.serving import BACKEND, _session

VOTERS, LAST, SURE = range(1, 9), 9, range(10, 14)
"""The seats that vote while things are killed, one that votes before the count, so that there is one, and those that are for an
amendment from the beginning, so that it may be adopted."""
ROLL_CALL, ON_SCREEN, AMENDMENT = KINDS = ("roll call", "on the screen", "an amendment on the screen")
TITLES = {ROLL_CALL: "Verordening", ON_SCREEN: "Reglement"}
PRESENT = 15
VALUES = ("for", "against")
ADOPTED, LAPSED = "De raad wil geen opleiding maar loon.", "De raad wil minder opleiding."
here = override_settings(RAADZAAL_PROFILE=PROFILE)


def value(turn: int) -> str:
    return VALUES[turn % 2]


@dataclass(frozen=True)
class Hall:
    """What who votes needs: the meeting, for each seat its public id and a sign-in, and that of the secretary."""

    meeting: str
    seats: dict[int, str]
    sessions: dict[int, str]
    secretary: str


@here
def lay_hall() -> Hall:
    """A meeting of today, with everybody there; an opinion with two amendments of which one makes the other fall."""
    Head.objects.get_or_create(pk=1)
    today = clock.today()
    with at(BEGINS):
        body, people = installed()
        writer = council.register_person("Sofie Lemaire", actor=SECRETARIAT)
        council.appoint(writer, actor=SECRETARIAT, role=Appointment.Role.SECRETARIAT, valid_from=BEGINS)
        for number, person in enumerate((*people.values(), writer), start=1):
            told = {"email": f"lid-{number}@post.example", "site": "https://raad.example/", "invite": False}
            council.give_account(person, actor=SECRETARIAT, **told)
    with at(today - timedelta(days=20)):
        meeting = called(body, today)
        case, work = draft(clock.today())
        with acts.act():
            opinion = actions.put_on_agenda(meeting, case, "adopt", on=clock.today())
        actions.add_item(meeting, actor=SECRETARIAT, title=TITLES[ROLL_CALL], kind="adopt", subject="ordinance")
        actions.add_item(meeting, actor=SECRETARIAT, title=TITLES[ON_SCREEN], kind="adopt")
        first = work.nodes.order_by("pk").first()
        for number, words in ((1, ADOPTED), (5, LAPSED)):
            proposes(meeting, opinion, people[number], first, words)
    signed(meeting, people, people)
    actions.open_meeting(now(meeting), actor=SECRETARIAT)
    sessions = {number: _session_of(person) for number, person in people.items()}
    seats = {seat.number: seat.public_id for seat in Seat.objects.filter(body=body)}
    return Hall(meeting.public_id, seats, sessions, _session_of(writer))


def _session_of(person: Person) -> str:
    person.refresh_from_db()
    return _session(person.public_id)


@here
def begin(kind: str) -> str:
    """A vote is opened. Gives its public id."""
    meeting = Meeting.objects.select_related("body").get()
    form = "" if kind == ROLL_CALL else "electronic"
    if kind != AMENDMENT:
        item = meeting.items.get(title=TITLES[kind])
        return actions.open_voting(meeting, actor=SECRETARIAT, form=form, item=item).public_id
    proposal = Proposal.objects.get(notation=ADOPTED)
    voting = actions.open_voting(meeting, actor=SECRETARIAT, form=form, item=proposal.item, proposal=proposal)
    for number in SURE:
        _votes_for(meeting, voting, seat__number=number)
    return voting.public_id


def _votes_for(meeting: Meeting, voting: Voting, **seat) -> None:
    presence = meeting.presences.select_related("person", "seat").get(**seat)
    actions.cast(meeting, actor=of(presence.person), voting=voting, seat=presence.seat, value="for")


@dataclass
class Said:
    """What became of the votes of one seat, turn by turn. Of the last that was ``asked``, nobody may know."""

    answered: list[str] = field(default_factory=list)
    asked: int = 0


@dataclass
class Heard:
    """Of everybody: their votes, whether the close was answered, and what should never be said."""

    of: dict[int, Said] = field(default_factory=lambda: {number: Said() for number in VOTERS})
    closed: bool = False
    strange: list[str] = field(default_factory=list)


@here
def problems(hall: Hall, voting_id: str, heard: Heard) -> list[str]:
    """Looks at what is left, lets everybody see their own vote, counts if it was not counted, and tells what is wrong."""
    voting = Voting.objects.get(public_id=voting_id)
    found = [] if verify().ok else ["the journal does not verify"]
    found += (
        []
        if Head.objects.get().seq == Entry.objects.count()
        else ["the head of the journal does not count its entries"]
    )
    if heard.closed and voting.state != Voting.State.CLOSED:
        found.append("the close was answered, and the vote is open")
    kept = {number: _kept(voting, hall.seats[number]) for number in VOTERS}
    for number, said in heard.of.items():
        found += [f"seat {number}: {each}" for each in _flaws(voting, hall, number, said, kept[number])]
    if voting.state == Voting.State.OPEN:
        found += _unlike_the_screens(hall, voting)
        _count(voting)
    return found + _unlike_the_result(voting)


def _kept(voting: Voting, seat: str) -> list[str]:
    """The votes of a seat as the journal has them, in order."""
    entries = [each for each in Entry.objects.filter(kind="meetings.cast") if facts(each)["seat"] == seat]
    return [facts(each).get("value") or Words.objects.get(entry=each, field="value").value for each in entries]


def _flaws(voting: Voting, hall: Hall, number: int, said: Said, kept: list[str]) -> list[str]:
    found = []
    if kept[: len(said.answered)] != said.answered:
        found.append(f"answered {said.answered}, kept {kept}")
    if len(kept) > said.asked or kept != [value(turn) for turn in range(len(kept))]:
        found.append(f"asked {said.asked} times, kept {kept}")
    rows = list(voting.cast.filter(seat__public_id=hall.seats[number]).values_list("value", flat=True))
    if rows != kept[-1:]:
        found.append(f"stands as {rows}, kept {kept}")
    return found


def _unlike_the_screens(hall: Hall, voting: Voting) -> list[str]:
    """Everybody's own screen says what was recorded, and to who has no vote yet it says nothing."""
    found = []
    for number in VOTERS:
        row = voting.cast.filter(seat__public_id=hall.seats[number]).first()
        person = Person.objects.get(presence__meeting=voting.meeting_id, presence__seat__public_id=hall.seats[number])
        client = Client()
        client.force_login(person.user, backend=BACKEND)
        page = client.get(f"/werk/vergaderingen/{hall.meeting}/zaal/").content.decode()
        told = page.partition('id="own-vote">')[2].partition("<")[0]
        if told != (presenting.recorded(row) if row else ""):
            found.append(f"seat {number} is told {told!r}")
    return found


def _count(voting: Voting) -> None:
    meeting = Meeting.objects.select_related("body").get()
    _votes_for(meeting, voting, seat__number=LAST)
    actions.close_voting(meeting, actor=SECRETARIAT, voting=voting, casting="for")


def _unlike_the_result(voting: Voting) -> list[str]:
    """Every vote that stood was counted once, and what follows from the result was done once."""
    voting.refresh_from_db()
    cast = Counter(CastVote.objects.filter(voting=voting).values_list("value", flat=True))
    closes = [
        each for each in Entry.objects.filter(kind="meetings.close_voting") if facts(each)["voting"] == voting.public_id
    ]
    found = [] if len(closes) == 1 else [f"closed {len(closes)} times in the journal"]
    if voting.proposal_id:
        return found + _unlike_the_text(voting, cast)
    decision = voting.decision
    counted = Counter(decision.votes.values_list("value", flat=True))
    sums = Counter({"for": decision.in_favour, "against": decision.against})
    return found + ([] if +counted == +cast == +sums else [f"cast {cast}, counted {counted}, told {sums}"])


def _unlike_the_text(voting: Voting, cast: Counter) -> list[str]:
    """Adopted, the paragraph was changed once and the other amendment fell; else neither."""
    proposal, other = Proposal.objects.get(notation=ADOPTED), Proposal.objects.get(notation=LAPSED)
    words = list(Revision.objects.filter(node=proposal.node).order_by("number").values_list("notation", flat=True))
    adopted = cast["for"] * 2 > PRESENT or cast["for"] == cast["against"]  # by the casting vote that is given
    wanted = ("adopted", "fallen", 2) if adopted else ("rejected", "open", 1)
    now_is = (proposal.state, other.state, len(words))
    wrong = now_is != wanted or (adopted and words[-1] != ADOPTED)
    return [f"{cast} gave {now_is} and {words}"] if wrong else []
