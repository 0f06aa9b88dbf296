"""A vote: opened, votes recorded seat by seat or cast on the screen, closed with a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Seat
from raadzaal.journal import clock
from raadzaal.journal.models import Audience
from raadzaal.meetings import registry
from raadzaal.meetings.actions.amending import check_proposals_decided, check_turn, settle_by_votes
from raadzaal.meetings.actions.attending import RECORDER_KEYS, SIGNERS
from raadzaal.meetings.actions.deciding import Hands, Named, begun, decide_by_votes, decide_without_vote, take_note
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked
from raadzaal.meetings.actions.minuting import approve_minutes
from raadzaal.meetings.models import VOTED, AgendaItem, CastVote, Decision, Meeting, Proposal, RollCallVote, Voting
from raadzaal.meetings.queries.attendance import rules_now
from raadzaal.meetings.queries.voting import entitled, sits_for
from raadzaal.procedure.engine import Done, lock, performs
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.procedure.roles import committee_member, executive_committee

State, Form = Voting.State, Voting.Form
VOTERS = SIGNERS | committee_member | executive_committee


@performs("meetings.open_voting", by=RECORDERS)
def open_voting(
    meeting: Meeting, *, actor: Actor, on: date, item: AgendaItem, proposal: Proposal | None = None, form: str = ""
) -> Done:
    """With a quorum, in the form that is laid down, or in another one that this council knows. Returns the Voting.

    In the Netherlands matters are voted on orally, member by member (art. 24 Wet op de SER).
    """
    meeting = locked(meeting)
    if item.meeting_id != meeting.pk:
        raise Refused(_("This point is not on the agenda of this meeting."), code="foreign", field="item")
    begun(item, on)
    if proposal is None:
        check_proposals_decided(item)
    else:
        check_turn(item, proposal)
    if meeting.votings.filter(state=State.OPEN).exists():
        raise Refused(_("Another vote is being held. Close it first."), code="vote_running")
    told = _form("matter" if proposal else item.subject, form)
    voting = Voting.objects.create(meeting=meeting, item=item, proposal=proposal, opened_at=clock.now(), **told)
    if meeting.at_item_id != item.pk:
        meeting.at_item = item
        meeting.save(update_fields=["at_item"])
    facts = {"item": item.public_id, "voting": voting.public_id, "form": voting.form}
    return Done(facts=facts, result=voting, audience=audience(meeting))


def _form(kind: str, form: str) -> dict[str, object]:
    rules = rules_now()
    form = form or rules.forms(kind)[0].value
    if form not in rules.forms(kind):
        raise Refused(_("This council does not vote on this in that way."), code="other_form", field="form")
    if form != Form.ELECTRONIC:
        return {"form": form}
    return {"form": form, "may_change": rules.on_screen.may_change, "shown": rules.on_screen.shown_while_held}


@performs("meetings.cast", by=VOTERS)
def cast(meeting: Meeting, *, actor: Actor, on: date, voting: Voting, seat: Seat, value: str) -> Done:
    """The vote of one seat: by who sits on it, or by the secretary as it is called out. Returns the CastVote.

    May be changed until the close, unless the rules of an electronic vote say otherwise; said once more it changes nothing.
    Of an electronic vote that is not shown while it is held, the chain keeps what was voted sealed until the close.
    """
    meeting, voting = locked(meeting), _running(meeting, voting)
    presence = sits_for(meeting, seat)
    if presence is None:
        raise Refused(_("Nobody who may vote sits on this seat."), code="not_present", field="seat")
    if presence.person.public_id != actor.key and (voting.on_screen or not actor.roles() & RECORDER_KEYS):
        raise _not_theirs(presence)
    before = voting.cast.filter(seat=seat).first()
    if before and before.value == value and before.person_id == presence.person_id:
        return Done(result=before, nothing=True)
    if before and not voting.may_change:
        raise Refused(_("Your vote has been recorded; it cannot be changed."), code="vote_final", field="value")
    row = _record(voting, presence, value)
    facts = {"voting": voting.public_id, "seat": seat.public_id}
    if voting.shown:
        return Done(facts=facts | {"value": value}, result=row, audience=audience(meeting))
    return Done(facts=facts, words={"value": value}, result=row, audience=Audience.SECRETARIAT)


def _not_theirs(presence) -> NotAllowed:
    """A seat has one vote, whoever else may sit on it: that of who signed the attendance list for it."""
    return NotAllowed(
        _("%(person)s signed for seat %(number)s and votes for it. You have an advisory voice."),
        code="not_yours",
        person=presence.person.name,
        number=presence.seat.number,
    )


@dataclass(frozen=True)
class Recorded:
    """``conflicts``: the seats whose vote somebody else changed since this page was made; theirs stands."""

    changed: int
    conflicts: tuple[int, ...]


@performs("meetings.record_votes", by=RECORDERS)
def record_votes(
    meeting: Meeting, *, actor: Actor, on: date, voting: Voting, votes: Mapping[int, str], seen: Mapping[int, str]
) -> Done:
    """The grid: votes per seat (primary key), "" for none, beside what the page showed. Two may fill it at once.

    Of a seat that both changed the first stands, and the second is told. Returns Recorded.
    """
    meeting, voting = locked(meeting), _running(meeting, voting)
    if voting.on_screen:
        raise Refused(_("In an electronic vote each member votes for themselves."), code="on_screen", field="votes")
    now = dict(voting.cast.values_list("seat_id", "value"))
    wanted = {seat: value for seat, value in votes.items() if value != seen.get(seat, "")}
    conflicts = [
        seat for seat in wanted if now.get(seat, "") != seen.get(seat, "") and now.get(seat, "") != wanted[seat]
    ]
    changes = {seat: value for seat, value in wanted.items() if seat not in conflicts and now.get(seat, "") != value}
    seated = entitled(meeting)
    for seat, value in changes.items():
        if seat not in seated:
            raise Refused(_("Only members who signed the attendance list vote."), code="not_present", field="votes")
        if value:
            _record(voting, seated[seat], value)
        else:
            voting.cast.filter(seat_id=seat).delete()
    told = {seated[seat].seat.public_id: value for seat, value in changes.items()}
    facts = {"voting": voting.public_id, "votes": told}
    return Done(facts=facts, result=Recorded(len(changes), tuple(conflicts)), audience=audience(meeting))


@performs("meetings.close_voting", by=RECORDERS)
def close_voting(
    meeting: Meeting, *, actor: Actor, on: date, voting: Voting, hands: Hands | None = None, casting: str = ""
) -> Done:
    """Count, and decide. On a dossier it is the step of its own procedure that decides. Returns the Decision.

    *hands*: the numbers, where a show of hands was counted and not written down by name. *casting*: how the chair decides
    equal votes, where a profile lets the chair do so and the chair's own vote does not say it.
    """
    if voting.item.case_id:
        lock(voting.item.case)
    meeting = locked(meeting)
    voting = _running(meeting, voting)
    votes, told = _votes(meeting, voting, hands, casting)
    voting.state, voting.closed_at = State.CLOSED, clock.now()
    if voting.proposal_id:
        result = settle_by_votes(voting.proposal, voting.item, votes, actor, on, method=voting.form)
        told |= {"proposal": voting.proposal.public_id, "result": result.state}
    else:
        result = voting.decision = _decide(voting.item, voting.form, votes, actor, on)
        told |= {"decision": result.public_id, "result": result.result}
    voting.save()
    return Done(facts={"voting": voting.public_id, **told}, result=result, audience=audience(meeting))


def _votes(meeting: Meeting, voting: Voting, hands: Hands | None, casting: str) -> tuple[Named | Hands, dict]:
    """What is counted, and what the chain is told of it: each vote where it was sealed so far, numbers where hands were counted."""
    if hands is not None:
        if not voting.by_hands or voting.cast.exists():
            raise Refused(_("Votes were recorded by name here; they are counted so."), code="by_name", field="hands")
        return hands, {"counted": dict(hands.counts)}
    sits = entitled(meeting)
    cast = [each for each in voting.cast.select_related("seat") if each.seat_id in sits]
    told = {} if voting.shown else {"votes": {each.seat.public_id: each.value for each in cast}}
    return Named({each.seat_id: each.value for each in cast}, casting or None), told


@performs("meetings.stop_voting", by=RECORDERS)
def stop_voting(meeting: Meeting, *, actor: Actor, on: date, voting: Voting, reason: str) -> Done:
    """Without a result: it was begun by mistake, or there is no quorum any more."""
    meeting = locked(meeting)
    voting = _running(meeting, voting)
    if not reason.strip():
        raise Refused(_("Say why the vote is stopped."), code="no_reason", field="reason")
    voting.state, voting.closed_at = State.STOPPED, clock.now()
    voting.save()
    return Done(facts={"voting": voting.public_id}, words={"reason": reason.strip()}, audience=audience(meeting))


@performs("meetings.adopt_unopposed", by=RECORDERS)
def adopt_unopposed(meeting: Meeting, *, actor: Actor, on: date, items: list[AgendaItem]) -> Done:
    """One point, or several without debate together: nobody asked for a vote (art. 24(2) Wet op de SER)."""
    for item in sorted((each for each in items if each.case_id), key=lambda each: each.case_id):
        lock(item.case)
    meeting = locked(meeting)
    if meeting.votings.filter(state=State.OPEN).exists():
        raise Refused(_("Another vote is being held. Close it first."), code="vote_running")
    if not items or any(item.meeting_id != meeting.pk for item in items):
        raise Refused(_("This point is not on the agenda of this meeting."), code="foreign", field="item")
    for item in items:
        check_proposals_decided(item)
    made = [_decide(item, Decision.Method.WITHOUT_VOTE, None, actor, on) for item in items]
    facts = {"items": [item.public_id for item in items], "decisions": [each.public_id for each in made]}
    return Done(facts=facts, result=made, audience=audience(meeting))


@performs("meetings.take_off_consent", by=VOTERS)
def take_off_consent(meeting: Meeting, *, actor: Actor, on: date, item: AgendaItem) -> Done:
    """Somebody wants debate on what would have been decided with others."""
    meeting = locked(meeting)
    if item.meeting_id != meeting.pk or item.decisions.exists():
        raise Refused(_("This item has been dealt with in this meeting."), code="decided")
    here = meeting.presences.filter(person__public_id=actor.key).exists()
    if not here and not actor.roles() & RECORDER_KEYS:
        raise NotAllowed(_("Only who has signed the attendance list can ask for debate."), code="not_present")
    AgendaItem.objects.filter(pk=item.pk).update(consent=False)
    return Done(facts={"item": item.public_id}, audience=audience(meeting))


def _decide(item: AgendaItem, method: str, votes, actor: Actor, on: date) -> Decision:
    if item.case_id:
        return registry.decide(item, actor=actor, on=on, method=method, votes=votes)
    if item.kind == AgendaItem.Kind.NOTE:
        return take_note(item, actor=actor, on=on)
    if method in VOTED:
        decision = decide_by_votes(item, votes, actor=actor, on=on, method=method)
    else:
        decision = decide_without_vote(item, actor=actor, on=on)
    if item.kind == AgendaItem.Kind.MINUTES and decision.result == Decision.Result.ADOPTED:
        approve_minutes(item, actor=actor, on=on)
    return decision


def _running(meeting: Meeting, voting: Voting) -> Voting:
    found = (
        Voting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("item__case", "proposal")
        .filter(pk=voting.pk, meeting=meeting, state=State.OPEN)
        .first()
    )
    if found is None:
        raise Refused(_("This vote is closed. What you sent was not counted."), code="vote_closed")
    found.item.meeting = meeting
    return found


def _record(voting: Voting, presence, value: str) -> CastVote:
    if value not in RollCallVote.Value.values:
        raise Refused(_("A vote is for, against or blank, or a member abstains."), code="unknown_vote", field="votes")
    before = voting.cast.filter(seat_id=presence.seat_id).first()
    if before and before.person_id != presence.person_id:
        raise Refused(_("%(person)s has voted for this seat already."), code="seat_voted", person=before.person.name)
    row, _made = CastVote.objects.update_or_create(
        voting=voting,
        seat_id=presence.seat_id,
        defaults={"person": presence.person, "value": value, "cast_at": clock.now()},
    )
    return row
