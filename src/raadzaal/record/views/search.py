"""Searching the public record. Everything stands in the address, so that a search can be kept and passed on."""

from dataclasses import dataclass
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.record import presenting, queries
from raadzaal.record.search import finding
from raadzaal.record.search.asking import LONGEST, NotAsked
from raadzaal.record.search.store import NoIndex
from raadzaal.record.searches import PARAMETERS

FEW = 8
LONGEST_CHOICE = 250


@dataclass(frozen=True)
class Choice:
    word: str
    number: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """``few`` are shown, ``rest`` on request."""

    name: str
    label: str
    few: list[Choice]
    rest: list[Choice]


class _Pages(Paginator):
    """Of a list of which only one page was fetched."""

    def page(self, number):
        return self._get_page(self.object_list, self.validate_number(number), self)


def asked_of(request) -> tuple[str, dict[str, str]]:
    """What was typed, and what was chosen of each facet."""
    chosen = {name: request.GET.get(key, "")[:LONGEST_CHOICE] for name, (key, _label) in PARAMETERS.items()}
    return request.GET.get("q", ""), chosen


@require_safe
def search(request):
    typed, chosen = asked_of(request)
    latest = request.GET.get("volgorde") == "datum"
    context = {"typed": typed[: LONGEST * 4], "trail": [{"label": _("Search"), "current": True}], "latest": latest}
    begun = bool(typed.strip() or any(chosen.values()) or "q" in request.GET)
    status = 200
    if begun:
        more, status = _answer(request, typed, chosen, latest)
        context |= more
    context["kept"] = [(PARAMETERS[name][0], value) for name, value in chosen.items() if value]
    context["begun"] = begun
    return render(request, "record/search.html", context, status=status)


def _answer(request, typed: str, chosen: dict, latest: bool) -> tuple[dict, int]:
    """What the page shows, and its status. What cannot be searched for is told beside the field."""
    number = request.GET.get("page", "")
    page = int(number) if number.isdecimal() and len(number) < 6 else 1
    if "q" in request.GET and not typed.strip() and not any(chosen.values()):
        return {"refused": _("Type a word, a number or a name to search for.")}, 200
    try:
        found = finding.find(typed, chosen=chosen, groups=queries.synonyms(), page=page, latest=latest)
    except NotAsked as refusal:
        return {"refused": str(refusal)}, 422
    except NoIndex:
        return {"refused": _("The search is being made ready. Try again in a minute.")}, 503
    pages = _Pages(range(min(found.total, finding.DEEPEST * finding.ON_A_PAGE)), finding.ON_A_PAGE)
    hits = [(hit, presenting.word("kind", hit.kind), presenting.word("status", hit.status)) for hit in found.hits]
    return {
        "found": found,
        "hits": hits,
        "page": pages.page(max(1, min(page, pages.num_pages))),
        "facets": [facet for name in PARAMETERS if (facet := _facet(request, name, found.facets[name], chosen[name]))],
        "feed": reverse("record:feed_search") + _address(request, volgorde=""),
        "kept_as": quote(_address(request, volgorde="").removeprefix("?"), safe=""),
        "by_relevance": _address(request, volgorde=""),
        "by_date": _address(request, volgorde="datum"),
    }, 200


def _facet(request, name: str, values: list[tuple[str, int]], chosen: str) -> Facet | None:
    key, label = PARAMETERS[name]
    if chosen and chosen not in dict(values):
        values = [(chosen, 0), *values]
    choices = [
        Choice(
            presenting.word(name, value),
            number,
            _address(request, **{key: "" if value == chosen else value}),
            value == chosen,
        )
        for value, number in values
    ]
    choices.sort(key=lambda each: not each.chosen)
    return Facet(name, _(label), choices[:FEW], choices[FEW:]) if choices else None


def _address(request, **changed: str) -> str:
    """This search with something else; on its first page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return "?" + asked.urlencode()


@require_safe
def suggestions(request):
    """Words that go on from what was typed, for who has scripts."""
    try:
        words = finding.suggest(request.GET.get("q", ""))
    except NoIndex:
        words = []
    return JsonResponse({"suggestions": words})
