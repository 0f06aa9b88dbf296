"""What can be taken from the record, and how, for people."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.record import queries
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
        "trail": [{"label": _("Open data"), "current": True}],
    }
    return render(request, "record/open_data.html", context)


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
