"""A text as JSON and as Markdown, from the same nodes and numbers as every other form."""

import json
from collections.abc import Sequence
from typing import Any

from raadzaal.texts.blocks import HEADINGS, Kind
from raadzaal.texts.document import Document, Node, View, view_note
from raadzaal.texts.notation import to_plain
from raadzaal.texts.references import worded
from raadzaal.texts.tables import table_plain

FORMAT = "raadzaal-text-1"


def render_json(document: Document, *, work: str, version: str) -> bytes:
    """One object: the work, the version, its facts and its nodes in order, each with identity, number, words and notation."""
    content = {
        "format": FORMAT,
        "work": work,
        "version": version,
        "title": document.title,
        "number": document.number,
        "council": document.council_name,
        "language": document.language,
        "adopted_on": document.on.isoformat(),
        "facts": [list(pair) for pair in document.front],
        "nodes": [_node(document, node) for node in document.nodes],
    }
    if document.views:
        content["dissents"] = [str(view) for view in document.views]
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _node(document: Document, node: Node) -> dict[str, Any]:
    block = node.block
    told: dict[str, Any] = {
        "id": node.node_id,
        "kind": str(block.kind),
        "number": node.address.number,
        "label": node.address.label,
        "text": table_plain(block.notation) if block.kind == Kind.TABLE else to_plain(block.notation),
        "notation": block.notation,
        "language": block.language,
    }
    if block.level:
        told["level"] = block.level
    if block.kind == Kind.LIST_ITEM:
        told["ordered"] = block.ordered
    if block.kind == Kind.FIGURE:
        told |= {"figure": block.asset, "alternative_text": block.alt}
    if block.notes:
        told["footnotes"] = [{"id": key, "text": to_plain(words), "notation": words} for key, words in block.notes]
    if dissents := document.dissents.get(node.node_id):
        told["dissents"] = [str(view) for view in dissents]
    return told


def render_markdown(document: Document) -> bytes:
    """CommonMark with pipe tables and footnotes; each paragraph begins with its number and ends with its anchor."""
    parts = [f"# {document.title}", *_facts(document)]
    for node in document.nodes:
        parts += [_markdown(node), *_footnotes(node)]
        parts += _views(node.node_id, document.dissents.get(node.node_id, ()))
    parts += _views("", document.views)
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _views(node_id: str, views: Sequence[View]) -> list[str]:
    """Each with its footnote behind it."""
    parts = []
    for at, view in enumerate(views, start=1):
        key = f"{node_id or 'views'}-{view_note(at)}"
        parts.append(f"> **{view.title}:** {_one_line(view.words)}" + (f"[^{key}]" if view.composition else ""))
        parts += [f"[^{key}]: {view.composition}"] if view.composition else []
    return parts


def _facts(document: Document) -> list[str]:
    lines = [("", document.number), *document.front]
    return ["\n".join(f"- {label}: {value}" if label else f"- {value}" for label, value in lines if value)]


def _markdown(node: Node) -> str:
    block, number = node.block, node.address.number
    words = _own_notes(node, worded(block).notation)
    if block.kind in HEADINGS:
        return f"{'#' * min((block.level or 1) + 1, 6)} {number} {words} {{#p-{node.node_id}}}"
    if block.kind == Kind.TABLE:
        return f"{number}.\n\n{words}"
    if block.kind == Kind.FIGURE:
        return f"{number}. ![{block.alt}](figures/{block.asset})\n\n*{words}*"
    if block.kind == Kind.LIST_ITEM:
        sign = "1." if block.ordered else "-"
        return f"{'   ' * (block.level - 1)}{sign} [{number}] {_one_line(words)}"
    if block.kind in (Kind.QUOTE, Kind.BOX):
        return "\n".join(f"> {line}" for line in f"[{number}] {words}".split("\n"))
    if block.kind == Kind.RECOMMENDATION:
        return f"**{node.address.label}** [{number}] {words}"
    return f"[{number}] {words}"


def _one_line(words: str) -> str:
    return words.replace("\n", "  \n   ")


def _own_notes(node: Node, notation: str) -> str:
    """Footnotes get names that differ through the whole text."""
    for key, _words in node.block.notes:
        notation = notation.replace(f"[^{key}]", f"[^{node.node_id}-{key}]")
    return notation


def _footnotes(node: Node) -> list[str]:
    return [f"[^{node.node_id}-{key}]: {words}" for key, words in node.block.notes]
