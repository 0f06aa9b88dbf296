"""What happens to support between rounds: organisations confirm it, the secretary judges the words, adoption freezes it."""

import hashlib
import secrets
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation.models import Confirmation, Reply, Stance, SupportOverrule, SupportSnapshot
from raadzaal.deliberation.queries.map import held_by, support_map
from raadzaal.deliberation.queries.sources import gather, support_rules
from raadzaal.deliberation.said import Held
from raadzaal.deliberation.snapshots import content
from raadzaal.deliberation.support_rules import State
from raadzaal.journal import acts, clock
from raadzaal.journal.canonical import encode
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, lock, performs
from raadzaal.procedure.models import Case
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.roles import committee_secretary, organisation_coordinator
from raadzaal.texts.models import Milestone, MilestoneLine, Node, Revision
from raadzaal.ui.cleaning import TooLong, clean

LONGEST = {"confirm": 5000, "overrule": 2000}


@performs("deliberation.confirm", by=organisation_coordinator, audience=Audience.ORGANISATION)
def confirm(reply: Reply, *, actor: Actor, on: date, node: Node, stance: str = "", reason: str = "") -> Done:
    """Outside a round: what an organisation said of this paragraph holds for its words as they were last frozen.

    *reply* is one that the organisation has sent. Without a *stance* the earlier one stays; an organisation whose point was
    met says support. What else it has to say waits for a round.
    """
    invitation = reply.invitation
    case = _open_case(invitation.round.case)
    if reply.submitted_at is None:
        raise Refused(_("This reply has not been sent."), code="not_submitted")
    if case.rounds.filter(closed_on=None, invitations__organisation=invitation.organisation_id).exists():
        raise Refused(_("A round is open: say it in your reply."), code="round_open")
    frozen = invitation.round.milestone.work.milestones.last()
    stance = _stance(held_by(invitation.organisation, case, node, frozen), stance)
    confirmed = Confirmation.objects.create(
        case_id=case.pk,
        organisation=invitation.organisation,
        milestone=frozen,
        node=node,
        stance=stance,
        reason=_reason(reason, LONGEST["confirm"]),
        author_name=actor.name,
        at=clock.now(),
    )
    organisation = invitation.organisation.public_id
    facts = {
        "organisation": organisation,
        "node": node.public_id,
        "text": frozen.public_id,
        "digest": _digest(confirmed),
    }
    return Done(facts=facts, result=confirmed, scope=organisation)


def _stance(now: Held | None, stance: str) -> str:
    if now is None or now.said is None:
        raise Refused(_("Your organisation has said nothing of this paragraph yet."), code="nothing_said", field="node")
    if now.state != State.TO_BE_CONFIRMED:
        raise Refused(_("The words did not change since: what you said holds."), code="holds", field="node")
    if stance not in ("", now.said.stance, Stance.SUPPORT):
        raise Refused(_("Confirm what you said, or support the new words."), code="unknown_stance", field="stance")
    return stance or now.said.stance


def _digest(confirmed: Confirmation) -> str:
    """SHA-256 over what was said, salted by the identity of the row: a stance alone could be guessed."""
    told = {"id": confirmed.public_id, "stance": confirmed.stance, "reason": confirmed.reason}
    return hashlib.sha256(encode(told)).hexdigest()


@performs("deliberation.overrule", by=committee_secretary)
def overrule(case: Case, *, actor: Actor, on: date, node: Node, since: Milestone, verdict: str, reason: str) -> Done:
    """The secretary's word on whether this paragraph changed in substance since a frozen text, above that of the rule.

    It is about these two wordings: after the next edit the rule looks again.
    """
    case = _open_case(case)
    before, after = _wordings(case, node, since)
    if verdict not in SupportOverrule.Verdict.values:
        raise Refused(_("Say whether the words count as changed."), code="unknown_verdict", field="verdict")
    reason = _reason(reason, LONGEST["overrule"])
    if not reason:
        raise Refused(_("Say why: the organisations may ask."), code="no_reason", field="reason")
    made = SupportOverrule.objects.create(
        case_id=case.pk,
        node=node,
        before_id=before.pk,
        after_id=after.pk,
        verdict=verdict,
        reason=reason,
        author_name=actor.name,
        at=clock.now(),
    )
    facts = {"node": node.public_id, "since": since.public_id, "revision": after.number, "verdict": verdict}
    return Done(facts=facts, words={"reason": reason}, result=made)


def _wordings(case: Case, node: Node, since: Milestone) -> tuple[Revision, Revision]:
    """As the organisations saw it, and as it is now."""
    lines = MilestoneLine.objects.filter(milestone=since, node=node, milestone__work__milestones__round__case=case.pk)
    seen = lines.select_related("revision").first()
    now = Revision.objects.filter(node=node, superseded_at=None, removed=False).first()
    if seen is None or now is None:
        raise Refused(_("This paragraph does not stand in both texts."), code="foreign", field="node")
    if seen.revision_id == now.pk:
        raise Refused(_("These are the same words."), code="same_words", field="node")
    return seen.revision, now


def freeze_support(case: Case, milestone: Milestone) -> SupportSnapshot | None:
    """Keep the map as it stands for the adopted text; None where nobody was ever asked."""
    acts.require()
    if not case.rounds.exists():
        return None
    kept = support_map(case, milestone.work, milestone, gather(case, Reply.objects.all()))
    told = encode(content(kept, support_rules(), milestone, salt=secrets.token_hex(16)))
    return SupportSnapshot.objects.create(
        case_id=case.pk, milestone=milestone, content=told.decode(), digest=hashlib.sha256(told).hexdigest()
    )


def _open_case(case: Case) -> Case:
    """Locked until commit: adoption and what is said until then wait for each other."""
    case = lock(case)
    if case.closed_on or SupportSnapshot.objects.filter(case=case.pk).exists():
        raise Refused(_("The text has been adopted: what was said of it is kept as it was."), code="adopted")
    return case


def _reason(words: str, longest: int) -> str:
    try:
        return clean(words, longest).strip()
    except TooLong as problem:
        raise Refused(problem.message, code=problem.code, field="reason") from problem
