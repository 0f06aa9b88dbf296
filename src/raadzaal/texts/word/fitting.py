"""Making what was read fit what can be kept."""

from __future__ import annotations

from collections.abc import Iterable

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.notation import escape, to_plain
from raadzaal.texts.tables import table_plain
from raadzaal.texts.word.inlines import Gathered
from raadzaal.ui.cleaning import PARAGRAPH_LIMIT, clean


def excerpt_of(block: Block) -> str:
    words = (table_plain if block.kind == Kind.TABLE else to_plain)(block.notation).split()
    return " ".join(words[:10]) + ("…" if len(words) > 10 else "")


def trimmed(line: Gathered, length: int) -> Gathered:
    """Without its first `length` characters, not counting the white space before them."""
    if not length:
        return line
    return line.without_start(len(line.plain) - len(line.plain.lstrip()) + length)


def clean_notes(line: Gathered) -> tuple[tuple[str, str], ...]:
    return tuple((key, clean(note, 10 * PARAGRAPH_LIMIT)) for key, note in line.notes)


def notes_in(notation: str, notes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, note) for key, note in notes if f"[^{key}]" in notation]


def of_length(notation: str, limit: int) -> list[str]:
    """The text in parts that fit, broken at spaces; marks that would be cut are given up."""
    if len(notation) <= limit:
        return [notation]
    parts, rest = [], escape(to_plain(notation)) if notation.count("[^") == 0 else notation
    while len(rest) > limit:
        at = rest.rfind(" ", 1, limit)
        at = limit if at <= 0 else at
        parts.append(rest[:at].strip())
        rest = rest[at:].lstrip()
    return [*parts, rest] if rest else parts
