"""What somebody corrects in a Word file that was read, before it becomes the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from raadzaal.texts.blocks import Block, Kind, from_data, level_for


@dataclass(frozen=True)
class Correction:
    """None leaves a property as it was read."""

    kind: str | None = None
    level: int | None = None
    alt: str | None = None
    drop: bool = False


def corrected(data: Sequence[Mapping[str, Any]], corrections: Mapping[int, Correction]) -> list[Block]:
    """The blocks that become the text; corrections go by place in what was read."""
    wanted = (corrections.get(at, Correction()) for at in range(len(data)))
    return [
        _corrected(from_data(block), correction)
        for block, correction in zip(data, wanted, strict=True)
        if not correction.drop
    ]


def _corrected(block: Block, correction: Correction) -> Block:
    kind = correction.kind or block.kind
    if (kind == Kind.FIGURE) != (block.kind == Kind.FIGURE):
        kind = block.kind  # a picture stays a picture, and words do not become one
    level = level_for(kind, block.level if correction.level is None else correction.level)
    return replace(block, kind=kind, level=level, alt=block.alt if correction.alt is None else correction.alt)
