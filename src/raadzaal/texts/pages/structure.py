"""Pages on which paragraphs come, go and change places."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from raadzaal.files import store
from raadzaal.files.images import LARGEST_BYTES
from raadzaal.files.inspection import inspect_image
from raadzaal.files.sniffing import sniff
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import queries
from raadzaal.texts.blocks import Kind
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.forms import AddForm, RemoveForm, shapes
from raadzaal.texts.lines import block_html
from raadzaal.texts.models import Node, Revision, Work
from raadzaal.texts.pages.common import node_or_404, posted, render
from raadzaal.texts.presenters import Addresses, address_of, cited
from raadzaal.ui.fields import beside_field

Act = Callable[..., Revision]


def add_page(
    request, *, work: Work, after: str, add: Act, addresses: Addresses, extra: dict | None = None
) -> HttpResponse:
    """``add(after=node or None, block=block, sent=key)`` is the upper room's act. ``after`` is a public id, "" for the front."""
    neighbour = node_or_404(work, after) if after else None
    form = AddForm(posted(request), request.FILES or None, initial={"shape": _shape_asked(request), "base": 0})
    status, preview = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid() and request.POST.get("do") == "preview":
            status, preview = 200, _preview(form, work)
        elif form.is_valid():
            try:
                added = add(after=neighbour, block=_with_picture(form, work), sent=form.cleaned_data["sent"])
            except store.TooLarge:
                form.add_error("picture", _("This picture is too large."))
            except Refused as refusal:
                beside_field(form, refusal)
            else:
                messages.success(request, _("The paragraph was added."))
                return redirect(f"{addresses.text()}#p-{added.node.public_id}")
    label = address_of(queries.current(work), after)
    context = {"form": form, "after": label, "preview": preview, "text_url": addresses.text()}
    return render(request, "texts/add_paragraph.html", context, extra, status)


def _shape_asked(request) -> str:
    """``?soort=heading-2``: what the form begins with."""
    asked = request.GET.get("soort", "")
    return asked if asked in dict(shapes()) or asked == Kind.FIGURE else str(Kind.PARAGRAPH)


def _with_picture(form: AddForm, work: Work):
    """The picture is looked at and kept before the act refers to it. Raises Refused beside ``picture``."""
    block, picture = form.block(work.language), form.cleaned_data.get("picture")
    if block.kind != Kind.FIGURE:
        return block
    with store.quarantine(picture.file, limit=LARGEST_BYTES) as held:
        verdict = inspect_image(held)
        if not verdict.ok:
            raise Refused(verdict.message, code=verdict.code, field="picture")
        with held.open("rb") as stream, transaction.atomic():
            return replace(block, asset=store.put(stream, media_type=sniff(held)).sha256)


def _preview(form: AddForm, work: Work):
    block = form.block(work.language)
    return block_html("new", block, {key: at for at, (key, _text) in enumerate(block.notes, start=1)})


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
                if referring := [cited(line) for line in queries.referring(work, node_id)]:
                    words = _("These refer to it and now lead nowhere: %(places)s.")
                    messages.warning(request, words % {"places": ", ".join(referring[:20])})
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
        "html": block_html(node.public_id, next(line.block for line in lines if line.node_id == node.public_id), {}),
        "referring": [cited(line) for line in queries.referring(node.work, node.public_id)],
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
