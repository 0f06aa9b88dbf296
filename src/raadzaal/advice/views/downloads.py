"""The published advice to take away: PDF, Word, and the figures of the web text."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from raadzaal.advice import queries, renditions, support_forms
from raadzaal.advice.presenting import number
from raadzaal.deliberation.models import Round
from raadzaal.deliberation.queries.snapshot import opened
from raadzaal.files.models import StoredFile
from raadzaal.files.views import attachment_response
from raadzaal.publications.models import Publication
from raadzaal.publications.queries import withdrawn
from raadzaal.texts.queries import shows
from raadzaal.ui.views import Gone


def published_or_404(year: int, serial: int) -> Publication:
    """Raises Gone, which tells why, for what was withdrawn."""
    found = Publication.objects.select_related("milestone__work")
    publication = found.filter(year=year, serial=serial, published_on__isnull=False).first()
    if publication is None:
        raise _gone(year, serial) or Http404
    return publication


def _gone(year: int, serial: int) -> Gone | None:
    told = withdrawn(year, serial)
    if told is None:
        return None
    context = {"withdrawal": told, "advice": told.publication.case, "number": number(told.publication)}
    return Gone("advice/public/withdrawn.html", context)


def _taken(publication: Publication, form: str) -> HttpResponse:
    told = renditions.FORMS[form]
    name = f"advies-{number(publication).replace('/', '-')}.{told.ending}"
    return _named(renditions.taken(publication, form), name, told.media_type)


def _named(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def pdf(request, year: int, serial: int):
    return _taken(published_or_404(year, serial), "pdf")


@require_safe
def word(request, year: int, serial: int):
    return _taken(published_or_404(year, serial), "word")


@require_safe
def odt(request, year: int, serial: int):
    return _taken(published_or_404(year, serial), "odt")


@require_safe
def akoma_ntoso(request, year: int, serial: int):
    return _taken(published_or_404(year, serial), "akoma_ntoso")


@require_safe
def as_json(request, year: int, serial: int):
    return _taken(published_or_404(year, serial), "json")


@require_safe
def markdown(request, year: int, serial: int):
    return _taken(published_or_404(year, serial), "markdown")


@require_safe
def support_json(request, year: int, serial: int):
    publication, told = _support_or_404(year, serial)
    content = support_forms.as_json(told, number=number(publication))
    return _named(content, _support_name(publication, "json"), "application/json")


@require_safe
def support_csv(request, year: int, serial: int):
    publication, told = _support_or_404(year, serial)
    return _named(support_forms.as_csv(told), _support_name(publication, "csv"), "text/csv; charset=utf-8")


def _support_or_404(year: int, serial: int) -> tuple[Publication, dict]:
    """Only as far as the profile opens it; the same 404 where there is nothing to tell."""
    publication = published_or_404(year, serial)
    told = opened(publication.case, publication.milestone)
    if told is None:
        raise Http404
    return publication, told


def _support_name(publication: Publication, ending: str) -> str:
    return f"advies-{number(publication).replace('/', '-')}-draagvlak.{ending}"


@require_safe
def figure(request, year: int, serial: int, sha256: str):
    return _figure(published_or_404(year, serial).milestone, sha256)


@require_safe
def draft_figure(request, round_id: str, sha256: str):
    running = get_object_or_404(Round, public_id=round_id, draft_public=True, case__in=queries.public())
    return _figure(running.milestone, sha256)


def _figure(milestone, sha256: str) -> HttpResponse:
    if not shows(milestone, sha256):
        raise Http404
    stored = get_object_or_404(StoredFile, sha256=sha256)
    return attachment_response(stored, sha256[:12], inline=True, for_everybody=True)
