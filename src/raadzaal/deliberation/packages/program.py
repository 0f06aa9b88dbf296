"""A linear program in whole numbers and variables that are 0 or 1, solved by HiGHS.

HiGHS is loaded when something is solved, not when the house starts. It reckons in floating point; so its answers are
taken as proposals and bounds: variables are rounded, every figure is counted again from them, and rows have small whole
coefficients, so that what really satisfies them lies well within its tolerance.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

SEED = 1
_NOTHING_BETTER = 0.5
_NEARLY = 1e-6


class Status(StrEnum):
    BEST = "best"
    IMPOSSIBLE = "impossible"
    OUT_OF_TIME = "out_of_time"


@dataclass(frozen=True, slots=True)
class Answer:
    """``ones``: the variables that are 1, None when none were found; ``bound``: no solution can be worth more."""

    status: Status
    ones: frozenset[int] | None = None
    bound: float = math.inf


@dataclass(frozen=True, slots=True)
class Row:
    """At least ``least``, at most ``most``, of the sum of weights of the variables that are 1."""

    weights: Mapping[int, int]
    least: float = -math.inf
    most: float = math.inf


@dataclass
class Program:
    variables: int = 0
    rows: list[Row] = field(default_factory=list)

    def variable(self) -> int:
        self.variables += 1
        return self.variables - 1

    def require(self, row: Row) -> None:
        self.rows.append(row)

    def highest(self, weights: Mapping[int, int], extra: Sequence[Row] = (), *, seconds: float) -> Answer:
        """The most that *weights* can add up to, with *extra* rows that hold this time only."""
        solver = _solver(self.variables, [*self.rows, *extra], seconds)
        for variable, weight in weights.items():
            solver.changeColCost(variable, weight)
        return _answer(solver)

    def highest_lowest(
        self, sums: Sequence[tuple[Mapping[int, int], int]], extra: Sequence[Row] = (), *, seconds: float
    ) -> Answer:
        """About the most that the lowest of several sums can be, each (weights, whole) as a part of its own whole.

        ``bound`` is such a part too. Fractions do not fit in floating point: what this finds is to be checked.
        """
        solver = _solver(self.variables, [*self.rows, *extra], seconds)
        solver.setOptionValue("mip_abs_gap", _NEARLY)
        largest = max(whole for _weights, whole in sums)
        solver.addVar(0.0, float(largest))
        solver.changeColCost(self.variables, 1.0)
        for weights, whole in sums:
            stretched = {at: weight * largest / whole for at, weight in weights.items()}
            _add(solver, {**stretched, self.variables: -1.0}, 0.0, math.inf)
        answer = _answer(solver, self.variables)
        return replace(answer, bound=min(answer.bound / largest + _NEARLY, 1.0))


def _solver(variables: int, rows: Sequence[Row], seconds: float):
    import highspy

    solver = highspy.Highs()
    for option, value in _options(seconds).items():
        solver.setOptionValue(option, value)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for at in range(variables):
        solver.addVar(0.0, 1.0)
        solver.changeColIntegrality(at, highspy.HighsVarType.kInteger)
    for row in rows:
        _add(solver, row.weights, row.least, row.most)
    return solver


def _options(seconds: float) -> dict[str, bool | int | float | str]:
    """One thread and a fixed seed: the same question has the same answer. Whole values that differ by less are equal."""
    return {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": SEED,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": _NOTHING_BETTER,
        "time_limit": max(seconds, 0.0),
    }


def _add(solver, weights: Mapping[int, float], least: float, most: float) -> None:
    columns = sorted(weights)
    solver.addRow(least, most, len(columns), columns, [float(weights[at]) for at in columns])


def _answer(solver, variables: int | None = None) -> Answer:
    import highspy

    status = highspy.HighsModelStatus
    solver.run()
    ended = solver.getModelStatus()
    if ended in (status.kInfeasible, status.kUnboundedOrInfeasible):
        return Answer(Status.IMPOSSIBLE)
    if ended not in (status.kOptimal, status.kTimeLimit, status.kModelEmpty):
        raise ArithmeticError(f"the solver ended with {solver.modelStatusToString(ended)}")
    found = solver.getInfo()
    values = solver.getSolution().col_value if found.primal_solution_status == 2 else None
    ones = frozenset(at for at, value in enumerate(values[:variables]) if value > 0.5) if values is not None else None
    return Answer(Status.BEST if ended != status.kTimeLimit else Status.OUT_OF_TIME, ones, found.mip_dual_bound)
