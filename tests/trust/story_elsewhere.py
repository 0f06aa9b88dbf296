"""A story of another council, for the acts that the first one does not know: amendments, votes on a screen, hands that are counted.

It is the example council, but one in which a vote is held only where somebody asks for it, so that an amendment can be adopted
without one too.
"""

from datetime import timedelta
from functools import partial

from raadzaal.council.models import Person, Seat
from raadzaal.journal import acts, clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.journal.models import Head
from raadzaal.meetings import actions as meetings
from raadzaal.meetings.models import Meeting, Proposal, Voting
from raadzaal.meetings.queries.proposals import text_of
from tests.example_council import BEGINS, NAMES, SECRETARIAT, at, called, draft, installed, of, proposes, signed
from tests.trust import story
from tests.trust.story import EXAMPLE

WIDE, NARROW, LATE, APART = (
    "De raad wil geen opleiding maar loon.", "De raad wil minder opleiding.", "De kosten zijn erg hoog.", "De kosten zijn laag.",
)  # fmt: skip
RULES = "Reglement"
tell = partial(story.tell, council=EXAMPLE)


def begin() -> None:
    Head.objects.get_or_create(pk=1)
    with at(BEGINS):
        installed()


def person(number: int) -> Person:
    return Person.objects.get(name=NAMES[number - 1])


def meeting() -> Meeting:
    return Meeting.objects.select_related("body").get()


def opinion():
    return meeting().items.select_related("case", "meeting__body").exclude(case=None).get()


def rules():
    return meeting().items.select_related("meeting__body").get(title=RULES)


def paragraph(number: int):
    return text_of(opinion()).nodes.order_by("pk")[number]


def proposal(words: str) -> Proposal:
    return Proposal.objects.select_related("item__case", "proposer").get(notation=words)


def voting() -> Voting:
    return Voting.objects.select_related("item__case", "proposal").order_by("pk").last()


def led(act, **more):
    return partial(act, meeting(), actor=SECRETARIAT, **more)


# -- before ------------------------------------------------------------------------------------------------------------


def planned(world) -> None:
    made = called(_council(), clock.today() + timedelta(days=20))
    case, _work = draft(clock.today())
    with acts.act():
        meetings.put_on_agenda(made, case, "adopt", on=clock.today())
    meetings.add_item(made, actor=SECRETARIAT, title=RULES, kind="adopt")


def _council():
    return Seat.objects.select_related("body").filter(body__key="council").first().body


@tell("meetings.propose", before=planned, repeats=True)
def _(world):
    who = person(1)
    told = {"item": opinion(), "proposer": who, "node": paragraph(0), "change": "replace", "notation": WIDE}
    return partial(meetings.propose, meeting(), actor=of(who), **told)


def others_propose(world) -> None:
    for number, at_paragraph, words in ((5, 0, NARROW), (2, 1, LATE), (11, 1, APART)):
        proposes(meeting(), opinion(), person(number), paragraph(at_paragraph), words)


@tell("meetings.rank_proposal", before=others_propose, repeats=True)
def _(world):
    return led(meetings.rank_proposal, proposal=proposal(APART), rank=1, reason="Gaat het verst.")


@tell("meetings.withdraw_proposal")
def _(world):
    return partial(meetings.withdraw_proposal, meeting(), actor=of(person(2)), proposal=proposal(LATE))


# -- during ------------------------------------------------------------------------------------------------------------


def opened(world) -> None:
    world.clock_at(meeting().starts_at.astimezone(LEGAL_ZONE).date(), 10)
    signed(meeting(), {number: person(number) for number in range(1, 16)}, range(1, 16))
    meetings.open_meeting(meeting(), actor=SECRETARIAT)


@tell("meetings.open_voting.on_a_proposal", before=opened)
def _(world):
    return led(meetings.open_voting, item=opinion(), proposal=proposal(WIDE), form="electronic")


def cast(number: int, value: str):
    seat = Seat.objects.get(body=meeting().body, number=number)
    return partial(meetings.cast, meeting(), actor=of(person(number)), voting=voting(), seat=seat, value=value)


@tell("meetings.cast.on_the_screen", repeats=True)
def _(world):
    return cast(3, "against")


def most_are_for(world) -> None:
    for number in range(4, 14):
        cast(number, "for")()


@tell("meetings.close_voting.on_a_proposal", before=most_are_for)
def _(world):
    return led(meetings.close_voting, voting=voting())


@tell("meetings.adopt_proposal")
def _(world):
    return led(meetings.adopt_proposal, proposal=proposal(APART))


@tell("meetings.open_voting.by_hands")
def _(world):
    return led(meetings.open_voting, item=rules())


@tell("meetings.close_voting.by_hands")
def _(world):
    return led(meetings.close_voting, voting=voting(), hands=meetings.Hands({"for": 9, "against": 4, "blank": 1}))
