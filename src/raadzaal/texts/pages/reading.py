"""Pages on which a text is looked at: whole, through time, and between two versions."""

from dataclasses import replace

from django.http import Http404, HttpResponse

from raadzaal.files.models import StoredFile
from raadzaal.files.views import attachment_response
from raadzaal.texts import presenters, queries
from raadzaal.texts.models import Work
from raadzaal.texts.pages.common import node_or_404, render
from raadzaal.texts.presenters import Addresses, Links, Marks
from raadzaal.texts.queries import CURRENT, Version


def text_page(
    request,
    *,
    work: Work,
    addresses: Addresses,
    may_edit: bool,
    may_import: bool | None = None,
    marks: Marks | None = None,
    links: Links | None = None,
    extra: dict | None = None,
) -> HttpResponse:
    """The whole text as it stands, with what may be done to it."""
    text = presenters.reading(work, figure=addresses.figure, marks=marks, links=links)
    drafts = queries.drafted(work, request.user) if may_edit else {}
    if may_edit:
        text["rows"] = [
            replace(
                row,
                edit=addresses.edit(row.line.node_id),
                add=addresses.add(row.line.node_id),
                drafted=row.line.node_id in drafts,
            )
            for row in text["rows"]
        ]
    context = {
        "text": text,
        "may_edit": may_edit,
        "add_front": addresses.add("") if may_edit else "",
        "upload": addresses.upload() if (may_edit if may_import is None else may_import) else "",
        "compare": addresses.compare(),
        "milestones": [
            (presenters.version_label(each), each, addresses.compare(presenters.key_of(each), CURRENT))
            for each in reversed(queries.milestones(work))
        ],
        "removed": [(gone, addresses.history(gone.node.public_id)) for gone in queries.removed(work)],
    }
    return render(request, "texts/editor.html", context, extra)


def history_page(
    request, *, work: Work, node_id: str, addresses: Addresses, may_edit: bool, extra: dict | None = None
) -> HttpResponse:
    node = node_or_404(work, node_id)
    context = {
        "label": presenters.address_of(queries.current(work), node_id),
        "past": presenters.past(queries.history(node)),
        "restore": addresses.restore(node_id) if may_edit else "",
        "text_url": addresses.text(),
        "node_id": node_id,
    }
    return render(request, "texts/history.html", context, extra)


def compare_page(
    request, *, work: Work, addresses: Addresses, old: str = "", new: str = "", extra: dict | None = None
) -> HttpResponse:
    """Any two versions; without *old* and *new* those of ``?oud=&nieuw=``, else the last kept one and the text of now."""
    choices = presenters.version_choices(work)
    last_kept = choices[1][0] if len(choices) > 1 else CURRENT
    before = _version_or_404(work, old or request.GET.get("oud") or last_kept)
    after = _version_or_404(work, new or request.GET.get("nieuw") or CURRENT)
    context = presenters.comparison(before, after) | {
        "choices": choices,
        "action": addresses.compare(),
        "text_url": addresses.text(),
    }
    return render(request, "texts/compare.html", context, extra)


def _version_or_404(work: Work, key: str) -> Version:
    found = queries.version(work, key)
    if found is None:
        raise Http404
    return found


def figure_response(version: Version, sha256: str) -> HttpResponse:
    """A picture, if it stands in this text."""
    stored = StoredFile.objects.filter(pk=sha256).first() if queries.shows(version, sha256) else None
    if stored is None:
        raise Http404
    return attachment_response(stored, "figure." + stored.media_type.rpartition("/")[2], inline=True)
