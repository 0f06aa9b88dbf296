"""The desk of everybody who works here."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.advice import presenting, queries
from raadzaal.journal import clock
from raadzaal.meetings.queries import upcoming
from raadzaal.workspace.presenting_hits import by_dossier
from raadzaal.workspace.search import find
from raadzaal.workspace.waiting import waiting

PER_PAGE = 25
HITS = 100


@require_safe
@login_required
def home(request):
    actor = request.actor
    context = {
        "waiting": waiting(actor),
        "meetings": upcoming(actor)[:5],
        "capacities": actor.capacities,
        "today": clock.today(),
    }
    return render(request, "workspace/home.html", context)


@require_safe
@login_required
def dossiers(request):
    """Every dossier of mine, ended ones too."""
    found = queries.with_parts(queries.visible(request.actor)).order_by("-opened_on", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(advice, presenting.line(advice)) for advice in page]
    context = {"page": page, "rows": rows, "trail": _trail(_("All my dossiers"))}
    return render(request, "workspace/dossiers.html", context)


@require_safe
@login_required
def search(request):
    asked = request.GET.get("q", "")
    hits = list(find(request.actor, asked)[: HITS + 1])
    dossiers = {
        each.public_id: each
        for each in queries.visible(request.actor)
        .filter(public_id__in={hit.dossier for hit in hits})
        .select_related("publication")
    }
    context = {
        "asked": asked[:200],
        "found": by_dossier(hits[:HITS], dossiers, asked),
        "number": len(hits[:HITS]),
        "more": len(hits) > HITS,
        "trail": _trail(_("Search")),
    }
    return render(request, "workspace/search.html", context)


def _trail(label: str) -> list[dict]:
    return [{"label": _("My work"), "url": reverse("workspace:home")}, {"label": label, "current": True}]
