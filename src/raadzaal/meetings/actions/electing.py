"""A choice between persons: begun, counted by tellers round after round, ended by a majority or by the lot."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Person
from raadzaal.journal import clock
from raadzaal.meetings import balloting
from raadzaal.meetings.actions.attending import RECORDER_KEYS, SIGNERS
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked_open
from raadzaal.meetings.actions.sessions import check_quorum
from raadzaal.meetings.models import AgendaItem, BallotRound, Election, Meeting
from raadzaal.meetings.queries import attendance
from raadzaal.meetings.queries.attendance import rules_now
from raadzaal.meetings.queries.elections import undecided_before
from raadzaal.meetings.rule_book import CountError
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.procedure.roles import committee_member, executive_committee

State, Stage = Election.State, BallotRound.Stage
TELLERS = SIGNERS | committee_member | executive_committee
ENDS = {
    balloting.Outcome.ELECTED: State.ELECTED,
    balloting.Outcome.LOT: State.LOT,
    balloting.Outcome.NOBODY: State.NOBODY,
    balloting.Outcome.DEFERRED: State.DEFERRED,
    balloting.Outcome.VOID: State.VOID,
}
MOST = 20


@performs("meetings.begin_election", by=RECORDERS)
def begin_election(
    meeting: Meeting, *, actor: Actor, on: date, item: AgendaItem, office: str, candidates: list[str]
) -> Done:
    """Between persons it is always voted, by unsigned ballots (art. 24(1) Wet op de SER). Returns the Election."""
    meeting = locked_open(meeting)
    names = list(dict.fromkeys(name.strip() for name in candidates if name.strip()))
    if item.meeting_id != meeting.pk or item.kind != AgendaItem.Kind.PERSONS:
        raise Refused(_("This point is not about a choice of persons."), code="other_kind")
    if item.elections.filter(state__in=(State.OPEN, State.LOT)).exists():
        raise Refused(_("Another choice is being held. End it first."), code="vote_running")
    if not office.strip():
        raise Refused(_("Say for what the choice is made."), code="no_office", field="office")
    if not 1 <= len(names) <= MOST or any(len(name) > 120 for name in names):
        raise Refused(_("Name one to twenty candidates, one on a line."), code="candidates", field="candidates")
    check_quorum(attendance(meeting))
    made = Election.objects.create(item=item, office=office.strip(), candidates=names, begun_at=clock.now())
    facts = {"item": item.public_id, "election": made.public_id, "candidates": len(names)}
    return Done(facts=facts, words=_said(item, names), result=made, audience=audience(meeting))


@performs("meetings.count_ballots", by=RECORDERS)
def count_ballots(
    meeting: Meeting,
    *,
    actor: Actor,
    on: date,
    election: Election,
    counts: dict[str, int],
    blank: int,
    invalid: int,
    handed_in: int,
    tellers: list[Person],
    abstaining: int = 0,
) -> Done:
    """What two tellers counted in this round; it counts once both have confirmed it. Returns the round.

    Counted once more before that, the new numbers take the place of the old, and both confirm anew. With more or fewer
    ballots than voters they are not opened: *counts*, *blank* and *invalid* then tell nothing.
    """
    meeting = locked_open(meeting)
    election = _running(election, State.OPEN)
    standing = election.going_on
    counted = attendance(meeting)
    check_quorum(counted)
    _check_tellers(meeting, tellers)
    told = {"counts": counts, "blank": blank, "invalid": invalid, "handed_in": handed_in, "abstaining": abstaining}
    right = _checked_numbers(election, standing, counted, **told)
    election.rounds.filter(stage=Stage.COUNTED).delete()
    row = BallotRound.objects.create(
        election=election,
        number=election.rounds.count() + 1,
        stage=Stage.COUNTED,
        candidates=list(standing),
        counts=[counts[name] if right else 0 for name in standing],
        blank=blank if right else 0,
        invalid=invalid if right else 0,
        handed_in=handed_in,
        abstaining=abstaining,
        present=counted.present,
        sitting=counted.sitting,
        tellers="\n".join(person.name for person in tellers),
        counted_by=[person.public_id for person in tellers],
        counted_at=clock.now(),
    )
    facts = {"election": election.public_id, "round": row.number, "tellers": row.counted_by}
    return Done(facts=facts, result=row, audience=audience(meeting))


def _check_tellers(meeting: Meeting, tellers: list[Person]) -> None:
    here = set(meeting.presences.values_list("person_id", flat=True))
    if len({person.pk for person in tellers}) != 2 or not {person.pk for person in tellers} <= here:
        raise Refused(_("Name two tellers who are present."), code="no_tellers", field="second_teller")


def _checked_numbers(election, standing, counted, *, counts, blank, invalid, handed_in, abstaining) -> bool:
    """Whether the ballots may be opened. Raises Refused for numbers that do not fit together."""
    try:
        right, _steps = balloting.agree(handed_in, present=counted.present, abstaining=abstaining)
    except CountError as problem:
        raise _no_count(problem.code, "handed_in") from problem
    if not right:
        return False
    if set(counts) != set(standing) or any(type(number) is not int or number < 0 for number in counts.values()):
        raise Refused(_("Count the ballots of each who stands in this round."), code="candidates", field="counts")
    if sum(counts.values()) + blank + invalid != handed_in:
        raise Refused(
            _("%(handed_in)s ballots were handed in, and %(counted)s were counted. Count them again."),
            code="not_all_counted",
            field="handed_in",
            handed_in=handed_in,
            counted=sum(counts.values()) + blank + invalid,
        )
    return True


def _no_count(code: str, field: str) -> Refused:
    words = _("The vote cannot be counted like this: the numbers do not fit who is present.")
    return Refused(words, code=code, field=field)


@performs("meetings.confirm_count", by=TELLERS)
def confirm_count(
    meeting: Meeting, *, actor: Actor, on: date, election: Election, row: BallotRound, teller: str
) -> Done:
    """One of the two tellers (public id) says that the numbers of *row* are right; when both have, the rule decides.

    Each teller does so on a screen of their own, or the secretary records that they said it aloud. Returns the round.
    """
    meeting = locked_open(meeting)
    election = _running(election, State.OPEN)
    row = election.rounds.filter(stage=Stage.COUNTED, pk=row.pk).first()
    if row is None or teller not in row.counted_by:
        raise Refused(_("These numbers are not to be confirmed any more. Look again."), code="nothing_to_confirm")
    if teller != actor.key and not actor.roles() & RECORDER_KEYS:
        raise NotAllowed(_("Only a teller can confirm what was counted."), code="not_yours")
    if teller in row.confirmed:
        return Done(result=row, nothing=True)
    row.confirmed = [*row.confirmed, teller]
    row.aloud = [*row.aloud, teller] if teller != actor.key else row.aloud
    facts = {"election": election.public_id, "round": row.number, "teller": teller, "aloud": teller != actor.key}
    if len(row.confirmed) == len(row.counted_by):
        facts |= _settle(meeting, election, row)
    row.save()
    return Done(facts=facts, result=row, audience=audience(meeting))


def _settle(meeting: Meeting, election: Election, row: BallotRound) -> dict:
    """By the numbers as they were when it was counted, and the rules as they are."""
    told = decided(meeting, election, row)
    row.stage, row.outcome, row.going_on = Stage.SETTLED, told.outcome.value, list(told.between)
    row.explanation = [{"code": step.code, "params": dict(step.params)} for step in told.explanation]
    _end(election, told)
    counted = {"counts": row.counts, "blank": row.blank, "invalid": row.invalid, "handed_in": row.handed_in}
    return {**counted, "outcome": row.outcome}


def decided(meeting: Meeting, election: Election, row: BallotRound) -> balloting.Counted:
    """What the rule makes of a round. Raises Refused for numbers that no meeting can have."""
    voters = {"present": row.present, "abstaining": row.abstaining}
    earlier = undecided_before(election)
    try:
        right, steps = balloting.agree(row.handed_in, **voters)
        if not right:
            return balloting.not_opened(row.handed_in, **voters)
        told = balloting.count(
            row.rows,
            row.blank,
            row.invalid,
            sitting=row.sitting,
            total=attendance(meeting).total,
            rules=rules_now(),
            runoff=any(not each.void for each in election.held if each.pk != row.pk),
            revote=earlier == State.VOID,
            second_tie=earlier == State.DEFERRED,
            call=meeting.call,
            **voters,
        )
    except CountError as problem:
        raise _no_count(problem.code, "counts") from problem
    return replace(told, explanation=(*steps, *told.explanation))


def _end(election: Election, told: balloting.Counted) -> None:
    if told.outcome in ENDS:
        election.state = ENDS[told.outcome]
        if told.outcome == balloting.Outcome.ELECTED:
            election.elected = told.between[0]
        election.save()


@performs("meetings.draw_lot", by=RECORDERS)
def draw_lot(meeting: Meeting, *, actor: Actor, on: date, election: Election, name: str) -> Done:
    """The lot was drawn in the meeting, between those with equal votes; here it is recorded whom it fell on (art. 27)."""
    meeting = locked_open(meeting)
    election = _running(election, State.LOT)
    if name not in election.going_on:
        raise Refused(_("The lot is drawn between those with equal votes."), code="not_in_lot", field="name")
    election.state, election.elected, election.by_lot = State.ELECTED, name, True
    election.save()
    return Done(facts={"election": election.public_id, "by_lot": True}, result=election, audience=audience(meeting))


def _running(election: Election, state: str) -> Election:
    found = Election.objects.select_for_update(of=("self",), no_key=True).select_related("item__meeting")
    found = found.filter(pk=election.pk, state=state).first()
    if found is None:
        raise Refused(_("This choice is not at that point."), code="other_state")
    return found


def _said(item: AgendaItem, names: list[str]) -> dict[str, str]:
    return {} if item.closed else {"candidates": ", ".join(names)}
