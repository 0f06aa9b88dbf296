"""What can be taken from the record, and how, for people."""

import base64
from pathlib import Path

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.record import dumps, queries
from raadzaal.record.api.resources import RESOURCES
from raadzaal.record.api.shapes.names import API


@require_safe
def about(request):
    """The page that explains the API, the feeds and the files, with examples that work."""
    base = f"{request.scheme}://{request.get_host()}"
    context = {
        "base": base,
        "api": base + API,
        "addresses": [(f"{API}/{each.path}", _(each.about)) for each in RESOURCES],
        "examples": _examples(),
        "feeds": _feeds(),
        "dump": dumps.current(),
        "trail": [{"label": _("Open data"), "current": True}],
    }
    return render(request, "record/open_data.html", context)


@require_safe
def file(request, name: str):
    """A file of the last dump; who has it already is told so."""
    dump = dumps.current()
    found = dump.file(name) if dump else None
    if found is None:
        raise Http404
    tag = f'"{found.sha256}"'
    digest = base64.b64encode(bytes.fromhex(found.sha256)).decode()
    response = FileResponse(
        (dump.folder / name).open("rb"),
        as_attachment=True,
        filename=name,
        content_type=dumps.MEDIA_TYPES[Path(name).suffix],
    )
    more = {"ETag": tag, "Repr-Digest": f"sha-256=:{digest}:", "Cache-Control": "public, no-cache"}
    more |= {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
    for header, value in more.items():
        response[header] = value
    return get_conditional_response(request, tag, None, response)


def _examples() -> list[tuple[str, str]]:
    """A question in words, and the address that answers it; only what has an answer."""
    found = [
        (_("The last five advices"), f"{API}/advices?limit=5"),
        (_("Advices that wait for an answer"), f"{API}/advices?answered=false"),
        (_("What says something of training"), f"{API}/search?q=scholing"),
        (_("Who sat in the council on 15 April 2026"), f"{API}/seats?on=2026-04-15"),
    ]
    if last := queries.published().order_by("-adopted_on", "-public_id").first():
        found.insert(1, (_("Everything about the last advice"), reverse("open_data:getAdvice", args=[last.public_id])))
    return found


def _feeds() -> list[tuple[str, str]]:
    return [
        (_("Advices"), reverse("record:feed_published")),
        (_("In progress"), reverse("record:feed_dossiers")),
        (_("Meetings"), reverse("record:feed_meetings")),
        (_("Meetings, for your calendar"), reverse("meetings:calendar")),
        (_("Archive"), reverse("record:feed_archive")),
    ]
