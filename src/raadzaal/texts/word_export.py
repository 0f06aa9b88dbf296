"""The text as a Word document: real headings, lists, tables and footnotes, and a bookmark for every node.

What `read_word` gets back from it is the same text: numbers, title page and dissenting views stand under styles of
their own, by which the import knows them.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
from django.utils.translation import override
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from raadzaal.files import images
from raadzaal.files.sniffing import sniff
from raadzaal.texts.blocks import HEADINGS, Kind
from raadzaal.texts.document import Alternative, Document, Node, Tracked, View
from raadzaal.texts.notation import BOLD, ITALIC, LINK, SUB, SUPER, Run, escape, parse, runs
from raadzaal.texts.redline import DELETED, INSERTED, Span
from raadzaal.texts.references import leads_out
from raadzaal.texts.tables import parse_table, table_plain
from raadzaal.texts.word.inlines import DISSENT_STYLE, FRONT_STYLE, NUMBER_STYLE, VARIANT_STYLE
from raadzaal.texts.word.pandoc import pandoc

Element = dict[str, Any]

RECOMMENDATION_STYLE, BOX_STYLE = "Raadzaal Recommendation", "Raadzaal Box"

_API_VERSION = [1, 23, 1]
_TAGS = {BOLD: "Strong", ITALIC: "Emph", SUPER: "Superscript", SUB: "Subscript"}
_SUFFIX = {images.PNG: ".png", images.JPEG: ".jpg"}
_STYLED = {Kind.RECOMMENDATION: RECOMMENDATION_STYLE, Kind.BOX: BOX_STYLE}


def render_word(document: Document) -> bytes:
    """The same document gives the same bytes."""
    with override(document.language):
        return repacked(_dressed(by_pandoc(document, "docx"), document))


def by_pandoc(document: Document, form: str) -> bytes:
    """The document in one of pandoc's forms, dated as the document is."""
    with TemporaryDirectory(prefix="raadzaal-word-") as folder, override(document.language):
        pictures = _placed(document.assets, Path(folder))
        tree = {"pandoc-api-version": _API_VERSION, "meta": _meta(document), "blocks": _blocks(document, pictures)}
        return pandoc(
            "--from=json",
            f"--to={form}",
            "--output=-",
            content=json.dumps(tree).encode(),
            folder=Path(folder),
            at=int(datetime.datetime.combine(document.on, datetime.time(), datetime.UTC).timestamp()),
        )


def bookmark(node_id: str) -> str:
    """Word's names begin with a letter."""
    return f"n-{node_id}"


def _placed(assets: Mapping[str, Path], folder: Path) -> dict[str, str]:
    placed = {}
    for asset, path in assets.items():
        suffix = _SUFFIX.get(sniff(path))
        if suffix:
            placed[asset] = f"{asset}{suffix}"
            shutil.copyfile(path, folder / placed[asset])
    return placed


def _meta(document: Document) -> dict[str, Element]:
    words = {"title": document.title, "subtitle": document.subtitle}
    meta = {key: {"t": "MetaInlines", "c": [_str(value)]} for key, value in words.items() if value}
    return meta | {"lang": {"t": "MetaString", "c": document.language}}


def _blocks(document: Document, pictures: Mapping[str, str]) -> list[Element]:
    blocks = [_styled(FRONT_STYLE, _para([_str(line)])) for line in _front_lines(document)]
    for is_list, group in groupby(document.nodes, key=lambda node: node.block.kind == Kind.LIST_ITEM):
        if is_list:
            blocks += _lists(list(group), document)
        else:
            for node in group:
                blocks += [_block(node, pictures), *_alternatives(node, document), *_dissents(node, document)]
    return [*blocks, *map(_view, document.views)]


def _front_lines(document: Document) -> list[str]:
    lines = [document.council_name, document.status_label, document.number, document.date_text]
    return [line for line in lines if line] + [f"{name}: {value}" for name, value in document.front]


def _dissents(node: Node, document: Document) -> list[Element]:
    return [_view(view) for view in document.dissents.get(node.node_id, ())]


def _view(view: View) -> Element:
    name = {"t": "Strong", "c": [_str(f"{view.title}:")]}
    note = [{"t": "Note", "c": [_para([_str(view.composition)])]}] if view.composition else []
    return _styled(DISSENT_STYLE, _para([name, _str(" "), *_inlines(view.words, _Notes({})), *note]))


def _alternatives(node: Node, document: Document) -> list[Element]:
    """Each under its letter; the rows of a table as lines, for a second table would be one of the text."""
    return [
        _styled(
            VARIANT_STYLE, _para([{"t": "Strong", "c": [_str(f"{other.title}:")]}, _str(" "), *_other_words(other)])
        )
        for other in document.alternatives.get(node.node_id, ())
    ]


def _other_words(other: Alternative) -> list[Element]:
    block = other.block
    notation = escape(table_plain(block.notation)) if block.kind == Kind.TABLE else block.notation
    return _words(notation, _Notes(dict(block.notes)))


def _block(node: Node, pictures: Mapping[str, str]) -> Element:
    block, notes = node.block, _Notes(dict(node.block.notes))
    if block.kind in HEADINGS:
        number = node.address.label if block.kind == Kind.ANNEX_HEADING else node.address.number
        return {
            "t": "Header",
            "c": [block.level or 1, [bookmark(node.node_id), [], []], [_number(number), *_said(node, notes)]],
        }
    if block.kind == Kind.TABLE:
        return _table(node, notes)
    if picture := pictures.get(block.asset or ""):
        return _figure(node, notes, picture)
    paragraph = _para(_line(node, notes))
    if block.kind == Kind.QUOTE:
        return {"t": "BlockQuote", "c": [paragraph]}
    style = _STYLED.get(Kind(block.kind))
    return _styled(style, paragraph) if style else paragraph


def _line(node: Node, notes: _Notes) -> list[Element]:
    label = node.address.label if node.block.kind == Kind.RECOMMENDATION else ""
    number = " ".join(filter(None, (node.address.number, label)))
    words = {"t": "Span", "c": [["", [], [["lang", node.block.language]]], _said(node, notes)]}
    return [_bookmark(node), _number(number), words]


def _lists(nodes: list[Node], document: Document) -> Iterator[Element]:
    """Items that are deeper than the one before them are its own list."""
    top = min((node.block.level for node in nodes), default=1)
    tree: list[tuple[Node, list[Node]]] = []
    for node in nodes:
        if node.block.level <= top or not tree:
            tree.append((node, []))
        else:
            tree[-1][1].append(node)
    for ordered, group in groupby(tree, key=lambda item: item[0].block.ordered):
        items = [_item(node, inner, document) for node, inner in group]
        if ordered:
            yield {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]}
        else:
            yield {"t": "BulletList", "c": items}


def _item(node: Node, inner: list[Node], document: Document) -> list[Element]:
    words = _para(_line(node, _Notes(dict(node.block.notes))))
    return [words, *_alternatives(node, document), *_dissents(node, document), *_lists(inner, document)]


def _table(node: Node, notes: _Notes) -> Element:
    table = parse_table(node.block.notation)
    caption = [_bookmark(node), _number(node.address.label), *_beside_margin(node, _inlines(table.caption, notes))]
    columns = max(table.columns, 1)

    def row(cells: tuple[str, ...]) -> list[Any]:
        filled = cells + ("",) * (columns - len(cells))
        return [
            _no_attributes(),
            [
                [_no_attributes(), {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": _inlines(cell, notes)}]]
                for cell in filled
            ],
        ]

    head = [row(table.header)] if table.header else []
    body = [row(cells) for cells in table.body]
    caption += notes.loose()
    width = {"t": "ColWidth", "c": 1 / columns}
    return {
        "t": "Table",
        "c": [
            _no_attributes(),
            [None, [{"t": "Plain", "c": caption}]],
            [[{"t": "AlignDefault"}, width]] * columns,
            [_no_attributes(), head],
            [[_no_attributes(), 0, [], body]],
            [_no_attributes(), []],
        ],
    }


def _figure(node: Node, notes: _Notes, picture: str) -> Element:
    image = {"t": "Image", "c": [_no_attributes(), [_str(node.block.alt)] if node.block.alt else [], [picture, ""]]}
    caption = [_bookmark(node), _number(node.address.label), *_said(node, notes)]
    return {
        "t": "Figure",
        "c": [_no_attributes(), [None, [{"t": "Plain", "c": caption}]], [{"t": "Plain", "c": [image]}]],
    }


class _Notes:
    """The footnotes of one node; each is written once, where it is first referred to."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words, self._written = words, set[str]()

    def refer(self, key: str) -> Element:
        if key not in self._words:
            return _str(f"[^{key}]")
        if key in self._written:
            return {"t": "Superscript", "c": [_str(key)]}
        self._written.add(key)
        return {"t": "Note", "c": [_para(_inlines(self._words[key], _Notes({})))]}

    def knows(self, key: str) -> bool:
        return key in self._words

    def loose(self) -> list[Element]:
        """Notes that nothing refers to, lest they be lost."""
        return [self.refer(key) for key in self._words if key not in self._written]


def _said(node: Node, notes: _Notes) -> list[Element]:
    words = _tracked(node.tracked, notes) if node.tracked else _words(node.block.notation, notes)
    return _beside_margin(node, words)


def _tracked(tracked: Tracked, notes: _Notes) -> list[Element]:
    """As Word tracks it: what came and what went, with a name and a moment."""
    hand = [["author", tracked.author], ["date", moment(tracked.at)]]
    classes = {INSERTED: "insertion", DELETED: "deletion"}
    words: list[Element] = []
    for op, group in groupby(tracked.spans, key=lambda span: span.op):
        said = [element for span in group for element in _span(span, notes, gone=op == DELETED)]
        words += [{"t": "Span", "c": [["", [classes[op]], hand], said]}] if op in classes else said
    return words + notes.loose()


_SPOKEN = re.compile(r"(\n)|\[([A-Za-z0-9_-]{1,32})\]")


def _span(span: Span, notes: _Notes, *, gone: bool) -> list[Element]:
    """Words with their marks; a reference to a note stands between brackets in a redline."""
    elements: list[Element] = []
    at = 0
    for found in _SPOKEN.finditer(span.text):
        elements += _marked(span.text[at : found.start()], span)
        if found[1]:
            elements.append({"t": "LineBreak"})
        else:
            elements.append(_str(found[0]) if gone or not notes.knows(found[2]) else notes.refer(found[2]))
        at = found.end()
    return elements + _marked(span.text[at:], span)


def _marked(words: str, span: Span) -> list[Element]:
    element = _str(words)
    for kind, url in reversed(span.marks):
        link = {"t": "Link", "c": [_no_attributes(), [element], [url, ""]]}
        if kind == LINK and url.startswith("@"):
            continue
        element = link if kind == LINK else {"t": _TAGS[kind], "c": [element]}
    return [element] if words else []


def _beside_margin(node: Node, words: list[Element]) -> list[Element]:
    """Comments begin before the words and end after them."""
    starts, ends = [], []
    for at, note in enumerate(node.margin):
        key = f"{node.node_id}-{at}"
        about = [["id", key], ["author", note.author], ["date", moment(note.at)]]
        starts.append({"t": "Span", "c": [["", ["comment-start"], about], [_str(note.words)]]})
        ends.append({"t": "Span", "c": [["", ["comment-end"], [["id", key]]], []]})
    return [*starts, *words, *ends]


def moment(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _words(notation: str, notes: _Notes) -> list[Element]:
    return [*_inlines(notation, notes), *notes.loose()]


def _inlines(notation: str, notes: _Notes) -> list[Element]:
    result: list[Element] = []
    for url, group in groupby(runs(parse(notation)), key=leads_out):
        words = [_inline(run, notes) for run in group]
        result += [{"t": "Link", "c": [_no_attributes(), words, [url, ""]]}] if url else words
    return result


def _inline(run: Run, notes: _Notes) -> Element:
    if run.op == "break":
        return {"t": "LineBreak"}
    element = notes.refer(run.value) if run.op == "note" else _str(run.value)
    for kind, _url in reversed(run.marks):
        if kind != LINK:
            element = {"t": _TAGS[kind], "c": [element]}
    return element


def _number(number: str) -> Element:
    return {"t": "Span", "c": [["", [], [["custom-style", NUMBER_STYLE]]], [_str(f"{number}\u2002")]]}


def _bookmark(node: Node) -> Element:
    return {"t": "Span", "c": [[bookmark(node.node_id), [], []], []]}


def _str(words: str) -> Element:
    return {"t": "Str", "c": words}


def _para(inlines: list[Element]) -> Element:
    return {"t": "Para", "c": inlines}


def _styled(style: str, element: Element) -> Element:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [element]]}


def _no_attributes() -> list[Any]:
    return ["", [], []]


def _dressed(raw: bytes, document: Document) -> bytes:
    """Quiet numbers and a page number in the foot; everything else keeps Word's own styles, for people to restyle."""
    word = docx.Document(io.BytesIO(raw))
    for style in word.styles:
        if style.name == NUMBER_STYLE:
            style.font.size, style.font.bold = Pt(8), False
            style.font.color.rgb = RGBColor(0x5A, 0x60, 0x69)
        elif style.name in (RECOMMENDATION_STYLE, BOX_STYLE, VARIANT_STYLE):
            style.paragraph_format.left_indent = Pt(14)
    foot = word.sections[0].footer.paragraphs[0]
    foot.add_run(f"{document.council_name} {document.number}  ".lstrip())
    _add_page_number(foot)
    word.core_properties.language = document.language
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _add_page_number(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def repacked(raw: bytes) -> bytes:
    """The same parts without the time of packing."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as packed, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in packed.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, packed.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return stream.getvalue()
