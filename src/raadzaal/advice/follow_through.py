"""What became of recommendations, for pages and counts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, OuterRef, Subquery

from raadzaal.advice.models import Advice, FollowUp, Recommendation, Status
from raadzaal.council import profile
from raadzaal.council.profile import Localised


@dataclass(frozen=True)
class Followed:
    """A recommendation with its number, its words, and its path; ``status`` is the latest."""

    recommendation: Recommendation
    node_id: str
    number: str
    label: str
    text: str
    objective: Localised | str
    path: list[FollowUp]

    @property
    def status(self) -> str:
        return self.path[-1].status if self.path else Status.PENDING

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)


def recommendations_of(advice: Advice) -> list[Followed]:
    """In the order of the adopted text; three queries."""
    publication = getattr(advice, "publication", None)
    rows = advice.recommendations.select_related("node").prefetch_related("follow_ups__response")
    if publication is None:
        return []
    lines = {
        line.node_id: line
        for line in publication.milestone.lines.filter(node__recommendation__advice=advice).select_related("revision")
    }
    found = [_followed(row, lines[row.node_id]) for row in rows if row.node_id in lines]
    return sorted(found, key=lambda each: lines[each.recommendation.node_id].order)


def _followed(row: Recommendation, line) -> Followed:
    strands = {strand.key: strand.label for strand in profile.active().objectives.strands}
    return Followed(
        recommendation=row,
        node_id=row.node.public_id,
        number=line.number,
        label=line.label,
        text=line.html,
        objective=strands.get(row.objective, row.objective),
        path=list(row.follow_ups.all()),
    )


def counts(followed: list[Followed]) -> dict[str, int]:
    return {status: sum(each.status == status for each in followed) for status in Status.values}


SIGNS = {
    Status.ADOPTED: "support",
    Status.PARTLY: "reservation",
    Status.REJECTED: "objection",
    Status.PENDING: "none",
}


def shares() -> list[tuple[str, str, int]]:
    """All published recommendations by what became of them: sign, word and number. One query."""
    latest = FollowUp.objects.filter(recommendation=OuterRef("pk")).order_by("-on", "-pk").values("status")[:1]
    published = Recommendation.objects.filter(advice__publication__published_on__isnull=False)
    found = published.order_by().annotate(now=Subquery(latest)).values_list("now").annotate(Count("pk"))
    counted = {status or Status.PENDING: number for status, number in found}
    return [(sign, str(status.label), counted.get(status, 0)) for status, sign in SIGNS.items()]


def lately(most: int) -> list[tuple[Advice, list[tuple[str, str]], date]]:
    """The published advices of which something became known last: for each recommendation a sign and a word. Two queries."""
    advices = Advice.objects.filter(publication__published_on__isnull=False, recommendations__follow_ups__isnull=False)
    found = advices.annotate(last=Max("recommendations__follow_ups__on")).order_by("-last", "-pk")
    return [
        (advice, [_sign(row) for row in advice.recommendations.all()], advice.last)
        for advice in found.prefetch_related("recommendations__follow_ups")[:most]
    ]


def _sign(row: Recommendation) -> tuple[str, str]:
    path = list(row.follow_ups.all())
    status = Status(path[-1].status) if path else Status.PENDING
    return SIGNS[status], str(status.label)
