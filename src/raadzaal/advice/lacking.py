"""What still stands between a draft and the council: each remark without an answer, each paragraph that may go several ways."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.advice import rules
from raadzaal.advice.models import Advice
from raadzaal.advice.queries import may_read_reactions
from raadzaal.deliberation.queries import open_remarks
from raadzaal.deliberation.queries.variants import open_forks
from raadzaal.procedure.vocabulary import Step
from raadzaal.texts.models import MilestoneLine
from raadzaal.ui.shapes import NavItem


def lacking(step: Step, advice: Advice, actor: Actor) -> list[NavItem]:
    """With where to do something about it, for who may read the reactions."""
    if not may_read_reactions(advice, actor):
        return []
    found = []
    if rules.remarks_are_answered in step.guards:
        found += _remarks(advice)
    if rules.variants_are_decided in step.guards:
        found += _variants(advice)
    return found


def _remarks(advice: Advice) -> list[NavItem]:
    line = MilestoneLine.objects.filter(
        milestone=OuterRef("reply__invitation__round__milestone"), node=OuterRef("node")
    )
    rows = open_remarks(advice).annotate(
        label=Subquery(line.values("label")[:1]), place=Subquery(line.values("order")[:1])
    )
    rows = rows.select_related("reply__invitation__organisation", "reply__invitation__round").order_by("place", "pk")
    return [
        NavItem(
            (_("%(organisation)s on paragraph %(label)s") if row.node_id else _("%(organisation)s in general"))
            % {"organisation": row.reply.invitation.organisation, "label": row.label or "–"},
            reverse("advice:dispose", args=[advice.public_id, row.public_id]),
        )
        for row in rows
    ]


def _variants(advice: Advice) -> list[NavItem]:
    return [
        NavItem(
            _("A paragraph with variants"), reverse("advice:variants", args=[advice.public_id, fork.node.public_id])
        )
        for fork in open_forks(advice)
    ]
