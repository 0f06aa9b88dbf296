"""A text as it is read: its paragraphs in order, each with the number it bears."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from raadzaal.journal.canonical import encode
from raadzaal.texts.blocks import Block, Kind, to_data
from raadzaal.texts.notation import note_anchor, to_html
from raadzaal.texts.outline import number_notes
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


def html_of(lines: Sequence[Line]) -> dict[str, SafeString]:
    """Every node's words as HTML; footnotes are numbered through the whole text."""
    numbers = _numbers_by_node(lines)
    return {line.node_id: block_html(line.node_id, line.block, numbers.get(line.node_id, {})) for line in lines}


def block_html(node_id: str, block: Block, numbers: Mapping[str, int]) -> SafeString:
    render = table_html if block.kind == Kind.TABLE else to_html
    return render(block.notation, notes=numbers, prefix=prefix(node_id))


def notes_of(lines: Sequence[Line]) -> list[NoteLine]:
    numbers = number_notes(pairs(lines))
    return [
        NoteLine(
            number=numbers[line.node_id, key],
            anchor=note_anchor(prefix(line.node_id), key),
            back=note_anchor(prefix(line.node_id), key, back=True),
            html=to_html(text),
        )
        for line in lines
        for key, text in line.block.notes
    ]


def prefix(node_id: str) -> str:
    return f"{node_id}-"


def digest(lines: Iterable[Line]) -> str:
    """SHA-256 over what the text says and the numbers it bears, in order; not over who wrote it, nor over HTML."""
    said = [[line.node_id, line.number, line.label, to_data(line.block)] for line in lines]
    return hashlib.sha256(encode({"format": FORMAT, "lines": said})).hexdigest()


def _numbers_by_node(lines: Sequence[Line]) -> dict[str, dict[str, int]]:
    by_node: dict[str, dict[str, int]] = {}
    for (node_id, key), at in number_notes(pairs(lines)).items():
        by_node.setdefault(node_id, {})[key] = at
    return by_node
