"""The meeting of today: called twelve days ago, and going on, in the middle of a roll call, when somebody comes to look."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from raadzaal.council import strict_yaml
from raadzaal.council.models import Person
from raadzaal.council.queries import composition
from raadzaal.demo import cast
from raadzaal.demo.schedule import Event
from raadzaal.demo.show import Show
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import actions as meetings
from raadzaal.meetings import papers
from raadzaal.meetings.models import AgendaItem, Meeting, Presence
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.document import Document, numbered
from raadzaal.texts.word_export import render_word

FILE = Path(__file__).with_name("today.yaml")
TODAY = 0
PLANNED_AHEAD, MADE_AHEAD, CALLED_AHEAD = 60, 13, 12


def events(show: Show) -> Iterator[Event]:
    """Nothing where the content has a meeting of today itself, or where not the whole year is played."""
    if any(each.date == TODAY for played in show.dossiers.values() for each in played.told.meetings):
        return
    told, begins = strict_yaml.read(FILE), _begins()

    def on(day: int, hour: int, minute: int, act) -> Event:
        return show.calendar.event(show.today - timedelta(days=day), hour, minute, lambda: act(show, told))

    yield on(PLANNED_AHEAD, 9, 30, lambda show, told: _plan(show, told, begins))
    yield on(MADE_AHEAD, 11, 0, _agenda)
    yield on(CALLED_AHEAD, 16, 0, lambda show, _told: meetings.convene(_meeting(show), actor=cast.secretariat()))
    for minutes, act in ((-5, _sign), (0, _open), (5, _speak), (20, _without_debate), (25, _vote)):
        moment = datetime.combine(show.today, begins) + timedelta(minutes=minutes)
        yield on(0, moment.hour, moment.minute, act)


def _begins() -> time:
    """A quarter past ten, or so early that by now it goes on."""
    return time(min(10, max(clock.now().astimezone(LEGAL_ZONE).hour - 1, 0)), 15)


def _meeting(show: Show) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=show.meetings[TODAY])


def _item(show: Show, told: dict, key: str) -> AgendaItem:
    title = next(each["title"] for each in told["points"] if each["key"] == key)
    item = _meeting(show).items.select_related("case").get(title=title)
    item.meeting = _meeting(show)
    return item


def _plan(show: Show, told: dict, begins: time) -> None:
    starts_at = datetime.combine(show.today, begins, LEGAL_ZONE)
    made = meetings.plan(cast.body("council"), actor=cast.secretariat(), starts_at=starts_at, place=told["place"])
    show.meetings[TODAY] = made.pk


def _agenda(show: Show, told: dict) -> None:
    """The minutes of the meeting before are drawn up, and stand on the agenda."""
    meeting, actor = _meeting(show), cast.secretariat()
    held = Meeting.objects.filter(body=meeting.body, state=Meeting.State.CLOSED)
    before = held.select_related("body").order_by("starts_at").last()
    meetings.draw_up_minutes(before, actor=actor)
    for point in told["points"]:
        more = {name: point[name] for name in ("closed", "consent", "subject") if name in point}
        more |= {"parent": _item(show, told, point["under"])} if "under" in point else {}
        more |= {"minutes_of": before} if point["kind"] == "minutes" else {}
        item = meetings.add_item(meeting, actor=actor, title=point["title"], kind=point["kind"], **more)
        if "paper" in point:
            _add_paper(meeting, item, point["paper"], told["papers"][point["key"]])


def _add_paper(meeting: Meeting, item: AgendaItem, title: str, paragraphs: list[str]) -> None:
    blocks = [Block(Kind.HEADING, 1, title), *(Block(Kind.PARAGRAPH, 0, words) for words in paragraphs)]
    nodes = numbered((str(at), block) for at, block in enumerate(blocks))
    content = render_word(Document(title=title, on=clock.today(), nodes=nodes))
    name = f"{title.lower().replace(' ', '-')}.docx"
    file = papers.taken(SimpleUploadedFile(name, content))
    told = {"title": title, "file": file, "file_name": name, "access": "public"}
    meetings.add_paper(meeting, actor=cast.secretariat(), item=item, **told)


def _sign(show: Show, told: dict) -> None:
    sheet = {}
    for place in composition(cast.body("council"), clock.today()).sitting:
        number = place.seat.number
        if number not in told["absent"]:
            sheet[place.seat.pk] = place.member.person_id
        elif told["absent"][number] and place.substitutes:
            sheet[place.seat.pk] = place.substitutes[0].person_id
    meetings.sign_sheet(_meeting(show), actor=cast.secretariat(), seats=sheet)


def _open(show: Show, _told: dict) -> None:
    meetings.open_meeting(_meeting(show), actor=cast.chair())


def _sits(show: Show, seat: int) -> Presence | None:
    return _meeting(show).presences.filter(seat__number=seat).select_related("person", "seat").first()


def _asks(show: Show, told: dict, said: dict):
    item, person = _item(show, told, said["point"]), _speaker(show, said["seat"])
    return meetings.ask_for_floor(_meeting(show), actor=cast.secretariat(), item=item, person=person, kind=said["kind"])


def _speaker(show: Show, seat: int) -> Person:
    sits = _sits(show, seat) or _meeting(show).presences.select_related("person").first()
    return sits.person


def _speak(show: Show, told: dict) -> None:
    """Point by point: who spoke, and what the secretary noted."""
    at = ""
    for said in told["spoken"]:
        if said["point"] != at:
            at = said["point"]
            meetings.turn_to(_meeting(show), actor=cast.chair(), item=_item(show, told, at))
            if at in told["notes"]:
                note = {"item": _item(show, told, at), "text": told["notes"][at]}
                meetings.note(_meeting(show), actor=cast.secretariat(), **note)
        meetings.give_floor(_meeting(show), actor=cast.chair(), turn=_asks(show, told, said))
        meetings.end_turn(_meeting(show), actor=cast.chair())


def _without_debate(show: Show, _told: dict) -> None:
    waiting = _meeting(show).items.filter(consent=True).select_related("case", "meeting__body")
    meetings.adopt_unopposed(_meeting(show), actor=cast.chair(), items=list(waiting))


def _vote(show: Show, told: dict) -> None:
    """Asked for by a member; some have been called by now."""
    vote = told["vote"]
    item = _item(show, told, vote["point"])
    meetings.turn_to(_meeting(show), actor=cast.chair(), item=item)
    for said in told["waiting"]:
        _asks(show, told, said)
    meetings.ask_for_vote(item, person=_speaker(show, vote["asked_by"]), actor=cast.chair())
    voting = meetings.open_voting(_meeting(show), actor=cast.chair(), item=_item(show, told, vote["point"]))
    called = _meeting(show).presences.select_related("seat").order_by("seat__number")[: vote["called"]]
    votes = {each.seat_id: "against" if each.seat.number in vote["against"] else "for" for each in called}
    meetings.record_votes(_meeting(show), actor=cast.secretariat(), voting=voting, votes=votes, seen={})
