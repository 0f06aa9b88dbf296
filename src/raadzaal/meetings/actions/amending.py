"""Proposals on the text before the meeting: made, withdrawn, put in order, decided, and carried out in the text."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Person
from raadzaal.council.queries import members_on
from raadzaal.journal import clock
from raadzaal.meetings import rules, voting_order, word_edits
from raadzaal.meetings.actions.attending import RECORDER_KEYS, SIGNERS
from raadzaal.meetings.actions.deciding import Hands, Named, begun, counted_or_refused, outcome_on_proposal
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked
from raadzaal.meetings.models import AgendaItem, Meeting, Proposal
from raadzaal.meetings.queries import sitting_day
from raadzaal.meetings.queries.attendance import rules_now
from raadzaal.meetings.queries.meetings import ENDED
from raadzaal.meetings.queries.proposals import in_order, known_here, motions, text_of
from raadzaal.meetings.voting_order import MOST_PLACES
from raadzaal.procedure.engine import Done, lock, performs
from raadzaal.procedure.refusals import NotAllowed, NotInThisProfile, Refused
from raadzaal.texts import actions as texts
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.models import Node, Revision
from raadzaal.texts.queries import current

Change, State = Proposal.Change, Proposal.State
STATES = {
    rules.Result.ADOPTED: State.ADOPTED,
    rules.Result.REJECTED: State.REJECTED,
    rules.Result.TIED_FAILED: State.REJECTED,
    rules.Result.TIED_DEFERRED: State.PUT_OFF,
    rules.Result.INVALID: State.PUT_OFF,
}


@performs("meetings.propose", by=SIGNERS)
def propose(
    meeting: Meeting,
    *,
    actor: Actor,
    on: date,
    item: AgendaItem,
    proposer: Person,
    node: Node,
    change: str,
    notation: str = "",
    reason: str = "",
    amends: Proposal | None = None,
) -> Done:
    """A sitting member proposes for oneself; the secretary enters what was handed in. Returns the Proposal."""
    meeting = locked(meeting)
    _check_may(meeting, item, proposer, actor)
    base = _base(item, node, change, amends)
    notation = notation.strip() if change in (Change.REPLACE, Change.ADD) else ""
    _check_words(change, base, notation, amends)
    last = item.proposals.aggregate(last=Max("number"))["last"] or 0
    made = Proposal.objects.create(
        item=item,
        number=last + 1,
        proposer=proposer,
        amends=amends,
        node=node,
        change=change,
        base=base,
        notation=notation,
        reason=reason.strip(),
        made_at=clock.now(),
    )
    facts = {"item": item.public_id, "proposal": made.public_id, "node": node.public_id, "change": change}
    return Done(facts=facts, words={"notation": notation}, result=made, audience=audience(meeting))


def _check_may(meeting: Meeting, item: AgendaItem, proposer: Person, actor: Actor) -> None:
    if not known_here():
        raise NotInThisProfile
    if proposer.public_id != actor.key and not actor.roles() & RECORDER_KEYS:
        raise NotAllowed(_("You propose for yourself only."), code="not_yours")
    if item.meeting_id != meeting.pk or meeting.state in ENDED or item.decisions.exists():
        raise Refused(_("There is nothing to vote on here any more."), code="nothing_to_vote")
    if not members_on(meeting.body, sitting_day(meeting)).filter(person=proposer, role="member").exists():
        raise Refused(
            _("%(person)s does not sit in this body."), code="not_in_body", field="proposer", person=proposer.name
        )


def _base(item: AgendaItem, node: Node, change: str, amends: Proposal | None) -> str:
    """The words it starts from: those of the paragraph, or of the proposal it amends."""
    work = text_of(item)
    if work is None or node.work_id != work.pk:
        raise Refused(_("This paragraph does not belong to the text of this point."), code="foreign", field="node")
    if amends is not None:
        amends = Proposal.objects.get(pk=amends.pk)
        if amends.item_id != item.pk or amends.state != State.OPEN or amends.change not in (Change.REPLACE, Change.ADD):
            raise Refused(_("This proposal cannot be amended."), code="not_amendable", field="amends")
        return amends.notation
    found = Revision.objects.filter(node=node, superseded_at=None, removed=False).first()
    if found is None:
        raise Refused(_("This paragraph was taken out."), code="removed", field="node")
    return "" if change == Change.ADD else found.notation


def _check_words(change: str, base: str, notation: str, amends: Proposal | None) -> None:
    if amends is not None and change != Change.REPLACE:
        raise Refused(_("An amendment to an amendment changes its words."), code="change", field="change")
    if change in (Change.REPLACE, Change.ADD) and (not notation or notation == base):
        raise Refused(_("Write what it should say instead."), code="unchanged", field="notation")


@performs("meetings.withdraw_proposal", by=SIGNERS)
def withdraw_proposal(meeting: Meeting, *, actor: Actor, on: date, proposal: Proposal) -> Done:
    """By who made it, or at their word by the secretary. What amends it falls."""
    meeting = locked(meeting)
    proposal = _open(proposal)
    if proposal.proposer.public_id != actor.key and not actor.roles() & RECORDER_KEYS:
        raise NotAllowed(_("You propose for yourself only."), code="not_yours")
    _settle(proposal, State.WITHDRAWN, [])
    return Done(facts={"proposal": proposal.public_id}, audience=audience(meeting))


@performs("meetings.rank_proposal", by=RECORDERS)
def rank_proposal(
    meeting: Meeting, *, actor: Actor, on: date, proposal: Proposal, rank: int | None, reason: str
) -> Done:
    """The chair puts it elsewhere in the order, within its paragraph; None: where the rule puts it."""
    meeting = locked(meeting)
    proposal = _open(proposal)
    if rank is not None and not reason.strip():
        raise Refused(_("Say why the order is another one."), code="no_reason", field="reason")
    if rank is not None and not 1 <= rank <= MOST_PLACES:
        message = _("Give a place from 1 up to %(most)s.")
        raise Refused(message, code="no_place", field="rank", most=MOST_PLACES)
    proposal.rank = rank
    proposal.save(update_fields=["rank"])
    facts = {"proposal": proposal.public_id, "rank": rank}
    return Done(facts=facts, words={"reason": reason.strip()}, audience=audience(meeting))


@performs("meetings.adopt_proposal", by=RECORDERS)
def adopt_proposal(meeting: Meeting, *, actor: Actor, on: date, proposal: Proposal) -> Done:
    """Nobody asks for a vote on it, so it counts as adopted (art. 24(2) Wet op de SER)."""
    if proposal.item.case_id:
        lock(proposal.item.case)
    meeting = locked(meeting)
    if meeting.votings.filter(state="open").exists():
        raise Refused(_("Another vote is being held. Close it first."), code="vote_running")
    item = proposal.item
    sitting = begun(item, on)
    check_turn(item, proposal)
    proposal = _open(proposal)
    outcome = counted_or_refused(rules.without_vote, "matter", rules_now())
    _settle(proposal, State.ADOPTED, sitting.because(*outcome.explanation))
    _carry_out(proposal, actor)
    return Done(facts={"proposal": proposal.public_id}, result=proposal, audience=audience(meeting))


def check_turn(item: AgendaItem, proposal: Proposal) -> None:
    """Proposals are decided in their order. Raises Refused."""
    up = next((each.proposal for each in in_order(item) if each.next_up), None)
    if up is None or up.pk != proposal.pk:
        raise Refused(_("Another proposal comes first."), code="not_its_turn")


def check_proposals_decided(item: AgendaItem) -> None:
    """The text as a whole comes last. Raises Refused."""
    if item.proposals.filter(state=State.OPEN).exists():
        raise Refused(_("The proposals on this text are decided first."), code="proposals_open")


def settle_by_votes(
    proposal: Proposal, item: AgendaItem, votes: Named | Hands, actor: Actor, on: date, *, method: str
) -> Proposal:
    """Within the act that closes the vote."""
    outcome, because = outcome_on_proposal(item, votes, on, method)
    if outcome.result not in STATES:
        raise Refused(_("The rules let the lot decide here; that is done in the meeting itself."), code="lot")
    proposal = _open(proposal)
    _settle(proposal, STATES[outcome.result], because)
    _carry_out(proposal, actor)
    return proposal


def _open(proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("item", "node", "proposer")
    found = found.get(pk=proposal.pk)
    if found.state != State.OPEN:
        raise Refused(_("This proposal has been dealt with."), code="decided")
    return found


def _settle(proposal: Proposal, state: str, because: list[dict]) -> None:
    """Its state, and that of what falls with it."""
    still = list(proposal.item.proposals.filter(state=State.OPEN))
    work = text_of(proposal.item)
    open_motions = motions(still, current(work) if work else [])
    mine = next(motion for motion in open_motions if motion.key == proposal.pk)
    adopted = state == State.ADOPTED
    fallen = (
        voting_order.falls_if_adopted(mine, open_motions) if adopted else voting_order.falls_if_lost(mine, open_motions)
    )
    now = clock.now()
    Proposal.objects.filter(pk__in=fallen).update(state=State.FALLEN, fell_with=proposal, decided_at=now)
    proposal.state, proposal.explanation, proposal.decided_at = state, because, now
    proposal.save()


def _carry_out(proposal: Proposal, actor: Actor) -> None:
    """In the text, or in the proposal it amends, together with what was adopted before it."""
    adopted = proposal.state == State.ADOPTED
    if proposal.amends_id:
        if adopted:
            amended = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.amends_id)
            amended.notation = _together(proposal, amended.notation)
            amended.save(update_fields=["notation"])
        return
    taken_out = proposal.change == Change.REMOVE and adopted
    taken_out = taken_out or (proposal.change == Change.SPLIT and proposal.state == State.REJECTED)
    if not taken_out and not (adopted and proposal.change in (Change.REPLACE, Change.ADD)):
        return
    now = Revision.objects.get(node=proposal.node, superseded_at=None)
    why = str(_("Proposal %(number)s") % {"number": proposal.number})
    if taken_out:
        texts.remove(proposal.node, base=now.number, actor=actor, reason=why)
    elif proposal.change == Change.ADD:
        block = Block(Kind.PARAGRAPH, 0, proposal.notation, language=now.language)
        texts.add(proposal.node.work, after=proposal.node, block=block, actor=actor, reason=why)
    else:
        words = _together(proposal, now.notation)
        texts.edit(proposal.node, notation=words, base=now.number, actor=actor, reason=why)


def _together(proposal: Proposal, now: str) -> str:
    """What this proposal changes, over what was changed since it was made."""
    mine, theirs = word_edits.edits(proposal.base, proposal.notation), word_edits.edits(proposal.base, now)
    if word_edits.meet(mine, theirs):
        raise Refused(
            _("The paragraph was changed meanwhile in the same words. Withdraw the proposal and make it anew."),
            code="changed_meanwhile",
        )
    return word_edits.merged(proposal.base, mine, theirs)
