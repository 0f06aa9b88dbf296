"""The canonical form of a council text: a flat list of blocks, each with its own light notation.

No HTML is ever stored. `notation` is described in `raadzaal.texts.notation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FIGURE = "figure"
    QUOTE = "quote"
    RECOMMENDATION = "recommendation"
    BOX = "box"
    ANNEX_HEADING = "annex_heading"


HEADINGS = frozenset({Kind.HEADING, Kind.ANNEX_HEADING})
CITABLE = frozenset(Kind) - HEADINGS

DEEPEST_HEADING = 6
DEEPEST_LIST = 5

Note = tuple[str, str]


@dataclass(frozen=True)
class Block:
    """One addressable piece of a text.

    `level` is 1-6 for headings, 1-5 for list items and 0 for everything else. A figure's `notation` is its
    caption, `asset` the SHA-256 of its image. `notes` are footnotes as (id, notation) pairs, referred to by
    `[^id]` in the notation; ids are unique within the block.
    """

    kind: str
    level: int
    notation: str
    ordered: bool = False
    alt: str = ""
    asset: str | None = None
    language: str = "nl"
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "notes", tuple((key, text) for key, text in self.notes))
        if not self._level_fits():
            raise ValueError(f"level {self.level} does not suit a {self.kind}")

    def _level_fits(self) -> bool:
        if self.kind == Kind.HEADING:
            return 1 <= self.level <= DEEPEST_HEADING
        if self.kind == Kind.LIST_ITEM:
            return 1 <= self.level <= DEEPEST_LIST
        return self.level == 0 or (self.kind == Kind.ANNEX_HEADING and self.level == 1)

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADINGS

    @property
    def is_citable(self) -> bool:
        return self.kind in CITABLE


def level_for(kind: str, wanted: int) -> int:
    """The nearest level that `kind` allows."""
    deepest = {Kind.HEADING: DEEPEST_HEADING, Kind.LIST_ITEM: DEEPEST_LIST}.get(Kind(kind))
    return min(max(wanted, 1), deepest) if deepest else 0


def to_data(block: Block) -> dict[str, Any]:
    """Plain data for JSON, the same for the same block."""
    data = asdict(block)
    return data | {"kind": str(block.kind), "notes": [list(note) for note in block.notes]}


def from_data(data: Mapping[str, Any]) -> Block:
    return Block(**{**data, "notes": tuple((key, text) for key, text in data.get("notes", ()))})


def assets_of(blocks: Iterable[Block]) -> list[str]:
    """The figures that a text shows, each once, in reading order."""
    return list(dict.fromkeys(block.asset for block in blocks if block.asset))
