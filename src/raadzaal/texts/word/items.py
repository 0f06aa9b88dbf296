"""The paragraphs of a returned file as they would read once every change is accepted, tables as one piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from raadzaal.texts.footnotes import join
from raadzaal.texts.notation import note_ids, to_plain
from raadzaal.texts.tables import Table, table_plain, write_table
from raadzaal.texts.word.identity import fingerprint, same
from raadzaal.texts.word.tracked import (
    DELETED,
    SAME,
    Bit,
    Hand,
    Paragraph,
    Returning,
    final,
    hands_in,
    notation,
    original,
    plain,
)
from raadzaal.ui.cleaning import clean

_LONGEST = 10**9
Cells = tuple[tuple[list[Bit], ...], ...]


@dataclass
class Item:
    """One paragraph, or one table with its caption. `notes` are the words of all notes of the file, by key."""

    bits: list[Bit]
    notes: Mapping[str, list[Bit]]
    style: str = ""
    covers: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    cells: Cells | None = None
    has_header: bool = False
    mark_hands: list[Hand] = field(default_factory=list)
    pictures: int = 0

    @property
    def is_table(self) -> bool:
        return self.cells is not None

    @cached_property
    def notation(self) -> str:
        if self.cells is None:
            return clean(notation(final(self.bits)), _LONGEST)
        rows = tuple(tuple(clean(notation(final(cell)), _LONGEST) for cell in row) for row in self.cells)
        return write_table(Table(rows, self.has_header, clean(notation(final(self.bits)), _LONGEST)))

    @cached_property
    def plain(self) -> str:
        return same(table_plain(self.notation) if self.is_table else to_plain(self.notation))

    @cached_property
    def key(self) -> str:
        return fingerprint(self.plain)

    @cached_property
    def was(self) -> str:
        """The words as they stood before the tracked changes."""
        return same(" ".join(plain(original(bits)) for bits in self._all_bits()))

    @cached_property
    def hands(self) -> list[Hand]:
        found = [hand for bits in self._all_bits() for hand in hands_in(bits)]
        notes = [hand for key in self.note_keys for hand in hands_in(self.notes[key])]
        return list(dict.fromkeys([*found, *notes, *self.mark_hands]))

    @cached_property
    def note_keys(self) -> list[str]:
        return [key for key in note_ids(self.notation) if key in self.notes]

    def note_words(self, key: str) -> str:
        return clean(notation(final(self.notes[key])), _LONGEST)

    def typed(self) -> str:
        return join(self.notation, [(key, self.note_words(key)) for key in self.note_keys])

    def without_start(self, words: str) -> None:
        """Take these words off the start, where they stand in what was not changed."""
        first = next((at for at, bit in enumerate(self.bits) if bit.op == "text" and bit.value.strip()), None)
        if first is None or not self.bits[first].value.lstrip().startswith(words):
            return
        self.bits[first] = self.bits[first]._replace(value=self.bits[first].value.lstrip()[len(words) :].lstrip())
        for name in ("notation", "plain", "key", "was"):
            self.__dict__.pop(name, None)

    def _all_bits(self) -> Iterable[list[Bit]]:
        yield self.bits
        for row in self.cells or ():
            yield from row


def items_of(read: Returning) -> list[Item]:
    """Only what holds words, or held some; a caption belongs to its table."""
    items: list[Item] = []
    for table, group in groupby(read.paragraphs, key=lambda paragraph: paragraph.cell and paragraph.cell[0]):
        paragraphs = list(group)
        items += [_table(paragraphs, table, read)] if table else _lines(paragraphs, read)
    return _with_captions([item for item in items if item.plain or item.was or item.pictures])


def _lines(paragraphs: Iterable[Paragraph], read: Returning) -> list[Item]:
    """A paragraph whose end was taken out goes on in the next, unless nothing of it is left to go on."""
    items: list[Item] = []
    goes_on = False
    for paragraph in paragraphs:
        if goes_on:
            _join(items[-1], paragraph)
        else:
            items.append(_item(paragraph, read))
        goes_on = paragraph.mark == DELETED and bool(plain(final(items[-1].bits)).strip())
    return items


def _item(paragraph: Paragraph, read: Returning) -> Item:
    hands = [paragraph.mark_hand] if paragraph.mark_hand else []
    return Item(
        list(paragraph.bits),
        read.notes,
        paragraph.style,
        list(paragraph.covers),
        list(paragraph.comments),
        mark_hands=hands,
        pictures=paragraph.pictures,
    )


def _join(item: Item, paragraph: Paragraph) -> None:
    item.bits += paragraph.bits
    item.covers += [name for name in paragraph.covers if name not in item.covers]
    item.comments += paragraph.comments
    item.pictures += paragraph.pictures
    if paragraph.mark_hand:
        item.mark_hands.append(paragraph.mark_hand)


def _table(paragraphs: list[Paragraph], table: int, read: Returning) -> Item:
    rows: dict[int, dict[int, list[Bit]]] = {}
    whole = Item([], read.notes, cells=(), has_header=(table, 0) in read.header_rows)
    for paragraph in paragraphs:
        _number, row, column = paragraph.cell or (0, 0, 0)
        cell = rows.setdefault(row, {}).setdefault(column, [])
        if cell and paragraph.bits:
            cell.append(Bit("break", "", (), SAME, None))
        cell += paragraph.bits
        whole.covers += [name for name in paragraph.covers if name not in whole.covers]
        whole.comments += paragraph.comments
    kept = [row for at, row in sorted(rows.items()) if (table, at) not in read.removed_rows or _stays(row)]
    whole.cells = tuple(tuple(cell for _at, cell in sorted(row.items())) for row in kept)
    return whole


def _stays(row: Mapping[int, list[Bit]]) -> bool:
    """Some programs mark a row as taken out, and leave its words as they are; then they are not lost."""
    return any(plain(final(cell)).strip() for cell in row.values())


def _is_caption(item: Item) -> bool:
    style = item.style.casefold().replace(" ", "")
    return not item.is_table and ("tablecaption" in style or style in ("caption", "bijschrift"))


def _with_captions(items: list[Item]) -> list[Item]:
    found: list[Item] = []
    for item in items:
        if item.is_table and found and _is_caption(found[-1]):
            caption = found.pop()
            covers = [*caption.covers, *(name for name in item.covers if name not in caption.covers)]
            item = replace(
                item,
                bits=caption.bits,
                covers=covers,
                comments=caption.comments + item.comments,
                mark_hands=caption.mark_hands,
            )
        found.append(item)
    return found
