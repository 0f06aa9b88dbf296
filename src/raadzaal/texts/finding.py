"""Finding words in a text, in the notation in which it is kept; addresses and names of notes are no words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from raadzaal.texts.blocks import Block
from raadzaal.texts.notation import escape

_NO_WORDS = re.compile(r"\]\([^()\n]*\)|\[\^[A-Za-z0-9_-]{1,32}\]|\[§\]")
_AROUND = 60
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
    """``start`` is where it stands in the notation of that part."""

    part: str
    start: int
    before: str
    found: str
    after: str

    @property
    def key(self) -> str:
        return f"{self.part}:{self.start}"


def hits(block: Block, sought: Sought) -> list[Hit]:
    if not sought.words.split():
        return []
    pattern = sought.pattern
    return [_hit(part, text, found) for part, text in _parts(block) for found in _matches(pattern, text)]


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
    for found in pattern.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in closed):
            yield found


def _hit(part: str, text: str, found: re.Match) -> Hit:
    start, end = found.span()
    before = text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND]
    return Hit(
        part=part,
        start=start,
        before=("…" if start > _AROUND else "") + before,
        found=found[0],
        after=after + ("…" if end + _AROUND < len(text) else ""),
    )
