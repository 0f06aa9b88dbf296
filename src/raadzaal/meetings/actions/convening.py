"""Planning and calling a meeting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council import profile
from raadzaal.council.models import Body
from raadzaal.journal import clock
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked
from raadzaal.meetings.models import AgendaItem, Meeting, Paper
from raadzaal.meetings.queries import attendance, meeting_day
from raadzaal.meetings.queries.agenda import numbered
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused

State = Meeting.State
COPIED = ("case_id", "title", "kind", "subject", "order", "closed", "consent", "begins_at", "minutes_of_id", "revote")
COPIED_WITH_PAPERS = ("title", "file_id", "file_name", "access", "added_at")


@performs("meetings.plan", by=RECORDERS)
def plan(body: Body, *, actor: Actor, on: date, starts_at: datetime, place: str = "", public: bool = True) -> Done:
    """Put a meeting of *body* in the schedule. Only the council meets in public. Returns the Meeting."""
    check_start(body, starts_at)
    meeting = Meeting.objects.create(
        body=body, starts_at=starts_at, place=place, public=public and body.kind == Body.Kind.COUNCIL
    )
    facts = {"meeting": meeting.public_id, "body": body.public_id, "starts_at": starts_at, "public": meeting.public}
    return Done(facts=facts, result=meeting, audience=audience(meeting))


def check_start(body: Body, starts_at: datetime) -> None:
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
    facts = {"days": days, "short_by": short, "starts_at": meeting.starts_at, "sequence": meeting.sequence}
    return Done(facts=facts, result=Convened(meeting, days, short), audience=audience(meeting))


@performs("meetings.call_again", by=RECORDERS)
def call_again(meeting: Meeting, *, actor: Actor, on: date, starts_at: datetime) -> Done:
    """Too few came: the meeting is not held and a next one is called with the same agenda (art. 20 Wet op de SER).

    The third call is held with any number. Returns the new Meeting.
    """
    meeting = locked(meeting)
    _check_not_held(meeting)
    check_start(meeting.body, starts_at)
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
    _copy_undecided(meeting, again)
    facts = {"next": again.public_id, "call": again.call, "starts_at": starts_at}
    return Done(facts=facts, result=again, audience=audience(meeting))


def _copy_undecided(meeting: Meeting, again: Meeting) -> None:
    """Every point without a decision, with its papers, in the same tree; what stood under a decided one moves up."""
    made: dict[int, AgendaItem] = {}
    for each in numbered(meeting.items.filter(decisions=None)):
        old = each.item
        made[old.pk] = AgendaItem.objects.create(
            meeting=again,
            parent=made.get(old.parent_id),
            **{name: getattr(old, name) for name in COPIED},
        )
    Paper.objects.bulk_create(
        Paper(item=made[paper.item_id], **{name: getattr(paper, name) for name in COPIED_WITH_PAPERS})
        for paper in Paper.objects.filter(item__in=made, withdrawn_at=None).order_by("pk")
    )


def _check_not_held(meeting: Meeting) -> None:
    if meeting.state != State.CONVENED:
        raise Refused(_("Only a meeting that was called and not held can be called again."), code="not_convened")
    if clock.now() < meeting.starts_at:
        raise Refused(_("The meeting has yet to begin."), code="too_early")
    if attendance(meeting).may_be_held:
        raise Refused(_("Enough members are present: the meeting can be held."), code="quorum_met")
