"""The page that compares two versions: four readings of one text with the same numbers, and the list of changes."""

from django.http import Http404, HttpResponse

from raadzaal.texts import presenters, queries
from raadzaal.texts import presenting_changes as changes
from raadzaal.texts.models import Work
from raadzaal.texts.pages.common import render
from raadzaal.texts.presenters import Addresses
from raadzaal.texts.queries import CURRENT, Version


def compare_page(
    request, *, work: Work, addresses: Addresses, old: str = "", new: str = "", extra: dict | None = None
) -> HttpResponse:
    """Any two versions; without *old* and *new* those of ``?oud=&nieuw=``, else the last kept one and the text of now."""
    choices = presenters.version_choices(work)
    last_kept = choices[1][0] if len(choices) > 1 else CURRENT
    before = _version_or_404(work, old or request.GET.get("oud") or last_kept)
    after = _version_or_404(work, new or request.GET.get("nieuw") or CURRENT)
    reading = request.GET.get("lezing", "")
    reading = reading if reading in changes.READINGS else changes.LIST
    told = changes.comparison(before, after)
    rows = changes.reading_rows(told, reading, addresses.figure) if reading != changes.LIST else []
    context = told | {
        "choices": choices,
        "action": addresses.compare(),
        "text_url": addresses.text(),
        "reading": reading,
        "readings": changes.READINGS.items(),
        "rows": rows,
        "parts": changes.changed_parts(rows or changes.reading_rows(told, changes.FINAL, addresses.figure), told),
        "language": work.language,
    }
    return render(request, "texts/compare.html", context, extra)


def _version_or_404(work: Work, key: str) -> Version:
    found = queries.version(work, key)
    if found is None:
        raise Http404
    return found
