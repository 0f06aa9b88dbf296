"""Pages on which paragraphs come, go and change places."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from raadzaal.procedure.refusals import Refused
from raadzaal.texts import queries
from raadzaal.texts.blocks import Kind
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.forms import ParagraphForm, RemoveForm
from raadzaal.texts.lines import block_html
from raadzaal.texts.models import Node, Revision, Work
from raadzaal.texts.pages.common import node_or_404, posted, render
from raadzaal.texts.presenters import Addresses, address_of
from raadzaal.ui.fields import beside_field

Act = Callable[..., Revision]
FRONT = "front"


def add_page(
    request, *, work: Work, after: str, add: Act, addresses: Addresses, extra: dict | None = None
) -> HttpResponse:
    """``add(after=node or None, block=block)`` is the upper room's act. ``after`` is a public id, "" for the front."""
    neighbour = node_or_404(work, after) if after else None
    form = ParagraphForm(posted(request), initial={"shape": Kind.PARAGRAPH, "base": 0})
    status, preview = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid() and request.POST.get("do") == "preview":
            status, preview = 200, _preview(form, work)
        elif form.is_valid():
            try:
                added = add(after=neighbour, block=form.block(work.language))
            except Refused as refusal:
                beside_field(form, refusal)
            else:
                messages.success(request, _("The paragraph was added."))
                return redirect(f"{addresses.text()}#p-{added.node.public_id}")
    label = address_of(queries.current(work), after)
    context = {"form": form, "after": label, "preview": preview, "text_url": addresses.text()}
    return render(request, "texts/add_paragraph.html", context, extra, status)


def _preview(form: ParagraphForm, work: Work):
    block = form.block(work.language)
    return block_html("new", block, {key: at for at, (key, _text) in enumerate(block.notes, start=1)})


@require_POST
def move_page(request, *, work: Work, node_id: str, move: Act, addresses: Addresses) -> HttpResponse:
    """``move(node, after=node or None)``. Posted is ``direction`` up or down, or ``after``: a public id or "front"."""
    node = node_or_404(work, node_id)
    after = _target(work, node, request.POST)
    try:
        move(node, after=after)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The paragraph was moved."))
    return redirect(f"{addresses.text()}#p-{node_id}")


def _target(work: Work, node: Node, given) -> Node | None:
    if given.get("after"):
        return None if given["after"] == FRONT else node_or_404(work, given["after"])
    ids = [line.node_id for line in queries.current(work)]
    if node.public_id not in ids:
        raise Http404
    at = ids.index(node.public_id)
    before = at - 2 if given.get("direction") == "up" else min(at + 1, len(ids) - 1)
    return node_or_404(work, ids[before]) if before >= 0 else None


def remove_page(
    request, *, work: Work, node_id: str, remove: Act, addresses: Addresses, extra: dict | None = None
) -> HttpResponse:
    """``remove(node, base=number, reason=words)``."""
    node = node_or_404(work, node_id)
    status = 200
    form = RemoveForm(posted(request))
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                remove(node, base=form.cleaned_data["base"], reason=form.cleaned_data["reason"])
            except Refused as refusal:
                beside_field(form, refusal)
                status = 409 if isinstance(refusal, Conflict) else 422
            else:
                messages.success(request, _("The paragraph was taken out. It can be put back."))
                return redirect(addresses.text())
    return _removal(request, node, form, addresses, extra, status)


def _removal(request, node: Node, form, addresses: Addresses, extra, status: int) -> HttpResponse:
    """The text as it stands now, and with it the number that the reader of this page has seen."""
    revision = queries.latest(node)
    if revision.removed:
        for error in form.non_field_errors() if form.is_bound else ():
            messages.info(request, error)
        return redirect(addresses.history(node.public_id))
    lines = queries.current(node.work)
    context = {
        "form": form,
        "base_number": revision.number,
        "label": address_of(lines, node.public_id),
        "html": block_html(node.public_id, revision.block, {}),
        "text_url": addresses.text(),
        "action": addresses.remove(node.public_id),
    }
    return render(request, "texts/remove_paragraph.html", context, extra, status)


@require_POST
def restore_page(request, *, work: Work, node_id: str, restore: Act, addresses: Addresses) -> HttpResponse:
    """``restore(node, number=number)``."""
    node = node_or_404(work, node_id)
    number = request.POST.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 7):
        raise Http404
    try:
        restore(node, number=int(number))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(addresses.history(node_id))
    messages.success(request, _("The earlier text was put back."))
    return redirect(f"{addresses.text()}#p-{node_id}")
