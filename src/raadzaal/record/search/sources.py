"""What everybody may read, as documents for the index. Each source begins at the query that decides what is public."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from raadzaal.accounts.actor import ANYBODY
from raadzaal.advice import presenting, queries
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import Stage
from raadzaal.council import queries as council
from raadzaal.council.models import Body, Organisation
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import presenting as sitting
from raadzaal.meetings import queries as meetings
from raadzaal.meetings.models import Decision
from raadzaal.publications.models import Publication
from raadzaal.record import queries as queries_of_record
from raadzaal.record.presenting import number_of
from raadzaal.record.search.documents import Document, Part
from raadzaal.texts.notation import to_plain

LANGUAGE = "nl"
AT_ONCE = 200
Ids = Collection[str] | None
"""Public ids; None for all."""


def _limited(found: QuerySet, ids: Ids) -> QuerySet:
    return found if ids is None else found.filter(public_id__in=ids)


def publications(ids: Ids) -> Iterator[Document]:
    """*ids* are those of their dossiers: what is published of a dossier is found by it."""
    found = Publication.objects.filter(published_on__isnull=False).select_related("milestone")
    if ids is not None:
        found = found.filter(case__public_id__in=ids)
    for row in found.order_by("pk").iterator(AT_ONCE):
        advice = queries.with_parts(Advice.objects.filter(pk=row.case_id)).get()
        lines = row.milestone.lines.select_related("node", "revision")
        yield Document(
            key=f"publication:{advice.public_id}",
            kind=row.kind,
            title=advice.title,
            url=reverse("advice:advice", args=[row.year, row.serial]),
            on=row.adopted_on,
            number=presenting.number(row),
            committee=advice.committee.name if advice.committee else "",
            status="answered" if advice.stage == Stage.ANSWERED else "waiting",
            unanimous=_unanimous(advice),
            lead=_joined(row.summary, advice.title_en, row.summary_en),
            parts=tuple(
                Part(text, f"p-{line.node.public_id}", line.label or line.number)
                for line in lines
                if (text := to_plain(line.revision.notation))
            ),
        )


def _unanimous(advice: Advice) -> bool:
    """Nobody differs in the text, and nobody voted against or blank in the last decision."""
    if advice.dissents.exists():
        return False
    last = Decision.objects.filter(item__case=advice.pk, result=Decision.Result.ADOPTED).last()
    return last is None or last.against + last.blank == 0


def dossiers(ids: Ids) -> Iterator[Document]:
    found = _limited(queries.with_parts(queries.public()), ids)
    for advice in found.order_by("pk").iterator(AT_ONCE):
        asked = advice.request if advice.requested else None
        asking = ", ".join(each.name for each in asked.requesters.all()) if asked else ""
        texts = [*asked.questions, *asked.letter.split("\n\n")] if asked else []
        yield Document(
            key=f"dossier:{advice.public_id}",
            kind="dossier",
            title=advice.title,
            url=reverse("advice:public_dossier", args=[advice.public_id]),
            on=advice.opened_on,
            committee=advice.committee.name if advice.committee else "",
            lead=_joined(asking, advice.title_en),
            parts=tuple(Part(text) for text in texts if text.strip()),
        )


def sittings(ids: Ids) -> Iterator[Document]:
    found = _limited(meetings.visible(ANYBODY), ids)
    for meeting in found.order_by("pk").iterator(AT_ONCE):
        public = set(queries.public().filter(agenda_items__meeting=meeting).values_list("pk", flat=True))
        items = [item for item in meeting.items.select_related("case") if item.case_id in public]
        yield Document(
            key=f"meeting:{meeting.public_id}",
            kind="meeting",
            title=sitting.title(meeting),
            url=reverse("meetings:meeting", args=[meeting.public_id]),
            on=meeting.starts_at.astimezone(LEGAL_ZONE).date(),
            committee=meeting.body.name if meeting.body.is_committee else "",
            lead=meeting.place,
            parts=tuple(Part(item.case.title) for item in items),
        )


def people(ids: Ids) -> Iterator[Document]:
    found = _limited(council.people_visible(ANYBODY), ids)
    held: dict[int, list] = {}
    rows = council.appointments_visible(ANYBODY).select_related("body", "organisation", "seat__displayed")
    for row in rows.filter(person__in=found).order_by("-valid_from", "pk"):
        held.setdefault(row.person_id, []).append(row)
    for person in found.order_by("pk"):
        yield Document(
            key=f"person:{person.public_id}",
            kind="person",
            title=person.name,
            url=reverse("council:person", args=[person.public_id]),
            lead=_joined(*dict.fromkeys(_held(row) for row in held.get(person.pk, []))),
        )


def _held(row) -> str:
    place = row.body or row.organisation
    shown = row.seat.displayed.name if row.seat and row.seat.displayed else ""
    return ", ".join(part for part in (str(row.get_role_display()), place.name if place else "", shown) if part)


def organisations(ids: Ids) -> Iterator[Document]:
    for each in _limited(Organisation.objects.all(), ids).order_by("pk"):
        yield Document(
            key=f"organisation:{each.public_id}",
            kind="organisation",
            title=each.name,
            url=reverse("council:organisation", args=[each.key]),
            lead=_joined(each.short_name, each.name_en, str(each.get_kind_display())),
        )


def committees(ids: Ids) -> Iterator[Document]:
    for each in _limited(Body.objects.all(), ids).order_by("pk"):
        if each.is_committee:
            yield Document(
                key=f"committee:{each.public_id}",
                kind="committee",
                title=each.name,
                url=reverse("council:committee", args=[each.key]),
                lead=each.name_en,
            )


def items(ids: Ids) -> Iterator[Document]:
    for item in (
        _limited(queries_of_record.items(), ids).order_by("pk").prefetch_related("paragraphs").iterator(AT_ONCE)
    ):
        yield Document(
            key=f"item:{item.public_id}",
            kind=item.kind,
            title=item.title,
            url=reverse("record:item", args=[item.public_id]),
            on=item.on,
            number=number_of(item),
            theme=item.theme,
            lead=_joined(item.summary),
            parts=tuple(Part(each.text, f"p-{each.place}", str(each.place)) for each in item.paragraphs.all()),
        )


def _joined(*parts: str) -> str:
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())


SOURCES = {
    "publication": publications,
    "dossier": dossiers,
    "meeting": sittings,
    "person": people,
    "organisation": organisations,
    "committee": committees,
    "item": items,
}
"""By what their keys begin with."""


def everything() -> Iterator[Document]:
    with _in_dutch():
        for source in SOURCES.values():
            yield from source(None)


def of(source: str, ids: Ids) -> list[Document]:
    with _in_dutch():
        return list(SOURCES[source](ids))


def _in_dutch():
    """The index is one for all readers; addresses and words in it are those of the council's own language."""
    return translation.override(LANGUAGE)


def keys(source: str, ids: Iterable[str]) -> set[str]:
    return {f"{source}:{each}" for each in ids}
