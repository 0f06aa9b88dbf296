"""What was decided, with why that is the result."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from raadzaal.council.presenting import group_label
from raadzaal.meetings.models import AgendaItem, Decision, RollCallVote
from raadzaal.meetings.wording import told
from raadzaal.procedure.models import Case

UNDECIDED = (Decision.Result.DEFERRED, Decision.Result.VOID)


def decisions_of(case: Case) -> QuerySet[Decision]:
    """Oldest first."""
    return Decision.objects.filter(item__case=case.pk).select_related("item__meeting__body").order_by("pk")


def undecided_before(case: Case) -> list[str]:
    """The results, last first, of the votes directly before this one that decided nothing."""
    results = decisions_of(case).filter(item__kind=AgendaItem.Kind.ADOPT).values_list("result", flat=True)
    open_ones = []
    for result in results.order_by("-pk"):
        if result not in UNDECIDED:
            break
        open_ones.append(result)
    return open_ones


def words(decision: Decision) -> list[str]:
    """Why this is the result, sentence by sentence, in the reader's language."""
    return told(decision.explanation)


def votes_by_organisation(votes: Iterable[RollCallVote]) -> list[tuple[str, dict[str, int]]]:
    """Per organisation shown, or group for seats of none, how many seats voted what: a count, never a block vote."""
    counts: dict[str, Counter] = {}
    for vote in votes:
        counts.setdefault(_organisation(vote), Counter())[vote.value] += 1
    return [(name, {value: counted[value] for value in RollCallVote.Value.values}) for name, counted in counts.items()]


def _organisation(vote: RollCallVote) -> str:
    shown = vote.seat.displayed or vote.seat.appointing
    return str(shown) if shown else group_label(vote.seat.group)
