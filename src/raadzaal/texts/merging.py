"""Two people changed the same words: what each changed is put together, word by word, as far as they do not touch. Pure.

Works on the text as it is typed (``footnotes.join``), so that marks and notes go along with the words they belong to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Indel

# A reference to a note, a run of marks, a word, a stretch of space, or one other sign: together they are all of the text.
_TOKEN = re.compile(r"\[\^[A-Za-z0-9_-]{1,32}\]|[*_~^]+|\w+|\s+|[^\w\s]")
# Above this many tokens on both sides together, comparing word by word costs too much.
_MOST_TOKENS = 20_000


class Edit(NamedTuple):
    """In place of the tokens from *start* up to *end* of the text both began from, *words*."""

    start: int
    end: int
    words: tuple[str, ...]

    def touches(self, other: "Edit") -> bool:
        """Whether both change the same words, or put something in at the same place. The same edit twice is one edit."""
        if self == other:
            return False
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Piece:
    """A stretch of the merged text: ``words``, or where both changed the same, what stands in ``one`` and in ``other``."""

    words: str = ""
    base: str = ""
    one: str = ""
    other: str = ""

    @property
    def collides(self) -> bool:
        return self.one != self.other


@dataclass(frozen=True)
class Merged:
    """What became of two texts that both began from the same one."""

    pieces: tuple[Piece, ...]

    @property
    def collides(self) -> bool:
        return any(piece.collides for piece in self.pieces)

    @property
    def one(self) -> str:
        """The whole, with the words of the first where they collide."""
        return "".join(piece.one if piece.collides else piece.words for piece in self.pieces).strip()

    @property
    def other(self) -> str:
        return "".join(piece.other if piece.collides else piece.words for piece in self.pieces).strip()


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def edits(base: Sequence[str], text: Sequence[str]) -> list[Edit]:
    """The fewest words to change, from the front to the back; what only a space or a sign keeps apart is one edit."""
    if list(base) == list(text):
        return []
    if not base or not text or len(base) + len(text) > _MOST_TOKENS:
        return [Edit(0, len(base), tuple(text))]
    found: list[Edit] = []
    for step in Indel.opcodes(base, text):
        if step.tag == "equal":
            continue
        new = Edit(step.src_start, step.src_end, tuple(text[step.dest_start : step.dest_end]))
        if found and not _has_words(base[found[-1].end : new.start]):
            last = found.pop()
            new = Edit(last.start, new.end, last.words + tuple(base[last.end : new.start]) + new.words)
        found.append(new)
    return found


def _has_words(stretch: Sequence[str]) -> bool:
    return any(re.match(r"\w|\[\^", token) for token in stretch)


def merge(base: str, one: str, other: str) -> Merged:
    """Everything that *one* and *other* changed in *base*; where they touch the same words, both are told."""
    old = tokens(base)
    mine, theirs = edits(old, tokens(one)), edits(old, tokens(other))
    pieces, at = [], 0
    for start, end, ours, others in _regions(mine, theirs):
        pieces.append(Piece("".join(old[at:start])))
        pieces.append(_piece(old, start, end, ours, others))
        at = end
    pieces.append(Piece("".join(old[at:])))
    return Merged(tuple(piece for piece in pieces if piece != Piece()))


def _piece(old: Sequence[str], start: int, end: int, ours: list[Edit], others: list[Edit]) -> Piece:
    one, other = _applied(old, start, end, ours), _applied(old, start, end, others)
    if not others or one == other:
        return Piece(one)
    if not ours:
        return Piece(other)
    return Piece(base="".join(old[start:end]), one=one, other=other)


def _regions(mine: list[Edit], theirs: list[Edit]) -> list[tuple[int, int, list[Edit], list[Edit]]]:
    """Edits of both that touch each other, directly or through a third, are one region."""
    regions: list[tuple[int, int, list[Edit], list[Edit]]] = []
    everything = sorted([(edit, 0) for edit in mine] + [(edit, 1) for edit in theirs])
    for edit, whose in everything:
        if regions and _belongs(edit, whose, regions[-1]):
            start, end, *both = regions.pop()
            both[whose].append(edit)
            regions.append((min(start, edit.start), max(end, edit.end), both[0], both[1]))
        else:
            both = [[], []]
            both[whose].append(edit)
            regions.append((edit.start, edit.end, both[0], both[1]))
    return regions


def _belongs(edit: Edit, whose: int, region: tuple) -> bool:
    others = region[3 - whose]
    return any(edit.touches(each) or edit == each for each in others)


def _applied(old: Sequence[str], start: int, end: int, made: list[Edit]) -> str:
    words, at = [], start
    for edit in made:
        words += [*old[at : edit.start], *edit.words]
        at = edit.end
    return "".join([*words, *old[at:end]])


def collide(base: str, one: str, other: str) -> bool:
    """Whether both change the same words of *base* in different ways."""
    return merge(base, one, other).collides


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, but for case, signs and spaces."""
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def words_key(text: str) -> str:
    """The same for texts of the same words."""
    return " ".join(_words(text))
