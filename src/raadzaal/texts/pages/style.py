"""The page with everything the text could do better: references, abbreviations, sentences, and how hard the summary is."""

from collections.abc import Collection

from django.http import HttpResponse

from raadzaal.texts import queries
from raadzaal.texts.models import Work
from raadzaal.texts.pages.common import render
from raadzaal.texts.presenters import Addresses, cited
from raadzaal.texts.readability import readability
from raadzaal.texts.style import NAMES, hints


def style_page(
    request,
    *,
    work: Work,
    addresses: Addresses,
    abbreviations: Collection[str] = (),
    summary: str = "",
    summary_language: str = "nl",
    may_edit: bool = False,
    extra: dict | None = None,
) -> HttpResponse:
    lines = queries.current(work)
    found = hints(lines, abbreviations=abbreviations)
    groups = [(code, name, _places(code, lines, found, addresses, may_edit)) for code, name in NAMES.items()]
    context = {
        "groups": [group for group in groups if group[2]],
        "count": sum(map(len, found.values())),
        "summary": readability(summary, summary_language),
        "summary_language": summary_language,
        "text_url": addresses.text(),
    }
    return render(request, "texts/style.html", context, extra)


def _places(code: str, lines, found, addresses: Addresses, may_edit: bool) -> list[tuple[str, str, str]]:
    """How the paragraph is called, what is said of it, and where to do something about it."""
    return [
        (
            cited(line),
            hint.message,
            addresses.edit(line.node_id) if may_edit else f"{addresses.text()}#p-{line.node_id}",
        )
        for line in lines
        for hint in found.get(line.node_id, ())
        if hint.code == code
    ]
