"""The inline notation in which the council's texts are kept.

    **bold**  *italic*  ^superscript^  ~subscript~  [words](https://example.org)  [^note]
    a line break is a line break; a backslash takes the meaning from the sign after it

Every string is valid: marks that do not pair are ordinary signs. The scanner goes through a text once and keeps
a stack of open marks, so that its time grows with the length of the text whatever somebody types.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape as escape_html
from itertools import groupby
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

LINK_SCHEMES = ("http://", "https://", "mailto:")
LONGEST_URL = 2_000
REFERENCE_SIGN = "§"

_SPECIAL = re.compile(r"[\\*^~\[\]\n]")
_NOTE = re.compile(r"\[\^([A-Za-z0-9_-]{1,32})\]")
_UNSAFE_IN_URL = re.compile(r"[\x00-\x20\x7f<>\"'`{}|\\^\u00a0\u2000-\u200f\u2028-\u202f\u2066-\u2069]")
_PUNCTUATION = frozenset(string.punctuation)
_PLACE = re.compile(r"@[0-9a-z]{12}")
_ESCAPABLE = re.compile(r"([\\*^~\[\]])")


class Piece(NamedTuple):
    """`op` is text, open, close, note or break; `value` the words, the kind of mark or the id of the note."""

    op: str
    value: str = ""
    url: str = ""


BOLD, ITALIC, SUPER, SUB, LINK = "bold", "italic", "super", "sub", "link"
SIGN = {BOLD: "**", ITALIC: "*", SUPER: "^", SUB: "~"}
_SINGLE = {"^": SUPER, "~": SUB}
_NESTING = (LINK, BOLD, ITALIC, SUPER, SUB)


def parse(notation: str) -> list[Piece]:
    """The text as a flat, well-nested stream; a kind of mark never stands within itself."""
    return _without_doubles(_Scanner(notation).scan())


def to_plain(notation: str) -> str:
    """The words only: no marks, no references to notes."""
    return "".join(
        "\n" if piece.op == "break" else piece.value for piece in parse(notation) if piece.op in ("text", "break")
    )


def escape(plain: str) -> str:
    """Notation that shows exactly these words."""
    return _ESCAPABLE.sub(r"\\\1", plain)


def note_ids(notation: str) -> list[str]:
    """The footnotes referred to, in order of appearance."""
    return list(dict.fromkeys(piece.value for piece in parse(notation) if piece.op == "note"))


def safe_url(url: str) -> str | None:
    """The address when it is one a reader may be sent to, or a place in the same text (@identity); else None."""
    if _PLACE.fullmatch(url):
        return url
    lowered = url.lower()
    if len(url) > LONGEST_URL or _UNSAFE_IN_URL.search(url):
        return None
    if lowered.startswith("mailto:"):
        return url if "@" in url else None
    scheme = next((known for known in LINK_SCHEMES if lowered.startswith(known)), None)
    if scheme is None or not url[len(scheme) :].lstrip("/").split("/")[0]:
        return None
    return url


@dataclass
class _Open:
    kind: str
    at: int


@dataclass
class _Scanner:
    source: str
    pieces: list[Piece] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    links_from: int = 0
    waiting: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*SIGN, LINK), 0))

    def scan(self) -> list[Piece]:
        at = 0
        while found := _SPECIAL.search(self.source, at):
            self._text(self.source[at : found.start()])
            at = self._special(found.start())
        self._text(self.source[at:])
        return self.pieces

    def _special(self, at: int) -> int:
        """Take the sign at `at`; returns where to go on."""
        sign = self.source[at]
        if sign == "\\":
            return self._escaped(at)
        if sign == "\n":
            self.pieces.append(Piece("break"))
            return at + 1
        if sign == "[":
            return self._bracket(at)
        if sign == "]":
            return self._link_end(at)
        if sign == "*":
            return self._stars(at)
        self._mark(_SINGLE[sign], *self._sides(at, at + 1))
        return at + 1

    def _text(self, words: str) -> None:
        if words:
            self.pieces.append(Piece("text", words))

    def _escaped(self, at: int) -> int:
        following = self.source[at + 1 : at + 2]
        if following in _PUNCTUATION:
            self._text(following)
            return at + 2
        self._text("\\")
        return at + 1

    def _bracket(self, at: int) -> int:
        note = _NOTE.match(self.source, at)
        if note:
            self.pieces.append(Piece("note", note[1]))
            return note.end()
        self._open(LINK, "[")
        return at + 1

    def _sides(self, start: int, end: int) -> tuple[bool, bool]:
        """Whether a mark here may open (words follow) and may close (words precede)."""
        before, after = self.source[start - 1 : start] if start else "", self.source[end : end + 1]
        return bool(after) and not after.isspace(), bool(before) and not before.isspace()

    def _stars(self, at: int) -> int:
        end = at
        while self.source[end : end + 1] == "*":
            end += 1
        may_open, may_close = self._sides(at, end)
        left = end - at
        while left:
            kind = self._kind_of_stars(left, may_close)
            self._mark(kind, may_open, may_close)
            left -= len(SIGN[kind])
        return end

    def _kind_of_stars(self, left: int, may_close: bool) -> str:
        if left == 1:
            return ITALIC
        if left >= 3 and may_close and self._innermost_star() == ITALIC:
            return ITALIC
        return BOLD

    def _innermost_star(self) -> str | None:
        if not (self.waiting[BOLD] or self.waiting[ITALIC]):
            return None
        return next((mark.kind for mark in reversed(self.stack) if mark.kind in (BOLD, ITALIC)), None)

    def _mark(self, kind: str, may_open: bool, may_close: bool) -> None:
        if may_close and self.waiting[kind] and self._close(kind):
            return
        if may_open:
            self._open(kind, SIGN[kind])
        else:
            self._text(SIGN[kind])

    def _open(self, kind: str, literal: str) -> None:
        self.stack.append(_Open(kind, len(self.pieces)))
        self.waiting[kind] += 1
        self._text(literal)

    def _close(self, kind: str, url: str = "") -> bool:
        self._swap_stars(kind)
        mark = self._pop_to(kind)
        if mark.at == len(self.pieces) - 1:
            return False
        self.pieces[mark.at] = Piece("open", kind, url)
        self.pieces.append(Piece("close", kind, url))
        return True

    def _swap_stars(self, kind: str) -> None:
        """Three stars open bold and italic at once; which of them is the outer one shows when the first closes."""
        if len(self.stack) < 2:
            return
        outer, inner = self.stack[-2:]
        if outer.kind == kind != inner.kind and inner.at == outer.at + 1 and {outer.kind, inner.kind} == {BOLD, ITALIC}:
            outer.kind, inner.kind = inner.kind, outer.kind
            for mark in (outer, inner):
                self.pieces[mark.at] = Piece("text", SIGN[mark.kind])

    def _pop_to(self, kind: str) -> _Open:
        """Marks opened in between stay the ordinary signs they were written as."""
        while True:
            mark = self._pop()
            if mark.kind == kind:
                return mark

    def _pop(self) -> _Open:
        mark = self.stack.pop()
        alive = mark.kind != LINK or len(self.stack) >= self.links_from
        self.waiting[mark.kind] -= alive
        self.links_from = min(self.links_from, len(self.stack))
        return mark

    def _no_link_around(self) -> None:
        """A link stands in no other link, so brackets that are still open become ordinary signs."""
        self.waiting[LINK] = 0
        self.links_from = len(self.stack)

    def _link_end(self, at: int) -> int:
        url, end = self._url(at + 1)
        if url is None or not self.waiting[LINK] or not self._close(LINK, url):
            self._text("]")
            return at + 1
        self._no_link_around()
        return end

    def _url(self, at: int) -> tuple[str | None, int]:
        if self.source[at : at + 1] != "(":
            return None, at
        end = self.source.find(")", at, at + LONGEST_URL + 2)
        return (None, at) if end < 0 else (safe_url(self.source[at + 1 : end]), end + 1)


def _without_doubles(pieces: list[Piece]) -> list[Piece]:
    depth = dict.fromkeys((*SIGN, LINK), 0)
    kept: list[Piece] = []
    for piece in pieces:
        if piece.op == "open":
            depth[piece.value] += 1
            wanted = depth[piece.value] == 1
        elif piece.op == "close":
            depth[piece.value] -= 1
            wanted = depth[piece.value] == 0
        else:
            wanted = True
        if wanted:
            kept.append(piece)
    return _joined(kept)


def _joined(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for is_text, run in groupby(pieces, key=lambda piece: piece.op == "text"):
        stretch = list(run)
        joined.extend([Piece("text", "".join(piece.value for piece in stretch))] if is_text else stretch)
    return joined


class Run(NamedTuple):
    """Words under the same marks; `op` is text, break or note, a link stands among the marks with its address."""

    op: str
    value: str
    marks: tuple[tuple[str, str], ...]


def runs(pieces: Iterable[Piece]) -> Iterator[Run]:
    """The stream without nesting: every stretch of words with the marks it stands under, outermost first."""
    under: dict[str, str] = {}
    for piece in pieces:
        if piece.op == "open":
            under[piece.value] = piece.url
        elif piece.op == "close":
            under.pop(piece.value, None)
        elif piece.op == "break" or piece.value:
            yield Run(piece.op, piece.value, tuple((kind, under[kind]) for kind in _NESTING if kind in under))


def write(pieces: Iterable[Piece]) -> str:
    """Notation for a stream of pieces, as an import makes it.

    Spaces at the edge of a mark move outside it and empty marks vanish, since the notation cannot say them.
    """
    written: list[str] = []
    open_marks: list[tuple[str, str]] = []
    for run in _spaces_outside(list(_split_spaces(runs(_joined(list(pieces)))))):
        same = _shared(open_marks, run.marks)
        written.extend(_closing(mark) for mark in reversed(open_marks[same:]))
        written.extend(SIGN.get(kind, "[") for kind, _ in run.marks[same:])
        written.append(_written(run))
        open_marks = list(run.marks)
    written.extend(_closing(mark) for mark in reversed(open_marks))
    return "".join(written)


def _split_spaces(stream: Iterable[Run]) -> Iterator[Run]:
    for run in stream:
        core = run.value.strip() if run.op == "text" else run.value
        if run.op != "text" or not core:
            yield run
            continue
        start = run.value.index(core)
        for part in (run.value[:start], core, run.value[start + len(core) :]):
            if part:
                yield Run("text", part, run.marks)


def _is_space(run: Run) -> bool:
    return run.op == "break" or (run.op == "text" and not run.value.strip())


def _spaces_outside(stream: list[Run]) -> list[Run]:
    """Spaces stand under the marks that simply run on from the words before to the words after."""
    before = _marks_of_nearest_words(stream)
    after = _marks_of_nearest_words(stream[::-1])[::-1]
    return [
        run._replace(marks=left[: _shared(left, right)]) if _is_space(run) else run
        for run, left, right in zip(stream, before, after, strict=True)
    ]


def _marks_of_nearest_words(stream: list[Run]) -> list[tuple[tuple[str, str], ...]]:
    nearest: tuple[tuple[str, str], ...] = ()
    found = []
    for run in stream:
        nearest = nearest if _is_space(run) else run.marks
        found.append(nearest)
    return found


def _shared(one: Sequence[object], other: Sequence[object]) -> int:
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _closing(mark: tuple[str, str]) -> str:
    kind, url = mark
    return SIGN[kind] if kind in SIGN else f"]({url.replace('(', '%28').replace(')', '%29')})"


def _written(run: Run) -> str:
    if run.op == "break":
        return "\n"
    return f"[^{run.value}]" if run.op == "note" else escape(run.value)


_TAG = {BOLD: "strong", ITALIC: "em", SUPER: "sup", SUB: "sub"}


def to_html(notation: str, *, notes: Mapping[str, int] | None = None, prefix: str = "") -> SafeString:
    """The notation as HTML of strong, em, sup, sub, a and br.

    Whatever is text is escaped before anything else, so no string can become a tag. `notes` gives footnotes
    their number; a reference to a note that is not there is shown as it was typed. `prefix` keeps the anchors of
    different blocks apart.
    """
    seen: set[str] = set()
    parts = [_piece_html(piece, notes or {}, prefix, seen) for piece in parse(notation)]
    return mark_safe("".join(parts))  # noqa: S308 -- every part is escaped or one of our own tags


def _piece_html(piece: Piece, notes: Mapping[str, int], prefix: str, seen: set[str]) -> str:
    if piece.op == "text":
        return escape_html(piece.value)
    if piece.op == "break":
        return "<br>"
    if piece.op == "note":
        return _note_html(piece.value, notes, prefix, seen)
    if piece.value != LINK:
        return f"<{'/' if piece.op == 'close' else ''}{_TAG[piece.value]}>"
    if piece.op == "close":
        return "</a>"
    return link_html(piece.url)


def link_html(url: str) -> str:
    """The opening tag."""
    if url.startswith("@"):
        return f'<a class="reference" href="#p-{url[1:]}">'
    return f'<a href="{escape_html(url)}" rel="nofollow noopener">'


def _note_html(key: str, notes: Mapping[str, int], prefix: str, seen: set[str]) -> str:
    if key not in notes:
        return escape_html(f"[^{key}]")
    anchor = "" if key in seen else f' id="{escape_html(note_anchor(prefix, key, back=True))}"'
    seen.add(key)
    target = escape_html(note_anchor(prefix, key))
    return f'<sup class="noteref"><a{anchor} href="#{target}" role="doc-noteref">{notes[key]}</a></sup>'


def note_anchor(prefix: str, key: str, *, back: bool = False) -> str:
    """The id of a note, or of the place in the text that refers to it."""
    return f"{prefix}noteref-{key}" if back else f"{prefix}note-{key}"
