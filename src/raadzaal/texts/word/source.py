"""What the document itself says that pandoc does not pass on: sizes of letters, changes, comments, and every word.

The words are the check on the import: what stands here and not in the result is reported.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from raadzaal.files.zips import Archive
from raadzaal.texts.word.inlines import SOFT_HYPHEN

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_SKIPPED = {True: (_FALLBACK, _W + "moveFrom", _W + "del"), False: (_FALLBACK, _W + "moveTo", _W + "ins")}
_SPACES = (_W + "br", _W + "tab", _W + "cr")
_CHANGES = {_W + "ins", _W + "del", _W + "moveTo"}
_DRAWINGS = (
    "http://schemas.openxmlformats.org/drawingml/2006/chart chart",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram relIds",
)


@dataclass
class SourceParagraph:
    text: list[str] = field(default_factory=list)
    size: int | None = None

    @property
    def words(self) -> str:
        return "".join(self.text)


@dataclass
class Source:
    """`size` of a paragraph is in half points, as Word counts."""

    paragraphs: list[SourceParagraph] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    hidden: list[str] = field(default_factory=list)

    def sizes(self) -> dict[str, int]:
        return {" ".join(each.words.split()): each.size for each in self.paragraphs if each.size}

    def usual_size(self) -> int:
        """The size most letters have; Word's own default when none is said."""
        sizes: Counter[int] = Counter()
        for each in self.paragraphs:
            sizes[each.size or 22] += len(each.words)
        return sizes.most_common(1)[0][0] if sizes else 22


def read_source(archive: Archive, *, accept: bool = True) -> Source:
    """*accept*: with tracked changes accepted, else as if they had not been made."""
    source = Source()
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name in archive.names:
            _Reader(source, accept).read(archive, name)
    source.counts["comments"] = _count(archive, "word/comments.xml", "comment")
    source.counts["headers_footers"] = sum(
        bool(_words_in(archive, name))
        for name in archive.names
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml")
    )
    return source


@dataclass
class _Reader:
    source: Source
    accept: bool = True
    open_paragraphs: list[SourceParagraph] = field(default_factory=list)
    skipping: int = 0
    in_text: bool = False
    run_size: int | None = None
    run_hidden: bool = False

    def read(self, archive: Archive, name: str) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        for chunk in archive.chunks(name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _CHANGES:
            self.source.counts["changes"] += 1
        elif tag in _DRAWINGS and not self.skipping:
            self.source.counts["drawings"] += 1
        if tag in _SKIPPED[self.accept]:
            self.skipping += 1
        elif tag == _W + "p":
            self.open_paragraphs.append(SourceParagraph())
            if not self.skipping:
                self.source.paragraphs.append(self.open_paragraphs[-1])
        elif tag == _W + "r":
            self.run_size, self.run_hidden = None, False
        elif tag == _W + "vanish":
            self.run_hidden = attributes.get(_W + "val", "true") not in ("0", "false", "off")
        elif tag == _W + "position" and attributes.get(_W + "val", "0") != "0":
            self.source.counts["raised"] += 1
        elif tag == _W + "sz":
            self._size(attributes.get(_W + "val", ""))
        elif tag in _SPACES:
            self._characters(" ", always=True)
        elif tag == _W + "noBreakHyphen":
            self._characters("-", always=True)
        self.in_text = tag == _W + "t" or (tag == _W + "delText" and not self.accept)

    def _end(self, tag: str) -> None:
        self.in_text = False
        if tag in _SKIPPED[self.accept]:
            self.skipping -= 1
        elif tag == _W + "p":
            self.open_paragraphs.pop()

    def _size(self, value: str) -> None:
        if value.isascii() and value.isdigit() and self.open_paragraphs:
            self.run_size = int(value)

    def _characters(self, words: str, always: bool = False) -> None:
        if self.skipping or not self.open_paragraphs or not (self.in_text or always):
            return
        paragraph = self.open_paragraphs[-1]
        paragraph.text.append(words.replace(SOFT_HYPHEN, ""))
        if self.run_hidden and words.strip():
            self.source.hidden.append(words)
        if paragraph.size is None and words.strip():
            paragraph.size = self.run_size


def _count(archive: Archive, name: str, tag: str) -> int:
    found = 0

    def start(started: str, _attributes: object) -> None:
        nonlocal found
        found += started == _W + tag

    if name in archive.names:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = start
        parser.Parse(archive.read(name), True)
    return found


def _words_in(archive: Archive, name: str) -> str:
    source = Source()
    _Reader(source).read(archive, name)
    return "".join(each.words for each in source.paragraphs).strip(" 0123456789")
