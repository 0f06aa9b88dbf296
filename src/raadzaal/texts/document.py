"""A text with all that its printed forms show, gathered by whoever may see it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.outline import Address, number
from raadzaal.texts.redline import Span


@dataclass(frozen=True)
class MarginNote:
    """A comment in the margin of a Word file."""

    author: str
    at: datetime.datetime
    words: str


@dataclass(frozen=True)
class Tracked:
    """What changed in a paragraph, for the file to show as tracked changes. `whole`: ins or del where all of it came or went."""

    spans: Sequence[Span]
    author: str
    at: datetime.datetime
    whole: str = ""


@dataclass(frozen=True)
class Node:
    node_id: str
    block: Block
    address: Address
    tracked: Tracked | None = None
    margin: Sequence[MarginNote] = ()


@dataclass(frozen=True)
class View:
    """A view that is not everybody's: who holds it and what it says, in our notation; who they are stands in a footnote."""

    words: str
    composition: str = ""
    label: str = ""

    @property
    def title(self) -> str:
        return self.label or _("Dissenting view")

    def __str__(self) -> str:
        return f"{self.words} ({self.composition})" if self.composition else self.words


def view_note(at: int) -> str:
    """The key of the footnote of the view in that place, counted from 1; no key that somebody typed has a point in it."""
    return f"dissent.{at}"


@dataclass(frozen=True)
class Alternative:
    """Other words for a node, as long as nobody chose; the node's own words are A."""

    letter: str
    block: Block

    @property
    def title(self) -> str:
        return _("Variant %(letter)s, not chosen yet") % {"letter": self.letter}


@dataclass(frozen=True)
class Document:
    """`on` is the date the file itself bears, so that the same text makes the same file on any day.

    `front` are label and value for the title page; `dissents` the dissenting views to print after a node, `views` those on
    the text as a whole, to print at its end; `alternatives` the words a node may yet get; `assets` the pictures by SHA-256.
    """

    title: str
    on: datetime.date
    nodes: Sequence[Node]
    subtitle: str = ""
    number: str = ""
    date_text: str = ""
    council_name: str = ""
    status_label: str = ""
    language: str = "nl"
    front: Sequence[tuple[str, str]] = ()
    dissents: Mapping[str, Sequence[View]] = field(default_factory=dict)
    views: Sequence[View] = ()
    alternatives: Mapping[str, Sequence[Alternative]] = field(default_factory=dict)
    assets: Mapping[str, Path] = field(default_factory=dict)


def numbered(blocks: Iterable[tuple[str, Block]], language: str = "nl") -> list[Node]:
    pairs = list(blocks)
    addresses = number(pairs, language)
    return [Node(node_id, block, addresses[node_id]) for node_id, block in pairs]


def pictures_without_words(nodes: Iterable[Node]) -> list[Node]:
    """Figures that somebody who cannot see them would miss; a text with these is not fit to publish."""
    return [node for node in nodes if node.block.kind == Kind.FIGURE and not node.block.alt.strip()]
