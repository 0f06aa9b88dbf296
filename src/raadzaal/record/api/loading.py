"""Rows of the public record with all they need, each in a number of queries that does not grow. Only what any reader may see.

Every function begins at the query that decides what is public.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from raadzaal.accounts.actor import ANYBODY
from raadzaal.advice import follow_through, presenting, renditions
from raadzaal.advice import queries as advices
from raadzaal.advice.carried import with_other_views
from raadzaal.advice.models import Advice, Response
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.council.models import Appointment, Organisation
from raadzaal.deliberation.models import Dissent, Round
from raadzaal.deliberation.queries.snapshot import opened
from raadzaal.meetings import presenting as sitting
from raadzaal.meetings import queries as meetings
from raadzaal.meetings.models import Decision, Meeting, Minutes
from raadzaal.procedure.models import Case, Term
from raadzaal.publications.models import Publication, PublicEvent
from raadzaal.record import queries


@dataclass(frozen=True)
class Document:
    """``sha256`` once the bytes are sealed in the journal."""

    format: str
    media_type: str
    url: str
    sha256: str | None = None


@dataclass(frozen=True)
class Holder:
    """A seat from which another view is held: who is shown for it, or by name who sits there for no organisation."""

    group: str
    organisation: Organisation | None
    person: str | None


@dataclass(frozen=True)
class View:
    dissent: Dissent
    holders: list[Holder]


@dataclass(frozen=True)
class PublishedAdvice:
    publication: Publication
    dossier: Advice
    unanimous: bool

    @property
    def number(self) -> str:
        return presenting.number(self.publication)

    @property
    def url(self) -> str:
        return reverse("advice:advice", args=[self.publication.year, self.publication.serial])

    @property
    def requesters(self) -> list[Organisation]:
        return list(self.dossier.request.requesters.all()) if self.dossier.requested else []

    @property
    def documents(self) -> list[Document]:
        return forms_of(self.publication)


@dataclass(frozen=True)
class WholeAdvice(PublishedAdvice):
    recommendations: Sequence[follow_through.Followed] = ()
    answers: Sequence[Response] = ()
    views: Sequence[View] = ()
    decisions: Sequence[Decision] = ()
    support: dict | None = None


def forms_of(publication: Publication) -> list[Document]:
    """The text in every form. One query."""
    digests, place = renditions.digests(publication), [publication.year, publication.serial]
    return [
        Document(name, form.media_type.partition(";")[0], reverse(f"advice:{name}", args=place), digests.get(name))
        for name, form in renditions.FORMS.items()
    ]


def advice_rows() -> QuerySet[Publication]:
    return queries.published().select_related("milestone__work")


def with_dossiers(rows: Sequence[Publication]) -> list[PublishedAdvice]:
    """Seven queries, whatever the number."""
    found = {each.pk: each for each in advices.with_parts(Advice.objects.filter(pk__in=[row.case_id for row in rows]))}
    differ = with_other_views(list(found.values()))
    last = _last_adoptions(found)
    return [
        PublishedAdvice(row, found[row.case_id], row.case_id not in differ and _nobody_against(last.get(row.case_id)))
        for row in rows
    ]


def _last_adoptions(cases: Iterable[int]) -> dict[int, Decision]:
    adopted = Decision.objects.filter(item__case__in=list(cases), result=Decision.Result.ADOPTED)
    return {each.item.case_id: each for each in adopted.select_related("item").order_by("pk")}


def _nobody_against(decision: Decision | None) -> bool:
    return decision is None or decision.against + decision.blank == 0


def whole_advice(row: Publication) -> WholeAdvice:
    (found,) = with_dossiers([row])
    return WholeAdvice(
        found.publication,
        found.dossier,
        found.unanimous,
        recommendations=follow_through.recommendations_of(found.dossier),
        answers=list(found.dossier.responses.select_related("sender")),
        views=_views(found.dossier),
        decisions=public_decisions(found.dossier),
        support=opened(found.dossier, row.milestone),
    )


def public_decisions(case: Case) -> list[Decision]:
    """Of public meetings, on points that were not behind closed doors."""
    found = meetings.decisions_of(case).filter(item__meeting__public=True, item__closed=False)
    return list(found.prefetch_related("corrections"))


def _views(advice: Advice) -> list[View]:
    rows = list(advice.dissents.select_related("node").prefetch_related("seats__displayed"))
    seats = {seat.pk for row in rows for seat in row.seats.all() if not seat.displayed_id}
    held = Appointment.objects.known().filter(seat__in=seats, role=Appointment.Role.MEMBER).select_related("person")
    by_seat = defaultdict(list)
    for each in held:
        by_seat[each.seat_id].append(each)
    return [View(row, [_holder(seat, by_seat[seat.pk], row.on) for seat in row.seats.all()]) for row in rows]


def _holder(seat, held: list[Appointment], on: date) -> Holder:
    sat = (each for each in held if each.valid_from <= on and (each.valid_until is None or each.valid_until > on))
    named = next(sat, None)
    return Holder(seat.group, seat.displayed, named.person.name if named and not seat.displayed else None)


# -- dossiers ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Happened:
    on: date
    step: str


@dataclass(frozen=True)
class WholeDossier:
    dossier: Advice
    timeline: Sequence[Happened]
    terms: Sequence[Term]
    rounds: Sequence[Round]
    sittings: Sequence[Meeting]


def dossier_rows() -> QuerySet[Advice]:
    return advices.with_parts(advices.public())


def whole_dossier(found: Advice) -> WholeDossier:
    public = {item.meeting_id: item.meeting for item in found.agenda_items.all() if _open(item)}
    return WholeDossier(
        found,
        timeline=_timeline(found.public_id),
        terms=list(found.terms.all()),
        rounds=[each for each in found.rounds.all() if each.draft_public],
        sittings=list(public.values()),
    )


def _open(item) -> bool:
    return item.meeting.public and not item.closed


def _timeline(dossier: str) -> list[Happened]:
    """The same step on the same day is told once."""
    begin = f"{AdviceProcedure.key}."
    events = PublicEvent.objects.filter(dossier=dossier, kind__startswith=begin).order_by("seq")
    told = {(event.on, event.kind.removeprefix(begin)): None for event in events}
    return [Happened(on, step) for on, step in told if step in vars(AdviceProcedure)]


def published_of(advice: Advice) -> Publication | None:
    publication = getattr(advice, "publication", None)
    return publication if publication and publication.published_on else None


# -- meetings ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Point:
    """A point behind closed doors has nothing but its number."""

    number: str
    closed: bool
    title: str | None = None
    kind: str | None = None
    dossier: str | None = None
    decisions: Sequence[Decision] = ()
    papers: Sequence = ()


@dataclass(frozen=True)
class WholeMeeting:
    meeting: Meeting
    points: Sequence[Point] = field(default=())
    minutes: bool = False


def meeting_rows() -> QuerySet[Meeting]:
    return meetings.visible(ANYBODY)


def whole_meeting(found: Meeting) -> WholeMeeting:
    rows = sitting.agenda(found, meetings.attendance(found), ANYBODY)
    public = set(advices.public().filter(agenda_items__meeting=found).values_list("pk", flat=True))
    kept = Minutes.objects.filter(meeting=found, state=Minutes.State.PUBLISHED).exists()
    return WholeMeeting(found, [_point(row, public) for row in rows], kept)


def _point(row: sitting.AgendaRow, public: set[int]) -> Point:
    if row.hidden or (row.item.case_id and row.item.case_id not in public):
        return Point(row.number, closed=True)
    return Point(
        row.number,
        closed=False,
        title=row.item.label,
        kind=row.item.kind,
        dossier=row.item.case.public_id if row.item.case_id else None,
        decisions=[each.decision for each in row.decisions],
        papers=row.papers,
    )
