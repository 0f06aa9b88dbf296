"""A meeting that was planned is moved, cancelled, suspended or resumed; and members say whether they come."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Person
from raadzaal.council.queries import members_on
from raadzaal.journal import clock
from raadzaal.meetings.actions.attending import RECORDER_KEYS, SIGNERS
from raadzaal.meetings.actions.convening import check_start
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked, locked_open
from raadzaal.meetings.actions.sessions import check_quorum
from raadzaal.meetings.models import Intention, Meeting, Voting
from raadzaal.meetings.queries import attendance, meeting_day
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.procedure.roles import committee_member, executive_committee

State = Meeting.State
AHEAD = (State.PLANNED, State.CONVENED)


@performs("meetings.reschedule", by=RECORDERS)
def reschedule(meeting: Meeting, *, actor: Actor, on: date, starts_at: datetime, place: str, reason: str) -> Done:
    """To another moment or place. Who was called is told, under the same name with a higher number (RFC 5546)."""
    meeting = locked(meeting)
    _check_ahead(meeting)
    _check_reason(reason)
    if starts_at == meeting.starts_at and place == meeting.place:
        raise Refused(_("This is when and where the meeting is already."), code="unchanged", field="starts_at")
    if starts_at != meeting.starts_at:
        check_start(meeting.body, starts_at)
    before = meeting.starts_at
    meeting.starts_at, meeting.place, meeting.moved_because = starts_at, place, reason.strip()
    meeting.sequence += 1
    meeting.save()
    facts = {"from": before, "starts_at": starts_at, "sequence": meeting.sequence, "called": _called(meeting)}
    return Done(facts=facts, words={"reason": reason.strip()}, result=meeting, audience=audience(meeting))


@performs("meetings.cancel", by=RECORDERS)
def cancel(meeting: Meeting, *, actor: Actor, on: date, reason: str) -> Done:
    """It will not be held. What stood on its agenda waits to be put on another."""
    meeting = locked(meeting)
    _check_ahead(meeting)
    _check_reason(reason)
    called = _called(meeting)
    meeting.state, meeting.moved_because = State.CANCELLED, reason.strip()
    meeting.sequence += 1
    meeting.save()
    facts = {"starts_at": meeting.starts_at, "sequence": meeting.sequence, "called": called}
    return Done(facts=facts, words={"reason": reason.strip()}, result=meeting, audience=audience(meeting))


@performs("meetings.suspend", by=RECORDERS)
def suspend(meeting: Meeting, *, actor: Actor, on: date, resumes_at: datetime) -> Done:
    """For a while, or to another day; it stays the same meeting."""
    meeting = locked_open(meeting)
    if meeting.votings.filter(state=Voting.State.OPEN).exists():
        raise Refused(_("Another vote is being held. Close it first."), code="vote_running")
    if resumes_at <= clock.now():
        raise Refused(_("A meeting goes on later: this moment is over."), code="starts_in_past", field="starts_at")
    meeting.state, meeting.resumes_at = State.SUSPENDED, resumes_at
    meeting.sequence += 1
    meeting.save()
    facts = {"resumes_at": resumes_at, "sequence": meeting.sequence}
    return Done(facts=facts, result=meeting, audience=audience(meeting))


@performs("meetings.resume", by=RECORDERS)
def resume(meeting: Meeting, *, actor: Actor, on: date) -> Done:
    """With a quorum once more (art. 20 Wet op de SER)."""
    meeting = locked(meeting)
    if meeting.state != State.SUSPENDED:
        raise Refused(_("Only a meeting that was suspended is resumed."), code="not_suspended")
    check_quorum(attendance(meeting))
    meeting.state, meeting.resumes_at = State.OPEN, None
    meeting.save(update_fields=["state", "resumes_at"])
    return Done(result=meeting, audience=audience(meeting))


@performs("meetings.announce", by=SIGNERS | committee_member | executive_committee)
def announce(meeting: Meeting, *, actor: Actor, on: date, person: Person, comes: bool) -> Done:
    """Say whether one comes: for oneself, or the secretariat for anybody. The last word counts."""
    meeting = locked(meeting)
    _check_ahead(meeting)
    if person.public_id != actor.key and not actor.roles() & RECORDER_KEYS:
        raise NotAllowed(_("You speak for yourself only."), code="not_yours")
    if not members_on(meeting.body, meeting_day(meeting)).filter(person=person).exists():
        raise Refused(_("%(person)s does not sit in this body."), code="not_in_body", person=person.name)
    Intention.objects.update_or_create(
        meeting=meeting, person=person, defaults={"comes": comes, "said_at": clock.now()}
    )
    return Done(facts={"person": person.public_id, "comes": comes}, audience=audience(meeting))


def _called(meeting: Meeting) -> bool:
    return meeting.state == State.CONVENED


def _check_ahead(meeting: Meeting) -> None:
    if meeting.state not in AHEAD:
        raise Refused(_("This can be done only while the meeting is yet to begin."), code="begun")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why: the members read it."), code="no_reason", field="reason")
