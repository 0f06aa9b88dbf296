"""Reads a returned document in one pass without a tree, so that memory grows with the words and not with the marks around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from raadzaal.files.zips import Archive
from raadzaal.texts.notation import BOLD, ITALIC, LINK, SUB, SUPER, safe_url
from raadzaal.texts.word.about import W, links_of, styles_of
from raadzaal.texts.word.inlines import NUMBER_STYLE, SOFT_HYPHEN
from raadzaal.texts.word.tracked import (
    DELETED,
    INSERTED,
    SAME,
    Bit,
    Hand,
    Paragraph,
    Remarked,
    Returning,
    TooMuch,
    final,
    plain,
)

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main blip"

_STATES = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}
_WORDS = ("t", "delText", "http://schemas.openxmlformats.org/officeDocument/2006/math t")
_OFF = ("0", "false", "off", "none")

MOST_PARAGRAPHS = 40_000
MOST_BITS = 500_000
MOST_COMMENTS = 5_000
LONGEST_ANCHOR = 300
_FARTHEST = 60  # paragraphs that a bookmark is followed for


def read_returning(archive: Archive, bookmarks: Collection[str]) -> Returning:
    """Only these bookmarks are followed. Raises TooMuch, BadArchive, ExpatError."""
    read = Returning()
    styles = styles_of(archive)
    for part, into in (("footnotes", "f"), ("endnotes", "e")):
        for key, paragraphs in _notes(archive, f"word/{part}.xml", styles, read):
            read.notes[into + key] = _one_line(paragraphs)
    _comments(archive, read)
    reader = _Reader(read, styles, links_of(archive, "word/document.xml"), frozenset(bookmarks))
    reader.parse(archive, "word/document.xml")
    read.paragraphs = reader.paragraphs
    for name in archive.names:
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            read.around += _plain_lines(archive, name, styles)
    return read


def _one_line(paragraphs: list[Paragraph]) -> list[Bit]:
    whole: list[Bit] = []
    for paragraph in paragraphs:
        if whole and paragraph.bits:
            whole.append(Bit("break", "", (), SAME, None))
        whole += paragraph.bits
    return whole


def _notes(
    archive: Archive, name: str, styles: dict[str, str], read: Returning
) -> Iterator[tuple[str, list[Paragraph]]]:
    if name in archive.names:
        reader = _Reader(read, styles, links_of(archive, name), frozenset())
        reader.parse(archive, name)
        yield from reader.stories.items()


def _comments(archive: Archive, read: Returning) -> None:
    name = "word/comments.xml"
    if name not in archive.names:
        return
    reader = _Reader(read, {}, {}, frozenset())
    reader.parse(archive, name)
    for key, paragraphs in reader.stories.items():
        author, at = reader.about[key]
        read.comments[key] = Remarked(
            key, author, at, "\n".join(plain(final(each.bits)) for each in paragraphs).strip()
        )


def _plain_lines(archive: Archive, name: str, styles: dict[str, str]) -> list[str]:
    reader = _Reader(Returning(), styles, {}, frozenset())
    reader.parse(archive, name)
    lines = [plain(final(each.bits)).strip() for each in reader.paragraphs]
    return [line for line in lines if line.strip(" 0123456789")]


def _is_on(attributes: dict[str, str]) -> bool:
    return attributes.get(W + "val", "true") not in _OFF


@dataclass
class _Reader:
    read: Returning
    styles: dict[str, str]
    links: dict[str, str]
    bookmarks: frozenset[str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    stories: dict[str, list[Paragraph]] = field(default_factory=dict)
    about: dict[str, tuple[str, str]] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    open_paragraphs: list[Paragraph] = field(default_factory=list)
    states: list[tuple[str, Hand]] = field(default_factory=list)
    open_bookmarks: dict[str, str] = field(default_factory=dict)
    followed: Counter[str] = field(default_factory=Counter)
    open_comments: dict[str, None] = field(default_factory=dict)
    link: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    is_number: bool = False
    skipping: int = 0
    story: str | None = None
    tables: int = 0
    table_depth: int = 0
    row: int = -1
    column: int = -1
    bits: int = 0
    hands: dict[Hand, Hand] = field(default_factory=dict)

    def parse(self, archive: Archive, name: str) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        for chunk in archive.chunks(name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.removeprefix(W) if tag.startswith(W) else tag
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        if tag == _FALLBACK or name.endswith("Change"):
            self.skipping += 1
        if self.skipping:
            return
        if name in _STATES:
            self._change(name, parent, attributes)
        elif handler := _STARTS.get(name):
            handler(self, attributes)
        elif tag == _DRAWING and self.open_paragraphs:
            self.open_paragraphs[-1].pictures += 1

    def _end(self, tag: str) -> None:
        name = self.path.pop()
        if tag == _FALLBACK or name.endswith("Change"):
            self.skipping -= 1
            return
        if self.skipping:
            return
        parent = self.path[-1] if self.path else ""
        if name in _STATES and parent not in ("rPr", "trPr", "numPr"):
            self.states.pop()
        elif name == "p":
            self.open_paragraphs.pop()
        elif name == "tbl":
            self.table_depth -= 1
        elif name == "hyperlink":
            self.link.pop()

    def _change(self, name: str, parent: str, attributes: dict[str, str]) -> None:
        hand = self._hand(attributes)
        if parent == "numPr":
            return
        self.read.hands[hand] += 1
        if parent == "rPr":
            if self.open_paragraphs and len(self.path) > 2 and self.path[-3] == "pPr":
                self.open_paragraphs[-1].mark, self.open_paragraphs[-1].mark_hand = _STATES[name], hand
        elif parent == "trPr":
            if _STATES[name] == DELETED:
                self.read.removed_rows.add((self.tables, self.row))
        else:
            self.states.append((_STATES[name], hand))

    def _hand(self, attributes: dict[str, str]) -> Hand:
        said = Hand(attributes.get(W + "author", "").strip()[:120], attributes.get(W + "date", "")[:25])
        return self.hands.setdefault(said, said)

    def _paragraph(self, _attributes: dict[str, str]) -> None:
        paragraph = Paragraph(cell=(self.tables, self.row, self.column) if self.table_depth else None)
        self.open_paragraphs.append(paragraph)
        where = self.paragraphs if self.story is None else self.stories[self.story]
        where.append(paragraph)
        if len(where) > MOST_PARAGRAPHS:
            raise TooMuch("too_many_blocks", limit=MOST_PARAGRAPHS)
        for key, name in list(self.open_bookmarks.items()):
            self._covered(key, name)

    def _covered(self, key: str, name: str) -> None:
        self.followed[name] += 1
        if self.followed[name] > _FARTHEST:
            self.open_bookmarks.pop(key, None)
        elif self.open_paragraphs:
            self.open_paragraphs[-1].covers[name] = None

    def _style(self, attributes: dict[str, str]) -> None:
        key = attributes.get(W + "val", "")
        if self.open_paragraphs:
            self.open_paragraphs[-1].style = self.styles.get(key, key)

    def _run(self, _attributes: dict[str, str]) -> None:
        self.marks, self.is_number = {}, False

    def _run_style(self, attributes: dict[str, str]) -> None:
        key = attributes.get(W + "val", "")
        self.is_number = self.styles.get(key, key).casefold() == NUMBER_STYLE.casefold()

    def _mark(self, kind: str, attributes: dict[str, str]) -> None:
        if _is_on(attributes) and self.path[-3:-1] == ["r", "rPr"]:
            self.marks[kind] = ""

    def _raised(self, attributes: dict[str, str]) -> None:
        kind = {"superscript": SUPER, "subscript": SUB}.get(attributes.get(W + "val", ""))
        if kind and self.path[-3:-1] == ["r", "rPr"]:
            self.marks[kind] = ""

    def _hyperlink(self, attributes: dict[str, str]) -> None:
        self.link.append(safe_url(self.links.get(attributes.get(_R + "id", ""), "")) or "")

    def _table(self, _attributes: dict[str, str]) -> None:
        self.table_depth += 1
        if self.table_depth == 1:
            self.tables += 1
            self.row = -1

    def _row(self, _attributes: dict[str, str]) -> None:
        if self.table_depth == 1:
            self.row, self.column = self.row + 1, -1

    def _cell(self, _attributes: dict[str, str]) -> None:
        if self.table_depth == 1:
            self.column += 1

    def _header_row(self, attributes: dict[str, str]) -> None:
        if self.table_depth == 1 and _is_on(attributes):
            self.read.header_rows.add((self.tables, self.row))

    def _bookmark(self, attributes: dict[str, str]) -> None:
        name = attributes.get(W + "name", "")
        if name in self.bookmarks:
            key = attributes.get(W + "id", "")
            self.open_bookmarks[key] = name
            if self.open_paragraphs:
                self._covered(key, name)

    def _bookmark_end(self, attributes: dict[str, str]) -> None:
        self.open_bookmarks.pop(attributes.get(W + "id", ""), None)

    def _note(self, attributes: dict[str, str], prefix: str) -> None:
        key = prefix + attributes.get(W + "id", "")
        if key in self.read.notes:
            self._add("note", key)

    def _comment_start(self, attributes: dict[str, str]) -> None:
        self._remember_comment(attributes, opens=True)

    def _comment_reference(self, attributes: dict[str, str]) -> None:
        """Where only the sign of the comment was left, it stands with this paragraph."""
        self._remember_comment(attributes, opens=False)

    def _remember_comment(self, attributes: dict[str, str], *, opens: bool) -> None:
        key = attributes.get(W + "id", "")
        if key not in self.read.comments or not self.open_paragraphs:
            return
        if key not in self.about:
            self.about[key] = ("", "")
            self.open_paragraphs[-1].comments.append(key)
        if opens:
            self.open_comments[key] = None

    def _comment_end(self, attributes: dict[str, str]) -> None:
        self.open_comments.pop(attributes.get(W + "id", ""), None)

    def _story(self, attributes: dict[str, str]) -> None:
        """A note, or a comment with its author; separators between text and notes are no notes."""
        key = attributes.get(W + "id", "")
        self.story = key
        self.about[key] = (attributes.get(W + "author", "").strip()[:120], attributes.get(W + "date", "")[:25])
        if attributes.get(W + "type", "normal") == "normal":
            self.stories.setdefault(key, [])
        else:
            self.story = "separator"
            self.stories.setdefault("separator", [])
        if len(self.stories) > MOST_COMMENTS:
            raise TooMuch("too_many_comments", limit=MOST_COMMENTS)

    def _characters(self, words: str) -> None:
        if self.path and self.path[-1] in _WORDS and not self.skipping:
            self._add("text", words.replace(SOFT_HYPHEN, "").replace("\n", " "))

    def _break(self, attributes: dict[str, str]) -> None:
        if attributes.get(W + "type", "textWrapping") == "textWrapping":
            self._add("break", "")

    def _tab(self) -> None:
        if self.path[-2] == "r":  # elsewhere it is a stop on the ruler
            self._add("text", " ")

    def _add(self, op: str, value: str) -> None:
        if not self.open_paragraphs or (op == "text" and not value) or (self.is_number and op == "text"):
            return
        kinds = {state for state, _hand in self.states}
        if kinds == {INSERTED, DELETED}:
            return  # added by one and taken out by another: it was never there, and will not be
        state, hand = self.states[-1] if self.states else (SAME, None)
        self._append(Bit(op, value, self._marks_now(), state, hand))
        if state != DELETED and op == "text":
            self._said(value)

    def _append(self, bit: Bit) -> None:
        bits = self.open_paragraphs[-1].bits
        if bits and bit.op == "text" and bits[-1]._replace(value="") == bit._replace(value=""):
            bits[-1] = bit._replace(value=bits[-1].value + bit.value)
            return
        bits.append(bit)
        self.bits += 1
        if self.bits > MOST_BITS:
            raise TooMuch("too_large")

    def _marks_now(self) -> tuple[tuple[str, str], ...]:
        link = next((url for url in reversed(self.link) if url), "")
        marks = ((LINK, link),) if link else ()
        return marks + tuple((kind, "") for kind in (BOLD, ITALIC, SUPER, SUB) if kind in self.marks)

    def _said(self, words: str) -> None:
        for key in list(self.open_comments):
            comment = self.read.comments[key]
            comment.on += words
            if len(comment.on) >= LONGEST_ANCHOR:
                comment.on = comment.on[:LONGEST_ANCHOR]
                self.open_comments.pop(key)


_STARTS = {
    "p": _Reader._paragraph,
    "pStyle": _Reader._style,
    "r": _Reader._run,
    "rStyle": _Reader._run_style,
    "b": lambda reader, attributes: reader._mark(BOLD, attributes),
    "i": lambda reader, attributes: reader._mark(ITALIC, attributes),
    "vertAlign": _Reader._raised,
    "hyperlink": _Reader._hyperlink,
    "tbl": _Reader._table,
    "tr": _Reader._row,
    "tc": _Reader._cell,
    "tblHeader": _Reader._header_row,
    "bookmarkStart": _Reader._bookmark,
    "bookmarkEnd": _Reader._bookmark_end,
    "footnoteReference": lambda reader, attributes: reader._note(attributes, "f"),
    "endnoteReference": lambda reader, attributes: reader._note(attributes, "e"),
    "commentRangeStart": _Reader._comment_start,
    "commentRangeEnd": _Reader._comment_end,
    "commentReference": _Reader._comment_reference,
    "footnote": _Reader._story,
    "endnote": _Reader._story,
    "comment": _Reader._story,
    "br": _Reader._break,
    "cr": _Reader._break,
    "tab": lambda reader, attributes: reader._tab(),
    "noBreakHyphen": lambda reader, attributes: reader._add("text", "-"),
}
