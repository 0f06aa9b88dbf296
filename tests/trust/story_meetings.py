"""The story goes on in a second meeting: everything that is done with an agenda, with those who speak, and with a roll call."""

from datetime import datetime, time, timedelta
from functools import partial

from raadzaal.demo import cast
from raadzaal.files.models import StoredFile
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import actions as meetings
from raadzaal.meetings.models import (
    AgendaItem,
    BallotRound,
    Contribution,
    Decision,
    Election,
    Meeting,
    Minutes,
    Paper,
    Voting,
)  # fmt: skip
from raadzaal.texts.models import Node
from raadzaal.texts.queries import current
from tests.trust.story import member, tell

HALL = "Grote zaal"


def second() -> Meeting:
    return Meeting.objects.get(place__startswith=HALL)


def item(title: str) -> AgendaItem:
    """The point; when it is gone, as the page of somebody who has not heard of it still knows it."""
    found = AgendaItem.objects.filter(meeting=second(), title=title).first()
    return found or AgendaItem(pk=0, meeting=second(), title=title)


def at(world, days: int, hour: int = 10) -> datetime:
    return datetime.combine(world.today + timedelta(days=days), time(hour), LEGAL_ZONE)


def led(act, world, **more):
    return partial(act, second(), actor=world.secretariat, **more)


def planned(world) -> None:
    made = meetings.plan(world.council, actor=world.secretariat, starts_at=at(world, 30), place=HALL)
    meetings.convene(made, actor=world.secretariat)
    for title, kind in (
        ("Werkprogramma", "talk"),
        ("Reglement", "adopt"),
        ("Rondvraag", "talk"),
        ("Lijst", "adopt"),
        ("Voorzitter", "persons"),
    ):
        meetings.add_item(made, actor=world.secretariat, title=title, kind=kind, consent=title == "Lijst")


# -- before ------------------------------------------------------------------------------------------------------------


@tell("meetings.add_item", before=planned, repeats=True)
def _(world):
    return led(meetings.add_item, world, title="Mededelingen", kind="talk")


@tell("meetings.change_item", repeats=True)
def _(world):
    return led(meetings.change_item, world, item=item("Rondvraag"), title="Rondvraag", kind="talk", begins_at=time(11))


@tell("meetings.shift_item", repeats=True)
def _(world):
    return led(meetings.shift_item, world, item=item("Mededelingen"), up=True)


@tell("meetings.remove_item")
def _(world):
    return led(meetings.remove_item, world, item=item("Mededelingen"))


def a_file(_world) -> None:
    told = {"size": 10, "media_type": "application/pdf", "stored_at": clock.now()}
    StoredFile.objects.get_or_create(sha256="e" * 64, defaults=told)


@tell("meetings.add_paper", before=a_file, repeats=True)
def _(world):
    file = StoredFile.objects.get(sha256="e" * 64)
    paper = {"title": "Toelichting", "file": file, "file_name": "toelichting.pdf", "access": "members"}
    return led(meetings.add_paper, world, item=item("Werkprogramma"), **paper)


@tell("meetings.withdraw_paper", repeats=True)
def _(world):
    return led(meetings.withdraw_paper, world, paper=Paper.objects.get(item__meeting=second()))


@tell("meetings.announce", repeats=True)
def _(world):
    return partial(meetings.announce, second(), actor=member(5)["actor"], person=member(5)["person"], comes=True)


@tell("meetings.reschedule")
def _(world):
    starts_at = datetime.combine(second().starts_at.astimezone(LEGAL_ZONE).date(), time(13), LEGAL_ZONE)
    return led(meetings.reschedule, world, starts_at=starts_at, place=f"{HALL}, beneden", reason="De zaal is bezet.")


# -- during ------------------------------------------------------------------------------------------------------------


def opened(world) -> None:
    world.clock_at(second().starts_at.astimezone(LEGAL_ZONE).date(), 13, 5)
    seats = {cast.seat(number).pk: cast.member(number).pk for number in range(1, 37)}
    meetings.sign_sheet(second(), actor=world.secretariat, seats=seats)
    meetings.open_meeting(second(), actor=world.chair)


@tell("meetings.turn_to", before=opened, repeats=True)
def _(world):
    return led(meetings.turn_to, world, item=item("Werkprogramma"))


@tell("meetings.ask_for_floor", repeats=True)
def _(world):
    who = member(5)
    return partial(
        meetings.ask_for_floor, second(), actor=who["actor"], item=item("Werkprogramma"), person=who["person"]
    )


def turn(number: int) -> Contribution:
    return Contribution.objects.get(meeting=second(), person=member(number)["person"])


@tell("meetings.give_floor")
def _(world):
    return led(meetings.give_floor, world, turn=turn(5))


@tell("meetings.end_turn", repeats=True)
def _(world):
    return led(meetings.end_turn, world)


def another_asks(world) -> None:
    who = member(7)
    meetings.ask_for_floor(second(), actor=who["actor"], item=item("Werkprogramma"), person=who["person"])


@tell("meetings.withdraw_turn", before=another_asks)
def _(world):
    return partial(meetings.withdraw_turn, second(), actor=member(7)["actor"], turn=turn(7))


@tell("meetings.note", repeats=True)
def _(world):
    return led(meetings.note, world, item=item("Werkprogramma"), text="De voorzitter vat samen.")


@tell("meetings.suspend")
def _(world):
    return led(meetings.suspend, world, resumes_at=datetime.combine(world.today, time(16), LEGAL_ZONE))


@tell("meetings.resume")
def _(world):
    return led(meetings.resume, world)


# -- deciding ----------------------------------------------------------------------------------------------------------


@tell("meetings.open_voting")
def _(world):
    return led(meetings.open_voting, world, item=item("Reglement"))


def voting() -> Voting:
    return Voting.objects.filter(meeting=second()).order_by("pk").last()


@tell("meetings.cast", repeats=True)
def _(world):
    who = member(5)
    return partial(meetings.cast, second(), actor=who["actor"], voting=voting(), seat=who["seat"], value="against")


@tell("meetings.record_votes", repeats=True)
def _(world):
    votes = {cast.seat(number).pk: "for" for number in range(1, 37) if number != 5}
    return led(meetings.record_votes, world, voting=voting(), votes=votes, seen={})


@tell("meetings.close_voting")
def _(world):
    return led(meetings.close_voting, world, voting=voting())


@tell("meetings.take_off_consent", repeats=True)
def _(world):
    return partial(meetings.take_off_consent, second(), actor=member(7)["actor"], item=item("Lijst"))


def begun_by_mistake(world) -> None:
    meetings.open_voting(second(), actor=world.secretariat, item=item("Lijst"))


@tell("meetings.stop_voting", before=begun_by_mistake)
def _(world):
    return led(meetings.stop_voting, world, voting=voting(), reason="Te vroeg begonnen.")


@tell("meetings.adopt_unopposed")
def _(world):
    return led(meetings.adopt_unopposed, world, items=[item("Lijst")])


# -- choosing persons: two with as many ballots each, twice, and then the lot ---------------------------------------------


@tell("meetings.begin_election")
def _(world):
    return led(meetings.begin_election, world, item=item("Voorzitter"), office="voorzitter", candidates=["A", "B"])


def election() -> Election:
    return Election.objects.get(item__meeting=second())


def counted(world):
    return led(
        meetings.count_ballots,
        world,
        election=election(),
        counts={"A": 18, "B": 18},
        blank=0,
        invalid=0,
        handed_in=36,
        tellers=[cast.member(1), cast.member(2)],
    )


@tell("meetings.count_ballots", repeats=True)
def _(world):
    return counted(world)


def confirmed(world, number: int):
    row = election().to_confirm or BallotRound(pk=0)
    return led(meetings.confirm_count, world, election=election(), row=row, teller=cast.member(number).public_id)


@tell("meetings.confirm_count", repeats=True)
def _(world):
    return confirmed(world, 1)


def until_the_lot(world) -> None:
    while election().state == Election.State.OPEN:
        if election().to_confirm is None:
            counted(world)()
        confirmed(world, 1)()
        confirmed(world, 2)()


@tell("meetings.draw_lot", before=until_the_lot)
def _(world):
    return led(meetings.draw_lot, world, election=election(), name="B")


# -- after -------------------------------------------------------------------------------------------------------------


@tell("meetings.correct_decision")
def _(world):
    decision = Decision.objects.get(item=item("Reglement"))
    return led(
        meetings.correct_decision, world, decision=decision, votes={cast.seat(5).pk: "for"}, reason="Verkeerd gehoord."
    )


@tell("meetings.draw_up_minutes", before=lambda world: meetings.close_meeting(second(), actor=world.chair))
def _(world):
    return led(meetings.draw_up_minutes, world)


def last_line() -> Node:
    return Node.objects.get(public_id=current(Minutes.objects.get(meeting=second()).work)[-1].node_id)


@tell("meetings.edit_minutes", repeats=True)
def _(world):
    written = {"node": last_line(), "notation": "De voorzitter sluit de vergadering.", "base": 1}
    return led(meetings.edit_minutes, world, **written)


@tell("meetings.add_to_minutes", repeats=True)
def _(world):
    return led(meetings.add_to_minutes, world, after=last_line(), notation="Er is niets meer te bespreken.")


def approved(world) -> None:
    later = meetings.plan(world.council, actor=world.secretariat, starts_at=at(world, 20), place="Later")
    meetings.convene(later, actor=world.secretariat)
    minutes = {"title": "Verslag", "kind": "minutes", "minutes_of": second()}
    point = meetings.add_item(later, actor=world.secretariat, **minutes)
    world.clock_at(later.starts_at.astimezone(LEGAL_ZONE).date(), 13, 5)
    seats = {cast.seat(number).pk: cast.member(number).pk for number in range(1, 37)}
    meetings.sign_sheet(later, actor=world.secretariat, seats=seats)
    meetings.open_meeting(later, actor=world.chair)
    meetings.adopt_unopposed(later, actor=world.secretariat, items=[point])


@tell("meetings.publish_minutes", before=approved)
def _(world):
    return led(meetings.publish_minutes, world)


def one_more(world) -> None:
    meetings.plan(world.council, actor=world.secretariat, starts_at=at(world, 40), place="Kleine zaal")


@tell("meetings.cancel", before=one_more)
def _(world):
    last = Meeting.objects.get(place="Kleine zaal")
    return partial(meetings.cancel, last, actor=world.secretariat, reason="Er is niets te bespreken.")
