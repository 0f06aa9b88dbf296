"""Which paragraph of an old text became which of a new one, so that a new Word version keeps every address.

Four rounds, each with what the round before left over: the same words in the same order, an edited paragraph between
two that were found, the same words elsewhere, and an edited paragraph elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from raadzaal.texts.blocks import Block, Kind

ALIKE = 55  # of 100: under it two paragraphs that stand in the same place are two paragraphs
ALIKE_ELSEWHERE = 80
# Comparing everything with everything is only done as long as it takes no longer than a blink.
_MOST_PAIRS = 40_000
_COMPARED = 4_000  # signs of a paragraph that are looked at


def match(old: Sequence[Block], new: Sequence[Block]) -> list[int | None]:
    """For each new block the index of the old one that it continues; every old block is continued once at most."""
    matching = _Matching(old, new)
    matching.same_words_in_order()
    for olds, news in matching.gaps():
        matching.alike(olds, news, ALIKE)
    matching.same_words_elsewhere()
    matching.alike(matching.free_old(), matching.free_new(), ALIKE_ELSEWHERE)
    return matching.found


def _words(block: Block) -> tuple:
    """What makes two blocks the same paragraph, whatever its kind or level became since."""
    return (block.is_heading, block.kind == Kind.TABLE, block.notation, block.asset, block.notes)


@dataclass
class _Matching:
    old: Sequence[Block]
    new: Sequence[Block]
    found: list[int | None] = field(init=False)
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.found = [None] * len(self.new)

    def _pair(self, at_old: int, at_new: int) -> None:
        self.found[at_new] = at_old
        self.taken.add(at_old)

    def free_old(self) -> list[int]:
        return [at for at in range(len(self.old)) if at not in self.taken]

    def free_new(self) -> list[int]:
        return [at for at, found in enumerate(self.found) if found is None]

    def same_words_in_order(self) -> None:
        steps = Indel.opcodes([_words(block) for block in self.old], [_words(block) for block in self.new])
        for step in steps:
            if step.tag == "equal":
                for offset in range(step.src_end - step.src_start):
                    self._pair(step.src_start + offset, step.dest_start + offset)

    def gaps(self) -> list[tuple[list[int], list[int]]]:
        """The stretches between found pairs, those of both sides together."""
        gaps, before = [], -1
        for run in _runs_of(self.free_new()):
            before = self.found[run[0] - 1] if run[0] else -1
            after = self.found[run[-1] + 1] if run[-1] + 1 < len(self.new) else len(self.old)
            gaps.append(([at for at in range(before + 1, after) if at not in self.taken], run))
        return gaps

    def same_words_elsewhere(self) -> None:
        places: dict[tuple, list[int]] = defaultdict(list)
        for at in self.free_old():
            places[_words(self.old[at])].append(at)
        for at in self.free_new():
            if waiting := places.get(_words(self.new[at])):
                self._pair(waiting.pop(0), at)

    def alike(self, olds: Sequence[int], news: Sequence[int], least: int) -> None:
        """Pair what looks most alike first; among equals what stands nearest."""
        if not olds or not news or len(olds) * len(news) > _MOST_PAIRS:
            return
        scored = [
            (-score, abs(olds.index(one) - news.index(other)), one, other)
            for one in olds
            for other in news
            if (score := _likeness(self.old[one], self.new[other], least)) >= least
        ]
        for _score, _apart, one, other in sorted(scored):
            if one not in self.taken and self.found[other] is None:
                self._pair(one, other)


def _runs_of(indexes: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for at in indexes:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _likeness(one: Block, other: Block, least: int) -> float:
    """0 to 100. Headings are never text, and a figure is its picture."""
    if one.is_heading != other.is_heading or (one.kind == Kind.TABLE) != (other.kind == Kind.TABLE):
        return 0
    if one.asset or other.asset:
        return 100 if one.asset == other.asset else 0
    return ratio(one.notation[:_COMPARED], other.notation[:_COMPARED], score_cutoff=least)
