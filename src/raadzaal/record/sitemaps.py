"""Where everything is, for search engines (sitemaps.org) and for the national index of the Woo (DiWoo 0.9.8).

Documents that fall in a category of art. 3.3 Woo stand with their metadata in a sitemap of that category, also before the
category comes into force for the council.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from lxml import etree

from raadzaal.accounts.actor import ANYBODY
from raadzaal.advice import presenting
from raadzaal.advice import queries as advices
from raadzaal.council import profile
from raadzaal.files import sniffing
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import queries as meetings
from raadzaal.publications.models import Publication
from raadzaal.record import queries
from raadzaal.record.models import Item
from raadzaal.record.presenting import number_of

LANGUAGE = "nl"
IN_A_FILE = 2000
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
DIWOO = "https://standaarden.overheid.nl/diwoo/metadata/"
CONCEPT = "https://identifier.overheid.nl/tooi/def/thes/kern/"
ADVICES = f"{CONCEPT}c_99a836c7", "adviezen"
ADOPTION = f"{CONCEPT}c_641ecd76", "vaststelling"
DUTCH = "http://publications.europa.eu/resource/authority/language/NLD", "Nederlands"
FORMATS = {
    sniffing.PDF: "PDF",
    sniffing.DOCX: "DOCX",
    sniffing.ODT: "ODT",
    "text/html": "HTML",
    "text/plain": "TXT",
}
ADVISING = (Item.Kind.ADVICE, Item.Kind.LETTER, Item.Kind.EXPLORATION, Item.Kind.ALERT)


@dataclass(frozen=True)
class Place:
    """``url`` is a path."""

    url: str
    changed: date | None = None


@dataclass(frozen=True)
class Section:
    """A part of the site, in a fixed order, so that what is new comes last and old files stay as they are."""

    rows: Callable[[], QuerySet]
    place: Callable[[object], Place]

    def files(self) -> int:
        return -(-self.rows().count() // IN_A_FILE)

    def places(self, number: int) -> list[Place]:
        begin = (number - 1) * IN_A_FILE
        return [self.place(row) for row in self.rows()[begin : begin + IN_A_FILE]]


def _advice(row) -> Place:
    return Place(reverse("advice:advice", args=[row.year, row.serial]), row.published_on)


SECTIONS = {
    "adviezen": Section(lambda: queries.published().order_by("published_on", "pk"), _advice),
    "dossiers": Section(
        lambda: advices.public().order_by("pk"),
        lambda row: Place(reverse("advice:public_dossier", args=[row.public_id])),
    ),
    "vergaderingen": Section(
        lambda: meetings.visible(ANYBODY).order_by("pk"),
        lambda row: Place(reverse("meetings:meeting", args=[row.public_id])),
    ),
    "archief": Section(
        lambda: queries.items().order_by("pk"), lambda row: Place(reverse("record:item", args=[row.public_id]))
    ),
}
PAGES = (
    "site:home", "advice:published", "advice:dossiers", "meetings:list", "meetings:register", "council:composition",
    "advice:procedures", "record:items", "record:open_data",
)  # fmt: skip


def index(base: str) -> bytes:
    files = [reverse("open_data:sitemap_pages")]
    files += [
        reverse("open_data:sitemap", args=[name, number])
        for name, section in SECTIONS.items()
        for number in range(1, section.files() + 1)
    ]
    return _index(base, files)


def pages(base: str) -> bytes:
    return _urlset(base, [Place(reverse(name)) for name in PAGES])


def section(name: str, number: int, base: str) -> bytes | None:
    """None where there is no such file."""
    places = SECTIONS[name].places(number) if name in SECTIONS and number > 0 else []
    return _urlset(base, places) if places else None


def _index(base: str, files: list[str]) -> bytes:
    root = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})
    for each in files:
        etree.SubElement(etree.SubElement(root, f"{{{SITEMAP}}}sitemap"), f"{{{SITEMAP}}}loc").text = base + each
    return _bytes(root)


def _urlset(base: str, places: list[Place]) -> bytes:
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})
    for each in places:
        _url(root, base, each)
    return _bytes(root)


def _url(root, base: str, place: Place):
    url = etree.SubElement(root, f"{{{SITEMAP}}}url")
    etree.SubElement(url, f"{{{SITEMAP}}}loc").text = base + place.url
    if place.changed:
        etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = place.changed.isoformat()
    return url


def _bytes(root) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


# -- DiWoo -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Document:
    """A file with what the Woo wants told of it; ``page`` is its address for people."""

    file: Place
    page: str
    number: str
    title: str
    summary: str
    adopted_on: date
    format: str


def _own(row: Publication) -> Document:
    place = [row.year, row.serial]
    return Document(
        Place(reverse("advice:pdf", args=place), row.published_on), reverse("advice:advice", args=place),
        presenting.number(row), row.case.title, row.summary, row.adopted_on, "PDF",
    )  # fmt: skip


def _older(item: Item) -> Document:
    return Document(
        Place(reverse("record:original", args=[item.public_id])), reverse("record:item", args=[item.public_id]),
        number_of(item), item.title, item.summary, item.on, FORMATS.get(item.file.media_type, ""),
    )  # fmt: skip


DOCUMENTS = {
    "adviezen": Section(lambda: queries.published().select_related("case").order_by("published_on", "pk"), _own),
    "archief": Section(lambda: queries.items().filter(kind__in=ADVISING).select_related("file").order_by("pk"), _older),
}


def has_documents() -> bool:
    """Whether this council is known to the national index, and has something to tell it."""
    return bool(profile.active().contact.tooi) and any(each.files() for each in DOCUMENTS.values())


def diwoo_index(base: str) -> bytes | None:
    if not has_documents():
        return None
    files = [
        reverse("open_data:diwoo", args=[name, number])
        for name, section in DOCUMENTS.items()
        for number in range(1, section.files() + 1)
    ]
    return _index(base, files)


def diwoo(name: str, number: int, base: str) -> bytes | None:
    """None where there is no such file."""
    if name not in DOCUMENTS or number < 1 or not profile.active().contact.tooi:
        return None
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "diwoo": DIWOO})
    for document in DOCUMENTS[name].places(number):
        _described(_url(root, base, document.file), document, base)
    return _bytes(root) if len(root) else None


def _described(url, document: Document, base: str) -> None:
    told = _tag(_tag(url, "Document"), "DiWoo")
    identifiers = _tag(told, "identifiers")
    for each in filter(None, (document.number, base + document.page)):
        _tag(identifiers, "identifier", each)
    council = profile.active()
    who = council.contact.tooi, council.name.in_language(LANGUAGE)
    for name in ("publisher", "verantwoordelijke", "opsteller"):
        _concept(told, name, *who)
    _tag(_tag(told, "titelcollectie"), "officieleTitel", document.title)
    if document.summary:
        _tag(_tag(told, "omschrijvingen"), "omschrijving", document.summary)
    _concept(_tag(_tag(told, "classificatiecollectie"), "informatiecategorieen"), "informatiecategorie", *ADVICES)
    _tag(told, "creatiedatum", document.adopted_on.isoformat())
    _concept(told, "language", *DUTCH)
    if document.format:
        kinds = "http://publications.europa.eu/resource/authority/file-type/"
        _concept(told, "format", kinds + document.format, document.format.lower())
    handled = _tag(_tag(told, "documenthandelingen"), "documenthandeling")
    _concept(handled, "soortHandeling", *ADOPTION)
    _tag(handled, "atTime", datetime.combine(document.adopted_on, time(), LEGAL_ZONE).isoformat())
    _concept(handled, "wasAssociatedWith", *who)


def _tag(parent, name: str, words: str | None = None):
    made = etree.SubElement(parent, f"{{{DIWOO}}}{name}")
    made.text = words
    return made


def _concept(parent, name: str, resource: str, words: str) -> None:
    _tag(parent, name, words).set("resource", resource)
