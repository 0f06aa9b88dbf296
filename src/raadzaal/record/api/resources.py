"""Everything that can be asked of the API, declared once: the answers and the OpenAPI document both come from here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_noop

from raadzaal.accounts.actor import ANYBODY
from raadzaal.advice.models import Kind
from raadzaal.advice.stages import Stage
from raadzaal.council import queries as council
from raadzaal.council.forms import WhenForm
from raadzaal.council.models import Body, Organisation
from raadzaal.journal import tree
from raadzaal.meetings.models import Meeting
from raadzaal.record import queries
from raadzaal.record.api import loading, published
from raadzaal.record.api.asking import Parameter, choice, day, whole, yes_no
from raadzaal.record.api.declaring import Shape
from raadzaal.record.api.lists import INSTANT, Filter, Listing, Page, Source
from raadzaal.record.api.problems import Fault, Problem, not_found, wrong
from raadzaal.record.api.shapes import advices, dossiers, meetings, proof, publications
from raadzaal.record.api.shapes import council as seats
from raadzaal.record.models import Item
from raadzaal.record.search import finding
from raadzaal.record.search.asking import NotAsked
from raadzaal.record.search.store import NoIndex

Asked = Mapping[str, Any]


@dataclass(frozen=True)
class Resource:
    """One address: ``answer`` gets what was asked, and the id in the path where ``of`` says of what. ``shape`` of one row."""

    path: str
    operation: str
    tag: str
    about: str
    shape: Shape
    answer: Callable[..., Any]
    parameters: tuple[Parameter, ...] = ()
    listed: bool = False
    of: str = ""

    @property
    def may_be_missing(self) -> bool:
        return bool(self.of) or any(each.name == "body" for each in self.parameters)


def _one(rows: Callable, key: str, made: Callable, by: str = "public_id"):
    """Raises Problem: 404 for what is not there and for what is not public alike."""
    row = rows().filter(**{by: key}).first()
    if row is None:
        raise not_found()
    return made(row)


def _listed(listing: Listing, operation: str, tag: str, about: str, shape: Shape) -> Resource:
    return Resource(listing.name, operation, tag, about, shape, listing.page, listing.parameters, listed=True)


def _whole(path: str, operation: str, tag: str, about: str, shape: Shape, answer: Callable) -> Resource:
    return Resource(path, operation, tag, about, shape, answer, of=path.partition("/")[0])


# -- lists -------------------------------------------------------------------------------------------------------------

_year = Filter(whole("year", "Of this year of adoption.", 1900, 2200), lambda rows, year: rows.filter(year=year))

ADVICES = Listing(
    "advices",
    (Source(loading.advice_rows, "adopted_on", loading.with_dossiers),),
    filters=(
        _year,
        Filter(choice("kind", "Of this kind.", Kind.values), lambda rows, kind: rows.filter(kind=kind)),
        Filter(Parameter("committee", "Prepared by this committee: its key."),
               lambda rows, key: rows.filter(case__advice__committee__key=key)),
        Filter(yes_no("answered", "Whether they were answered."),
               lambda rows, yes: rows.filter(case__stage=Stage.ANSWERED) if yes else rows.exclude(case__stage=Stage.ANSWERED)),
    ),
)  # fmt: skip
DOSSIERS = Listing(
    "dossiers",
    (Source(loading.dossier_rows, "opened_on"),),
    filters=(
        Filter(choice("stage", "That stand in this stage.", Stage.values), lambda rows, stage: rows.filter(stage=stage)),
        Filter(Parameter("committee", "On which this committee works: its key."),
               lambda rows, key: rows.filter(committee__key=key)),
    ),
)  # fmt: skip
PUBLICATIONS = Listing(
    "publications",
    (
        Source(published.own_rows, "adopted_on", lambda rows: [published.own(row) for row in rows]),
        Source(queries.items, "on", lambda rows: [published.archived(row) for row in rows]),
    ),
    filters=(
        _year,
        Filter(choice("kind", "Of this kind.", Item.Kind.values), lambda rows, kind: rows.filter(kind=kind)),
    ),
)
MEETINGS = Listing(
    "meetings",
    (Source(loading.meeting_rows, "starts_at"),),
    written=INSTANT,
    filters=(
        Filter(choice("state", "In this state.", Meeting.State.values), lambda rows, state: rows.filter(state=state)),
        Filter(Parameter("body", "Of this body: its key."), lambda rows, key: rows.filter(body__key=key)),
    ),
)


def _publication(key: str) -> published.Whole:
    found = published.whole(key)
    if found is None:
        raise not_found()
    return found


# -- the council -------------------------------------------------------------------------------------------------------


def _organisations(asked: Asked) -> Page:
    return Page(list(Organisation.objects.order_by("key")))


def _bodies(asked: Asked) -> Page:
    return Page(list(Body.objects.order_by("key")))


def _seats(asked: Asked) -> Page:
    """Who sat where on a day, as known now or at the end of another. Raises Problem."""
    when = WhenForm({"op": asked.get("on"), "bekend": asked.get("knownOn")}, may_look_ahead=False)
    if not when.is_valid():
        names = {"op": "on", "bekend": "knownOn"}
        raise wrong(*(Fault(names[each], "future", f"{names[each]} is a day that has come.") for each in when.errors))
    body = Body.objects.filter(key=asked["body"]).first() if "body" in asked else council.council()
    if body is None:
        raise not_found()
    made = council.public_part(council.composition(body, when.day, known_at=when.known_at), ANYBODY)
    return Page(list(made.places))


SEATS = (
    day("on", "On this day; today without it.", example="2026-04-15"),
    day("knownOn", "As it was known at the end of this day; as it is known now without it."),
    Parameter("body", "The key of a body; the council without it."),
)

# -- search ------------------------------------------------------------------------------------------------------------

SEARCH = (
    Parameter("q", "What to look for: words, “phrases”, -words that must not be there, beginnings*.",
              {"type": "string", "minLength": 1, "maxLength": 300}, example="zorgverlof"),
    *(Parameter(name, f"Only of this {name}, as the facets tell it.") for name in ("kind", "theme", "year", "committee", "status")),
    yes_no("unanimous", "Only what was unanimous, or what was not."),
    choice("sort", "The best first, or the latest.", ("relevance", "date")),
    whole("page", "Which page of ten.", 1, finding.DEEPEST, default=1),
)  # fmt: skip


def _search(asked: Asked) -> finding.Found:
    """Raises Problem."""
    chosen = {name: asked.get(name, "") for name in finding.FACETS if name != "unanimous"}
    chosen["unanimous"] = str(int(asked["unanimous"])) if "unanimous" in asked else ""
    latest = asked.get("sort") == "date"
    try:
        with translation.override("en"):
            return finding.find(
                asked.get("q", ""), chosen=chosen, groups=queries.synonyms(), page=asked.get("page", 1), latest=latest
            )
    except NotAsked as refused:
        raise wrong(Fault("q", "query", str(refused))) from refused
    except NoIndex as not_yet:
        raise Problem(503, "The index is being made ready. Try again in a minute.") from not_yet


FOUND = Resource(
    "search",
    "searchRecord",
    "search",
    gettext_noop("Search the whole public record."),
    publications.hit,
    _search,
    SEARCH,
)


def _inclusion(entry: str) -> tree.Inclusion:
    found = tree.inclusion(entry)
    if found is None:
        raise not_found()
    return found


RESOURCES = (
    _listed(ADVICES, "listAdvices", "advices", gettext_noop("Published advices, the latest first."), advices.advice),
    _whole(
        "advices/{id}",
        "getAdvice",
        "advices",
        gettext_noop("One advice, with recommendations, dissents, answers and documents."),
        advices.advice_whole,
        lambda key: _one(loading.advice_rows, key, loading.whole_advice),
    ),
    _listed(
        DOSSIERS,
        "listDossiers",
        "dossiers",
        gettext_noop("Dossiers that everybody may follow, the latest first."),
        dossiers.dossier,
    ),
    _whole(
        "dossiers/{id}",
        "getDossier",
        "dossiers",
        gettext_noop("One dossier with its timeline."),
        dossiers.dossier_whole,
        lambda key: _one(loading.dossier_rows, key, loading.whole_dossier),
    ),
    _listed(
        PUBLICATIONS,
        "listPublications",
        "publications",
        gettext_noop("Publications of now and of the archive, the latest first."),
        publications.publication,
    ),
    _whole(
        "publications/{id}",
        "getPublication",
        "publications",
        gettext_noop("One publication with its text."),
        publications.publication_whole,
        _publication,
    ),
    _listed(MEETINGS, "listMeetings", "meetings", gettext_noop("Public meetings, the latest first."), meetings.meeting),
    _whole(
        "meetings/{id}",
        "getMeeting",
        "meetings",
        gettext_noop("One public meeting with its agenda and decisions."),
        meetings.meeting_whole,
        lambda key: _one(loading.meeting_rows, key, loading.whole_meeting),
    ),
    Resource(
        "organisations",
        "listOrganisations",
        "council",
        gettext_noop("Organisations that the council deals with."),
        seats.organisation,
        _organisations,
        listed=True,
    ),
    _whole(
        "organisations/{id}",
        "getOrganisation",
        "council",
        gettext_noop("One organisation, by its key."),
        seats.organisation,
        lambda key: _one(Organisation.objects.all, key, lambda row: row, by="key"),
    ),
    Resource(
        "bodies",
        "listBodies",
        "council",
        gettext_noop("The council and its committees."),
        seats.body,
        _bodies,
        listed=True,
    ),
    _whole(
        "bodies/{id}",
        "getBody",
        "council",
        gettext_noop("One body, by its key."),
        seats.body,
        lambda key: _one(Body.objects.all, key, lambda row: row, by="key"),
    ),
    Resource(
        "seats",
        "listSeats",
        "council",
        gettext_noop("The seats of a body on a day, and who sat there."),
        seats.seat,
        _seats,
        SEATS,
        listed=True,
    ),
    Resource(
        "log",
        "getLog",
        "proof",
        gettext_noop("The signed head of the log of everything that happened in public."),
        proof.tree_head,
        lambda _asked: tree.head(),
    ),
    _whole(
        "log/{id}",
        "getInclusion",
        "proof",
        gettext_noop("Proof that an entry of the journal is in that log."),
        proof.inclusion,
        _inclusion,
    ),
    FOUND,
)

_BY_PATH = {each.path: each for each in RESOURCES}
LISTS = tuple(
    (_BY_PATH[name], _BY_PATH[f"{name}/{{id}}"])
    for name in ("advices", "dossiers", "publications", "meetings", "organisations", "bodies")
)
"""Each list with the address that tells all of one thing in it."""
