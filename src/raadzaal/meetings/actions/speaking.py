"""Who speaks: asking for the floor, having it, having had it; and what the secretary notes."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Appointment, Person
from raadzaal.council.queries import members_on
from raadzaal.journal import clock
from raadzaal.meetings.actions.attending import RECORDER_KEYS, SIGNERS
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked, locked_open
from raadzaal.meetings.actions.sessions import end_speaking
from raadzaal.meetings.models import AgendaItem, Contribution, Meeting, Note
from raadzaal.meetings.queries import sitting_day
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.procedure.roles import advisory_member, committee_member, executive_committee, ministry_observer

Kind, State = Contribution.Kind, Contribution.State
ADVISORY = (Appointment.Role.ADVISORY, Appointment.Role.OBSERVING, Appointment.Role.MINISTRY)
SPEAKERS = SIGNERS | committee_member | executive_committee | advisory_member | ministry_observer


@performs("meetings.ask_for_floor", by=SPEAKERS)
def ask_for_floor(
    meeting: Meeting, *, actor: Actor, on: date, item: AgendaItem, person: Person, kind: str = Kind.FIRST
) -> Done:
    """Who is there may speak, and who has an advisory voice; asking twice for the same is asking once."""
    meeting = locked_open(meeting)
    if item.meeting_id != meeting.pk:
        raise Refused(_("This point is not on the agenda of this meeting."), code="foreign", field="item")
    if person.public_id != actor.key and not actor.roles() & RECORDER_KEYS:
        raise NotAllowed(_("You ask for the floor for yourself only."), code="not_yours")
    presence = meeting.presences.filter(person=person).first()
    if presence is None and not _advises(meeting, person):
        raise Refused(
            _("%(person)s has not signed the attendance list."), code="not_present", field="person", person=person.name
        )
    asked, _new = Contribution.objects.get_or_create(
        item=item,
        person=person,
        kind=kind,
        state=State.WAITING,
        defaults={"meeting": meeting, "seat_id": presence and presence.seat_id, "asked_at": clock.now()},
    )
    facts = {"item": item.public_id, "person": person.public_id, "kind": kind, "turn": asked.public_id}
    return Done(facts=facts, result=asked, audience=audience(meeting))


def _advises(meeting: Meeting, person: Person) -> bool:
    """An advisory voice: a substitute beside the member, an advisory member, somebody from a ministry."""
    held = members_on(meeting.body, sitting_day(meeting)).filter(person=person)
    return held.filter(role__in=(*ADVISORY, Appointment.Role.SUBSTITUTE)).exists()


@performs("meetings.give_floor", by=RECORDERS)
def give_floor(meeting: Meeting, *, actor: Actor, on: date, turn: Contribution) -> Done:
    """Whoever had the floor has finished."""
    meeting = locked_open(meeting)
    turn = _turn(meeting, turn, State.WAITING)
    end_speaking(meeting)
    turn.state, turn.began_at = State.SPEAKING, clock.now()
    turn.save(update_fields=["state", "began_at"])
    facts = {"item": turn.item.public_id, "person": turn.person.public_id, "turn": turn.public_id}
    return Done(facts=facts, result=turn, audience=audience(meeting))


@performs("meetings.end_turn", by=RECORDERS)
def end_turn(meeting: Meeting, *, actor: Actor, on: date) -> Done:
    """Nobody has the floor any more."""
    meeting = locked_open(meeting)
    end_speaking(meeting)
    return Done(audience=audience(meeting))


@performs("meetings.withdraw_turn", by=SPEAKERS)
def withdraw_turn(meeting: Meeting, *, actor: Actor, on: date, turn: Contribution) -> Done:
    meeting = locked_open(meeting)
    turn = _turn(meeting, turn, State.WAITING)
    if turn.person.public_id != actor.key and not actor.roles() & RECORDER_KEYS:
        raise NotAllowed(_("You ask for the floor for yourself only."), code="not_yours")
    turn.state = State.WITHDRAWN
    turn.save(update_fields=["state"])
    return Done(facts={"turn": turn.public_id}, audience=audience(meeting))


@performs("meetings.note", by=RECORDERS)
def note(meeting: Meeting, *, actor: Actor, on: date, text: str, item: AgendaItem | None = None) -> Done:
    """For the minutes. In the chain it is known that something was noted; the words lie beside it."""
    meeting = locked(meeting)
    if not text.strip():
        raise Refused(_("Write what is to be remembered."), code="empty", field="text")
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused(_("This point is not on the agenda of this meeting."), code="foreign", field="item")
    made = Note.objects.create(meeting=meeting, item=item, text=text.strip(), made_at=clock.now(), made_by=actor.name)
    facts = {"item": item.public_id if item else "", "note": made.pk}
    return Done(facts=facts, result=made, audience=audience(meeting))


def _turn(meeting: Meeting, turn: Contribution, state: str) -> Contribution:
    turns = Contribution.objects.select_for_update(of=("self",), no_key=True).select_related("person", "item")
    found = turns.filter(pk=turn.pk, meeting=meeting, state=state).first()
    if found is None:
        raise Refused(_("This turn is not waiting any more."), code="not_waiting")
    return found
