"""Pages on which a text is looked at: whole, through time, and between two versions."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from django.http import Http404, HttpResponse

from raadzaal.files.models import StoredFile
from raadzaal.files.views import attachment_response
from raadzaal.journal import clock
from raadzaal.texts import presenters, queries
from raadzaal.texts.models import Milestone, Work
from raadzaal.texts.pages.common import node_or_404, render
from raadzaal.texts.presenters import Addresses, Links, Marks
from raadzaal.texts.queries import CURRENT, Version
from raadzaal.texts.style import hints
from raadzaal.ui.shapes import NavItem


def text_page(
    request,
    *,
    work: Work,
    addresses: Addresses,
    may_edit: bool,
    may_import: bool | None = None,
    marks: Marks | None = None,
    links: Links | None = None,
    alternatives: Mapping[int, Sequence[presenters.Alternative]] | None = None,
    taken: Callable[[Milestone], Sequence[NavItem]] | None = None,
    abbreviations: Collection[str] = (),
    extra: dict | None = None,
) -> HttpResponse:
    """The whole text as it stands, with what may be done to it. ``taken``: in which forms a kept version may be taken along."""
    text = presenters.reading(work, figure=addresses.figure, marks=marks, links=links, alternatives=alternatives)
    if may_edit:
        text["rows"] = _with_tools(request, work, text["rows"], addresses, abbreviations)
    context = {
        "text": text,
        "may_edit": may_edit,
        "move_form": addresses.move("NODE") if may_edit else "",
        "tools": _tools(request, work, text["rows"], addresses) if may_edit else None,
        "suggestions": (addresses.suggestions(), queries.open_suggestions(work).count()),
        "alterations": addresses.alterations(),
        "style": addresses.style(),
        "add_front": addresses.add("") if may_edit else "",
        "upload": addresses.upload() if (may_edit if may_import is None else may_import) else "",
        "compare": addresses.compare(),
        "milestones": [
            (
                presenters.version_label(each),
                each,
                addresses.compare(presenters.key_of(each), CURRENT),
                addresses.go_back(presenters.key_of(each)) if may_edit else "",
                taken(each) if taken else (),
            )
            for each in reversed(queries.milestones(work))
        ],
        "removed": [(gone, addresses.history(gone.node.public_id)) for gone in queries.removed(work)],
    }
    return render(request, "texts/editor.html", context, extra)


def _with_tools(request, work: Work, rows, addresses: Addresses, abbreviations: Collection[str]):
    """What is beside each paragraph for who writes: where to go, who is at it, what was hinted and suggested."""
    drafts = queries.drafted(work, request.user)
    writers = queries.at_work(work, without=request.user, now=clock.now())
    hinted = hints([row.line for row in rows], abbreviations=abbreviations)
    suggested = Counter(queries.open_suggestions(work).values_list("node__public_id", flat=True))
    return [
        replace(
            row,
            edit=addresses.edit(row.line.node_id),
            add=addresses.add(row.line.node_id),
            move=addresses.move(row.line.node_id),
            drafted=row.line.node_id in drafts,
            writers=writers.get(row.line.node_id, ()),
            hints=hinted.get(row.line.node_id, ()),
            suggestions=suggested[row.line.node_id],
        )
        for row in rows
    ]


def _tools(request, work: Work, rows, addresses: Addresses) -> dict:
    return {
        "undo": addresses.undo(),
        "last_done": queries.last_done(work, request.actor.key),
        "last_undone": queries.last_undone(work, request.actor.key),
        "replace": addresses.replace(),
        "hints": sum(len(row.hints) for row in rows),
    }


def history_page(
    request, *, work: Work, node_id: str, addresses: Addresses, may_edit: bool, extra: dict | None = None
) -> HttpResponse:
    node = node_or_404(work, node_id)
    lines = queries.current(work)
    context = {
        "label": presenters.address_of(lines, node_id),
        "past": presenters.past(queries.history(node), {line.node_id: line.label for line in lines}),
        "restore": addresses.restore(node_id) if may_edit else "",
        "text_url": addresses.text(),
        "node_id": node_id,
    }
    return render(request, "texts/history.html", context, extra)


def figure_response(version: Version, sha256: str) -> HttpResponse:
    """A picture, if it stands in this text."""
    stored = StoredFile.objects.filter(pk=sha256).first() if queries.shows(version, sha256) else None
    if stored is None:
        raise Http404
    return attachment_response(stored, "figure." + stored.media_type.rpartition("/")[2], inline=True)
