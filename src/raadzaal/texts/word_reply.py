"""The frozen draft as a Word file for an organisation to circulate and send back.

Every paragraph carries its identity out of sight: a bookmark around its words, and in the file a table of fingerprints, so that
it is known again when it was edited, moved, split or lost its bookmark. Word is told to track what is changed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.sax.saxutils import escape

from django.utils.translation import override
from lxml import etree

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.document import Document
from raadzaal.texts.notation import to_plain
from raadzaal.texts.tables import table_plain
from raadzaal.texts.word import identity as identities
from raadzaal.texts.word.exported import Target, hashes, number_of
from raadzaal.texts.word.identity import Identity, as_part, mark_of
from raadzaal.texts.word_export import bookmark, render_word, repacked

BODY = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_ITEM_PROPERTIES = "customXml/itemProps1.xml"
# What may stand before the order to track changes, in the order the schema wants.
_BEFORE_TRACKING = frozenset(
    re.findall(
        r"\w+",
        """
    writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
    displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData
    embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges
    bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors
    activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter
    stylePaneSortMethod documentType mailMerge revisionView
""",
    )
)


def render_for_reply(document: Document, *, identity: Identity) -> bytes:
    """The same document for the same organisation gives the same bytes."""
    return dressed_for_reply(render_word(document), document, identity)


def targets_of(document: Document) -> list[Target]:
    return [
        Target(node.node_id, node.block, number_of(node.block, node.address.number, node.address.label))
        for node in document.nodes
    ]


def frame_of(document: Document) -> list[str]:
    """The lines of our own that stand around the text and are no part of it."""
    lines = [
        document.title,
        document.subtitle,
        document.council_name,
        document.status_label,
        document.number,
        document.date_text,
    ]
    with override(document.language):
        told = [view for each in (*document.dissents.values(), document.views) for view in each]
        views = [f"{view.title}: {to_plain(view.words)}" for view in told]
        views += [f"{other.title}: {_plain(other.block)}" for each in document.alternatives.values() for other in each]
    return [line for line in lines if line] + [f"{name}: {value}" for name, value in document.front] + views


def _plain(block: Block) -> str:
    return (table_plain if block.kind == Kind.TABLE else to_plain)(block.notation)


def dressed_for_reply(raw: bytes, document: Document, identity: Identity) -> bytes:
    parts = parts_of(raw)
    said = replace(identity, hashes=hashes(targets_of(document)))
    parts[BODY] = _with_bookmarks(parts[BODY], document)
    parts["word/settings.xml"] = _tracking(parts["word/settings.xml"])
    parts[identities.PROPERTIES] = _with_properties(parts[identities.PROPERTIES], said)
    parts |= _custom_part(said)
    parts["[Content_Types].xml"] = _with_type(parts["[Content_Types].xml"])
    parts["word/_rels/document.xml.rels"] = _related(parts["word/_rels/document.xml.rels"])
    return repacked(packed(parts))


def parts_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def _with_bookmarks(xml: bytes, document: Document) -> bytes:
    root = etree.fromstring(xml)
    wanted = {bookmark(node.node_id): mark_of(node.node_id) for node in document.nodes}
    for at, (name, paragraph) in enumerate(list(_marked(root, wanted)), start=1):
        _around(paragraph, wanted[name], at)
    return written(root)


def _marked(root: etree._Element, wanted: Iterable[str]) -> Iterator[tuple[str, etree._Element]]:
    """Each node's name with its paragraph. Names of headings span their whole chapter and stand before the paragraph."""
    found = [(start, paragraph_at(start)) for start in root.iter(w("bookmarkStart")) if start.get(w("name")) in wanted]
    ends = {end.get(w("id")): end for end in root.iter(w("bookmarkEnd"))}
    for start, paragraph in found:
        yield start.get(w("name")), paragraph
    for start, _paragraph in found:
        ends[start.get(w("id"))].getparent().remove(ends[start.get(w("id"))])
        start.getparent().remove(start)


def paragraph_at(start: etree._Element) -> etree._Element:
    """The paragraph of a bookmark that begins in it, or before it."""
    parent = start.getparent()
    if parent.tag == w("p"):
        return parent
    return next(each for each in start.itersiblings() if each.tag == w("p"))


def _around(paragraph: etree._Element, name: str, number: int) -> None:
    first = 1 if len(paragraph) and paragraph[0].tag == w("pPr") else 0
    start = etree.Element(w("bookmarkStart"), {w("id"): str(100_000 + number), w("name"): name})
    paragraph.insert(first, start)
    etree.SubElement(paragraph, w("bookmarkEnd"), {w("id"): str(100_000 + number)})


def _tracking(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    place = 0
    for at, child in enumerate(root, start=1):
        if etree.QName(child).localname in _BEFORE_TRACKING:
            place = at
    root.insert(place, etree.Element(w("trackRevisions")))
    return written(root)


def _with_properties(xml: bytes, identity: Identity) -> bytes:
    root = etree.fromstring(xml)
    custom, value = f"{_OFFICE}/custom-properties", f"{_OFFICE}/docPropsVTypes"
    used = [int(each.get("pid", "1")) for each in root]
    for at, name in enumerate(identities.FIELDS, start=max(used, default=1) + 1):
        each = etree.SubElement(
            root,
            f"{{{custom}}}property",
            {
                "fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}",
                "pid": str(at),
                "name": identities.PROPERTY.format(name),
            },
        )
        etree.SubElement(each, f"{{{value}}}lpwstr").text = getattr(identity, name)
    return written(root)


def _custom_part(identity: Identity) -> dict[str, bytes]:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    properties = (
        f'{head}<ds:datastoreItem ds:itemID="{{6A3C1F0E-52D7-4B0B-9C56-3F8B0E6D7A11}}" xmlns:ds="{_OFFICE}/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{escape(identities.NAMESPACE)}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relation = (
        f'{head}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    )
    return {
        identities.PART: as_part(identity).encode(),
        _ITEM_PROPERTIES: properties.encode(),
        "customXml/_rels/item1.xml.rels": relation.encode(),
    }


def _with_type(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    etree.SubElement(
        root,
        f"{{{_PACKAGE}/content-types}}Override",
        {
            "PartName": f"/{_ITEM_PROPERTIES}",
            "ContentType": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        },
    )
    return written(root)


def _related(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    etree.SubElement(
        root,
        f"{{{_PACKAGE}/relationships}}Relationship",
        {"Id": "rIdRaadzaal", "Type": f"{_R}/customXml", "Target": f"../{identities.PART}"},
    )
    return written(root)
