"""What changed between two versions of a text, as a Word file with real tracked changes, and remarks in its margin."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree

from raadzaal.texts.blocks import Kind
from raadzaal.texts.document import Document, MarginNote, Node, Tracked
from raadzaal.texts.outline import Address
from raadzaal.texts.redline import DELETED, INSERTED, Change, ChangeKind, Span, compare, word_diff
from raadzaal.texts.word.identity import Identity
from raadzaal.texts.word_export import bookmark, moment, render_word, repacked
from raadzaal.texts.word_reply import BODY, dressed_for_reply, packed, paragraph_at, parts_of, w, written

_NOWHERE = Address("", "")


def render_redline(
    old: Document,
    new: Document,
    *,
    author: str,
    at: datetime.datetime,
    margin: Mapping[str, Sequence[MarginNote]] | None = None,
) -> bytes:
    """The new text with the old one behind it: who accepts every change has the new, who rejects them the old.

    Tables are shown as they are now; that they changed, or that a paragraph stood elsewhere, is said in the margin.
    """
    return _rendered(redlined(old, new, author=author, at=at, margin=margin or {}))


def render_redline_for_reply(
    old: Document, new: Document, *, author: str, at: datetime.datetime, identity: Identity
) -> bytes:
    """The same to react in: without remarks of our own, since every remark that comes back is the organisation's."""
    both = redlined(old, new, author=author, at=at, margin={})
    quiet = replace(both, nodes=[replace(node, margin=()) for node in both.nodes])
    return dressed_for_reply(_rendered(quiet), quiet, identity)


def _rendered(document: Document) -> bytes:
    """Pandoc tracks words; that a whole paragraph came or went, with its end, is written here."""
    raw = render_word(document)
    whole = {bookmark(node.node_id): node.tracked for node in document.nodes if node.tracked and node.tracked.whole}
    if not whole:
        return raw
    parts = parts_of(raw)
    root = etree.fromstring(parts[BODY])
    for at, start in enumerate(list(root.iter(w("bookmarkStart"))), start=1):
        if tracked := whole.get(start.get(w("name"), "")):
            _mark(paragraph_at(start), tracked, 200_000 + at)
    return repacked(packed(parts | {BODY: written(root)}))


def _mark(paragraph: etree._Element, tracked: Tracked, number: int) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    marks = etree.SubElement(properties, w("rPr"))
    etree.SubElement(
        marks, w(tracked.whole), {w("id"): str(number), w("author"): tracked.author, w("date"): moment(tracked.at)}
    )


def redlined(
    old: Document, new: Document, *, author: str, at: datetime.datetime, margin: Mapping[str, Sequence[MarginNote]]
) -> Document:
    addresses = {node.node_id: node.address for node in new.nodes}
    with override(new.language):
        nodes = [
            _node(change, addresses.get(change.node_id, _NOWHERE), author, at, margin.get(change.node_id, ()))
            for change in compare(_pairs(old), _pairs(new))
        ]
    return replace(new, nodes=nodes, assets={**old.assets, **new.assets})


def _pairs(document: Document) -> list:
    return [(node.node_id, node.block) for node in document.nodes]


def _node(change: Change, address: Address, author: str, at: datetime.datetime, margin: Sequence[MarginNote]) -> Node:
    block = change.new or change.old
    assert block is not None
    notes = [*margin, *(MarginNote(author, at, words) for words in _said_beside(change))]
    if change.kind == ChangeKind.SAME or block.kind == Kind.TABLE or change.old == change.new:
        return Node(change.node_id, block, address, margin=notes)
    whole = INSERTED if change.old is None else DELETED if change.new is None else ""
    return Node(change.node_id, block, address, Tracked(_spans(change), author, at, whole), notes)


def _spans(change: Change) -> list[Span]:
    return word_diff(change.old.notation if change.old else "", change.new.notation if change.new else "")


def _said_beside(change: Change) -> list[str]:
    said = [_("This paragraph stood elsewhere.")] if change.kind == ChangeKind.MOVED else []
    if Kind.TABLE in {block.kind for block in (change.old, change.new) if block} and change.old != change.new:
        said.append(_about_table(change))
    if change.old and change.new and change.old.notes != change.new.notes:
        said.append(_("The footnotes of this paragraph have changed."))
    return said


def _about_table(change: Change) -> str:
    if change.old is None:
        return _("This table is new.")
    return _("This table was taken out.") if change.new is None else _("This table has changed.")
