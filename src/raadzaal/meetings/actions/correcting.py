"""A vote that was written down wrongly is corrected in the open: beside the decision, which stays as it was."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Appointment
from raadzaal.council.queries import members_on
from raadzaal.journal import clock
from raadzaal.meetings import rules
from raadzaal.meetings.actions.deciding import RESULTS, counted_or_refused
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked
from raadzaal.meetings.models import Correction, Decision, Meeting, RollCallVote
from raadzaal.meetings.queries import meeting_day
from raadzaal.meetings.queries.attendance import rules_now
from raadzaal.meetings.queries.register import corrected
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused

Value = RollCallVote.Value


@performs("meetings.correct_decision", by=RECORDERS)
def correct_decision(
    meeting: Meeting, *, actor: Actor, on: date, decision: Decision, votes: Mapping[int, str], reason: str
) -> Done:
    """*votes*: per seat (primary key) what it should have been, for the seats that are wrong as it stands.

    Corrections of before count as what stands. Returns the Correction.

    Where the result becomes another one, a dossier does not follow by itself: the council decides on it again.
    """
    meeting = locked(meeting)
    cast = dict(decision.votes.values_list("seat_id", "value")) | corrected(decision)
    if decision.item.meeting_id != meeting.pk or not decision.votes.exists():
        raise Refused(_("Only a roll call of this meeting is corrected so."), code="no_roll_call")
    if not reason.strip():
        raise Refused(_("Say what was wrong: everybody reads it."), code="no_reason", field="reason")
    changed = {seat: value for seat, value in votes.items() if cast.get(seat) != value}
    if not changed or set(changed) - set(cast) or set(changed.values()) - set(Value.values):
        raise Refused(_("Say which vote of those who voted was another one."), code="unchanged", field="votes")
    standing = cast | changed
    outcome = _counted_again(decision, Counter(standing.values()), meeting, _vote_of_chair(decision, standing, meeting))
    result = RESULTS[outcome.result]
    if decision.item.case_id and result != decision.result:
        raise Refused(
            _("With these votes the result is another one. The council decides on this dossier again."),
            code="other_result",
        )
    row = _kept(decision, changed, Counter(standing.values()), result, reason, actor)
    seats = {vote.seat.public_id: changed[vote.seat_id] for vote in _those(decision, changed)}
    facts = {"decision": decision.public_id, "votes": seats, "was": decision.result, "result": result}
    return Done(facts=facts, words={"reason": reason.strip()}, result=row, audience=audience(meeting))


def _those(decision: Decision, changed: Mapping[int, str]):
    return decision.votes.filter(seat__in=changed).select_related("seat")


def _vote_of_chair(decision: Decision, votes: Mapping[int, str], meeting: Meeting) -> str | None:
    chair = members_on(meeting.body, meeting_day(meeting)).filter(role=Appointment.Role.CHAIR).first()
    persons = dict(decision.votes.values_list("seat_id", "person_id"))
    return next((votes[seat] for seat, person in persons.items() if chair and person == chair.person_id), None)


def _counted_again(decision: Decision, counts: Counter, meeting: Meeting, chair_vote: str | None) -> rules.Outcome:
    outcome = counted_or_refused(
        rules.outcome,
        counts[Value.FOR],
        counts[Value.AGAINST],
        counts[Value.BLANK],
        kind=decision.item.subject,
        sitting=decision.sitting,
        present=decision.present,
        obliged_to_abstain=counts[Value.ABSTAINS],
        revote=decision.item.revote,
        call=meeting.call,
        chair_vote=chair_vote,
        total=max(decision.sitting, decision.present),
        rules=rules_now(),
    )
    if outcome.result not in RESULTS:
        raise Refused(_("The rules let the lot decide here; that is done in the meeting itself."), code="lot")
    return outcome


def _kept(decision, changed, counts: Counter, result, reason, actor) -> Correction:
    return Correction.objects.create(
        decision=decision,
        in_favour=counts[Value.FOR],
        against=counts[Value.AGAINST],
        blank=counts[Value.BLANK],
        abstaining=counts[Value.ABSTAINS],
        votes={str(seat): value for seat, value in changed.items()},
        result=result,
        reason=reason.strip(),
        corrected_at=clock.now(),
        corrected_by=actor.name,
    )
