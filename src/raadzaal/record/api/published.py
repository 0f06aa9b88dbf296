"""Publications of two kinds in one list: the council's own, and those of the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from raadzaal.advice import presenting
from raadzaal.publications.models import Publication
from raadzaal.record import queries
from raadzaal.record.api.loading import Document, forms_of
from raadzaal.record.models import Item
from raadzaal.record.presenting import number_of
from raadzaal.texts.notation import to_plain


@dataclass(frozen=True)
class Listed:
    id: str
    source: str
    kind: str
    number: str
    title: str
    theme: str
    on: date
    summary: str
    page: str


@dataclass(frozen=True)
class Passage:
    id: str
    number: str
    text: str
    page: str


@dataclass(frozen=True)
class Whole(Listed):
    quality: str = Item.Quality.GOOD
    documents: Sequence[Document] = ()
    paragraphs: Sequence[Passage] = ()


def own_rows() -> QuerySet[Publication]:
    return queries.published().select_related("case")


def own(row: Publication) -> Listed:
    return Listed(**_own(row))


def archived(row: Item) -> Listed:
    return Listed(**_archived(row))


def whole(key: str) -> Whole | None:
    if row := own_rows().select_related("milestone").filter(public_id=key).first():
        return Whole(**_own(row), documents=forms_of(row), paragraphs=_lines(row))
    if item := queries.items().select_related("file").filter(public_id=key).first():
        return Whole(**_archived(item), quality=item.quality, documents=[_original(item)], paragraphs=_paragraphs(item))
    return None


def _own(row: Publication) -> dict:
    return {
        "id": row.public_id,
        "source": "council",
        "kind": row.kind,
        "number": presenting.number(row),
        "title": row.case.title,
        "theme": "",
        "on": row.adopted_on,
        "summary": row.summary,
        "page": _page_of(row),
    }


def _page_of(row: Publication) -> str:
    return reverse("advice:advice", args=[row.year, row.serial])


def _archived(item: Item) -> dict:
    return {
        "id": item.public_id,
        "source": "archive",
        "kind": item.kind,
        "number": number_of(item),
        "title": item.title,
        "theme": item.theme,
        "on": item.on,
        "summary": item.summary,
        "page": reverse("record:item", args=[item.public_id]),
    }


def _original(item: Item) -> Document:
    return Document("original", item.file.media_type, reverse("record:original", args=[item.public_id]), item.file_id)


def _lines(row: Publication) -> list[Passage]:
    page = _page_of(row)
    lines = row.milestone.lines.select_related("node", "revision")
    return [
        Passage(line.node.public_id, line.number, to_plain(line.revision.notation), f"{page}#p-{line.node.public_id}")
        for line in lines
    ]


def _paragraphs(item: Item) -> list[Passage]:
    page = reverse("record:item", args=[item.public_id])
    return [
        Passage(str(each.place), str(each.place), each.text, f"{page}#p-{each.place}") for each in item.paragraphs.all()
    ]
