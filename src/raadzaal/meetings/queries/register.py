"""The register: what was decided in public meetings, on points that were not closed."""

from django.db.models import QuerySet

from raadzaal.meetings.models import Correction, Decision


def decided() -> QuerySet[Decision]:
    """The last one first; a number of queries that does not grow with the page."""
    found = Decision.objects.filter(item__meeting__public=True, item__closed=False)
    return (
        found.select_related("item__case", "item__meeting__body").prefetch_related("corrections").order_by("-at", "-pk")
    )


def latest_result(decision: Decision) -> Correction | None:
    """The last correction, if there is one. Uses what was prefetched."""
    return next(reversed(list(decision.corrections.all())), None)


def corrected(decision: Decision) -> dict[int, str]:
    """Per seat (primary key) what was put right since, the last word of each. Uses what was prefetched."""
    return {int(seat): value for each in decision.corrections.all() for seat, value in each.votes.items()}
