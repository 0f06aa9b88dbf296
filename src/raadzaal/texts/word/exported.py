"""A node as our own Word files show it: what a returned paragraph is held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.footnotes import join
from raadzaal.texts.notation import SUPER, Piece, parse, to_plain, write
from raadzaal.texts.tables import Table, parse_table, table_plain, write_table
from raadzaal.texts.word.identity import fingerprint, same


@dataclass(frozen=True)
class Target:
    """`number` is what is printed before the words."""

    node_id: str
    block: Block
    number: str

    @property
    def is_table(self) -> bool:
        return self.block.kind == Kind.TABLE

    @cached_property
    def notation(self) -> str:
        return table_as_shown(self.block) if self.is_table else write(_shown(self.block.notation, self.block))

    @cached_property
    def plain(self) -> str:
        return same((table_plain if self.is_table else to_plain)(self.notation))

    @cached_property
    def key(self) -> str:
        return fingerprint(self.plain)

    @cached_property
    def typed(self) -> str:
        """The words with their footnotes, as one types them."""
        return join(self.notation, self.block.notes)


def hashes(targets: Iterable[Target]) -> dict[str, str]:
    return {target.node_id: target.key for target in targets}


def _shown(notation: str, block: Block, *, loose: bool = True, seen: set[str] | None = None) -> list[Piece]:
    """A note is written where it is first referred to, at the end where nothing does; the second time its key is raised."""
    known, seen = {key for key, _text in block.notes}, set() if seen is None else seen
    pieces: list[Piece] = []
    for piece in parse(notation):
        if piece.op != "note" or (piece.value in known and piece.value not in seen):
            pieces.append(piece)
            if piece.op == "note":
                seen.add(piece.value)
        elif piece.value in known:
            pieces += [Piece("open", SUPER), Piece("text", piece.value), Piece("close", SUPER)]
        else:
            pieces.append(Piece("text", f"[^{piece.value}]"))
    if loose:
        pieces += [Piece("note", key) for key, _text in block.notes if key not in seen]
    return pieces


def table_as_shown(block: Block) -> str:
    """The caption comes first in the file, but loose notes wait for the cells."""
    table, seen = parse_table(block.notation), set[str]()
    caption = _shown(table.caption, block, loose=False, seen=seen)
    rows = tuple(tuple(write(_shown(cell, block, loose=False, seen=seen)) for cell in row) for row in table.rows)
    caption += [Piece("note", key) for key, _text in block.notes if key not in seen]
    return write_table(Table(rows, table.has_header, write(caption)))


def number_of(block: Block, number: str, label: str) -> str:
    """As it is printed before the words (`raadzaal.texts.word_export`)."""
    if block.kind in (Kind.ANNEX_HEADING, Kind.TABLE, Kind.FIGURE):
        return label
    return f"{number} {label}" if block.kind == Kind.RECOMMENDATION else number
