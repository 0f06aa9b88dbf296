"""A figure, and what it stands beside."""

import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from statistics import median


@dataclass(frozen=True)
class Figure:
    """``ratio`` is *value* over *beside_value*; both are None for a figure that stands by itself, such as a count."""

    name: str
    value: float
    unit: str
    beside: str = ""
    beside_value: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.beside_value if self.beside_value else None

    def as_data(self) -> dict:
        return asdict(self) | {"ratio": self.ratio}


@dataclass
class Stopwatch:
    """Seconds, one for each time something was timed."""

    times: list[float] = field(default_factory=list)

    @contextmanager
    def running(self):
        begun = time.perf_counter()
        yield
        self.times.append(time.perf_counter() - begun)

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def total(self) -> float:
        return sum(self.times)

    @property
    def p95(self) -> float:
        ordered = sorted(self.times)
        return ordered[min(round(0.95 * len(ordered)), len(ordered) - 1)]

    def milliseconds(self) -> tuple[float, float]:
        """Median and 95th percentile."""
        return self.median * 1000, self.p95 * 1000


def in_turn(rounds: int, *things: Callable[[], object]) -> list[Stopwatch]:
    """Each of *things* timed *rounds* times, one after the other, so that a busy moment falls on all of them."""
    watches = [Stopwatch() for _ in things]
    for _ in range(rounds):
        for watch, thing in zip(watches, things, strict=True):
            with watch.running():
                thing()
    return watches


def table(figures: Iterable[Figure]) -> list[str]:
    """One line for each figure, with a head."""
    head = ("what", "value", "unit", "beside", "value", "ratio")
    rows = [head, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return [
        "  ".join(_cell(*each) for each in zip(range(len(head)), row, widths, strict=True)).rstrip() for row in rows
    ]


def _cell(column: int, text: str, width: int) -> str:
    return text.rjust(width) if column in (1, 4, 5) else text.ljust(width)


def _row(figure: Figure) -> tuple[str, ...]:
    beside = "" if figure.beside_value is None else number(figure.beside_value)
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    return figure.name, number(figure.value), figure.unit, figure.beside, beside, ratio


def number(value: float) -> str:
    """Three digits that tell something."""
    if value == int(value) and abs(value) < 1000:
        return str(int(value))
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
