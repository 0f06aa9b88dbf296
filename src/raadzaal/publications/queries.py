"""What became of publications after they were published."""

from raadzaal.publications.models import Correction, Withdrawal
from raadzaal.texts.models import Milestone


def as_adopted(milestone: Milestone) -> Milestone:
    """The text as it was adopted, of one that was corrected since; no query for one that was not."""
    if milestone.key != Milestone.Key.CORRECTED:
        return milestone
    first = Correction.objects.filter(publication__corrections__after=milestone).select_related("before")
    return found.before if (found := first.order_by("number").first()) else milestone


def withdrawn(year: int, serial: int) -> Withdrawal | None:
    found = Withdrawal.objects.filter(publication__year=year, publication__serial=serial)
    return found.select_related("publication__case").first()


def last_withdrawn() -> Withdrawal | None:
    return Withdrawal.objects.order_by("-pk").first()
