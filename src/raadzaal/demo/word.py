"""The text of an invented advice as the Word file that its committee secretary would bring in."""

import re
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from raadzaal.demo.content import Block as Told
from raadzaal.demo.content import Text
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.document import Document, numbered
from raadzaal.texts.notation import note_ids
from raadzaal.texts.tables import Table, write_table
from raadzaal.texts.word_export import render_word

_MARK = re.compile(r"\[\^(\d+)\]")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Manuscript:
    """Footnotes are numbered anew, in the order in which Word would number them."""

    def __init__(self, text: Text) -> None:
        self._notes = text.notes
        said = "".join(word for told in text.blocks for word in _words(told))
        self._numbers = {mark: str(at) for at, mark in enumerate(dict.fromkeys(_MARK.findall(said)), start=1)}
        self.places: dict[str, int] = {}
        self.blocks: list[Block] = []
        for told in text.blocks:
            if told.id:
                self.places[told.id] = len(self.blocks)
            self.blocks.extend(self._blocks(told))

    def renumbered(self, words: str) -> str:
        return _MARK.sub(lambda mark: f"[^{self._numbers[mark[1]]}]", words)

    def file(self, name: str, on: date) -> SimpleUploadedFile:
        nodes = numbered((str(at), block) for at, block in enumerate(self.blocks))
        content = render_word(Document(title="", on=on, nodes=nodes))
        return SimpleUploadedFile(f"{name}.docx", content, content_type=DOCX)

    def _blocks(self, told: Told):
        if told.kind == "heading":
            yield Block(Kind.HEADING, told.level, told.text)
        elif told.kind == "list":
            for item in told.items:
                yield self._block(Kind.LIST_ITEM, item, level=1, ordered=told.ordered)
        elif told.kind == "table":
            yield self._block(Kind.TABLE, write_table(Table((told.header, *told.rows), True, told.caption)))
        else:
            yield self._block(Kind(told.kind), told.text)

    def _block(self, kind: Kind, words: str, *, level: int = 0, ordered: bool = False) -> Block:
        notation = self.renumbered(words)
        by_number = {number: self._notes[int(mark) - 1] for mark, number in self._numbers.items()}
        notes = tuple((key, by_number[key]) for key in note_ids(notation))
        return Block(kind, level, notation, ordered=ordered, notes=notes)


def _words(told: Told):
    yield from (told.text, *told.items, told.caption, *told.header)
    for row in told.rows:
        yield from row
