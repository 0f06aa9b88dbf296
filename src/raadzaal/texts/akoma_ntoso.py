"""A text as Akoma Ntoso 3.0 (OASIS LegalDocML), from the same nodes and numbers as the page and the PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.builder import ElementMaker

from raadzaal.texts.blocks import HEADINGS, Block, Kind
from raadzaal.texts.document import Document, Node, View, view_note
from raadzaal.texts.notation import BOLD, ITALIC, SUB, SUPER, parse, runs
from raadzaal.texts.outline import Address, number_notes
from raadzaal.texts.tables import parse_table

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
LANGUAGES = {"nl": "nld", "en": "eng", "fr": "fra", "de": "deu"}
MARKS = {BOLD: "b", ITALIC: "i", SUPER: "sup", SUB: "sub"}


@dataclass(frozen=True)
class Naming:
    """Where the text is in the world of addresses: ``work`` of the text, ``version`` of this wording; both without language."""

    work: str
    version: str
    council: str
    country: str = "nl"
    number: str = ""


def render(document: Document, naming: Naming) -> bytes:
    """Well-formed XML that is valid to the schema, UTF-8, with declaration."""
    body = E.mainBody(eId="body")
    made = _Body(document, number_notes(_with_views(document)))
    made.fill(body)
    parts = [_meta(document, naming), _preface(document), body]
    if document.views:
        parts.append(E.conclusions(*(made.view("", at, view) for at, view in enumerate(document.views, start=1))))
    doc = E.doc(*parts, name="advice")
    tree = E.akomaNtoso(doc)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _with_views(document: Document) -> list[tuple[str, Block]]:
    """Who holds another view is a footnote behind those of the paragraph; of views on the whole at the end."""
    ends = [("", Block(Kind.PARAGRAPH, 0, ""))]
    blocks = [*((node.node_id, node.block) for node in document.nodes), *ends]
    views = {**document.dissents, "": document.views}
    return [
        (node_id, replace(block, notes=(*block.notes, *_notes(views.get(node_id, ()))))) for node_id, block in blocks
    ]


def _notes(views: Sequence[View]) -> list[tuple[str, str]]:
    return [(view_note(at), view.composition) for at, view in enumerate(views, start=1) if view.composition]


def _meta(document: Document, naming: Naming):
    day = document.on.isoformat()
    language = LANGUAGES.get(document.language, document.language)
    work = f"/akn/{naming.country}/advice/{naming.work}"
    expression = f"{work}/{language}@{naming.version}"
    return E.meta(
        E.identification(
            E.FRBRWork(*_core(f"{work}/!main", work, day), *_work(naming)),
            E.FRBRExpression(*_core(f"{expression}/!main", expression, day), E.FRBRlanguage(language=language)),
            E.FRBRManifestation(
                *_core(f"{expression}/!main.xml", f"{expression}.akn", day), E.FRBRformat(value="application/akn+xml")
            ),
            source="#council",
        ),
        E.references(
            E.TLCOrganization(
                eId="council", href=f"/akn/ontology/organization/{naming.council}", showAs=document.council_name
            ),
            source="#council",
        ),
    )


def _core(this: str, uri: str, day: str) -> list:
    return [
        E.FRBRthis(value=this),
        E.FRBRuri(value=uri),
        E.FRBRdate(date=day, name="adoption"),
        E.FRBRauthor(href="#council"),
    ]


def _work(naming: Naming) -> list:
    country = [E.FRBRcountry(value=naming.country)]
    return [*country, E.FRBRnumber(value=naming.number)] if naming.number else country


def _preface(document: Document):
    lines = [E.p(E.docTitle(document.title))]
    if document.number:
        lines.insert(0, E.p(E.docNumber(document.number)))
    lines += [E.p(f"{label}: {value}") for label, value in document.front]
    return E.preface(*lines)


class _Body:
    """Headings become sections within sections; everything that can be cited becomes a numbered paragraph or point."""

    def __init__(self, document: Document, notes: Mapping[tuple[str, str], int]) -> None:
        self.document, self.notes = document, notes

    def fill(self, body) -> None:
        open_sections = [(0, body)]
        current_list = None
        for node in self.document.nodes:
            if node.block.kind in HEADINGS:
                open_sections = self._section(open_sections, node)
                current_list = None
                continue
            parent = open_sections[-1][1]
            if node.block.kind == Kind.LIST_ITEM:
                if current_list is None:
                    current_list = etree.SubElement(parent, f"{{{NAMESPACE}}}list")
                    current_list.set("eId", f"list-{node.node_id}")
                current_list.append(self._numbered("point", node))
                current_list = current_list if not self._dissents(parent, node) else None
                continue
            current_list = None
            parent.append(self._numbered("paragraph", node))
            self._dissents(parent, node)
        _close_empty(body)

    def _section(self, open_sections: list, node: Node) -> list:
        level = node.block.level or 1
        kept = [entry for entry in open_sections if entry[0] < level]
        section = E.section(E.num(node.address.number), E.heading(*self._inline(node)), eId=f"p-{node.node_id}")
        if node.block.kind == Kind.ANNEX_HEADING:
            section.set("class", "annex")
        kept[-1][1].append(section)
        return [*kept, (level, section)]

    def _numbered(self, tag: str, node: Node):
        element = E(tag, E.num(node.address.number), E.content(*self._content(node)), eId=f"p-{node.node_id}")
        if node.block.kind != Kind.PARAGRAPH:
            level = f" level-{node.block.level}" if node.block.level else ""
            element.set("class", f"{node.block.kind}{level}")
        if node.block.language != self.document.language:
            element.set("{http://www.w3.org/XML/1998/namespace}lang", node.block.language)
        return element

    def _content(self, node: Node) -> list:
        if node.block.kind == Kind.TABLE:
            return [self._table(node)]
        if node.block.kind == Kind.FIGURE:
            picture = E.img(src=f"figures/{node.block.asset or node.node_id}", alt=node.block.alt)
            return [E.p(picture), E.p(*self._inline(node))]
        return [E.p(*self._inline(node))]

    def _table(self, node: Node):
        table = parse_table(node.block.notation)
        rows = [
            E.tr(*[E("th" if table.has_header and at == 0 else "td", E.p(*self._words(cell, node))) for cell in cells])
            for at, cells in enumerate(table.rows)
        ]
        caption = [E.caption(*self._words(table.caption, node))] if table.caption else []
        return E.table(*caption, *rows)

    def _dissents(self, parent, node: Node) -> bool:
        told = self.document.dissents.get(node.node_id, ())
        for at, view in enumerate(told, start=1):
            about = {"eId": f"dissent-{node.node_id}-{at}", "class": "dissent"}
            parent.append(E.paragraph(E.content(self.view(node.node_id, at, view)), about))
        return bool(told)

    def view(self, node_id: str, at: int, view: View):
        """A paragraph, with who they are in a footnote."""
        nowhere = Node(node_id, Block(Kind.PARAGRAPH, 0, view.words), Address("", ""))
        words = [f"{view.title}: ", *self._inline(nowhere)]
        if view.composition:
            marker = str(self.notes[node_id, view_note(at)])
            about = {"marker": marker, "placement": "bottom", "eId": f"note-{node_id or 'views'}-{marker}"}
            words.append(E.authorialNote(E.p(view.composition), about))
        return E.p(*words)

    def _inline(self, node: Node) -> list:
        return self._words(node.block.notation, node)

    def _words(self, notation: str, node: Node) -> list:
        return [self._run(run, node) for run in runs(parse(notation))]

    def _run(self, run, node: Node):
        if run.op == "break":
            return E.eol()
        inner = self._note(run.value, node) if run.op == "note" else run.value
        for kind, url in reversed(run.marks):
            if url.startswith("@"):
                continue
            inner = E.a(inner, href=url) if url else E(MARKS[kind], inner)
        return inner

    def _note(self, key: str, node: Node):
        words = dict(node.block.notes).get(key, "")
        marker = str(self.notes.get((node.node_id, key), key))
        text = E.p(*[self._run(run, node) for run in runs(parse(words)) if run.op != "note"])
        return E.authorialNote(text, {"marker": marker, "placement": "bottom", "eId": f"note-{node.node_id}-{marker}"})


def _close_empty(body) -> None:
    """A section holds something, be it an empty paragraph."""
    head = (f"{{{NAMESPACE}}}num", f"{{{NAMESPACE}}}heading")
    for section in body.iter(f"{{{NAMESPACE}}}section"):
        if all(child.tag in head for child in section):
            section.append(E.content(E.p()))


def numbers(source: bytes) -> Sequence[tuple[str, str]]:
    """Identity and number of everything citable in a rendered text, for comparing with other forms."""
    tree = etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))
    found = tree.iter(f"{{{NAMESPACE}}}paragraph", f"{{{NAMESPACE}}}point", f"{{{NAMESPACE}}}section")
    return [
        (each.get("eId").removeprefix("p-"), each.findtext(f"{{{NAMESPACE}}}num") or "")
        for each in found
        if each.get("eId", "").startswith("p-")
    ]
