"""The canonical form of a council text: a flat list of blocks, each with its own light notation.

No HTML is ever stored. `notation` is described in `raadzaal.texts.notation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
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

_DEEPEST = {Kind.HEADING: DEEPEST_HEADING, Kind.LIST_ITEM: DEEPEST_LIST}

Note = tuple[str, str]


@dataclass(frozen=True)
class Block:
    """One addressable piece of a text.

    `level` is 1-6 for headings, 1-5 for list items; elsewhere it means nothing and is 0. A figure's `notation` is its
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
        object.__setattr__(self, "asset", self.asset or None)
        if self.kind not in _DEEPEST:
            object.__setattr__(self, "level", 0)
        elif not 1 <= self.level <= _DEEPEST[Kind(self.kind)]:
            raise ValueError(f"level {self.level} does not suit a {self.kind}")

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADINGS

    @property
    def is_citable(self) -> bool:
        return self.kind in CITABLE


def level_for(kind: str, wanted: int) -> int:
    """The nearest level that `kind` allows."""
    deepest = _DEEPEST.get(Kind(kind))
    return min(max(wanted, 1), deepest) if deepest else 0


_FIELDS = frozenset(each.name for each in fields(Block))


def to_data(block: Block) -> dict[str, Any]:
    """Plain data for JSON, the same for the same block."""
    data = asdict(block)
    return data | {"kind": str(block.kind), "notes": [list(note) for note in block.notes]}


def from_data(data: Mapping[str, Any]) -> Block:
    """The block that `data` tells of; other keys, such as a preview's hints, are passed over."""
    return Block(**{key: value for key, value in data.items() if key in _FIELDS})


def assets_of(blocks: Iterable[Block]) -> list[str]:
    """The figures that a text shows, each once, in reading order."""
    return list(dict.fromkeys(block.asset for block in blocks if block.asset))
