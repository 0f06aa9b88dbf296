"""Planning and calling a meeting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council import profile
from raadzaal.council.models import Body
from raadzaal.journal import clock
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked
from raadzaal.meetings.models import AgendaItem, Meeting
from raadzaal.meetings.queries import attendance, meeting_day
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused

State = Meeting.State


@performs("meetings.plan", by=RECORDERS)
def plan(body: Body, *, actor: Actor, on: date, starts_at: datetime, place: str = "", public: bool = True) -> Done:
    """Put a meeting of *body* in the schedule. Only the council meets in public. Returns the Meeting."""
    _check_start(body, starts_at)
    meeting = Meeting.objects.create(
        body=body, starts_at=starts_at, place=place, public=public and body.kind == Body.Kind.COUNCIL
    )
    facts = {"meeting": meeting.public_id, "body": body.public_id, "starts_at": starts_at, "public": meeting.public}
    return Done(facts=facts, result=meeting, audience=audience(meeting))


def _check_start(body: Body, starts_at: datetime) -> None:
    """Locks the body: of two who plan the same meeting at once, one is told of the other's."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    if starts_at < clock.now():
        raise Refused(_("A meeting is planned ahead: this moment is over."), code="starts_in_past", field="starts_at")
    if body.meetings.filter(starts_at=starts_at).exclude(state=State.NOT_HELD).exists():
        raise Refused(_("A meeting of this body is planned at that moment."), code="meeting_exists", field="starts_at")


@dataclass(frozen=True)
class Convened:
    """``short_by`` is how many days fewer than the house rule the members get; 0 when they get enough."""

    meeting: Meeting
    days: int
    short_by: int


@performs("meetings.convene", by=RECORDERS)
def convene(meeting: Meeting, *, actor: Actor, on: date) -> Done:
    """Call the members and substitutes. Fewer days than the house rule asks is told, not refused. Returns Convened."""
    meeting = locked(meeting)
    if meeting.state != State.PLANNED:
        raise Refused(_("This meeting has been called already."), code="not_planned")
    if meeting_day(meeting) < clock.today():
        raise Refused(_("The day of this meeting has passed."), code="day_passed")
    meeting.state = State.CONVENED
    meeting.save(update_fields=["state"])
    days = (meeting_day(meeting) - on).days
    short = max(profile.active().meetings.convocation.days - days, 0)
    return Done(
        facts={"days": days, "short_by": short}, result=Convened(meeting, days, short), audience=audience(meeting)
    )


@performs("meetings.call_again", by=RECORDERS)
def call_again(meeting: Meeting, *, actor: Actor, on: date, starts_at: datetime) -> Done:
    """Too few came: the meeting is not held and a next one is called with the same agenda (art. 20 Wet op de SER).

    The third call is held with any number. Returns the new Meeting.
    """
    meeting = locked(meeting)
    _check_not_held(meeting)
    _check_start(meeting.body, starts_at)
    meeting.state = State.NOT_HELD
    meeting.save(update_fields=["state"])
    again = Meeting.objects.create(
        body=meeting.body,
        starts_at=starts_at,
        place=meeting.place,
        public=meeting.public,
        call=meeting.call + 1,
        state=State.CONVENED,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=again, case_id=item.case_id, kind=item.kind, order=item.order, revote=item.revote)
        for item in meeting.items.filter(decisions=None)
    )
    facts = {"next": again.public_id, "call": again.call, "starts_at": starts_at}
    return Done(facts=facts, result=again, audience=audience(meeting))


def _check_not_held(meeting: Meeting) -> None:
    if meeting.state != State.CONVENED:
        raise Refused(_("Only a meeting that was called and not held can be called again."), code="not_convened")
    if clock.now() < meeting.starts_at:
        raise Refused(_("The meeting has yet to begin."), code="too_early")
    if attendance(meeting).may_be_held:
        raise Refused(_("Enough members are present: the meeting can be held."), code="quorum_met")
