"""Places in a row with room in between, so that putting something in leaves the others where they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

STEP = 1 << 20


def filled(places: Sequence[int | None]) -> list[int] | None:
    """A place for every None, evenly between its neighbours; None when there is no room and all must be laid anew.

    The given places ascend strictly.
    """
    result: list[int] = []
    left, at = 0, 0
    for missing, run in groupby(places, key=lambda place: place is None):
        stretch = list(run)
        at += len(stretch)
        if not missing:
            result += stretch
            left = stretch[-1]
            continue
        right = places[at] if at < len(places) else left + STEP * (len(stretch) + 1)
        if right - left <= len(stretch):
            return None
        result += [left + (right - left) * (index + 1) // (len(stretch) + 1) for index in range(len(stretch))]
    return result


def laid_anew(count: int) -> list[int]:
    return [STEP * (index + 1) for index in range(count)]
