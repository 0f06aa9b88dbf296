"""Meetings of the council, and what they do with each draft advice on their agenda."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from raadzaal.advice import actions
from raadzaal.council.queries import composition
from raadzaal.demo import cast
from raadzaal.demo import content as told_of
from raadzaal.demo.play_text import record
from raadzaal.demo.schedule import Event
from raadzaal.demo.show import Played, Show
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import actions as meetings
from raadzaal.meetings.models import Meeting

PLACE = "Raadzaal, Den Haag"
PLANNED_AHEAD, CALLED_AHEAD = 60, 12
BEGINS = time(10, 15)


def sessions(show: Show) -> Iterator[Event]:
    """Each meeting of the council: planned, called, signed for, opened and closed."""
    absent = {each.date: each.absent for played in show.dossiers.values() for each in played.told.meetings}
    calendar = show.calendar
    for offset, away in sorted(absent.items()):
        day = calendar.day(offset)
        yield calendar.event(day - timedelta(days=PLANNED_AHEAD), 9, 0, lambda offset=offset: _plan(show, offset))
        called = day - timedelta(days=CALLED_AHEAD)
        if called < show.today:
            yield calendar.event(called, 17, 0, lambda offset=offset: _convene(show, offset))
        if offset < 0:
            yield calendar.event(day, 10, 10, lambda offset=offset, away=away: _sign(show, offset, away))
            yield calendar.event(day, 10, 15, lambda offset=offset: _open(show, offset))
            yield calendar.event(day, 12, 59, lambda offset=offset: _close(show, offset))


def events(played: Played) -> Iterator[Event]:
    """An advice before the council, or closed by its own committee."""
    told = played.told
    if told.tabled is not None:
        yield played.event(told.tabled, 14, lambda: _table(played))
    if told.committee_adoption is not None:
        yield played.event(told.committee_adoption, 10, lambda: _conclude(played))
    for later, meeting in enumerate(each for each in told.meetings if each.handling != "planned"):
        yield played.event(
            meeting.date, 11, lambda meeting=meeting: HANDLING[meeting.handling](played, meeting), later=later
        )
    for dissent in told.dissents:
        if dissent.form == "minority_note":
            yield played.event(dissent.date, 12, lambda dissent=dissent: record(played, dissent))


def _meeting(show: Show, offset: int) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=show.meetings[offset])


def _plan(show: Show, offset: int) -> None:
    starts_at = datetime.combine(show.calendar.day(offset), BEGINS, LEGAL_ZONE)
    council, actor = cast.body("council"), cast.secretariat()
    show.meetings[offset] = meetings.plan(council, actor=actor, starts_at=starts_at, place=PLACE).pk


def _convene(show: Show, offset: int) -> None:
    meetings.convene(_meeting(show, offset), actor=cast.secretariat())


def _sign(show: Show, offset: int, absent: tuple[told_of.Absence, ...]) -> None:
    """Members sign, or their substitutes; who is absent without one does not."""
    away = {each.seat: each.substitute for each in absent}
    sheet = {}
    for place in composition(cast.body("council"), clock.today()).sitting:
        if place.seat.number not in away:
            sheet[place.seat.pk] = place.member.person_id
        elif away[place.seat.number]:
            sheet[place.seat.pk] = place.substitutes[0].person_id
    meetings.sign_sheet(_meeting(show, offset), actor=cast.secretariat(), seats=sheet)


def _open(show: Show, offset: int) -> None:
    meetings.open_meeting(_meeting(show, offset), actor=cast.chair())


def _close(show: Show, offset: int) -> None:
    meetings.close_meeting(_meeting(show, offset), actor=cast.chair())


def _table(played: Played) -> None:
    """For the first meeting after it."""
    offset = min(each.date for each in played.told.meetings if each.date > played.told.tabled)
    actions.table(played.advice, actor=played.secretary, meeting=_meeting(played.show, offset))


def _conclude(played: Played) -> None:
    actions.conclude(played.advice, actor=cast.chair_of(played.told.committee))


def _adopt(played: Played, told: told_of.Meeting) -> None:
    votes = _roll_call(played, told) if told.method == "roll_call" else None
    actions.adopt(played.advice, actor=cast.chair(), method=told.method, votes=votes)


def _roll_call(played: Played, told: told_of.Meeting) -> dict[int, str]:
    """Asked for by the first who will vote against."""
    signed = list(_meeting(played.show, told.date).presences.select_related("seat", "person"))
    asking = next(each.person for each in signed if each.seat.number in told.against)
    item = played.advice.agenda_items.get(meeting=played.show.meetings[told.date])
    meetings.ask_for_vote(item, person=asking, actor=cast.chair())
    return {each.seat_id: "against" if each.seat.number in told.against else "for" for each in signed}


def _refer_back(played: Played, told: told_of.Meeting) -> None:
    actions.refer_back(played.advice, actor=cast.chair(), reason=told.reason)


def _take_note(played: Played, told: told_of.Meeting) -> None:
    actions.take_note(played.advice, actor=cast.chair(), meeting=_meeting(played.show, told.date))


HANDLING = {"adopt": _adopt, "refer_back": _refer_back, "take_note": _take_note}
