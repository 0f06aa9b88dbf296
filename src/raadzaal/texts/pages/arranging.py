"""Pages on which paragraphs and sections change places and become one: by form, by key and by dragging alike."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from raadzaal.procedure.refusals import Refused
from raadzaal.texts import queries
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.lines import Line
from raadzaal.texts.models import Node, Revision, Work
from raadzaal.texts.pages.common import node_or_404, render
from raadzaal.texts.presenters import Addresses, cited, places

Act = Callable[..., Revision]
FRONT, CONTENTS = "front", "inhoud"


def move_page(
    request,
    *,
    work: Work,
    node_id: str,
    move: Act,
    move_section: Act | None = None,
    addresses: Addresses,
    extra: dict | None = None,
) -> HttpResponse:
    """``move(node, after=node or None)``, and the same for a heading with all that stands under it.

    Posted is ``direction`` up or down, or ``after``: a public id or "front"; ``whole`` for a section; ``behind`` section to come
    behind all that stands under *after*; ``from`` inhoud to come back to the contents.
    """
    node = node_or_404(work, node_id)
    if request.method != "POST":
        return _shown(request, work, node, addresses, extra)
    whole = bool(request.POST.get("whole")) and move_section is not None
    lines = queries.current(work)
    after = _target(work, node, lines, request.POST, whole)
    try:
        (move_section if whole else move)(node, after=after)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("The section was moved, and its numbers with it.") if whole else _("The paragraph was moved.")
        messages.success(request, words)
    anchor = f"c-{node_id}" if request.POST.get("from") == CONTENTS else f"p-{node_id}"
    return redirect(f"{addresses.text()}#{anchor}")


def _shown(request, work: Work, node: Node, addresses: Addresses, extra) -> HttpResponse:
    lines = queries.current(work)
    line = next((each for each in lines if each.node_id == node.public_id), None)
    if line is None:
        raise Http404
    within = {each.node.public_id for each in queries.section_of(work, node)}
    context = {
        "line": line,
        "label": cited(line),
        "within": len(within) - 1,
        "places": [place for place in places(lines, without=node.public_id) if place.key not in within],
        "action": addresses.move(node.public_id),
        "text_url": addresses.text(),
    }
    return render(request, "texts/move.html", context, extra)


def _target(work: Work, node: Node, lines: list[Line], given, whole: bool) -> Node | None:
    if given.get("after"):
        if given["after"] == FRONT:
            return None
        after = node_or_404(work, given["after"])
        section = queries.section_of(work, after) if given.get("behind") == "section" else []
        return section[-1].node if section else after
    ids = [line.node_id for line in lines]
    if node.public_id not in ids:
        raise Http404
    at = ids.index(node.public_id)
    if whole:
        before = _beside(work, lines, at, given.get("direction"))
    else:
        before = at - 2 if given.get("direction") == "up" else min(at + 1, len(ids) - 1)
    return node_or_404(work, ids[before]) if before >= 0 else None


def _beside(work: Work, lines: list[Line], at: int, direction: str | None) -> int:
    """The index a section comes behind when it goes one up or down: over the section beside it, or one paragraph."""
    if direction == "up":
        above = at - 1
        while above > 0 and not _is_peer(lines[above], lines[at]):
            above -= 1
        return above - 1
    end = at + len(queries.section_of(work, node_or_404(work, lines[at].node_id)))
    if end >= len(lines):
        return at - 1
    return end + len(queries.section_of(work, node_or_404(work, lines[end].node_id))) - 1


def _is_peer(line: Line, heading: Line) -> bool:
    return line.block.is_heading and line.block.level <= heading.block.level


@require_POST
def merge_page(request, *, work: Work, node_id: str, merge: Act, addresses: Addresses) -> HttpResponse:
    """``merge(node, base=number, following_base=number)``: with the paragraph behind it."""
    node = node_or_404(work, node_id)
    numbers = [request.POST.get(name, "") for name in ("base", "following")]
    if not all(each.isascii() and each.isdigit() and len(each) < 7 for each in numbers):
        raise Http404
    try:
        merge(node, base=int(numbers[0]), following_base=int(numbers[1]))
    except Conflict as conflict:
        messages.error(request, str(conflict))
        return redirect(addresses.edit(node_id))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The two paragraphs are one now. You can take it back."))
    return redirect(f"{addresses.text()}#p-{node_id}")
