"""Opening and closing a meeting."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import clock
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked
from raadzaal.meetings.models import AgendaItem, BallotRound, Contribution, Meeting, Voting
from raadzaal.meetings.queries import Attendance, attendance, meeting_day
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused

State = Meeting.State


@performs("meetings.open_meeting", by=RECORDERS)
def open_meeting(meeting: Meeting, *, actor: Actor, on: date) -> Done:
    """With more than half of the sitting members signed in; a third call with any number (art. 20 Wet op de SER)."""
    meeting = locked(meeting)
    if meeting.state != State.CONVENED:
        raise Refused(_("Only a meeting that was called, and is not open yet, can be opened."), code="not_convened")
    if clock.today() < meeting_day(meeting):
        raise Refused(_("This meeting is not held today."), code="too_early")
    counted = attendance(meeting)
    check_quorum(counted)
    meeting.state, meeting.opened_at = State.OPEN, clock.now()
    meeting.save(update_fields=["state", "opened_at"])
    facts = {"sitting": counted.sitting, "present": counted.present, "call": meeting.call}
    return Done(facts=facts, result=meeting, audience=audience(meeting))


def check_quorum(counted: Attendance) -> None:
    if not counted.may_be_held:
        raise Refused(
            _("There is no quorum: %(present)s of %(sitting)s sitting members are present, %(needed)s are needed."),
            code="no_quorum",
            present=counted.present,
            sitting=counted.sitting,
            needed=counted.quorum.needed,
        )


@performs("meetings.turn_to", by=RECORDERS)
def turn_to(meeting: Meeting, *, actor: Actor, on: date, item: AgendaItem) -> Done:
    """The meeting now deals with this point; who spoke on another has finished."""
    meeting = locked(meeting)
    if meeting.state != State.OPEN:
        raise Refused(_("This meeting is not open."), code="not_open")
    if item.meeting_id != meeting.pk:
        raise Refused(_("This point is not on the agenda of this meeting."), code="foreign", field="item")
    if meeting.at_item_id != item.pk:
        end_speaking(meeting)
        meeting.at_item = item
        meeting.save(update_fields=["at_item"])
    return Done(facts={"item": item.public_id}, result=meeting, audience=audience(meeting))


def end_speaking(meeting: Meeting) -> None:
    """Whoever has the floor has finished."""
    speaking = meeting.contributions.filter(state=Contribution.State.SPEAKING)
    speaking.update(state=Contribution.State.DONE, ended_at=clock.now())


@performs("meetings.close_meeting", by=RECORDERS)
def close_meeting(meeting: Meeting, *, actor: Actor, on: date) -> Done:
    meeting = locked(meeting)
    if meeting.state != State.OPEN:
        raise Refused(_("This meeting is not open."), code="not_open")
    if meeting.votings.filter(state=Voting.State.OPEN).exists():
        raise Refused(_("Another vote is being held. Close it first."), code="vote_running")
    if BallotRound.objects.filter(election__item__meeting=meeting).exclude(stage=BallotRound.Stage.SETTLED).exists():
        raise Refused(_("A round of a choice between persons is not settled yet."), code="round_running")
    meeting.state, meeting.closed_at = State.CLOSED, clock.now()
    meeting.save(update_fields=["state", "closed_at"])
    end_speaking(meeting)
    meeting.stays.filter(left_at=None).update(left_at=meeting.closed_at, until_item=meeting.at_item_id)
    left = meeting.items.filter(decisions=None).count()
    return Done(facts={"undecided_items": left}, result=meeting, audience=audience(meeting))
