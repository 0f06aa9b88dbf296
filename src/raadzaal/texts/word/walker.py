"""From pandoc's tree to our blocks, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from raadzaal.texts.blocks import DEEPEST_HEADING, DEEPEST_LIST, Block, Kind
from raadzaal.texts.notation import BOLD, ITALIC, Piece, to_plain
from raadzaal.texts.tables import write_table
from raadzaal.texts.word import headings
from raadzaal.texts.word.cells import Grid, grid_of
from raadzaal.texts.word.fitting import clean_notes, excerpt_of, notes_in, of_length, trimmed
from raadzaal.texts.word.inlines import Gathered, Gatherer, Picture
from raadzaal.texts.word.pandoc import PandocFailed
from raadzaal.texts.word.pictures import Pictures
from raadzaal.texts.word.remarks import Remark
from raadzaal.texts.word.source import Source
from raadzaal.texts.word.styles import (
    GENERATED_ALT,
    NOT_TEXT,
    Element,
    Place,
    SourceHint,
    kind_of_style,
    level_of_style,
    style_of,
    unwrapped,
)
from raadzaal.ui.cleaning import PARAGRAPH_LIMIT, clean

TABLE_LIMIT = 100_000


class Walker:
    def __init__(self, source: Source, pictures: Pictures, language: str) -> None:
        self.blocks: list[Block] = []
        self.hints: list[SourceHint] = []
        self.remarks: list[Remark] = []
        self.dealt_with: list[str] = []
        self.gatherer = Gatherer(self._note_words)
        self._pictures, self._language = pictures, language
        self._sizes, self._usual = source.sizes(), source.usual_size()
        self._title_sizes: list[int] = []
        self._last_heading = 0
        self._has_contents = False

    def walk(self, elements: Iterable[Element], place: Place = Place()) -> None:  # noqa: B008 -- frozen
        for element in elements:
            self._element(element["t"], element.get("c"), place)

    def _element(self, tag: str, content: Any, place: Place) -> None:
        if tag in ("Para", "Plain"):
            self._paragraph(self.gatherer.gather(content), place)
        elif tag == "Header":
            self._heading(self.gatherer.gather(content[2]), content[0])
        elif tag == "Div" and style_of(content) in NOT_TEXT:
            self._pass_over(content[1])
        elif tag == "Div":
            self.walk(content[1], replace(place, style=style_of(content) or place.style))
        elif tag == "BulletList":
            self._list(content, 1, ordered=False)
        elif tag == "OrderedList":
            self._list(content[1], 1, ordered=True, start=content[0][0])
        elif tag == "Table":
            self._table(content)
        elif tag == "Figure":
            self._figure(content, place)
        else:
            self._rarer(tag, content, place)

    def _rarer(self, tag: str, content: Any, place: Place) -> None:
        if tag == "BlockQuote":
            self.walk(content, replace(place, quoted=True))
        elif tag in ("CodeBlock", "RawBlock"):
            self._paragraph(Gathered([Piece("text", content[1])]), place)
        elif tag == "LineBlock":
            for line in content:
                self._paragraph(self.gatherer.gather(line), place)
        elif tag == "DefinitionList":
            for term, definitions in content:
                self._paragraph(self.gatherer.gather(term), place)
                for definition in definitions:
                    self.walk(definition, place)
        elif tag != "HorizontalRule":
            raise PandocFailed("unreadable", f"an element of an unknown kind: {tag}")

    def _paragraph(self, line: Gathered, place: Place) -> None:
        words = line.plain.strip()
        if place.style.casefold().startswith(("toc ", "inhopg")):
            self._contents(words)
        elif words:
            self._words(line, words, place)
        self._pictures_of(line, alone=not words)

    def _contents(self, words: str) -> None:
        self.dealt_with.append(words)
        if not self._has_contents:
            self.remark("contents", about=None)
        self._has_contents = True

    def _words(self, line: Gathered, words: str, place: Place) -> None:
        kind = kind_of_style(place)
        if kind == Kind.PARAGRAPH and self._is_title(line, words):
            self._manual_heading(line, words, place.style)
        elif kind == Kind.PARAGRAPH and (typed := headings.typed_bullet(words)):
            self.dealt_with.append(words[: typed[0]])
            self._add(Kind.LIST_ITEM, trimmed(line, typed[0]), place.style, level=1, ordered=typed[1], reason="typed")
            self.remark("manual_list")
        else:
            self._add(kind, line, place.style, reason="indented" if place.quoted and not place.style else "")

    def _is_title(self, line: Gathered, words: str) -> bool:
        if not headings.may_be_title(words):
            return False
        return line.is_all(BOLD) or headings.is_numbered_title(words) or self._size(words) >= self._usual + 4

    def _size(self, words: str) -> int:
        return self._sizes.get(" ".join(words.split()), self._usual)

    def _manual_heading(self, line: Gathered, words: str, style: str) -> None:
        typed, size = headings.typed_number(words), self._size(words)
        if typed:
            level = typed.depth
        elif size >= self._usual + 2:
            level = self._level_of_size(size)
        else:
            level = self._last_heading + 1
        self._titled(line.without(BOLD, ITALIC), min(level, DEEPEST_HEADING), style, reason="looks_like_heading")
        self.remark("manual_heading")

    def _level_of_size(self, size: int) -> int:
        if size not in self._title_sizes:
            self._title_sizes = sorted([*self._title_sizes, size], reverse=True)
        return self._title_sizes.index(size) + 1

    def _heading(self, line: Gathered, level: int) -> None:
        if not line.plain.strip():
            self._pictures_of(line, alone=True)
            return
        self._titled(line.without(BOLD), min(level, DEEPEST_HEADING), f"heading {level}", reason="style")
        self._last_heading = min(level, DEEPEST_HEADING)
        if level > DEEPEST_HEADING:
            self.remark("heading_too_deep")
        self._pictures_of(line, alone=False)

    def _titled(self, line: Gathered, level: int, style: str, reason: str) -> None:
        """A heading without the number or the word annex that was typed before it."""
        words = line.plain.lstrip()
        annex = 0 if headings.typed_annex(line.own_number) is not None else headings.typed_annex(words)
        typed = headings.typed_number(words)
        length = annex if annex is not None else typed.length if typed else 0
        kind = Kind.HEADING if annex is None else Kind.ANNEX_HEADING
        self._add(kind, trimmed(line, length), style, level=level, reason=reason)
        if length:
            self.dealt_with.append(words[:length])
            self.remark("number_stripped", number=words[:length].strip())

    def _list(self, items: list[list[Element]], level: int, *, ordered: bool, start: int = 1) -> None:
        if ordered and self._is_list_of_titles(items):
            for item in items:
                line = self._line(item[0])
                self._titled(line.without(BOLD, ITALIC), min(level, DEEPEST_HEADING), "", reason="looks_like_heading")
                self.remark("manual_heading")
            return
        for at, item in enumerate(items):
            self._item(item, level, ordered)
            if at == 0 and start > 1:
                self.remark("list_start", start=start)

    def _is_list_of_titles(self, items: list[list[Element]]) -> bool:
        lines = [self._line(item[0], dry=True) for item in items if len(item) == 1]
        return len(lines) == len(items) and all(
            line.is_all(BOLD) and headings.may_be_title(line.plain) for line in lines
        )

    def _line(self, element: Element, dry: bool = False) -> Gathered:
        gatherer = Gatherer(self._note_words) if dry else self.gatherer
        _style, tag, content = unwrapped(element)
        return gatherer.gather(content) if tag in ("Para", "Plain") else Gathered()

    def _item(self, elements: list[Element], level: int, ordered: bool) -> None:
        """The first paragraph is the item; those after it become lines of the same item."""
        item_at = None
        for element in elements:
            style, tag, content = unwrapped(element)
            if tag in ("BulletList", "OrderedList"):
                inner = content if tag == "BulletList" else content[1]
                self._list(
                    inner, level + 1, ordered=tag == "OrderedList", start=1 if tag == "BulletList" else content[0][0]
                )
            elif style in NOT_TEXT:
                self._element("Div", element["c"], Place())
            elif tag in ("Para", "Plain"):
                line = self.gatherer.gather(content)
                if item_at is not None and item_at == len(self.blocks) - 1 and line.plain.strip():
                    self._join(line)
                elif line.plain.strip():
                    self._list_item(line, style, level, ordered)
                    item_at = len(self.blocks) - 1
                self._pictures_of(line, alone=not line.plain.strip())
            else:
                self._element(tag, content, Place(style))

    def _list_item(self, line: Gathered, style: str, level: int, ordered: bool) -> None:
        level = level_of_style(style) if level == 1 else level
        self._add(Kind.LIST_ITEM, line, style, level=min(level, DEEPEST_LIST), ordered=ordered)
        if level > DEEPEST_LIST:
            self.remark("list_too_deep")

    def _join(self, line: Gathered) -> None:
        last = self.blocks[-1]
        joined = f"{last.notation}\n{clean(line.notation, 10 * PARAGRAPH_LIMIT)}"
        self.blocks[-1] = replace(last, notation=joined, notes=last.notes + clean_notes(line))
        self._odd(line)

    def _table(self, content: Any) -> None:
        grid = grid_of(content, self._line_of)
        if grid.is_single:
            self._box(grid)
            return
        length = headings.typed_caption(grid.caption.plain.strip())
        caption = trimmed(grid.caption, length)
        if length:
            self.dealt_with.append(grid.caption.plain.strip()[:length])
        for at, part in enumerate(grid.parts(TABLE_LIMIT)):
            notation = write_table(replace(part, caption=caption.notation if at == 0 else ""))
            wanted = {key for key, _note in notes_in(notation, grid.notes)}
            notes = tuple((key, note) for key, note in grid.notes if key in wanted)
            self._append(Block(Kind.TABLE, 0, notation, language=self._language, notes=notes), SourceHint())
            if at:
                self.remark("table_split")
        for code in grid.odd:
            self.remark(code)
        for line in (*grid.lines, caption):
            self._odd(line)
            self._pictures_of(line, alone=False)

    def _box(self, grid: Grid) -> None:
        for line in grid.lines:
            if line.plain.strip():
                self._add(Kind.BOX, line, "", reason="table_of_one_cell")
            self._pictures_of(line, alone=not line.plain.strip())

    def _figure(self, content: Any, place: Place) -> None:
        caption = self._line_of(content[1][1])
        inside = self._line_of(content[2])
        length = headings.typed_caption(caption.plain.strip())
        if length:
            self.dealt_with.append(caption.plain.strip()[:length])
        rest = trimmed(caption, length)
        for picture in inside.pictures:
            if self._picture(picture, rest, place.style):
                rest = Gathered()
        self._paragraph(Gathered(rest.pieces, rest.notes, odd=caption.odd), place)
        if inside.plain.strip():
            self._paragraph(Gathered(inside.pieces, inside.notes, odd=inside.odd), place)

    def _pictures_of(self, line: Gathered, *, alone: bool) -> None:
        for picture in line.pictures:
            if self._picture(picture, Gathered(), "") and not alone:
                self.remark("picture_in_text")

    def _picture(self, picture: Picture, caption: Gathered, style: str) -> bool:
        taken = self._pictures.take(picture.source)
        name = picture.source.rpartition("/")[2][:80]
        if taken.asset is None:
            self.remark(
                "picture_dropped", about=len(self.blocks) - 1 if self.blocks else None, name=name, reason=taken.reason
            )
            return False
        alt = clean(picture.alt, 10 * PARAGRAPH_LIMIT)[:2_000]
        notes = clean_notes(caption)
        self._append(
            Block(
                Kind.FIGURE,
                0,
                clean(caption.notation),
                alt=alt,
                asset=taken.asset,
                language=self._language,
                notes=notes,
            ),
            SourceHint(style),
        )
        if taken.converted:
            self.remark("picture_converted", name=name)
        if not alt:
            self.remark("alt_missing")
        elif any(sign in alt.casefold() for sign in GENERATED_ALT):
            self.remark("alt_generated")
        return True

    def _pass_over(self, elements: list[Element]) -> None:
        """What is no part of the text takes no number of its notes."""
        counted, self.gatherer = self.gatherer, Gatherer(self._note_words)
        line = self._line_of(elements)
        self.gatherer = counted
        self.dealt_with += [line.plain, *(to_plain(words) for _key, words in line.notes)]

    def _line_of(self, elements: list[Element]) -> Gathered:
        """Any elements as one line with breaks: for cells, captions and notes, which hold no blocks here."""
        whole = Gathered()
        for bullet, line in self._lines_in(elements):
            self.dealt_with.append(line.own_number)
            if whole.pieces and line.pieces:
                whole.pieces.append(Piece("break"))
            whole.pieces += [Piece("text", bullet), *line.pieces] if bullet else line.pieces
            whole.notes += line.notes
            whole.pictures += line.pictures
            whole.odd += line.odd
        return whole

    def _lines_in(self, elements: list[Element], bullet: str = "") -> Iterable[tuple[str, Gathered]]:
        for element in elements:
            _style, tag, content = unwrapped(element)
            if tag in ("Para", "Plain"):
                yield bullet, self.gatherer.gather(content)
            elif tag == "Header":
                yield bullet, self.gatherer.gather(content[2])
            elif tag in ("BlockQuote", "Div"):
                yield from self._lines_in(content if tag == "BlockQuote" else content[1], bullet)
            elif tag in ("BulletList", "OrderedList"):
                for at, item in enumerate(content if tag == "BulletList" else content[1]):
                    sign = "• " if tag == "BulletList" else f"{content[0][0] + at}. "
                    yield from self._lines_in(item, sign)
            elif tag == "Table":
                inner = grid_of(content, self._line_of)
                yield bullet, Gathered(odd=[("nested_table", {})])
                for line in (inner.caption, *inner.lines):
                    yield bullet, line
            elif tag == "Figure":
                yield from self._lines_in([*content[2], *content[1][1]], bullet)
            elif tag in ("CodeBlock", "RawBlock"):
                yield bullet, Gathered([Piece("text", content[1])])

    def _note_words(self, elements: list[Element]) -> Gathered:
        return self._line_of(elements)

    def _add(
        self, kind: Kind, line: Gathered, style: str, *, level: int = 0, ordered: bool = False, reason: str = ""
    ) -> None:
        guessed = level if reason in ("looks_like_heading", "typed") else None
        parts = of_length(clean(line.notation, 10**9), PARAGRAPH_LIMIT)
        for at, part in enumerate(parts):
            notes = tuple(notes_in(part, clean_notes(line))) if len(parts) > 1 else clean_notes(line)
            self._append(
                Block(kind, level, part, ordered=ordered, language=self._language, notes=notes),
                SourceHint(style, reason, guessed),
            )
            if at:
                self.remark("split_long", limit=PARAGRAPH_LIMIT)
        self._odd(line)
        self.dealt_with.append(line.own_number)

    def _append(self, block: Block, hint: SourceHint) -> None:
        self.blocks.append(block)
        self.hints.append(hint)

    def _odd(self, line: Gathered) -> None:
        for code, params in line.odd:
            self.remark(code, **params)

    def remark(self, code: str, *, about: int | None = -1, **params: Any) -> None:
        """By default about the block that was added last."""
        at = len(self.blocks) - 1 if about == -1 else about
        excerpt = excerpt_of(self.blocks[at]) if at is not None and 0 <= at < len(self.blocks) else ""
        self.remarks.append(Remark(code, params, at, excerpt))
