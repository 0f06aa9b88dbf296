"""A choice between persons: begun, counted by tellers round after round, ended by a majority or by the lot."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import clock
from raadzaal.meetings import balloting
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked_open
from raadzaal.meetings.actions.sessions import check_quorum
from raadzaal.meetings.models import AgendaItem, BallotRound, Election, Meeting
from raadzaal.meetings.queries import attendance
from raadzaal.meetings.queries.attendance import rules_now
from raadzaal.meetings.rule_book import CountError
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused

State = Election.State
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
    tellers: str,
) -> Done:
    """What the tellers counted in this round; who is chosen, or what comes next, follows. Returns the round."""
    meeting = locked_open(meeting)
    election = _running(election, State.OPEN)
    before = list(election.rounds.all())
    going_on = before[-1].going_on if before else election.candidates
    if set(counts) != set(going_on):
        raise Refused(_("Count the ballots of each who stands in this round."), code="candidates", field="counts")
    if not tellers.strip():
        raise Refused(_("Name the tellers."), code="no_tellers", field="tellers")
    counted = attendance(meeting)
    check_quorum(counted)
    earlier = _undecided_before(election)
    try:
        told = balloting.count(
            [(name, counts[name]) for name in going_on],
            blank,
            invalid,
            sitting=counted.sitting,
            present=counted.present,
            total=counted.total,
            rules=rules_now(),
            runoff=bool(before),
            revote=earlier == State.VOID,
            second_tie=earlier == State.DEFERRED,
            call=meeting.call,
        )
    except CountError as problem:
        raise Refused(
            _("The vote cannot be counted like this: the numbers do not fit who is present."),
            code=problem.code,
            field="counts",
        ) from problem
    row = _kept(election, going_on, counts, blank, invalid, tellers, counted, told, len(before) + 1)
    _end(election, told)
    facts = {"election": election.public_id, "round": row.number, "outcome": row.outcome, "blank": blank}
    return Done(facts=facts, result=row, audience=audience(meeting))


def _kept(election, going_on, counts, blank, invalid, tellers, counted, told, number) -> BallotRound:
    return BallotRound.objects.create(
        election=election,
        number=number,
        candidates=list(going_on),
        counts=[counts[name] for name in going_on],
        blank=blank,
        invalid=invalid,
        present=counted.present,
        sitting=counted.sitting,
        tellers=tellers.strip(),
        outcome=told.outcome.value,
        going_on=list(told.between),
        explanation=[{"code": step.code, "params": dict(step.params)} for step in told.explanation],
        counted_at=clock.now(),
    )


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
    if name not in election.rounds.last().going_on:
        raise Refused(_("The lot is drawn between those with equal votes."), code="not_in_lot", field="name")
    election.state, election.elected, election.by_lot = State.ELECTED, name, True
    election.save()
    return Done(facts={"election": election.public_id, "by_lot": True}, result=election, audience=audience(meeting))


def _undecided_before(election: Election) -> str:
    """How the last choice for the same office ended, in an earlier meeting of the same body."""
    earlier = Election.objects.filter(
        office=election.office,
        item__meeting__body=election.item.meeting.body_id,
        item__meeting__starts_at__lt=election.item.meeting.starts_at,
    )
    last = earlier.order_by("item__meeting__starts_at", "pk").last()
    return last.state if last else ""


def _running(election: Election, state: str) -> Election:
    found = Election.objects.select_for_update(of=("self",), no_key=True).select_related("item__meeting")
    found = found.filter(pk=election.pk, state=state).first()
    if found is None:
        raise Refused(_("This choice is not at that point."), code="other_state")
    return found


def _said(item: AgendaItem, names: list[str]) -> dict[str, str]:
    return {} if item.closed else {"candidates": ", ".join(names)}
