"""What separates us now: the shortest list of open points, whose they are, and what each asks. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from raadzaal.deliberation.stances import Stance
from raadzaal.deliberation.support_rules import Cell, State, SupportRules, Voice

_ORDER = (State.OBJECTION, State.RESERVATION, State.TO_BE_CONFIRMED, State.NOT_ANSWERED)
_WAITING = frozenset({State.TO_BE_CONFIRMED, State.NOT_ANSWERED})


@dataclass(frozen=True, slots=True)
class Held:
    """What one voice holds of one paragraph, with the text it proposes or else its reason."""

    voice: Voice
    paragraph: str
    cell: Cell
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """``kind``: objection, reservation, to_be_confirmed or not_answered. ``weight``: of whose it is together."""

    kind: State
    voices: tuple[str, ...]
    paragraphs: tuple[str, ...]
    asks: str
    weight: int


def separates(positions: Iterable[Held], rules: SupportRules) -> list[Point]:
    """Objections first, then what else keeps the text from being unanimous; within a kind the heaviest first.

    One point is all who ask the same of the same paragraph, with the other paragraphs of which one of them asks the same.
    Whatever only waits for an answer or a confirmation is one point for each voice. Reservations stand here only where
    the rules say that they are in the way of unanimity.
    """
    threads: dict[tuple[State, str], list[Held]] = {}
    for held in positions:
        kind = _kind(held.cell, rules)
        if kind and rules.weight(held.voice):
            threads.setdefault((kind, _thread(kind, held)), []).append(held)
    points = [_point(kind, part, rules) for (kind, _ask), thread in threads.items() for part in _connected(thread)]
    return sorted(points, key=lambda point: (_ORDER.index(point.kind), -point.weight))


def _kind(cell: Cell, rules: SupportRules) -> State | None:
    if cell.counts_as == Stance.OBJECTION:
        return State.OBJECTION
    if cell.state == State.RESERVATION and rules.unanimous_with_reservations:
        return None
    return cell.state if cell.state in _ORDER else None


def _thread(kind: State, held: Held) -> str:
    """The same for whoever asks the same; what asks nothing hangs together by its voice."""
    asked = "" if kind in _WAITING else " ".join(re.findall(r"\w+", held.asks.casefold()))
    return asked or f"\n{held.voice.key}"


def _connected(thread: Sequence[Held]) -> Iterator[list[Held]]:
    """Parts of which no voice and no paragraph stands in another part."""
    left = list(thread)
    while left:
        part, grown = [left.pop(0)], True
        while grown:
            voices, paragraphs = {held.voice.key for held in part}, {held.paragraph for held in part}
            near = [held for held in left if held.voice.key in voices or held.paragraph in paragraphs]
            left = [held for held in left if held not in near]
            part, grown = part + near, bool(near)
        yield part


def _point(kind: State, part: Sequence[Held], rules: SupportRules) -> Point:
    voices = {held.voice.key: held.voice for held in part}
    asks = "" if kind in _WAITING else part[0].asks
    weight = sum(rules.weight(voice) for voice in voices.values())
    return Point(kind, tuple(voices), tuple(dict.fromkeys(held.paragraph for held in part)), asks, weight)
