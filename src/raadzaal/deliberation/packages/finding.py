"""The best packages, one after the other, each level of the order in turn."""

import time
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor, inf

from raadzaal.deliberation.packages.contradictions import contradictions
from raadzaal.deliberation.packages.explaining import Package, explained
from raadzaal.deliberation.packages.formulation import Formulation, negative
from raadzaal.deliberation.packages.problem import Problem, checked
from raadzaal.deliberation.packages.program import Answer, Row, Status
from raadzaal.deliberation.packages.results import Gap, Level, Obstacle, Result
from raadzaal.deliberation.packages.scoring import Score, score

SECONDS = 20.0
_HAIR = 1e-6


def find(problem: Problem, *, best: int = 3, seconds: float = SECONDS) -> Result:
    """The *best* packages in at most about so many *seconds*; refuses what cannot be counted.

    The same problem gives the same packages on one release of the solver, unless time strikes.
    """
    begun = time.monotonic()
    search = _Search(checked(problem), ends=begun + seconds)
    packages = tuple(search.packages(best))
    obstacle = _obstacle(problem, seconds / 4) if search.none_unanimous else None
    taken = time.monotonic() - begun
    return Result(packages, search.gap is None, search.gap, taken, obstacle, tuple(contradictions(problem)))


def _obstacle(problem: Problem, seconds: float) -> Obstacle:
    """The fewest objections, and of those sets the one whose package carries most."""
    form = Formulation(problem)
    answer = form.program.highest(negative(form.objecting), seconds=seconds)
    package = _first_variants(problem) if answer.ones is None else form.package(answer.ones)
    if answer.status != Status.BEST:
        return Obstacle(explained(problem, package), proven=False, at_least=_at_least(answer.bound, 1))
    fewest = score(problem, package).objections
    heaviest = form.program.highest(form.total, [Row(form.objecting, most=fewest)], seconds=seconds)
    package = package if heaviest.ones is None else form.package(heaviest.ones)
    return Obstacle(explained(problem, package), proven=True, at_least=fewest)


class _TimeUp(Exception):
    """At this level, of which no more than so much is possible."""

    def __init__(self, level: Level, possible: Fraction) -> None:
        super().__init__(level)
        self.level, self.possible = level, possible


class _Search:
    """``none_unanimous``: it is certain that there is no unanimous package at all."""

    def __init__(self, problem: Problem, *, ends: float) -> None:
        self.problem, self.ends = problem, ends
        self.form = Formulation(problem)
        self.gap: Gap | None = None
        self.none_unanimous = False
        self._told: list[Score] = []
        self._unanimous_left = True
        self._kept: dict[str, str] = {}

    def packages(self, best: int) -> Iterator[Package]:
        while len(self._told) < best:
            self._kept = {}
            try:
                found = self._next()
            except _TimeUp as up:
                yield from self._in_haste(up)
                return
            if found is None:
                return
            self._told.append(score(self.problem, found))
            self.form.exclude(found)
            yield explained(self.problem, found)

    def _in_haste(self, up: _TimeUp) -> Iterator[Package]:
        """The best that was met, if anything, and what it may lack."""
        package = self._kept or ({} if self._told else _first_variants(self.problem))
        found = _on(up.level, score(self.problem, package)) if package else Fraction(0)
        self.gap = Gap(up.level, found, up.possible)
        if package:
            yield explained(self.problem, package)

    def _next(self) -> dict[str, str] | None:
        """The best of what was not told yet; None when nothing is left."""
        rows = self._nobody_objects()
        if rows is None:
            rows = []
            if self._solve(Level.LEAST, possible=self._ceiling).status == Status.IMPOSSIBLE:
                return None
        rows += self._least(rows)
        rows += self._most(Level.TOTAL, self.form.total, rows)
        if not self._unanimous_left:
            rows += self._most(Level.OBJECTIONS, negative(self.form.objecting), rows)
        self._most(Level.DEPARTURES, negative(self.form.departing), rows)
        return self._kept

    @property
    def _ceiling(self) -> Fraction:
        """No package that was not told yet has a higher least support."""
        told = [each for each in self._told if each.unanimous == self._unanimous_left]
        return told[-1].least if told else Fraction(1)

    def _nobody_objects(self) -> list[Row] | None:
        if not self._unanimous_left:
            return None
        rows = [Row({at: 1}, most=0) for at in self.form.objecting]
        if self._solve(Level.UNANIMOUS, rows, possible=Fraction(1)).status == Status.BEST:
            return rows
        self._unanimous_left = False
        self.none_unanimous = not self._told
        return None

    def _least(self, rows: list[Row]) -> list[Row]:
        """As much as the package told before has, when that is still possible; else the solver proposes, and whether
        more than that is possible is asked in whole numbers, until it is not."""
        ceiling = self._ceiling
        if (
            ceiling < 1
            and self._solve(Level.LEAST, rows + self._at_least(ceiling), possible=ceiling).status == Status.BEST
        ):
            return self._at_least(ceiling)
        possible = self._propose(rows)
        while True:
            reached = score(self.problem, self._kept).least
            if self._solve(Level.LEAST, rows + self._more_than(reached), possible=possible).status == Status.IMPOSSIBLE:
                return self._at_least(reached)

    def _propose(self, rows: list[Row]) -> Fraction:
        """Keeps what the solver proposes; what is possible at most."""
        sums = [(self.form.support[group], whole) for group, whole in self.form.whole.items()]
        if not sums:
            return Fraction(0)
        answer = self.form.program.highest_lowest(sums, rows, seconds=self._left())
        self._keep(answer)
        possible = min(Fraction(answer.bound), self._ceiling)
        if answer.status == Status.OUT_OF_TIME:
            raise _TimeUp(Level.LEAST, possible)
        return possible

    def _at_least(self, share: Fraction) -> list[Row]:
        return [Row(self.form.support[group], least=ceil(share * whole)) for group, whole in self.form.whole.items()]

    def _more_than(self, share: Fraction) -> list[Row]:
        """Nothing gives more where no group can give anything."""
        rows = [
            Row(self.form.support[group], least=floor(share * whole) + 1) for group, whole in self.form.whole.items()
        ]
        return rows or [Row({}, least=1)]

    def _most(self, level: Level, weights: Mapping[int, int], rows: list[Row]) -> list[Row]:
        answer = self.form.program.highest(weights, rows, seconds=self._left())
        self._keep(answer)
        if answer.status == Status.OUT_OF_TIME:
            raise _TimeUp(level, self._possible(level, answer.bound))
        if answer.ones is None:
            raise ArithmeticError(f"the solver lost its own solution at {level}")
        return [Row(weights, least=sum(weights.get(at, 0) for at in answer.ones))]

    def _possible(self, level: Level, bound: float) -> Fraction:
        if level != Level.TOTAL:
            return Fraction(_at_least(bound, 0))
        whole = sum(self.form.whole.values())
        return Fraction(whole if bound == inf else min(floor(bound + _HAIR), whole), whole or 1)

    def _solve(self, level: Level, rows: list[Row] | None = None, *, possible: Fraction) -> Answer:
        """Whether anything meets these rows."""
        answer = self.form.program.highest({}, rows or [], seconds=self._left())
        self._keep(answer)
        if answer.status == Status.OUT_OF_TIME:
            raise _TimeUp(level, possible)
        return answer

    def _keep(self, answer: Answer) -> None:
        if answer.ones is None:
            return
        package = self.form.package(answer.ones)
        if not self._kept or score(self.problem, package) > score(self.problem, self._kept):
            self._kept = package

    def _left(self) -> float:
        return self.ends - time.monotonic()


def _first_variants(problem: Problem) -> dict[str, str]:
    return {paragraph: variants[0] for paragraph, variants in problem.paragraphs.items()}


def _at_least(bound: float, floor_at: int) -> int:
    """From the highest that minus a number can be to the lowest that the number can be."""
    return floor_at if bound == inf else max(floor_at, ceil(-bound - _HAIR))


def _on(level: Level, reached: Score) -> Fraction:
    return Fraction(getattr(reached, level))
