"""For robots: what they may read, and where everything is."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from raadzaal.record import sitemaps

NOT_FOR_ROBOTS = (
    "/werk/",
    "/account/",
    "/zoeken/",
    "/en/werk/",
    "/en/account/",
    "/en/zoeken/",
    "/demo/",
    "/en/demo/",
    "/volgen/",
    "/en/volgen/",
)


def _base(request) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _given(content: bytes | None) -> HttpResponse:
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="application/xml")


@require_safe
def robots(request):
    base = _base(request)
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in NOT_FOR_ROBOTS), ""]
    lines.append(f"Sitemap: {base}{reverse('open_data:sitemap_index')}")
    if sitemaps.has_documents():
        lines.append(f"Sitemap: {base}{reverse('open_data:diwoo_index')}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def index(request):
    return _given(sitemaps.index(_base(request)))


@require_safe
def pages(request):
    with translation.override("nl"):
        return _given(sitemaps.pages(_base(request)))


@require_safe
def section(request, name: str, number: int):
    with translation.override("nl"):
        return _given(sitemaps.section(name, number, _base(request)))


@require_safe
def diwoo_index(request):
    return _given(sitemaps.diwoo_index(_base(request)))


@require_safe
def diwoo(request, name: str, number: int):
    with translation.override("nl"):
        return _given(sitemaps.diwoo(name, number, _base(request)))
