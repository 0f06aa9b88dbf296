"""Pandoc's inline elements as pieces of our notation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from raadzaal.texts.notation import BOLD, ITALIC, LINK, SUB, SUPER, Piece, safe_url, write
from raadzaal.texts.word.pandoc import PandocFailed

Inline = dict[str, Any]

_MARKS = {"Strong": BOLD, "Emph": ITALIC, "Superscript": SUPER, "Subscript": SUB}
# The styles under which our own Word files keep what is not part of the text itself.
NUMBER_STYLE = "Raadzaal Number"
FRONT_STYLE = "Raadzaal Front"
DISSENT_STYLE = "Raadzaal Dissent"
VARIANT_STYLE = "Raadzaal Variant"

_SPACES = re.compile(r" {2,}")

# Where Word might break a word is not part of the word.
SOFT_HYPHEN = "\u00ad"

_TRANSPARENT = {"Underline", "Strikeout", "SmallCaps"}


@dataclass
class Picture:
    source: str
    alt: str


@dataclass
class Gathered:
    """A line of text with what hung on it. `odd` are (code, params) of what could not be taken as it was."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    odd: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    own_number: str = ""

    @property
    def plain(self) -> str:
        return "".join(
            piece.value if piece.op == "text" else "\n" if piece.op == "break" else "" for piece in self.pieces
        )

    @property
    def notation(self) -> str:
        return _SPACES.sub(" ", write(self.pieces)).strip()

    def is_all(self, *marks: str) -> bool:
        """Whether every word stands under one of these marks."""
        under: Counter[str] = Counter()
        for piece in self.pieces:
            if piece.op in ("open", "close"):
                under[piece.value] += 1 if piece.op == "open" else -1
            elif piece.op == "text" and piece.value.strip() and not any(under[mark] for mark in marks):
                return False
        return bool(self.plain.strip())

    def without(self, *marks: str) -> Gathered:
        kept = [piece for piece in self.pieces if piece.op not in ("open", "close") or piece.value not in marks]
        return replace(self, pieces=kept)

    def without_start(self, count: int) -> Gathered:
        """The line without its first `count` characters; marks stay balanced."""
        kept = []
        for piece in self.pieces:
            if count and piece.op in ("text", "break"):
                length = len(piece.value) or 1
                piece = Piece("text", piece.value[count:])
                count = max(0, count - length)
            kept.append(piece)
        return replace(self, pieces=kept)


@dataclass
class Gatherer:
    """Makes lines out of inlines. Notes are numbered through the whole document, so that blocks can be joined."""

    note_words: Callable[[list[dict[str, Any]]], Gathered]
    counts: Counter[str] = field(default_factory=Counter)

    def gather(self, inlines: list[Inline]) -> Gathered:
        gathered = Gathered()
        self._all(inlines, gathered)
        return gathered

    def _all(self, inlines: list[Inline], into: Gathered) -> None:
        for inline in inlines:
            self._one(inline["t"], inline.get("c"), into)

    def _one(self, tag: str, content: Any, into: Gathered) -> None:
        if tag == "Str":
            into.pieces.append(Piece("text", content.replace(SOFT_HYPHEN, "")))
        elif tag in ("Space", "SoftBreak"):
            into.pieces.append(Piece("text", " "))
        elif tag == "LineBreak":
            into.pieces.append(Piece("break"))
        elif tag in _MARKS:
            self._marked(_MARKS[tag], "", content, into)
        elif tag in _TRANSPARENT:
            self.counts[tag] += 1
            self._all(content, into)
        else:
            self._other(tag, content, into)

    def _marked(self, kind: str, url: str, content: list[Inline], into: Gathered) -> None:
        into.pieces.append(Piece("open", kind, url))
        self._all(content, into)
        into.pieces.append(Piece("close", kind, url))

    def _other(self, tag: str, content: Any, into: Gathered) -> None:
        if tag == "Span":
            self._span(content, into)
        elif tag == "Link":
            self._link(content, into)
        elif tag == "Image":
            alt = self.gather(content[1]).plain or content[2][1]
            into.pictures.append(Picture(content[2][0], alt))
        elif tag == "Note":
            self._note(content, into)
        elif tag == "Quoted":
            self._quoted(content, into)
        elif tag == "Cite":
            self._all(content[1], into)
        elif tag in ("Math", "Code", "RawInline"):
            self._verbatim(tag, content[1], into)
        else:
            raise PandocFailed("unreadable", f"an element of an unknown kind: {tag}")

    def _span(self, content: Any, into: Gathered) -> None:
        if dict(content[0][2]).get("custom-style") == NUMBER_STYLE:
            into.own_number += self.gather(content[1]).plain
            return
        self._all(content[1], into)

    def _link(self, content: Any, into: Gathered) -> None:
        target = content[2][0]
        url = safe_url(target)
        if url:
            self._marked(LINK, url, content[1], into)
            return
        if target.startswith("#"):
            self.counts["Reference"] += 1
        else:
            into.odd.append(("link_dropped", {"target": target[:200]}))
        self._all(content[1], into)

    def _note(self, content: list[dict[str, Any]], into: Gathered) -> None:
        words = self.note_words(content)
        self.counts["Note"] += 1
        key = str(self.counts["Note"])
        into.pieces.append(Piece("note", key))
        into.notes.append((key, words.notation))
        into.pictures += words.pictures
        into.odd += words.odd

    def _quoted(self, content: Any, into: Gathered) -> None:
        opening, closing = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
        into.pieces.append(Piece("text", opening))
        self._all(content[1], into)
        into.pieces.append(Piece("text", closing))

    def _verbatim(self, tag: str, words: str, into: Gathered) -> None:
        if tag == "Math":
            into.odd.append(("formula", {"formula": words[:200]}))
        into.pieces.append(Piece("text", words))
