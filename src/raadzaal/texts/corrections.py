"""What somebody corrects in a Word file that was read, before it becomes the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from raadzaal.texts.blocks import Block, Kind, level_for
from raadzaal.texts.notation import escape
from raadzaal.texts.tables import parse_table, table_plain, write_table


@dataclass(frozen=True)
class Correction:
    """None leaves a property as it was read."""

    kind: str | None = None
    level: int | None = None
    ordered: bool | None = None
    alt: str | None = None
    has_header: bool | None = None
    drop: bool = False


def corrected(blocks: Sequence[Block], corrections: Mapping[int, Correction]) -> list[Block]:
    """The blocks that become the text; corrections go by place in what was read."""
    return [
        _corrected(block, corrections[at]) if at in corrections else block
        for at, block in enumerate(blocks)
        if at not in corrections or not corrections[at].drop
    ]


def _corrected(block: Block, correction: Correction) -> Block:
    kind = _kind(block, correction.kind)
    return replace(
        block,
        kind=kind,
        level=level_for(kind, block.level if correction.level is None else correction.level),
        notation=_notation_as(block, kind, correction.has_header),
        ordered=kind == Kind.LIST_ITEM and (block.ordered if correction.ordered is None else correction.ordered),
        alt=block.alt if correction.alt is None else correction.alt,
    )


def _kind(block: Block, wanted: str | None) -> Kind:
    """A picture stays a picture, and words do not become one."""
    kind = Kind(wanted or block.kind)
    return Kind(block.kind) if (kind == Kind.FIGURE) != (block.kind == Kind.FIGURE) else kind


def _notation_as(block: Block, kind: str, has_header: bool | None) -> str:
    """A table that becomes text is its words, a row a line; text that becomes a table is one cell a line."""
    if block.kind == Kind.TABLE and kind != Kind.TABLE:
        return escape(table_plain(block.notation))
    if kind == Kind.TABLE and has_header is not None:
        return write_table(replace(parse_table(block.notation), has_header=has_header))
    return block.notation
