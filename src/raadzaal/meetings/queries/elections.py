"""Choices between persons: what went before, and what everybody is told before a round and after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from raadzaal.meetings import balloting
from raadzaal.meetings.models import BallotRound, Election
from raadzaal.meetings.queries.attendance import Attendance, rules_now
from raadzaal.meetings.wording import sentence, told


def undecided_before(election: Election) -> str:
    """How the last choice for the same office ended, in an earlier meeting of the same body."""
    earlier = Election.objects.filter(
        office=election.office,
        item__meeting__body=election.item.meeting.body_id,
        item__meeting__starts_at__lt=election.item.meeting.starts_at,
    )
    last = earlier.order_by("item__meeting__starts_at", "pk").last()
    return last.state if last else ""


@dataclass(frozen=True)
class RoundView:
    row: BallotRound
    because: Sequence[str]


@dataclass(frozen=True)
class ElectionView:
    """``standing`` and ``before``: who stands in the round to come, and what it takes; empty once the choice has ended."""

    election: Election
    rounds: Sequence[RoundView]
    standing: Sequence[str]
    before: Sequence[str]


def shown(election: Election, counted: Attendance) -> ElectionView:
    """For everybody; numbers that are not confirmed yet are not in it."""
    rounds = [RoundView(row, told(row.explanation)) for row in election.held]
    if election.state != Election.State.OPEN:
        return ElectionView(election, rounds, (), ())
    steps = balloting.beforehand(
        len(election.going_on),
        sitting=counted.sitting,
        present=counted.present,
        rules=rules_now(),
        second_tie=undecided_before(election) == Election.State.DEFERRED,
    )
    return ElectionView(election, rounds, election.going_on, [sentence(step) for step in steps])
