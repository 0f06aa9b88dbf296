"""Submitting a reply: whole, sealed by a digest; taking it back, and confirming it."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation import rules
from raadzaal.deliberation.actions.drafts import check_place, cleaned, write
from raadzaal.deliberation.actions.rounds import closed, locked
from raadzaal.deliberation.models import Position, Ranking, Reply
from raadzaal.deliberation.queries import positions_in_order
from raadzaal.deliberation.queries.time import may_write, too_late
from raadzaal.deliberation.queries.variants import rankings
from raadzaal.deliberation.scale import scale_of
from raadzaal.journal import clock
from raadzaal.journal.canonical import encode
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.roles import organisation_coordinator
from raadzaal.texts.models import Node


@dataclass(frozen=True)
class Change:
    """What an organisation's ranks made of one paragraph when they confirmed the reply; nothing filled in takes it away."""

    node: Node
    stance: str = ""
    reason: str = ""
    proposed: str = ""

    def filled(self) -> dict[str, str]:
        return {
            "stance": self.stance,
            "reason": cleaned("reason", self.reason),
            "proposed": cleaned("proposed", self.proposed),
        }


@performs("deliberation.submit_reply", by=organisation_coordinator, audience=Audience.ORGANISATION)
def submit_reply(reply: Reply, *, actor: Actor, on: date, mandate: str = Reply.Mandate.CONFIRMED) -> Done:
    """Send the organisation's reply to the committee; after the last day only where the secretary takes it, marked as late.

    *mandate* is provisional as long as the organisation's own ranks have not confirmed it. The round is locked first, so that
    of two submissions, or of a submission and the closing, one waits for the other.
    """
    reply = _locked(reply)
    positions = list(positions_in_order(reply))
    _check(reply, positions)
    if mandate not in Reply.Mandate.values:
        raise Refused(_("Say whether your own ranks have confirmed this."), code="unknown", field="mandate")
    reply.submitted_at, reply.submitted_by, reply.mandate = clock.now(), actor.name, mandate
    reply.confirmed_at = reply.submitted_at if mandate == Reply.Mandate.CONFIRMED else None
    reply.late = clock.today() > reply.invitation.last_day
    reply.digest = digest(reply, positions)
    reply.save(update_fields=["submitted_at", "submitted_by", "mandate", "confirmed_at", "late", "digest"])
    if reply.general.strip():
        told = {"reason": reply.general, "author_name": actor.name, "changed_at": reply.submitted_at}
        Position.objects.create(reply=reply, node=None, **told)
    return _done(reply, {"digest": reply.digest, "positions": len(positions), "late": reply.late, "mandate": mandate})


@performs("deliberation.withdraw_reply", by=organisation_coordinator, audience=Audience.ORGANISATION)
def withdraw_reply(reply: Reply, *, actor: Actor, on: date, reason: str) -> Done:
    """Take the reply back before the round is closed: it is the organisation's own draft again, with everything in it."""
    reply = _locked(reply)
    if reply.submitted_at is None:
        raise Refused(_("There is no reply to take back."), code="not_submitted")
    if reply.invitation.round.closed_on:
        raise closed()
    if not reason.strip():
        raise Refused(_("Say why you take the reply back."), code="missing", field="reason")
    told = {"digest": reply.digest}
    reply.submitted_at, reply.confirmed_at, reply.digest, reply.late = None, None, "", False
    reply.withdrawn_at, reply.withdrawn_by, reply.withdrawn_reason = clock.now(), actor.name, reason.strip()
    reply.save()
    reply.positions.filter(node=None).delete()
    return _done(reply, told, {"reason": reason.strip()})


@performs("deliberation.confirm_reply", by=organisation_coordinator, audience=Audience.ORGANISATION)
def confirm_reply(reply: Reply, *, actor: Actor, on: date, changes: Collection[Change] = ()) -> Done:
    """The organisation's own ranks have confirmed the provisional reply, as it was or with *changes*.

    Changes only as long as the round runs: afterwards the committee works with what was said. They come in whole, so that
    nobody ever sees half of them.
    """
    reply = _locked(reply)
    _check_confirmable(reply, changes)
    for each in changes:
        check_place(reply.invitation, each.node)
        there = Position.objects.filter(reply=reply, node=each.node).first()
        write(reply, each.node, there, each.filled(), actor)
    positions = list(positions_in_order(reply))
    _check_complete(reply, positions)
    reply.mandate, reply.confirmed_at, reply.digest = (
        Reply.Mandate.CONFIRMED,
        clock.now(),
        digest(reply, positions),
    )
    reply.save(update_fields=["mandate", "confirmed_at", "digest"])
    return _done(reply, {"digest": reply.digest, "changed": len(changes)})


def _check_confirmable(reply: Reply, changes: Collection) -> None:
    if reply.submitted_at is None:
        raise Refused(_("There is no reply to confirm yet."), code="not_submitted")
    if not reply.provisional:
        raise Refused(_("This reply has been confirmed already."), code="confirmed")
    if reply.invitation.round.case.closed_on:
        raise Refused(_("The dossier has been closed: no reply is needed any more."), code="case_closed")
    if changes and not may_write(reply.invitation):
        raise closed()


def _locked(reply: Reply) -> Reply:
    running = locked(reply.invitation.round_id)
    reply = (
        Reply.objects.select_for_update(of=("self",), no_key=True)
        .select_related("invitation__organisation")
        .get(pk=reply.pk)
    )
    reply.invitation.round = running
    return reply


def _done(reply: Reply, facts: dict, words: dict[str, str] | None = None) -> Done:
    organisation = reply.invitation.organisation.public_id
    told = {"organisation": organisation, "round": reply.invitation.round.public_id, **facts}
    return Done(facts=told, words=words or {}, result=reply, scope=organisation)


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
    if not may_write(reply.invitation):
        raise closed()
    if reply.invitation.round.case.closed_on:
        raise Refused(_("The dossier has been closed: no reply is needed any more."), code="case_closed")
    if too_late(reply.invitation, clock.today()):
        raise Refused(
            _("The last day has passed. Ask the secretary of the committee whether a late reply is still taken."),
            code="too_late",
        )
    if not positions and not reply.general and not reply.rankings.exists():
        raise Refused(_("There is nothing in this reply yet."), code="empty_reply")
    _check_complete(reply, positions)


def _check_complete(reply: Reply, positions: list) -> None:
    stances = scale_of(reply.invitation.round)
    missing = [
        each for each in positions if rules.missing_part(stance=each.stance, reason=each.reason, stances=stances)
    ]
    if missing:
        raise Refused(
            _("These paragraphs are not complete yet: %(labels)s."),
            code="incomplete",
            labels=", ".join(each.label for each in missing),
        )
