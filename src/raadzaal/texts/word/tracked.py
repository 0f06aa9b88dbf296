"""A Word document as it was sent back: every stretch of words with who added or took it out, and what was remarked about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from raadzaal.texts.notation import Piece, write

SAME, INSERTED, DELETED = "same", "ins", "del"


class TooMuch(Exception):
    """`code` is too_large, too_many_blocks or too_many_comments."""

    def __init__(self, code: str, **params: int) -> None:
        self.code, self.params = code, params
        super().__init__(code, params)


class Hand(NamedTuple):
    """Who changed something, and when (ISO 8601; empty where the file does not say)."""

    author: str
    at: str


class Bit(NamedTuple):
    """`op` is text, break or note, as in the notation; `state` what became of it; `hand` whose it is."""

    op: str
    value: str
    marks: tuple[tuple[str, str], ...]
    state: str
    hand: Hand | None


@dataclass
class Paragraph:
    """`mark` is the state of the paragraph's end, `cell` its place in a table: (table, row, column)."""

    style: str = ""
    bits: list[Bit] = field(default_factory=list)
    covers: dict[str, None] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    mark: str = SAME
    mark_hand: Hand | None = None
    cell: tuple[int, int, int] | None = None
    pictures: int = 0


@dataclass
class Remarked:
    """A comment: `on` are the words it stands beside."""

    key: str
    author: str
    at: str
    words: str = ""
    on: str = ""


@dataclass
class Returning:
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: dict[str, list[Bit]] = field(default_factory=dict)
    comments: dict[str, Remarked] = field(default_factory=dict)
    around: list[str] = field(default_factory=list)
    hands: Counter[Hand] = field(default_factory=Counter)
    removed_rows: set[tuple[int, int]] = field(default_factory=set)
    header_rows: set[tuple[int, int]] = field(default_factory=set)

    @property
    def changes(self) -> int:
        return sum(self.hands.values())


def final(bits: Iterable[Bit]) -> list[Bit]:
    return [bit for bit in bits if bit.state != DELETED]


def original(bits: Iterable[Bit]) -> list[Bit]:
    return [bit for bit in bits if bit.state != INSERTED]


def plain(bits: Iterable[Bit]) -> str:
    return "".join(bit.value if bit.op == "text" else "\n" if bit.op == "break" else "" for bit in bits)


def notation(bits: Iterable[Bit]) -> str:
    pieces: list[Piece] = []
    for bit in bits:
        pieces += [Piece("open", kind, url) for kind, url in bit.marks]
        pieces.append(Piece(bit.op, bit.value))
        pieces += [Piece("close", kind, url) for kind, url in reversed(bit.marks)]
    return write(_without_seams(pieces)).strip()


def _without_seams(pieces: list[Piece]) -> list[Piece]:
    """A mark that ends where the same one begins goes on."""
    kept: list[Piece] = []
    for piece in pieces:
        if piece.op == "open" and kept and kept[-1] == piece._replace(op="close"):
            kept.pop()
        else:
            kept.append(piece)
    return kept


def hands_in(bits: Iterable[Bit]) -> list[Hand]:
    return list(dict.fromkeys(bit.hand for bit in bits if bit.hand))
