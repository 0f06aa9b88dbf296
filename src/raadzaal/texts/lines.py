"""A text as it is read: its paragraphs in order, each with the number it bears."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.utils.safestring import SafeString

from raadzaal.journal.canonical import encode
from raadzaal.texts.blocks import Block, Kind, Note, to_data
from raadzaal.texts.notation import note_anchor, to_html
from raadzaal.texts.tables import table_html

FORMAT = 1


@dataclass(frozen=True)
class Line:
    """One node of a text: ``node`` its primary key, ``node_id`` its public id. Only frozen texts carry ``html``.

    ``block`` shows the numbers to which it refers; ``kept`` is the same as it is stored, with identities (``references``).
    """

    node: int
    node_id: str
    block: Block
    number: str
    label: str
    revision: int
    author: str
    made_at: datetime
    html: str = ""
    kept: Block | None = None
    revision_pk: int = 0


@dataclass(frozen=True)
class NoteLine:
    """A footnote below the text; ``back`` is the anchor of the place that refers to it."""

    number: int
    anchor: str
    back: str
    html: SafeString


def pairs(lines: Iterable[Line]) -> list[tuple[str, Block]]:
    return [(line.node_id, line.block) for line in lines]


Extra = Mapping[str, Sequence[Note]]
"""Footnotes of what is printed with a paragraph, behind its own, by its public id; under "" those at the end of the text."""


def html_of(lines: Sequence[Line], extra: Extra = MappingProxyType({})) -> dict[str, SafeString]:
    """Every node's words as HTML; footnotes are numbered through the whole text."""
    numbers: dict[str, dict[str, int]] = {}
    for (node_id, key), at in numbers_of(lines, extra).items():
        numbers.setdefault(node_id, {})[key] = at
    return {line.node_id: block_html(line.node_id, line.block, numbers.get(line.node_id, {})) for line in lines}


def block_html(node_id: str, block: Block, numbers: Mapping[str, int]) -> SafeString:
    render = table_html if block.kind == Kind.TABLE else to_html
    return render(block.notation, notes=numbers, prefix=prefix(node_id))


def numbers_of(lines: Sequence[Line], extra: Extra = MappingProxyType({})) -> dict[tuple[str, str], int]:
    """By public id of the node and key of the note."""
    return {(node_id, key): at for at, (node_id, key, _text) in enumerate(_all_notes(lines, extra), start=1)}


def notes_of(lines: Sequence[Line], extra: Extra = MappingProxyType({})) -> list[NoteLine]:
    return [
        NoteLine(
            number=at,
            anchor=note_anchor(prefix(node_id), key),
            back=note_anchor(prefix(node_id), key, back=True),
            html=to_html(text),
        )
        for at, (node_id, key, text) in enumerate(_all_notes(lines, extra), start=1)
    ]


def _all_notes(lines: Sequence[Line], extra: Extra) -> Iterator[tuple[str, str, str]]:
    for node_id, block in [*pairs(lines), ("", None)]:
        yield from ((node_id, key, text) for key, text in (*(block.notes if block else ()), *extra.get(node_id, ())))


def prefix(node_id: str) -> str:
    return f"{node_id}-"


def digest(lines: Iterable[Line]) -> str:
    """SHA-256 over what the text says and the numbers it bears, in order; not over who wrote it, nor over HTML."""
    said = [[line.node_id, line.number, line.label, to_data(line.block)] for line in lines]
    return hashlib.sha256(encode({"format": FORMAT, "lines": said})).hexdigest()
