"""The text as an accessible PDF (PDF/UA-1 and PDF/A-2a), set by typst from data, never from text that is run."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

import raadzaal.ui
from raadzaal.files import images
from raadzaal.files.decoding import web_picture
from raadzaal.files.images import is_bearable, pixel_size
from raadzaal.files.sniffing import sniff
from raadzaal.texts.blocks import Kind
from raadzaal.texts.document import Alternative, Document, Node, View, view_note
from raadzaal.texts.notation import LINK, Run, escape, parse, runs, to_plain
from raadzaal.texts.references import leads_out
from raadzaal.texts.tables import parse_table
from raadzaal.texts.typesetting import typeset
from raadzaal.texts.undrawn import draw_all

_TEMPLATE = Path(__file__).with_name("typst") / "advice.typ"
_FONTS = Path(raadzaal.ui.__file__).with_name("fonts")
_FORMATS = {images.PNG: "png", images.JPEG: "jpg"}


def render_pdf(document: Document) -> bytes:
    """The same document gives the same bytes. The build itself fails on what PDF/UA does not allow."""
    with TemporaryDirectory(prefix="raadzaal-pdf-") as folder:
        root = Path(folder)
        shutil.copyfile(_TEMPLATE, root / _TEMPLATE.name)
        formats = _placed(document.assets, root)

        def draw(data: Any) -> bytes:
            return typeset(
                root / _TEMPLATE.name,
                root=str(root),
                font_paths=[str(_FONTS)] if _FONTS.is_dir() else [],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1", "a-2a"],
                timestamp=_midnight(document.on),
                sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
            )

        return draw_all(_data(document, formats), draw)


def _midnight(on: datetime.date) -> int:
    return int(datetime.datetime.combine(on, datetime.time(), datetime.UTC).timestamp())


def _placed(assets: Mapping[str, Path], root: Path) -> dict[str, str]:
    """Pictures where typst may read them, with their format; one that cannot be shown is left out, its caption stays."""
    formats = {}
    for asset, path in assets.items():
        shown = web_picture(path.read_bytes()) if is_bearable(pixel_size(path)) else None
        if shown is not None:
            (root / asset).write_bytes(shown)
            formats[asset] = _FORMATS[sniff(root / asset)]
    return formats


def _data(document: Document, formats: Mapping[str, str]) -> dict[str, Any]:
    with override(document.language):
        return {
            "title": document.title,
            "subtitle": document.subtitle,
            "number": document.number,
            "date_text": document.date_text,
            "date": [document.on.year, document.on.month, document.on.day],
            "council": document.council_name,
            "status": document.status_label,
            "language": document.language,
            "front": [list(line) for line in document.front],
            "views": _views("", document.views),
            "words": {"contents": _("Contents"), "page": _("Page"), "of": _("of")},
            "blocks": list(_grouped(document, formats)),
        }


def _grouped(document: Document, formats: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """List items that follow each other are one list; all else stands by itself."""
    for is_list, group in groupby(document.nodes, key=lambda node: node.block.kind == Kind.LIST_ITEM):
        if is_list:
            yield from _lists([_block(node, document, formats) for node in group])
        else:
            yield from (_block(node, document, formats) for node in group)


def _lists(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Items that are deeper than the one before them are its own list."""
    top = min((item["level"] for item in items), default=1)
    tree: list[dict[str, Any]] = []
    for item in items:
        if item["level"] <= top or not tree:
            tree.append(item | {"inner": []})
        else:
            tree[-1]["inner"].append(item)
    for ordered, group in groupby(tree, key=lambda item: item["ordered"]):
        yield {
            "kind": "list",
            "ordered": ordered,
            "items": [item | {"inner": list(_lists(item["inner"]))} for item in group],
        }


def _block(node: Node, document: Document, formats: Mapping[str, str]) -> dict[str, Any]:
    block = node.block
    notes = _Notes(node.node_id, dict(block.notes))
    data = {
        "id": node.node_id,
        "kind": str(block.kind),
        "level": block.level,
        "depth": _depth(node),
        "ordered": block.ordered,
        "number": node.address.number,
        "label": node.address.label,
        "language": block.language,
        "alternatives": [_alternative(node, other) for other in document.alternatives.get(node.node_id, ())],
        "dissents": _views(node.node_id, document.dissents.get(node.node_id, ())),
    }
    if block.kind == Kind.TABLE:
        return data | _table(block.notation, notes)
    if block.kind == Kind.FIGURE:
        data |= {
            "asset": block.asset,
            "format": formats.get(block.asset or ""),
            "alt": block.alt or to_plain(block.notation) or node.address.label,
        }
    return data | {"runs": _with_loose_notes(_runs(block.notation, notes), notes)}


def _views(node_id: str, views: Sequence[View]) -> list[dict[str, Any]]:
    return [{"title": each.title, "runs": _view(node_id, at, each)} for at, each in enumerate(views, start=1)]


def _view(node_id: str, at: int, view: View) -> list[dict[str, Any]]:
    key = view_note(at)
    notes = _Notes(node_id, {key: escape(view.composition)} if view.composition else {})
    return _with_loose_notes(_runs(view.words, _Notes()), notes)


def _alternative(node: Node, other: Alternative) -> dict[str, Any]:
    notes = _Notes(f"{node.node_id}-{other.letter}", dict(other.block.notes))
    data = {"title": other.title, "language": other.block.language}
    if other.block.kind == Kind.TABLE:
        return data | _table(other.block.notation, notes)
    return data | {"runs": _with_loose_notes(_runs(other.block.notation, notes), notes)}


def _depth(node: Node) -> int:
    """Headings in a PDF may skip no level, so depth comes from the number, which skips none either."""
    return node.address.number.count(".") + 1


@dataclass
class _Notes:
    """The footnotes of one node; each is printed once, where it is first referred to."""

    node_id: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    printed: set[str] = field(default_factory=set)

    def refer(self, key: str) -> dict[str, Any]:
        name = f"note-{self.node_id}-{key}"
        if key not in self.words:
            return {"text": f"[^{key}]", "marks": []}
        if key in self.printed:
            return {"again": name}
        self.printed.add(key)
        return {"note": _runs(self.words[key], _Notes()), "key": name}


def _table(notation: str, notes: _Notes) -> dict[str, Any]:
    table = parse_table(notation)
    return {
        "columns": max(table.columns, 1),
        "header": [_runs(cell, notes) for cell in table.header],
        "cells": [_runs(cell, notes) for row in table.body for cell in row + ("",) * (table.columns - len(row))],
        "runs": _with_loose_notes(_runs(table.caption, notes), notes),
    }


def _runs(notation: str, notes: _Notes) -> list[dict[str, Any]]:
    """Words under their marks, a link around its words. A note is printed where it is first referred to."""
    grouped = groupby(runs(parse(notation)), key=leads_out)
    result: list[dict[str, Any]] = []
    for url, group in grouped:
        words = [_run(run, notes) for run in group]
        result += [{"url": url, "runs": words}] if url else words
    return result


def _run(run: Run, notes: _Notes) -> dict[str, Any]:
    marks = [kind for kind, _url in run.marks if kind != LINK]
    if run.op == "break":
        return {"break": True}
    if run.op == "note":
        return notes.refer(run.value)
    return {"text": run.value, "marks": marks}


def _with_loose_notes(words: list[dict[str, Any]], notes: _Notes) -> list[dict[str, Any]]:
    """Notes that nothing refers to are printed at the end of their block rather than lost."""
    return words + [notes.refer(key) for key in notes.words if key not in notes.printed]
