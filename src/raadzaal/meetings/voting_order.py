"""In which order proposals on a text come to the vote, which exclude each other, and what falls with what.

Custom of assemblies, not law: by paragraph; within it what reaches furthest first, so that who loses can still vote for less;
an amendment to an amendment before the one it changes; a paragraph by itself after what changes it; the text as a whole last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from raadzaal.meetings import word_edits

REPLACE, REMOVE, ADD, SPLIT = "replace", "remove", "add", "split"

MOST_PLACES = 999


@dataclass(frozen=True)
class Motion:
    """``place`` is that of its paragraph in the text; ``rank`` the chair's own order, before the rule."""

    key: int
    place: int
    change: str
    base: str = ""
    notation: str = ""
    amends: int | None = None
    number: int = 0
    rank: int | None = None

    @property
    def reach(self) -> int:
        """Taking out reaches further than any change."""
        if self.change == REMOVE:
            return len(word_edits.tokens(self.base)) * 2 + 1
        return word_edits.size(self.base, self.notation)


def order(motions: Iterable[Motion]) -> list[Motion]:
    """Every motion once; what amends another stands before it."""
    below: dict[int | None, list[Motion]] = {}
    for motion in motions:
        below.setdefault(motion.amends, []).append(motion)
    return _ordered(None, below)


def _ordered(amended: int | None, below: dict[int | None, list[Motion]]) -> list[Motion]:
    found = []
    for motion in sorted(below.get(amended, ()), key=_first_to_vote):
        found += [*_ordered(motion.key, below), motion]
    return found


def _first_to_vote(motion: Motion) -> tuple:
    given = (0, motion.rank) if motion.rank is not None else (1, 0)
    kind = {REMOVE: 0, REPLACE: 1, ADD: 2, SPLIT: 3}[motion.change]
    return (motion.place, *given, kind, -motion.reach, motion.number)


def collide(one: Motion, other: Motion) -> bool:
    """Whether both cannot be adopted: they change the same words, or one takes out what the other changes."""
    if one.key == other.key or one.amends != other.amends or one.place != other.place:
        return False
    kinds = {one.change, other.change}
    if ADD in kinds or SPLIT in kinds:
        return REMOVE in kinds and SPLIT in kinds
    if REMOVE in kinds:
        return True
    return word_edits.meet(word_edits.edits(one.base, one.notation), word_edits.edits(other.base, other.notation))


def falls_if_adopted(motion: Motion, motions: Sequence[Motion]) -> set[int]:
    """What can no longer be adopted, with everything that amends it."""
    return _with_amendments({other.key for other in motions if collide(motion, other)}, motions)


def falls_if_lost(motion: Motion, motions: Sequence[Motion]) -> set[int]:
    """Rejected, withdrawn or fallen: what would have amended it has nothing to amend."""
    return _with_amendments({motion.key}, motions) - {motion.key}


def _with_amendments(keys: set[int], motions: Sequence[Motion]) -> set[int]:
    found = set(keys)
    while more := {motion.key for motion in motions if motion.amends in found} - found:
        found |= more
    return found
