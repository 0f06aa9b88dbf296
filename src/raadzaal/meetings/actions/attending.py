"""The attendance list (art. 20 Wet op de SER): one person for each seat, the member or a substitute instead."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Person, Seat
from raadzaal.council.queries import may_sit
from raadzaal.journal import clock
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked
from raadzaal.meetings.models import CastVote, Meeting, Presence, Stay, Voting
from raadzaal.meetings.queries import meeting_day, sitting_day
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.procedure.roles import council_member, substitute

RECORDER_KEYS = {role.key for role in RECORDERS}
SIGNERS = RECORDERS | council_member | substitute


@performs("meetings.sign_in", by=SIGNERS)
def sign_in(meeting: Meeting, *, actor: Actor, on: date, seat: Seat, person: Person) -> Done:
    """Take a seat. Members and substitutes sign for themselves, the secretariat for anybody. Returns the Presence.

    When both of a pair are there the member sits; the substitute has an advisory voice only (SER members' guide).
    """
    meeting = _signing(meeting, actor, person)
    presence = _seat(meeting, seat, person)
    facts = {"seat": seat.public_id, "person": person.public_id, "as_substitute": presence.as_substitute}
    return Done(facts=facts, result=presence, audience=audience(meeting))


@performs("meetings.sign_out", by=SIGNERS)
def sign_out(meeting: Meeting, *, actor: Actor, on: date, seat: Seat) -> Done:
    """Leave the seat, for good or for another to sit for one item of the agenda."""
    meeting = locked(meeting)
    presence = meeting.presences.filter(seat=seat).select_related("person").first()
    if presence is None:
        raise Refused(_("Nobody has signed for this seat."), code="not_signed", field="seat")
    _signing(meeting, actor, presence.person)
    presence.delete()
    _leave(meeting, {seat.pk})
    facts = {"seat": seat.public_id, "person": presence.person.public_id}
    return Done(facts=facts, audience=audience(meeting))


@performs("meetings.sign_sheet", by=RECORDERS)
def sign_sheet(meeting: Meeting, *, actor: Actor, on: date, seats: dict[int, int | None]) -> Done:
    """The whole list at once: per seat (primary key) the person there, or None. Seats not named stay as they are."""
    meeting = _signing(meeting, actor, None)
    signed = {each.seat_id: each for each in meeting.presences.all()}
    changed = {
        seat: person for seat, person in seats.items() if person != (signed[seat].person_id if seat in signed else None)
    }
    facts = _sign_changes(meeting, changed)
    return Done(facts={"seats": facts}, result=len(changed), audience=audience(meeting))


def _sign_changes(meeting: Meeting, changed: dict[int, int | None]) -> list[dict]:
    """Everybody who moves leaves first, so that people may change places in one go."""
    meeting.presences.filter(seat_id__in=changed).delete()
    _leave(meeting, set(changed))
    seats = Seat.objects.in_bulk(changed)
    people = Person.objects.in_bulk([person for person in changed.values() if person is not None])
    facts = []
    for seat, person in changed.items():
        if seat not in seats or (person is not None and person not in people):
            raise Refused(_("This seat or person is not known."), code="unknown", field="seats")
        if person is not None:
            _seat(meeting, seats[seat], people[person])
        facts.append({"seat": seats[seat].public_id, "person": people[person].public_id if person else None})
    return facts


def _signing(meeting: Meeting, actor: Actor, person: Person | None) -> Meeting:
    """The meeting, locked, when this actor may now sign for this person."""
    meeting = locked(meeting)
    own = person is not None and person.public_id == actor.key
    if not own and not actor.roles() & RECORDER_KEYS:
        raise NotAllowed(_("You sign for yourself only."), code="not_yours")
    if meeting.state not in (Meeting.State.CONVENED, Meeting.State.OPEN, Meeting.State.SUSPENDED):
        raise Refused(_("The attendance list of this meeting is not open."), code="list_closed")
    if clock.today() < meeting_day(meeting):
        raise Refused(_("The attendance list is signed on the day of the meeting."), code="too_early")
    return meeting


def _seat(meeting: Meeting, seat: Seat, person: Person) -> Presence:
    _check_seat(meeting, seat, person)
    permit = may_sit(person, seat, sitting_day(meeting))
    if not permit.ok:
        raise permit.refusal
    now = clock.now()
    seated = {"meeting": meeting, "seat": seat, "person": person, "as_substitute": permit.as_substitute}
    Stay.objects.create(**seated, came_at=now, from_item_id=meeting.at_item_id)
    return Presence.objects.create(**seated, signed_at=now)


def _leave(meeting: Meeting, seats: set[int]) -> None:
    """Of those who sat on these seats it is kept when they left, and at which point. Not in the middle of a vote."""
    if CastVote.objects.filter(voting__meeting=meeting, voting__state=Voting.State.OPEN, seat_id__in=seats).exists():
        raise Refused(_("This seat has voted; who sits on it changes after the vote is closed."), code="vote_running")
    staying = meeting.stays.filter(seat_id__in=seats, left_at=None)
    staying.update(left_at=clock.now(), until_item=meeting.at_item_id)


def _check_seat(meeting: Meeting, seat: Seat, person: Person) -> None:
    if seat.body_id != meeting.body_id:
        raise Refused(_("This seat belongs to another body."), code="other_body", field="seat")
    taken = meeting.presences.filter(seat=seat).select_related("person").first()
    if taken:
        raise Refused(
            _("%(person)s has signed for this seat. Whoever attends beside them has an advisory voice only."),
            code="seat_taken",
            field="seat",
            person=taken.person.name,
        )
    if meeting.presences.filter(person=person).exists():
        raise Refused(_("%(person)s sits on another seat already."), code="seated", field="person", person=person.name)
