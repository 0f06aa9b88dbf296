"""The addresses of a text: chapter numbers, running paragraph numbers, and the counters of their own kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import override

from raadzaal.texts.blocks import Block, Kind

_COUNTED = {Kind.RECOMMENDATION, Kind.TABLE, Kind.FIGURE}


@dataclass(frozen=True)
class Address:
    """`number` is the place in the text (2.1, or paragraph 34); `label` is how one cites it (2.1, 34, R3, Table 2)."""

    number: str
    label: str


def number(blocks: Iterable[tuple[str, Block]], language: str = "nl") -> dict[str, Address]:
    """Every node's address. Headings count by depth rather than by level, so that a skipped level leaves no 0."""
    counters = _Counters()
    with override(language):
        return {node_id: counters.address(block) for node_id, block in blocks}


def number_notes(blocks: Iterable[tuple[str, Block]]) -> dict[tuple[str, str], int]:
    """The footnotes (node id, note id) of a text with their running number."""
    keys = [(node_id, key) for node_id, block in blocks for key, _text in block.notes]
    return {key: at for at, key in enumerate(keys, start=1)}


@dataclass
class _Counters:
    headings: list[tuple[int, int]] = field(default_factory=list)
    annex: str = ""
    kinds: Counter[str] = field(default_factory=Counter)

    def address(self, block: Block) -> Address:
        if block.kind == Kind.ANNEX_HEADING:
            return self._annex()
        if block.kind == Kind.HEADING:
            return self._heading(block.level)
        self.kinds["paragraph"] += 1
        at = str(self.kinds["paragraph"])
        return Address(at, self._label(block.kind) or at)

    def _label(self, kind: str) -> str:
        if kind not in _COUNTED:
            return ""
        self.kinds[kind] += 1
        count = {"number": self.kinds[kind]}
        if kind == Kind.TABLE:
            return _("Table %(number)d") % count
        return _("Figure %(number)d") % count if kind == Kind.FIGURE else f"R{self.kinds[kind]}"

    def _annex(self) -> Address:
        self.kinds["annex"] += 1
        self.annex = _letters(self.kinds["annex"])
        self.headings = []
        return Address(self.annex, _("Annex %(letter)s") % {"letter": self.annex})

    def _heading(self, level: int) -> Address:
        last = 0
        while self.headings and self.headings[-1][0] >= level:
            last = self.headings.pop()[1]
        self.headings.append((level, last + 1))
        parts = [self.annex] if self.annex else []
        at = ".".join(parts + [str(count) for _level, count in self.headings])
        return Address(at, at)


def _letters(count: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
