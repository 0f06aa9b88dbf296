"""Decisions on an item: called by the steps of the task it concerns. Raise Refused."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Appointment
from raadzaal.council.queries import members_on
from raadzaal.journal import acts, clock
from raadzaal.meetings import rules
from raadzaal.meetings.actions.locking import locked
from raadzaal.meetings.actions.sessions import check_quorum
from raadzaal.meetings.models import AgendaItem, Decision, Meeting, Presence, RollCallVote
from raadzaal.meetings.queries import Attendance, attendance, meeting_day, undecided_before
from raadzaal.meetings.queries.attendance import rules_now
from raadzaal.procedure.explanation import Step
from raadzaal.procedure.refusals import Refused

Value = RollCallVote.Value
RESULTS = {
    rules.Result.ADOPTED: Decision.Result.ADOPTED,
    rules.Result.REJECTED: Decision.Result.REJECTED,
    rules.Result.TIED_FAILED: Decision.Result.REJECTED,
    rules.Result.TIED_DEFERRED: Decision.Result.DEFERRED,
    rules.Result.INVALID: Decision.Result.VOID,
}


@dataclass(frozen=True)
class Hands:
    """A show of hands of which the numbers were taken, by value of a vote; ``casting`` is how the chair decides a tie."""

    counts: Mapping[str, int]
    casting: str | None = None


@dataclass(frozen=True)
class Named:
    """Votes per seat (primary key); ``casting`` is how the chair decides a tie, where the chair's own vote does not say it."""

    by_seat: Mapping[int, str]
    casting: str | None = None


Votes = Mapping[int, str] | Named | Hands


@dataclass(frozen=True)
class Tally:
    """Votes as they are counted; ``by_seat`` (primary keys) is empty where nobody wrote down who voted what."""

    counts: Counter
    by_seat: Mapping[int, str]
    casting: str | None


@dataclass(frozen=True)
class Sitting:
    """An item that is dealt with now: in an open meeting that has its quorum."""

    item: AgendaItem
    attendance: Attendance

    @property
    def seated(self) -> dict[int, Presence]:
        """Per seat (primary key) who may vote: who signed for a seat that is not vacant by now."""
        rows = self.attendance.rows
        return {row.seat.pk: row.presence for row in rows if row.presence and not row.place.vacant}

    def decision(self, method: str, result: str, on: date, **more) -> Decision:
        return Decision.objects.create(
            item=self.item,
            method=method,
            result=result,
            on=on,
            at=clock.now(),
            sitting=self.attendance.sitting,
            present=self.attendance.present,
            **more,
        )

    def because(self, *steps) -> list[dict]:
        """The explanation as it is kept: codes and their numbers, in order."""
        held = self.attendance.quorum.explanation if self.attendance.quorum else ()
        return [{"code": step.code, "params": dict(step.params)} for step in (*held, *steps)]


def decide_without_vote(item: AgendaItem, *, actor: Actor, on: date) -> Decision:
    """Nobody asked for a vote, so the proposal counts as adopted (art. 24 Wet op de SER)."""
    sitting = begun(item, on, AgendaItem.Kind.ADOPT)
    if sitting.item.vote_asked_by_id:
        raise Refused(
            _("%(person)s asked for a vote: the members vote by roll call (art. 24 Wet op de SER)."),
            code="vote_asked",
            person=sitting.item.vote_asked_by.name,
        )
    outcome = counted_or_refused(rules.without_vote, item.subject, rules_now())
    return sitting.decision(
        Decision.Method.WITHOUT_VOTE, RESULTS[outcome.result], on, explanation=sitting.because(*outcome.explanation)
    )


def decide_by_votes(
    item: AgendaItem,
    votes: Votes,
    *,
    actor: Actor,
    on: date,
    method: str = Decision.Method.ROLL_CALL,
) -> Decision:
    """Count the votes (arts. 23-27 Wet op de SER). Given per seat (primary key), each of them is kept."""
    sitting = begun(item, on, AgendaItem.Kind.ADOPT)
    seated = sitting.seated
    votes = _tallied(votes, sitting)
    _check_votes(votes, seated)
    outcome = _outcome(sitting, votes)
    counts = votes.counts
    decision = sitting.decision(
        method,
        RESULTS[outcome.result],
        on,
        in_favour=counts[Value.FOR],
        against=counts[Value.AGAINST],
        blank=counts[Value.BLANK],
        abstaining=counts[Value.ABSTAINS],
        explanation=sitting.because(*_how(method, votes), *outcome.explanation),
    )
    RollCallVote.objects.bulk_create(
        RollCallVote(decision=decision, seat_id=seat, person=seated[seat].person, value=value)
        for seat, value in votes.by_seat.items()
    )
    return decision


def _how(method: str, votes: Tally) -> Iterator[Step]:
    """What is told first of a vote that was not by roll call."""
    on_screen = rules_now().on_screen
    if method == Decision.Method.ELECTRONIC and on_screen:
        yield Step("on_screen", {"citation": on_screen.citation})
    if method == Decision.Method.SHOW_OF_HANDS:
        yield Step("form_show_of_hands", {"citation": rules_now().citations.no_vote_asked})
        if not votes.by_seat:
            yield Step("hands_counted")


def outcome_on_proposal(item: AgendaItem, votes: Votes, on: date, method: str) -> tuple[rules.Outcome, list[dict]]:
    """On a proposal to change the text: a matter like any other, with the same quorum. Nothing is kept here."""
    sitting = begun(item, on)
    votes = _tallied(votes, sitting)
    _check_votes(votes, sitting.seated)
    outcome = _outcome(sitting, votes, of_proposal=True)
    return outcome, sitting.because(*_how(method, votes), *outcome.explanation)


def refer_back(item: AgendaItem, reason: str, *, actor: Actor, on: date) -> Decision:
    """A house rule: the council sends the draft back instead of deciding."""
    sitting = begun(item, on, AgendaItem.Kind.ADOPT)
    if not reason.strip():
        raise Refused(_("Say what the committee should look at again."), code="no_reason", field="reason")
    return sitting.decision(
        Decision.Method.REFERRED_BACK,
        Decision.Result.REFERRED_BACK,
        on,
        reason=reason.strip(),
        explanation=sitting.because(),
    )


def take_note(item: AgendaItem, *, actor: Actor, on: date) -> Decision:
    """Taken note of as an incoming paper, without debate (arts. 43 and 44 Wet op de SER)."""
    sitting = begun(item, on, AgendaItem.Kind.NOTE)
    return sitting.decision(Decision.Method.NOTED, Decision.Result.NOTED, on, explanation=sitting.because())


def begun(item: AgendaItem, on: date, kind: str = AgendaItem.Kind.ADOPT) -> Sitting:
    acts.require()
    meeting = locked(item.meeting)
    item = AgendaItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    item.meeting = meeting
    if meeting.state != Meeting.State.OPEN:
        raise Refused(_("The council decides in an open meeting; this one is not open."), code="not_open")
    if item.kind != kind and not (kind == AgendaItem.Kind.ADOPT and item.kind == AgendaItem.Kind.MINUTES):
        raise Refused(_("This item is on the agenda for something else."), code="other_kind")
    if item.decisions.exists():
        raise Refused(_("This item has been dealt with in this meeting."), code="decided")
    if on < meeting_day(meeting):
        raise Refused(_("This day lies before the meeting."), code="before_meeting", field="on")
    counted = attendance(meeting)
    check_quorum(counted)
    return Sitting(item, counted)


def _tallied(votes: Votes, sitting: Sitting) -> Tally:
    if isinstance(votes, Hands):
        return Tally(Counter(votes.counts), {}, votes.casting)
    named = votes if isinstance(votes, Named) else Named(votes)
    of_chair = _vote_of_chair(sitting.item.meeting, named.by_seat, sitting.seated)
    decides = of_chair if of_chair in (Value.FOR, Value.AGAINST) else named.casting
    return Tally(Counter(named.by_seat.values()), named.by_seat, decides)


def _check_votes(votes: Tally, seated: Mapping[int, Presence]) -> None:
    if not sum(votes.counts.values()):
        raise Refused(_("Record the vote of each member present."), code="no_votes", field="votes")
    if set(votes.by_seat) - set(seated):
        raise Refused(_("Only members who signed the attendance list vote."), code="not_present", field="votes")
    if set(votes.counts) - set(Value.values):
        raise Refused(_("A vote is for, against or blank, or a member abstains."), code="unknown_vote", field="votes")


def _outcome(sitting: Sitting, votes: Tally, *, of_proposal: bool = False) -> rules.Outcome:
    """A vote after a void one is valid whatever the turnout; a second tie is treated as one with everybody present."""
    before = undecided_before(sitting.item.case) if sitting.item.case_id and not of_proposal else []
    counts = votes.counts
    outcome = counted_or_refused(
        rules.outcome,
        counts[Value.FOR],
        counts[Value.AGAINST],
        counts[Value.BLANK],
        kind="matter" if of_proposal else sitting.item.subject,
        sitting=sitting.attendance.sitting,
        present=sitting.attendance.present,
        obliged_to_abstain=counts[Value.ABSTAINS],
        revote=before[:1] == [Decision.Result.VOID],
        second_tie=Decision.Result.DEFERRED in before,
        call=sitting.item.meeting.call,
        chair_vote=votes.casting,
        total=sitting.attendance.total,
        rules=rules_now(),
    )
    if outcome.result not in RESULTS:
        raise Refused(_("The rules let the lot decide here; that is done in the meeting itself."), code="lot")
    return outcome


def _vote_of_chair(meeting: Meeting, votes: Mapping[int, str], seated: Mapping[int, Presence]) -> str | None:
    """What the chair voted; it matters only where a profile gives the chair a casting vote."""
    chair = members_on(meeting.body, meeting_day(meeting)).filter(role=Appointment.Role.CHAIR).first()
    if chair is None:
        return None
    return next((votes.get(seat) for seat, each in seated.items() if each.person_id == chair.person_id), None)


def counted_or_refused(count, *given, **named) -> rules.Outcome:
    try:
        return count(*given, **named)
    except rules.CountError as problem:
        if problem.code == "chair-vote-needed":
            raise Refused(
                _("The votes are equally divided and the chair's vote decides: record how the chair votes."),
                code=problem.code,
                field="casting",
            ) from problem
        raise Refused(
            _("The vote cannot be counted like this: the numbers do not fit who is present."),
            code=problem.code,
            field="votes",
        ) from problem
