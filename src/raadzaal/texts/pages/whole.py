"""Pages that concern the text as a whole: taking back, going back to a kept version, finding and replacing."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from raadzaal.procedure.refusals import Refused
from raadzaal.texts import presenters, queries
from raadzaal.texts.actions import ChangedSince
from raadzaal.texts.blocks import Block
from raadzaal.texts.finding import Sought, hits
from raadzaal.texts.forms import FindForm, ReasonForm
from raadzaal.texts.lines import block_html
from raadzaal.texts.models import Alteration, Work
from raadzaal.texts.pages.common import posted, render
from raadzaal.texts.presenters import Addresses, address_of, cited
from raadzaal.texts.redline import block_spans, redline_html, spans_shown
from raadzaal.texts.references import block_shown
from raadzaal.ui.fields import beside_field

PER_PAGE = 50
MOST_SHOWN = 900  # Django takes at most a thousand fields
Act = Callable[..., object]


@require_POST
def undo_page(request, *, work: Work, undo: Act, redo: Act, addresses: Addresses, extra: dict | None = None):
    """``undo(alteration)``, ``redo(alteration)``. Posted is ``alteration`` and ``do``: undo or redo."""
    alteration = Alteration.objects.filter(work=work, public_id=request.POST.get("alteration", "")).first()
    if alteration is None:
        raise Http404
    back = request.POST.get("do") != "redo"
    try:
        (undo if back else redo)(alteration)
    except ChangedSince as refusal:
        return _disturbed(request, work, refusal, addresses, extra)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("Taken back: %(what)s.") if back else _("Done again: %(what)s.")
        messages.success(request, words % {"what": alteration.get_what_display()})
    return redirect(addresses.text())


def _disturbed(request, work: Work, refusal: ChangedSince, addresses: Addresses, extra) -> HttpResponse:
    lines = queries.current(work)
    labels = {line.node_id: line.label for line in lines}
    context = {
        "refusal": refusal,
        "places": [
            {
                "label": address_of(lines, each.node.public_id),
                "wanted": _html(each.node.public_id, each.wanted, labels),
                "theirs": _html(each.node.public_id, each.latest.block, labels),
                "latest": each.latest,
                "redline": redline_html(spans_shown(block_spans(each.latest.block, each.wanted), labels)),
                "edit": addresses.edit(each.node.public_id) if each.latest.block else "",
                "history": addresses.history(each.node.public_id),
            }
            for each in refusal.disturbed
        ],
        "text_url": addresses.text(),
    }
    return render(request, "texts/changed_since.html", context, extra, 409)


def _html(node_id: str, block: Block | None, labels):
    if block is None:
        return ""
    numbers = {key: at for at, (key, _text) in enumerate(block.notes, start=1)}
    return block_html(node_id, block_shown(block, labels), numbers)


def alterations_page(
    request, *, work: Work, author: str, addresses: Addresses, may_edit: bool, extra: dict | None = None
) -> HttpResponse:
    """Everything that was done to the text; one's own can be taken back from here too."""
    page = Paginator(queries.alterations(work), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "author": author,
        "undo": addresses.undo() if may_edit else "",
        "text_url": addresses.text(),
    }
    return render(request, "texts/alterations.html", context, extra)


def go_back_page(
    request, *, work: Work, number: str, go_back: Act, addresses: Addresses, extra: dict | None = None
) -> HttpResponse:
    """``go_back(milestone, reason, sent)``."""
    milestone = queries.version(work, number)
    if milestone is None or milestone == work:
        raise Http404
    form, status = ReasonForm(posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = go_back(milestone, **form.cleaned_data)
            except Refused as refusal:
                beside_field(form, refusal)
            else:
                words = _("The text says again what it said then.") if done else _("The text says so already.")
                messages.success(request, words)
                return redirect(addresses.text())
    context = {
        "form": form,
        "version": presenters.version_label(milestone),
        "compare": addresses.compare(queries.CURRENT, number),
        "text_url": addresses.text(),
    }
    return render(request, "texts/go_back.html", context, extra, status)


def replace_page(request, *, work: Work, replace: Act, addresses: Addresses, extra: dict | None = None) -> HttpResponse:
    """``replace(sought, replacement, ticked)``. Finding is a question; replacing what was ticked is one act."""
    given = request.POST if request.method == "POST" else request.GET
    form = FindForm(given if request.method == "POST" or "sought" in given else None)
    sought = form.asked() if form.is_bound and form.is_valid() else None
    status = 422 if form.is_bound and not form.is_valid() else 200
    ticked = {key for key in request.POST.getlist("hit") if len(key) < 100}
    if request.method == "POST" and sought:
        try:
            told = replace(sought=sought, replacement=form.cleaned_data["by"], ticked=_by_paragraph(ticked))
        except Refused as refusal:
            beside_field(form, refusal)
            status = 409 if refusal.code == "conflict" else 422
        else:
            count = told.revisions.count()
            words = ngettext(
                "Replaced in %(count)s paragraph. You can take it back in one go.",
                "Replaced in %(count)s paragraphs. You can take it back in one go.",
                count,
            )
            messages.success(request, words % {"count": count})
            return redirect(addresses.text())
    found = _found(work, sought) if sought else []
    context = {
        "form": form,
        "found": found[:MOST_SHOWN],
        "count": len(found),
        "most": MOST_SHOWN,
        "searched": bool(sought),
        "ticked": ticked if request.method == "POST" else None,
        "action": addresses.replace(),
        "text_url": addresses.text(),
    }
    return render(request, "texts/replace.html", context, extra, status)


def _found(work: Work, sought: Sought) -> list[dict]:
    """Every place with its words around it. Its key says paragraph, the revision seen, and the place in it."""
    return [
        {"key": f"{line.node_id}/{line.revision}/{hit.key}", "label": cited(line), "hit": hit}
        for line in queries.current(work)
        for hit in hits(line.kept, sought)
    ]


def _by_paragraph(keys: set[str]) -> dict[str, tuple[int, list[str]]]:
    found: dict[str, tuple[int, list[str]]] = {}
    for key in sorted(keys):
        node_id, _slash, rest = key.partition("/")
        number, _slash, place = rest.partition("/")
        if number.isascii() and number.isdigit() and len(number) < 7:
            found.setdefault(node_id, (int(number), []))[1].append(place)
    return found
