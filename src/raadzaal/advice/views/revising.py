"""Pages on the text as a whole: taking back, finding and replacing, how it reads, what Word suggested."""

from functools import partial

from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raadzaal.advice import actions
from raadzaal.advice.addresses import TextAddresses
from raadzaal.advice.models import Advice
from raadzaal.advice.reading import known_abbreviations
from raadzaal.advice.views.text import carrying, may_edit, shared, with_text, writes
from raadzaal.texts import pages


def _revise(advice: Advice, actor, change: str, **given):
    return actions.revise(advice, actor=actor, change=change, **given)


@require_POST
@writes
def undo(request, advice: Advice):
    back, again = (
        lambda alteration, change=change: _revise(advice, request.actor, change, alteration=alteration)
        for change in ("undo", "redo")
    )
    return pages.undo_page(request, **shared(request, advice), undo=back, redo=again)


@require_safe
@with_text
def alterations(request, advice: Advice):
    return pages.alterations_page(
        request, **shared(request, advice), author=request.actor.key, may_edit=may_edit(request, advice)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def go_back(request, advice: Advice, number: str):
    def back(milestone, **given):
        return _revise(advice, request.actor, "back", milestone=milestone, **given)

    return pages.go_back_page(request, **shared(request, advice), number=number, go_back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def replace(request, advice: Advice):
    return pages.replace_page(
        request, **shared(request, advice), replace=partial(_revise, advice, request.actor, "replace")
    )


@require_safe
@with_text
def style(request, advice: Advice):
    return pages.style_page(
        request,
        **shared(request, advice),
        abbreviations=known_abbreviations(),
        summary=advice.summary,
        may_edit=may_edit(request, advice),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_text
def suggestions(request, advice: Advice):
    def settle(those, state):
        return _revise(advice, request.actor, "settle", suggestions=those, state=state)

    return pages.suggestions_page(
        request, **shared(request, advice), settle=settle if may_edit(request, advice) else None
    )


@require_POST
@writes
def presence(request, advice: Advice, node_id: str):
    return pages.presence(request, work=advice.work, node_id=node_id)


@require_POST
@writes
def merge(request, advice: Advice, node_id: str):
    change = carrying(request, advice, "merge")
    return pages.merge_page(request, work=advice.work, node_id=node_id, merge=change, addresses=TextAddresses(advice))
