"""Which paragraph of a returned file is which of the text that went out.

In order of trust: the same words (when only one paragraph has them), the bookmark, the same words in the same order, likeness, and
at last the place: as many unknown paragraphs between two known ones as there were, are those, rewritten or translated.
The halves of a paragraph that was split, and paragraphs that were merged, are found by what they say together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.matching import match
from raadzaal.texts.word.exported import Target
from raadzaal.texts.word.identity import mark_of
from raadzaal.texts.word.items import Item

_COMPARED = 4_000
_MOST_PARTS = 6
_KNOWN = 0.2  # of the text: with less, place says nothing
_BETTER = 5  # of 100: how much more alike two pieces together must be to belong together


@dataclass
class Placed:
    """`of` has for every target the items that became it, in order; `into` the target a target was merged into."""

    of: dict[int, list[int]] = field(default_factory=dict)
    into: dict[int, int] = field(default_factory=dict)

    def item_of(self) -> dict[int, int]:
        return {item: target for target, items in self.of.items() for item in items}


def likeness(one: str, other: str) -> float:
    return ratio(one[:_COMPARED], other[:_COMPARED])


def place(targets: Sequence[Target], items: Sequence[Item]) -> Placed:
    placing = _Placing(targets, items)
    placing.by_words()
    placing.by_bookmark()
    placing.by_likeness()
    placing.halves()
    placing.mergers()
    placing.by_place()
    return placing.placed


@dataclass
class _Placing:
    targets: Sequence[Target]
    items: Sequence[Item]
    placed: Placed = field(default_factory=Placed)
    taken: dict[int, int] = field(default_factory=dict)

    def _bind(self, target: int, item: int) -> None:
        self.placed.of[target] = [item]
        self.taken[item] = target

    def _is_free(self, item: int) -> bool:
        return item not in self.taken and bool(self.items[item].plain)

    def by_words(self) -> None:
        """Words that stand once in the text and once in the file are those words, wherever they stand."""
        ours = Counter(target.key for target in self.targets if target.plain)
        theirs = Counter(item.key for item in self.items if item.plain)
        where = {item.key: at for at, item in enumerate(self.items) if item.plain}
        for at, target in enumerate(self.targets):
            if (
                ours[target.key] == 1 == theirs[target.key]
                and self.items[where[target.key]].is_table == target.is_table
            ):
                self._bind(at, where[target.key])

    def by_bookmark(self) -> None:
        covering: dict[str, list[int]] = {}
        for at, item in enumerate(self.items):
            for name in item.covers:
                covering.setdefault(name, []).append(at)
        for at, target in enumerate(self.targets):
            if at in self.placed.of:
                continue
            free = [
                item
                for item in covering.get(mark_of(target.node_id), ())
                if self._is_free(item) and self.items[item].is_table == target.is_table
            ]
            if free:
                self._bind(at, max(free, key=lambda item: (likeness(self.items[item].plain, target.plain), -item)))

    def by_likeness(self) -> None:
        """The rest, between what was found: those stand for themselves, as words that nothing else has."""
        olds = [at for at, target in enumerate(self.targets) if target.plain]
        news = [at for at, item in enumerate(self.items) if item.plain]
        if not any(at not in self.placed.of for at in olds):
            return
        found = match(
            [
                _stand_in(f"\0{at}", self.targets[at].is_table)
                if at in self.placed.of
                else _stand_in(self.targets[at].plain, self.targets[at].is_table)
                for at in olds
            ],
            [
                _stand_in(f"\0{self.taken[at]}", self.items[at].is_table)
                if at in self.taken
                else _stand_in(self.items[at].plain, self.items[at].is_table)
                for at in news
            ],
        )
        for new, old in zip(news, found, strict=True):
            if old is not None and new not in self.taken and olds[old] not in self.placed.of:
                self._bind(olds[old], new)

    def halves(self) -> None:
        """A paragraph beside one that was found, when the two together say more of the original than the one alone."""
        for target, own in list(self.placed.of.items()):
            while len(own) < _MOST_PARTS and (more := self._longer(target, own)):
                own[:] = more
                for item in more:
                    self.taken[item] = target

    def _longer(self, target: int, own: list[int]) -> list[int] | None:
        wanted = self.targets[target].plain
        now = likeness(self._said(own), wanted)
        if now > 100 - _BETTER or self.targets[target].is_table:
            return None
        candidates = [[*own, own[-1] + 1], [own[0] - 1, *own]]
        for candidate, item in zip(candidates, (own[-1] + 1, own[0] - 1), strict=True):
            if self._is_loose(item) and likeness(self._said(candidate), wanted) >= now + _BETTER:
                return candidate
        return None

    def _is_loose(self, item: int) -> bool:
        return 0 <= item < len(self.items) and self._is_free(item) and not self.items[item].is_table

    def _said(self, items: Sequence[int]) -> str:
        return " ".join(self.items[item].plain for item in items)

    def mergers(self) -> None:
        """A target that was not found, and whose words stand in the paragraph of its neighbour."""
        for at, target in enumerate(self.targets):
            if at in self.placed.of or not target.plain or target.is_table:
                continue
            for beside in self._beside(at):
                if self._holds(beside, at):
                    self.placed.into[at] = beside
                    break

    def by_place(self) -> None:
        if len(self.placed.of) < _KNOWN * len(self.targets):
            return
        for olds, news in self._gaps():
            if len(olds) == len(news):
                for old, new in zip(olds, news, strict=True):
                    if self.targets[old].is_table == self.items[new].is_table:
                        self._bind(old, new)

    def _gaps(self) -> list[tuple[list[int], list[int]]]:
        """What was not found of both sides, between two that were and follow each other in both."""
        known = sorted(self.placed.of)
        edges = [(-1, -1), *((at, self.placed.of[at][-1]) for at in known), (len(self.targets), len(self.items))]
        gaps = []
        for (old, new), (next_old, last_of_next) in pairwise(edges):
            next_new = self.placed.of[next_old][0] if next_old in self.placed.of else last_of_next
            olds = [at for at in range(old + 1, next_old) if self._is_missing(at)]
            gaps.append((olds, [at for at in range(new + 1, next_new) if self._is_free(at)]))
        return gaps

    def _is_missing(self, target: int) -> bool:
        return bool(self.targets[target].plain) and target not in self.placed.of and target not in self.placed.into

    def _beside(self, at: int) -> list[int]:
        """The found targets around it, and one with whose bookmark its own stands together."""
        before = next((each for each in range(at - 1, -1, -1) if each in self.placed.of), None)
        after = next((each for each in range(at + 1, len(self.targets)) if each in self.placed.of), None)
        name = mark_of(self.targets[at].node_id)
        together = [target for item, target in self.taken.items() if name in self.items[item].covers]
        return [each for each in dict.fromkeys([*together[:3], before, after]) if each is not None]

    def _holds(self, beside: int, at: int) -> bool:
        said = self._said(self.placed.of[beside])
        others = [each for each, into in self.placed.into.items() if into == beside]
        now = " ".join(self.targets[each].plain for each in sorted([beside, *others]))
        both = " ".join(self.targets[each].plain for each in sorted([beside, *others, at]))
        return likeness(said, both) >= likeness(said, now) + _BETTER


def _stand_in(words: str, is_table: bool) -> Block:
    return Block(Kind.TABLE if is_table else Kind.PARAGRAPH, 0, words)
