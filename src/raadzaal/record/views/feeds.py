"""Feeds: of each list, of each dossier, of a search."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.advice import queries as advices
from raadzaal.council.models import Body
from raadzaal.record import feeds, queries
from raadzaal.record.search import finding
from raadzaal.record.search.asking import NotAsked
from raadzaal.record.search.store import NoIndex
from raadzaal.record.views.search import asked_of


def _answer(request, title: str, page: str, entries) -> HttpResponse:
    base = f"{request.scheme}://{request.get_host()}"
    content = feeds.written(title, page, request.get_full_path(), base, entries)
    return HttpResponse(content, content_type=feeds.MEDIA_TYPE)


def _committee(request) -> Body | None:
    key = request.GET.get("commissie", "")
    return get_object_or_404(Body, key=key[:60]) if key else None


def _of(request, title: str, page: str, entries) -> HttpResponse:
    """The whole list, or with ``?commissie=`` that of one committee."""
    committee = _committee(request)
    named = f"{title}, {committee}" if committee else title
    return _answer(request, named, page, entries(committee.key if committee else ""))


@require_safe
def published(request):
    return _of(request, _("Advices"), reverse("advice:published"), feeds.published)


@require_safe
def dossiers(request):
    return _of(request, _("In progress"), reverse("advice:dossiers"), feeds.dossiers)


@require_safe
def dossier(request, public_id: str):
    found = get_object_or_404(advices.public(), public_id=public_id)
    page = reverse("advice:public_dossier", args=[public_id])
    return _answer(request, found.local_title, page, feeds.happened(found))


@require_safe
def sittings(request):
    return _answer(request, _("Meetings"), reverse("meetings:list"), feeds.sittings())


@require_safe
def archive(request):
    return _answer(request, _("Archive"), reverse("record:items"), feeds.archive())


@require_safe
def search(request):
    """The same questions as the page of the search, the latest first."""
    typed, chosen = asked_of(request)
    page = f"{reverse('record:search')}?{request.GET.urlencode()}"
    try:
        if not typed.strip() and not any(chosen.values()):
            raise NotAsked(_("Type a word, a number or a name to search for."))
        found = finding.find(typed, chosen=chosen, groups=queries.synonyms(), latest=True)
    except NotAsked as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    except NoIndex:
        words = _("The search is being made ready. Try again in a minute.")
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    return _answer(request, f"{_('Search')}: {typed.strip()}"[:120], page, feeds.found(found.hits))
