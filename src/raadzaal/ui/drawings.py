"""The geometry of the drawings, as pure functions: numbers in, places out. Nothing here knows HTML or Django.

Units are those of the SVG's own viewBox.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from raadzaal.ui.shapes import Diagram, DiagramStep, SeatView

HALL_WIDTH = 640.0
HALL_MARGIN = 10.0
INNER_RADII = (100.0, 115.0, 130.0, 145.0, 160.0, 175.0, 190.0, 205.0)
LARGEST_SEAT = 25.0
MOST_ROWS = 8
AISLE = 0.09  # radians between two groups
SHAPES = ("square", "circle", "diamond", "hexagon")

BOX_HEIGHT = 40.0
BOX_WIDTH = 208.0
ROW = 84.0
LANE = 26.0
BEND = 8.0
BEADS_APART = 24.0
LABEL_CHARACTERS = 26


@dataclass(frozen=True)
class PlacedSeat:
    """A seat with the centre of its place; `shape` is the sign of its group."""

    seat: SeatView
    x: float
    y: float
    shape: str


@dataclass(frozen=True)
class Desk:
    """The table before a row of seats: an arc around the hall's middle, as the `d` of an SVG path."""

    path: str
    width: float


@dataclass(frozen=True)
class Hall:
    width: float
    height: float
    radius: float
    centre_x: float
    centre_y: float
    seats: Sequence[PlacedSeat]
    desks: Sequence[Desk]
    groups: Sequence[tuple[str, str, str]]  # key, label, shape


def by_group(seats: Iterable[SeatView]) -> list[tuple[str, list[SeatView]]]:
    """The seats of each group, groups in order of first appearance, seats in the order they came."""
    order: dict[str, list[SeatView]] = {}
    for seat in seats:
        order.setdefault(seat.group, []).append(seat)
    return list(order.items())


def hall(seats: Sequence[SeatView]) -> Hall:
    """Seats in a half circle, first group at the left, each group in a sector of its own with an aisle between."""
    groups = by_group(seats)
    sizes = [len(members) for _, members in groups]
    rows, radius = _best_rows(sizes)
    centre_x, centre_y = HALL_WIDTH / 2, HALL_WIDTH / 2
    placed: list[PlacedSeat] = []
    for number, ((_, members), sector) in enumerate(zip(groups, _sectors(sizes), strict=True)):
        shape = SHAPES[number % len(SHAPES)]
        spots = _spots(len(members), sector, rows)
        for seat, (angle, distance) in zip(members, spots, strict=True):
            x = centre_x - math.cos(angle) * distance
            y = centre_y - math.sin(angle) * distance
            placed.append(PlacedSeat(seat, round(x, 2), round(y, 2), shape))
    labels = [(key, members[0].group_label, SHAPES[i % len(SHAPES)]) for i, (key, members) in enumerate(groups)]
    desks = [_desk(centre_x, centre_y, row - radius - 5, sector) for row in rows for sector in _sectors(sizes)]
    return Hall(HALL_WIDTH, centre_y + 34, radius, centre_x, centre_y, placed, desks if placed else [], labels)


def _sectors(sizes: Sequence[int]) -> list[tuple[float, float]]:
    """Each group's stretch of the half circle, as (start, end) in radians from the left."""
    total = sum(sizes)
    aisle = AISLE if len(sizes) > 1 else 0.0
    room = math.pi - aisle * (len(sizes) - 1)
    sectors, start = [], 0.0
    for size in sizes:
        end = start + room * size / total
        sectors.append((start, end))
        start = end + aisle
    return sectors


def _rows(count: int, inner: float) -> list[float]:
    """Radii of `count` rows from `inner` to the wall of the hall, inner row first."""
    outer = HALL_WIDTH / 2 - HALL_MARGIN - LARGEST_SEAT
    if count == 1:
        return [outer]
    return [inner + (outer - inner) * i / (count - 1) for i in range(count)]


def _best_rows(sizes: Sequence[int]) -> tuple[list[float], float]:
    """The rows that leave room for the largest seats, and the radius of a seat in them."""
    halls = [_rows(count, inner) for count in range(1, MOST_ROWS + 1) for inner in INNER_RADII]
    if not sum(sizes):
        return halls[0], LARGEST_SEAT
    options = [(min(_seat_radius(sizes, rows), LARGEST_SEAT), rows) for rows in halls]
    radius, rows = max(options, key=lambda option: (option[0], -len(option[1])))
    return rows, radius


def _seat_radius(sizes: Sequence[int], rows: Sequence[float]) -> float:
    """Largest seat for which no two touch: neighbours in a row, in the next row, and across an aisle."""
    apart = [rows[1] - rows[0]] if len(rows) > 1 else [HALL_WIDTH]
    spots = [spot for size, sector in zip(sizes, _sectors(sizes), strict=True) for spot in _spots(size, sector, rows)]
    for distance, row in groupby(sorted(spots, key=lambda spot: (spot[1], spot[0])), key=lambda spot: spot[1]):
        angles = [angle for angle, _ in row]
        gaps = [b - a for a, b in zip(angles, angles[1:], strict=False)]
        apart += [2 * distance * math.sin(min(gap, math.pi) / 2) for gap in gaps]
    return min(apart) * 0.43


def _spots(count: int, sector: tuple[float, float], rows: Sequence[float]) -> list[tuple[float, float]]:
    """Places for one group as (angle, radius), read from left to right, outer row first where angles are equal."""
    start, end = sector
    spots = []
    for radius, seats in zip(rows, _shares(count, rows), strict=True):
        spots += [(start + (end - start) * (i + 0.5) / seats, radius) for i in range(seats)]
    return sorted(spots, key=lambda spot: (round(spot[0], 6), -spot[1]))


def _shares(count: int, weights: Sequence[float]) -> list[int]:
    """Divide `count` over the weights by largest remainder; the later weight wins a tie."""
    exact = [count * weight / sum(weights) for weight in weights]
    shares = [math.floor(value) for value in exact]
    byremainder = sorted(range(len(weights)), key=lambda i: (exact[i] - shares[i], i), reverse=True)
    for i in byremainder[: count - sum(shares)]:
        shares[i] += 1
    return shares


def _desk(cx: float, cy: float, radius: float, sector: tuple[float, float]) -> Desk:
    start, end = sector
    inset = min(0.03, (end - start) / 4)
    x1, y1 = cx - math.cos(start + inset) * radius, cy - math.sin(start + inset) * radius
    x2, y2 = cx - math.cos(end - inset) * radius, cy - math.sin(end - inset) * radius
    return Desk(f"M{x1:.2f} {y1:.2f}A{radius:.2f} {radius:.2f} 0 0 1 {x2:.2f} {y2:.2f}", 5)


def seat_outline(shape: str, x: float, y: float, radius: float) -> str:
    """The `d` of a seat's path. All shapes have about the same area; none reaches further than 1.08 times `radius`."""
    if shape == "circle":
        r = radius * 0.94
        return f"M{x - r:.2f} {y:.2f}a{r:.2f} {r:.2f} 0 1 0 {2 * r:.2f} 0a{r:.2f} {r:.2f} 0 1 0 {-2 * r:.2f} 0z"
    corners = {
        "square": [(45 + 90 * i, radius * 1.05) for i in range(4)],
        "diamond": [(90 * i, radius * 1.08) for i in range(4)],
        "hexagon": [(60 * i, radius) for i in range(6)],
    }[shape]
    points = [(x + math.cos(math.radians(a)) * r, y + math.sin(math.radians(a)) * r) for a, r in corners]
    return "M" + "L".join(f"{px:.2f} {py:.2f}" for px, py in points) + "z"


# --- The support mark ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MarkPart:
    """A third (or half, or quarter) of the mark: its frame, and how far it is filled from below."""

    x: float
    width: float
    fill_y: float
    fill_height: float


MARK_WIDTH, MARK_HEIGHT, MARK_GAP = 40.0, 22.0, 2.5
FILLED = {"support": 1.0, "reservation": 0.5, "objection": 0.0, "to_confirm": 0.0, "none": 0.0, "unknown": 0.0}


def mark_parts(values: Sequence[str]) -> list[MarkPart]:
    width = (MARK_WIDTH - MARK_GAP * (len(values) - 1)) / max(len(values), 1)
    parts = []
    for number, value in enumerate(values):
        height = MARK_HEIGHT * FILLED[value]
        parts.append(MarkPart(round(number * (width + MARK_GAP), 2), round(width, 2), MARK_HEIGHT - height, height))
    return parts


# --- The procedure diagram -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    key: str
    x: float
    y: float
    lines: Sequence[str]
    classes: str


@dataclass(frozen=True)
class Arrow:
    """A way from one stage to another; `numbers` are the steps that take it, counted from one."""

    path: str
    head: str
    beads: Sequence[tuple[float, float, int]]
    open: bool


@dataclass(frozen=True)
class Flow:
    width: float
    height: float
    boxes: Sequence[Box]
    arrows: Sequence[Arrow]


def wrap(text: str, characters: int = LABEL_CHARACTERS) -> list[str]:
    """Break a label over lines of about `characters`, between words."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= characters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def flow(diagram: Diagram) -> Flow:
    """Stages from top to bottom in the order given; steps to the next stage run straight, all others around.

    Steps that skip ahead run down the right side, steps back run up the left; no two share a lane where they overlap.
    """
    place = {stage.key: row for row, stage in enumerate(diagram.stages)}
    ways = _ways(diagram.steps)
    lanes_ahead = _lanes([(a, b) for a, b in ways if place[b] - place[a] > 1], place)
    lanes_back = _lanes([(a, b) for a, b in ways if place[b] <= place[a]], place)
    lanes, left = lanes_ahead | lanes_back, _side(lanes_back)
    boxes = [
        Box(stage.key, left, _top(row), wrap(stage.label), f"{stage.kind} {stage.state}".strip())
        for row, stage in enumerate(diagram.stages)
    ]
    arrows = [_arrow(place[a], place[b], left, lanes.get((a, b)), steps) for (a, b), steps in ways.items()]
    height = _top(max(len(boxes) - 1, 0)) + BOX_HEIGHT + 2
    return Flow(left + BOX_WIDTH + _side(lanes_ahead), height, boxes, arrows)


Ways = dict[tuple[str, str], list[tuple[int, DiagramStep]]]


def _ways(steps: Sequence[DiagramStep]) -> Ways:
    """The steps by the way they take, each with its number; a step that can be taken from several stages has one number."""
    ways: Ways = {}
    numbers: dict[str, int] = {}
    for step in steps:
        number = numbers.setdefault(step.key, len(numbers) + 1)
        ways.setdefault((step.source, step.target), []).append((number, step))
    return ways


def _lanes(jumps: Sequence[tuple[str, str]], place: dict[str, int]) -> dict[tuple[str, str], int]:
    """A lane for each jump, shortest jumps innermost, so that lines side by side never lie on one another."""
    lanes: dict[tuple[str, str], int] = {}
    taken: list[list[tuple[int, int]]] = []
    for jump in sorted(jumps, key=lambda j: (abs(place[j[0]] - place[j[1]]), place[j[0]])):
        low, high = sorted((place[jump[0]], place[jump[1]]))
        free = (n for n, spans in enumerate(taken) if all(high < a or low > b for a, b in spans))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        lanes[jump] = lane
    return lanes


def _side(lanes: dict[tuple[str, str], int]) -> float:
    return (max(lanes.values()) + 1) * LANE + 22 if lanes else 12.0


def _arrow(source: int, target: int, left: float, lane: int | None, steps: list[tuple[int, DiagramStep]]) -> Arrow:
    numbers = [number for number, _ in steps]
    is_open = any(step.open for _, step in steps)
    if lane is None:
        return _straight(source, target, left + BOX_WIDTH / 2, numbers, is_open)
    return _around(source, target, left, lane, numbers, is_open)


def _straight(source: int, target: int, x: float, numbers: Sequence[int], is_open: bool) -> Arrow:
    top, bottom = _top(source) + BOX_HEIGHT, _top(target)
    beads = [(x + shift, (top + bottom) / 2 - 2, number) for shift, number in _spread(numbers)]
    return Arrow(f"M{x} {top}V{bottom - 8}", _head(x, bottom, 0, 1), beads, is_open)


def _around(source: int, target: int, left: float, lane: int, numbers: Sequence[int], is_open: bool) -> Arrow:
    """Out of the side of one box, along the lane, into the side of the other. Ahead goes right, back goes left.

    A step leaves a box at its far half and enters at its near half, so that ways in and out of a box stay apart.
    """
    way = 1 if target > source else -1
    edge = left + BOX_WIDTH if way == 1 else left
    far, turn = edge + way * ((lane + 1) * LANE + 4), BEND * way
    y1, y2 = _top(source) + BOX_HEIGHT / 2 + 9 * way, _top(target) + BOX_HEIGHT / 2 - 9 * way
    if source == target:
        y1, y2 = y2, y1
    bend = BEND if y2 > y1 else -BEND
    path = (
        f"M{edge} {y1}H{far - turn}Q{far} {y1} {far} {y1 + bend}V{y2 - bend}Q{far} {y2} {far - turn} {y2}H{edge + turn}"
    )
    beads = [(far, (y1 + y2) / 2 + shift, number) for shift, number in _spread(numbers)]
    return Arrow(path, _head(edge, y2, -way, 0), beads, is_open)


def _top(row: int) -> float:
    return row * ROW + 2


def _spread(numbers: Sequence[int]) -> list[tuple[float, int]]:
    """Each number with how far it stands from the middle of its arrow."""
    return [((i - (len(numbers) - 1) / 2) * BEADS_APART, number) for i, number in enumerate(numbers)]


def _head(x: float, y: float, dx: int, dy: int) -> str:
    """A small triangle with its point at (x, y), looking in direction (dx, dy)."""
    if dy:
        return f"M{x} {y}l-5 {-9 * dy}h10z"
    return f"M{x} {y}l{-9 * dx} -5v10z"
