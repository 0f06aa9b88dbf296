"""Finding words in a text, in the notation in which it is kept; addresses and names of notes are no words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from raadzaal.texts.blocks import Block
from raadzaal.texts.notation import LONGEST_URL, escape

_NO_WORDS = re.compile(r"\]\([^()\n]*\)|\[\^[A-Za-z0-9_-]{1,32}\]|\[§\]")
_SIGNS = re.compile(r"\\([\\*^~\[\]])|\[(§)\]\([^()\n]*\)|\]\([^()\n]*\)|\[\^[A-Za-z0-9_-]{1,32}\]|\*\*?|[\^~\[\]]")
_AROUND = 60
_NEAR = LONGEST_URL + 4 * _AROUND  # within which there are so many words, whatever addresses stand between
WORDS, ALT = "", "alt"
"""The parts of a paragraph: its words, the description of its picture, and each note under ``note-`` and its name."""


@dataclass(frozen=True)
class Sought:
    words: str
    whole_word: bool = False
    same_case: bool = False

    @property
    def pattern(self) -> re.Pattern:
        core = r"\s+".join(re.escape(escape(word)) for word in self.words.split())
        if self.whole_word:
            core = rf"(?<!\w){core}(?!\w)"
        return re.compile(core, 0 if self.same_case else re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """Stands from ``start`` to ``end`` in the notation ``text`` of that part; the rest is words to read, without its signs."""

    part: str
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return f"{self.part}:{self.start}"

    @property
    def found(self) -> str:
        return _read(self.text[self.start : self.end])

    @property
    def before(self) -> str:
        words = _read(self.text[max(0, self.start - _NEAR) : self.start])
        return ("…" if len(words) > _AROUND else "") + words[-_AROUND:]

    @property
    def after(self) -> str:
        words = _read(self.text[self.end : self.end + _NEAR])
        return words[:_AROUND] + ("…" if len(words) > _AROUND else "")


def hits(block: Block, sought: Sought) -> list[Hit]:
    if not sought.words.split():
        return []
    pattern = sought.pattern
    return [Hit(part, text, *found.span()) for part, text in _parts(block) for found in _matches(pattern, text)]


def replaced(block: Block, sought: Sought, keys: Iterable[str], by: str) -> Block:
    """With other words in the places *keys* (``Hit.key``). Raises KeyError for a place where the words do not stand."""
    wanted = set(keys)
    if missing := wanted - {hit.key for hit in hits(block, sought)}:
        raise KeyError(sorted(missing)[0])
    texts = {part: _rewritten(part, text, sought.pattern, wanted, escape(by)) for part, text in _parts(block)}
    return replace(
        block,
        notation=texts[WORDS],
        alt=texts[ALT],
        notes=tuple((key, texts[f"note-{key}"]) for key, _text in block.notes),
    )


def count(hits_of: Mapping[str, list[Hit]]) -> int:
    return sum(map(len, hits_of.values()))


def _rewritten(part: str, text: str, pattern: re.Pattern, wanted: set[str], by: str) -> str:
    pieces, at = [], 0
    for found in _matches(pattern, text):
        if f"{part}:{found.start()}" in wanted:
            pieces += [text[at : found.start()], by]
            at = found.end()
    return "".join([*pieces, text[at:]])


def _parts(block: Block) -> Iterator[tuple[str, str]]:
    yield WORDS, block.notation
    yield ALT, block.alt
    for key, text in block.notes:
        yield f"note-{key}", text


def _matches(pattern: re.Pattern, text: str) -> Iterator[re.Match]:
    closed = [found.span() for found in _NO_WORDS.finditer(text)]
    starts = [start for start, _end in closed]
    for found in pattern.finditer(text):
        last = bisect_left(starts, found.end()) - 1
        if last < 0 or closed[last][1] <= found.start():
            yield found


def _read(notation: str) -> str:
    """Part of a notation, of which a pair of signs may have fallen outside."""
    return _SIGNS.sub(lambda sign: sign[1] or sign[2] or "", notation)
