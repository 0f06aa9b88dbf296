"""The page with what a Word file suggested: by whom, when, beside what; taken over or set aside one by one or all of one author."""

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from raadzaal.procedure.refusals import Refused
from raadzaal.texts import queries
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.footnotes import split
from raadzaal.texts.models import Suggestion, Work
from raadzaal.texts.pages.common import render
from raadzaal.texts.presenters import Addresses, cited
from raadzaal.texts.redline import block_spans, redline_html, spans_shown

State = Suggestion.State


def suggestions_page(
    request, *, work: Work, settle: Callable[..., object] | None, addresses: Addresses, extra: dict | None = None
) -> HttpResponse:
    """``settle(suggestions, state)`` is the upper room's act; None for who may only read."""
    if request.method == "POST":
        if settle is None:
            raise Http404
        return _settled(request, work, settle, addresses)
    lines = {line.node_id: line for line in queries.current(work)}
    labels = {node_id: line.label for node_id, line in lines.items()}
    all_of_them = list(Suggestion.objects.filter(work=work).select_related("node"))
    order = {node_id: at for at, node_id in enumerate(lines)}
    waiting = [each for each in all_of_them if each.state == State.OPEN]
    waiting.sort(key=lambda each: (each.author_name, order.get(each.node.public_id if each.node else "", -1)))
    context = {
        "authors": [
            (author, [_row(each, lines, labels, addresses) for each in those])
            for author, those in groupby(waiting, key=lambda each: each.author_name)
        ],
        "settled": [_row(each, lines, labels, addresses) for each in all_of_them if each.state != State.OPEN],
        "may_settle": settle is not None,
        "text_url": addresses.text(),
        "action": addresses.suggestions(),
    }
    return render(request, "texts/suggestions.html", context, extra)


def _settled(request, work: Work, settle, addresses: Addresses) -> HttpResponse:
    pressed, _colon, key = request.POST.get("do", "").partition(":")
    state = {"take": State.TAKEN, "aside": State.ASIDE, "open": State.OPEN}.get(pressed)
    if state is None:
        raise Http404
    found = Suggestion.objects.filter(work=work)
    author = request.POST.get("author", "")
    found = found.filter(author_name=author, state=State.OPEN) if author else found.filter(public_id=key)
    if not found.exists():
        raise Http404
    try:
        told = settle(list(found), state)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _words(state) % {"count": told.done})
        if told.left:
            words = _("%(count)s stay open: their paragraphs were changed since.")
            messages.warning(request, words % {"count": told.left})
    return redirect(addresses.suggestions())


def _words(state: str) -> str:
    return {
        State.TAKEN: _("Taken over: %(count)s. You can take this back in one go."),
        State.ASIDE: _("Set aside: %(count)s."),
        State.OPEN: _("Open again: %(count)s."),
    }[state]


def _row(each: Suggestion, lines, labels, addresses: Addresses) -> dict:
    line = lines.get(each.node.public_id) if each.node else None
    return {
        "each": each,
        "at": parse_datetime(each.written_at) if each.written_at else None,
        "label": cited(line) if line else "",
        "url": f"{addresses.text()}#p-{line.node_id}" if line else "",
        "redline": redline_html(spans_shown(_spans(each, line), labels)) if each.kind != Suggestion.Kind.REMARK else "",
        "stale": each.state == State.OPEN and line is not None and each.is_change and line.revision != each.base,
    }


def _spans(each: Suggestion, line):

    present = line.kept if line else None
    if each.kind == Suggestion.Kind.DELETED:
        return block_spans(present, None)
    notation, notes = split(each.typed)
    if each.kind == Suggestion.Kind.ADDED or present is None:
        return block_spans(None, Block(Kind.PARAGRAPH, 0, notation, notes=notes))
    return block_spans(present, replace(present, notation=notation, notes=notes))
