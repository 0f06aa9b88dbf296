"""The API over HTTP: always what a visitor may see, whoever asks; to be read from every site."""

import hashlib
import json
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from raadzaal.record.api import openapi
from raadzaal.record.api.asking import asked
from raadzaal.record.api.lists import Page
from raadzaal.record.api.openapi import PROBLEM, VERSION
from raadzaal.record.api.pace import PACE
from raadzaal.record.api.problems import Problem, not_found
from raadzaal.record.api.resources import FOUND, RESOURCES, Resource
from raadzaal.record.api.shapes import publications
from raadzaal.record.search import finding

LANGUAGE = "nl"
READING = "GET, HEAD, OPTIONS"


def _read_only(view):
    @csrf_exempt
    @wraps(view)
    def answer(request, **path) -> HttpResponse:
        if request.method == "OPTIONS":
            return _asked_before()
        if request.method not in ("GET", "HEAD"):
            response = _problem(request, Problem(405, "This API is for reading: use GET or HEAD."))
            response["Allow"] = READING
            return response
        if seconds := PACE.wait(_whence(request), settings.API_PER_MINUTE):
            response = _problem(request, Problem(429, f"Ask again after {seconds} seconds."))
            response["Retry-After"] = str(seconds)
            return response
        try:
            with translation.override(LANGUAGE):
                told, more = view(request, **path)
        except Problem as problem:
            return _problem(request, problem)
        return _given(request, told, more)

    return answer


def _whence(request) -> str:
    """The address that asks; all whose address is not to be told, by a socket or past the proxy, count as one."""
    try:
        return get_adapter().get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured):
        return ""


def _asked_before() -> HttpResponse:
    """Browsers ask what a script of another site may do, before it does something unusual."""
    response = HttpResponse(status=204, headers={"Allow": READING, "Access-Control-Allow-Methods": READING})
    response["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return _open(response)


def _given(request, told: dict, more: dict[str, str]) -> HttpResponse:
    content = json.dumps(told, ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="application/json", headers={**more, "ETag": tag})
    response["Cache-Control"] = "public, no-cache"
    return _open(get_conditional_response(request, tag, None, response))


def _problem(request, problem: Problem) -> HttpResponse:
    with translation.override("en"):
        content = json.dumps(problem.told(request.path), ensure_ascii=False).encode()
    response = HttpResponse(content, status=problem.status, content_type=PROBLEM)
    response["Cache-Control"] = "no-store"
    return _open(response)


def _open(response: HttpResponse) -> HttpResponse:
    """For scripts of every site; without cookies, which this API never looks at."""
    response["API-Version"] = VERSION
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "API-Version, ETag, Link, Retry-After"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _base(request) -> str:
    return f"{request.scheme}://{request.get_host()}"


def of(resource: Resource):
    """The view of one declared address."""

    @_read_only
    def view(request, key: str = ""):
        given = asked(dict(request.GET.lists()), resource.parameters)
        found = resource.answer(key) if resource.of else resource.answer(given)
        if resource is FOUND:
            return _found(found, given, _base(request)), {}
        if not resource.listed:
            return resource.shape.of(found, _base(request)), {}
        return _list(request, resource, found)

    return view


def _list(request, resource: Resource, page: Page):
    following = _following(request, page.on) if page.on else None
    items = [resource.shape.of(row, _base(request)) for row in page.rows]
    return {"items": items, "next": following}, {"Link": f'<{following}>; rel="next"'} if following else {}


def _following(request, cursor: str) -> str:
    again = request.GET.copy()
    again["cursor"] = cursor
    return f"{_base(request)}{request.path}?{again.urlencode()}"


def _found(found: finding.Found, given, base: str) -> dict:
    facets = {
        name: [publications.facet_value.of({"value": value, "count": count}, base) for value, count in values]
        for name, values in found.facets.items()
    }
    return {
        "total": found.total,
        "page": given.get("page", 1),
        "items": [publications.hit.of(each, base) for each in found.hits],
        "facets": facets,
    }


@_read_only
def described(request):
    asked(dict(request.GET.lists()), ())
    return openapi.document(_base(request), settings.DEFAULT_FROM_EMAIL), {}


@_read_only
def root(request):
    """Where everything is."""
    asked(dict(request.GET.lists()), ())
    here = _base(request) + request.path
    return {each.operation: f"{here}/{each.path}" for each in RESOURCES} | {"openapi": f"{here}/openapi.json"}, {}


@_read_only
def nothing(request, rest: str = ""):
    raise not_found()
