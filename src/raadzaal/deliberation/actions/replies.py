"""Submitting a reply: once, whole, sealed by a digest."""

import hashlib
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council import profile
from raadzaal.deliberation import rules
from raadzaal.deliberation.actions.rounds import closed, locked
from raadzaal.deliberation.models import Ranking, Reply
from raadzaal.deliberation.queries import positions_in_order
from raadzaal.deliberation.queries.variants import rankings
from raadzaal.journal import clock
from raadzaal.journal.canonical import encode
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.roles import organisation_coordinator


@performs("deliberation.submit_reply", by=organisation_coordinator, audience=Audience.ORGANISATION)
def submit_reply(reply: Reply, *, actor: Actor, on: date) -> Done:
    """Send the organisation's reply to the committee; marked late after the last day, refused once the round is closed.

    The round is locked first, so that of two submissions, or of a submission and the closing, one waits for the other.
    """
    running = locked(reply.invitation.round_id)
    reply = (
        Reply.objects.select_for_update(of=("self",), no_key=True)
        .select_related("invitation__organisation")
        .get(pk=reply.pk)
    )
    reply.invitation.round = running
    positions = list(positions_in_order(reply))
    _check(reply, positions)
    reply.submitted_at, reply.submitted_by = clock.now(), actor.name
    reply.late = clock.today() > reply.invitation.last_day
    reply.digest = digest(reply, positions)
    reply.save(update_fields=["submitted_at", "submitted_by", "late", "digest"])
    organisation = reply.invitation.organisation.public_id
    facts = {"round": running.public_id, "digest": reply.digest, "positions": len(positions), "late": reply.late}
    return Done(facts={"organisation": organisation, **facts}, result=reply, scope=organisation)


def digest(reply: Reply, positions) -> str:
    """SHA-256 over the reply in the journal's canonical form, positions in the order of the text; rankings where there are any."""
    content = {
        "general": reply.general,
        "positions": [
            {"node": each.node.public_id, "stance": each.stance, "reason": each.reason, "proposed": each.proposed}
            for each in positions
        ],
    }
    if orders := [_ordered(each) for each in rankings(reply).values()]:
        content["rankings"] = sorted(orders, key=lambda each: each["node"])
    return hashlib.sha256(encode(content)).hexdigest()


def _ordered(ranking: Ranking) -> dict:
    conditions = [
        [each.letter, each.needs.node.public_id, each.needs_letter, each.otherwise] for each in ranking.conditions.all()
    ]
    return {"node": ranking.fork.node.public_id, "order": ranking.order, "conditions": sorted(conditions)}


def _check(reply: Reply, positions: list) -> None:
    if reply.submitted_at:
        raise Refused(_("This reply has been sent already."), code="submitted")
    if reply.invitation.round.closed_on:
        raise closed()
    if reply.invitation.round.case.closed_on:
        raise Refused(_("The dossier has been closed: no reply is needed any more."), code="case_closed")
    if not positions and not reply.general and not reply.rankings.exists():
        raise Refused(_("There is nothing in this reply yet."), code="empty_reply")
    stances = profile.active().rounds.stances
    missing = [
        each for each in positions if rules.missing_part(stance=each.stance, reason=each.reason, stances=stances)
    ]
    if missing:
        raise Refused(
            _("These paragraphs are not complete yet: %(labels)s."),
            code="incomplete",
            labels=", ".join(each.label for each in missing),
        )
