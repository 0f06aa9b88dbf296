"""One paragraph of the support map, zoomed in on: what each organisation said through the rounds, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from raadzaal.deliberation.models import Confirmation, Disposition, Position, Reply, SupportOverrule
from raadzaal.deliberation.queries.map import of_paragraph
from raadzaal.deliberation.queries.sources import Column, Sources, gather, standing
from raadzaal.deliberation.said import Held
from raadzaal.deliberation.support_rules import Support, to_be_confirmed
from raadzaal.procedure.models import Case
from raadzaal.texts.models import Milestone, MilestoneLine, Node, Revision
from raadzaal.texts.passages import sources_of


@dataclass(frozen=True)
class Step:
    """Something an organisation said, in a reply or outside a round, of a frozen text.

    ``of``: the number of another paragraph that it was said of, whose words stand in this one now.
    """

    at: datetime
    milestone: Milestone
    stance: str
    reason: str
    proposed: str
    author: str
    confirms: bool
    answer: Disposition | None = None
    of: str = ""


@dataclass(frozen=True)
class Story:
    """``steps`` begin with the oldest."""

    column: Column
    held: Held
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Wording:
    """The paragraph as it was when somebody spoke of it, and as it is now. ``by_rule``: what the rule makes of the change."""

    since: Milestone
    before: Revision
    after: Revision
    by_rule: bool
    overrules: tuple[SupportOverrule, ...]

    @property
    def counts_as_changed(self) -> bool:
        return self.overrules[-1].verdict == SupportOverrule.Verdict.CHANGED if self.overrules else self.by_rule


@dataclass(frozen=True)
class Paragraph:
    stories: tuple[Story, ...]
    support: Support
    wordings: tuple[Wording, ...]


def paragraph(
    case: Case,
    node: Node,
    revision: Revision,
    at: Milestone | None,
    *,
    replies: QuerySet[Reply],
    only: Collection[str] | None = None,
) -> Paragraph:
    """*revision* is what stands there; *at* the frozen text that is looked at, None for the text as it is now."""
    sources = gather(case, replies, only)
    columns, cells, support = of_paragraph(case, node, revision.pk, at, sources)
    places = _places(node, at, sources)
    steps = _steps(case, places, replies, {column.pk for column in columns}, at)
    stories = tuple(
        Story(column, each, tuple(steps.get(column.pk, ()))) for column, each in zip(columns, cells, strict=True)
    )
    spoken = {step.milestone.pk: step.milestone for found in steps.values() for step in found if not step.of}
    return Paragraph(stories, support, _wordings(case, node, revision, spoken))


class _Places:
    """The paragraph with those of which words came to stand in it, and how each of these was cited when it was spoken of."""

    def __init__(self, node: Node, others: Collection[int]) -> None:
        self.own, self.all = node.pk, [node.pk, *others]
        lines = MilestoneLine.objects.filter(node__in=others) if others else MilestoneLine.objects.none()
        self._labels = {(each.milestone_id, each.node_id): each.label or each.number for each in lines}

    def of(self, node: int, milestone: Milestone) -> str:
        return "" if node == self.own else self._labels.get((milestone.pk, node), "–")


def _places(node: Node, at: Milestone | None, sources: Sources) -> _Places:
    passing = sources.until(at).leading_to(standing(node.work, at))
    return _Places(node, list(sources_of(passing, node.pk)))


def _steps(
    case: Case, places: _Places, replies: QuerySet[Reply], parties: set[int], at: Milestone | None
) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    positions = Position.objects.filter(
        node__in=places.all,
        reply__in=replies.order_by().values("pk"),
        reply__submitted_at__isnull=False,
        reply__invitation__round__case=case.pk,
    ).select_related("reply__invitation__round__milestone", "disposition")
    for each in positions:
        invitation = each.reply.invitation
        found.setdefault(invitation.organisation_id, []).append(_replied(each, invitation.round.milestone, places))
    confirmations = Confirmation.objects.filter(case=case.pk, node__in=places.all).select_related("milestone")
    for each in confirmations:
        found.setdefault(each.organisation_id, []).append(
            Step(
                each.at,
                each.milestone,
                each.stance,
                each.reason,
                "",
                each.author_name,
                confirms=True,
                of=places.of(each.node_id, each.milestone),
            )  # fmt: skip
        )
    return {
        party: sorted(
            (step for step in steps if at is None or step.milestone.number <= at.number),
            key=lambda step: (step.milestone.number, step.at),
        )
        for party, steps in found.items()
        if party in parties
    }


def _replied(position: Position, milestone: Milestone, places: _Places) -> Step:
    return Step(
        position.reply.submitted_at,
        milestone,
        position.stance,
        position.reason,
        position.proposed,
        position.author_name,
        confirms=False,
        answer=getattr(position, "disposition", None),
        of=places.of(position.node_id, milestone),
    )


def _wordings(case: Case, node: Node, now: Revision, spoken: dict[int, Milestone]) -> tuple[Wording, ...]:
    """Each other wording that somebody spoke of, once, the oldest first."""
    lines = MilestoneLine.objects.filter(milestone__in=list(spoken), node=node).select_related("revision")
    overrules: dict[int, list[SupportOverrule]] = {}
    for each in SupportOverrule.objects.filter(case=case.pk, node=node, after=now):
        overrules.setdefault(each.before_id, []).append(each)
    found: dict[int, Wording] = {}
    for line in lines.order_by("milestone__number"):
        if line.revision_id not in (now.pk, *found):
            before = line.revision
            found[before.pk] = Wording(
                spoken[line.milestone_id],
                before,
                now,
                to_be_confirmed(before.block, now.block),
                tuple(overrules.get(before.pk, ())),
            )
    return tuple(found.values())
