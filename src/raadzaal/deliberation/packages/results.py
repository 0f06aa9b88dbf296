"""What the finder hands back."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from raadzaal.deliberation.packages.contradictions import Contradiction
from raadzaal.deliberation.packages.explaining import Objection, Package


class Level(StrEnum):
    """The order in which packages are compared."""

    UNANIMOUS = "unanimous"
    LEAST = "least"
    TOTAL = "total"
    OBJECTIONS = "objections"
    DEPARTURES = "departures"


@dataclass(frozen=True, slots=True)
class Gap:
    """Time was up while this level was searched: *found* so far, *possible* at the very best, in the units of the level
    (unanimous: 0 or 1; least and total: part of the whole; objections and departures: a number, lower is better)."""

    level: Level
    found: Fraction
    possible: Fraction


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The fewest objections of one party to one paragraph that must be lifted before somebody need object no more:
    those of ``package``. Unless ``proven`` there may be a smaller set, of ``at_least`` so many."""

    package: Package
    proven: bool
    at_least: int

    @property
    def objections(self) -> tuple[Objection, ...]:
        return self.package.objections


@dataclass(frozen=True, slots=True)
class Result:
    """``packages``: best first, fewer than asked where there are no more. ``proven``: no other package is better than
    these, in this order; else the last one is merely the best found, and ``gap`` tells what it may lack.
    ``obstacle``: only where it is certain that no unanimous package exists."""

    packages: tuple[Package, ...]
    proven: bool
    gap: Gap | None
    seconds: float
    obstacle: Obstacle | None = None
    contradictions: tuple[Contradiction, ...] = ()
