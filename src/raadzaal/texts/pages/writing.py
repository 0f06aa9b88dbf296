"""The page on which a paragraph is written, and what it becomes when two people did so at once."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions, queries
from raadzaal.texts.actions.revisions import latest
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.footnotes import join, split
from raadzaal.texts.forms import ParagraphForm, initial
from raadzaal.texts.lines import block_html
from raadzaal.texts.models import Node, Revision, Work
from raadzaal.texts.pages.common import node_or_404, render
from raadzaal.texts.presenters import Addresses, address_of, cited, places
from raadzaal.texts.redline import redline_html
from raadzaal.ui.fields import beside_field

Save = Callable[..., Revision]


def edit_page(
    request, *, work: Work, node_id: str, save: Save, addresses: Addresses, extra: dict | None = None
) -> HttpResponse:
    """``save(node, *, notation, notes, kind, level, alt, base, reason)`` is the upper room's act; it raises Refused."""
    node = node_or_404(work, node_id)
    page = _Page(request, node, addresses, extra)
    return page.posted(save) if request.method == "POST" else page.opened()


@require_POST
def autosave(request, *, work: Work, node_id: str, addresses: Addresses) -> HttpResponse:
    """Keeps what was typed; answers 409, with where to compare, when somebody else has changed the paragraph."""
    node = node_or_404(work, node_id)
    base = request.POST.get("base", "")
    if not (base.isascii() and base.isdigit() and len(base) < 7):
        return JsonResponse({}, status=422)
    try:
        draft = actions.save_draft(node, request.user, notation=request.POST.get("notation", ""), base=int(base))
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    if overtaken(draft.notation, draft.base, node):
        return JsonResponse({}, status=409, headers={"Location": addresses.edit(node_id)})
    return JsonResponse({})


def overtaken(typed: str, base: int, node: Node) -> bool:
    """Whether the paragraph says something else than when the typing began, and than what was typed."""
    present = queries.latest(node)
    if present.number == base:
        return False
    began = node.revisions.filter(number=base).first()
    as_it_was = began and not present.removed and _typed(began.block) == _typed(present.block)
    return not as_it_was and (present.removed or _typed(present.block) != typed)


def _typed(block: Block) -> str:
    return join(block.notation, block.notes)


class _Page:
    def __init__(self, request, node: Node, addresses: Addresses, extra: dict | None) -> None:
        self.request, self.node, self.addresses, self.extra = request, node, addresses, extra
        self.revision = queries.latest(node)
        self.is_figure = self.revision.kind == Kind.FIGURE

    def opened(self) -> HttpResponse:
        draft = queries.draft_of(self.node, self.request.user)
        if draft and overtaken(draft.notation, draft.base, self.node):
            return self.compared(self._conflict_with(draft), status=200)
        if self.revision.removed:
            return redirect(self.addresses.history(self.node.public_id))
        values = initial(self.revision.block, self.revision.number)
        if draft:
            values["notation"] = draft.notation
        form = ParagraphForm(initial=values, is_figure=self.is_figure)
        return self.shown(form, draft=draft if draft and draft.notation != _typed(self.revision.block) else None)

    def posted(self, save: Save) -> HttpResponse:
        pressed = self.request.POST.get("do", "")
        if pressed == "theirs":
            return self._left(_("Your text was dropped."))
        form = ParagraphForm(self.request.POST, is_figure=self.is_figure)
        if not form.is_valid():
            return self.shown(form, status=422)
        if pressed == "preview":
            return self.shown(form, preview=form.block(self.revision.language))
        try:
            text = form.text()
            save(self.node, base=form.cleaned_data["base"], reason=form.cleaned_data["reason"], **text)
        except Conflict as conflict:
            actions.save_draft(
                self.node, self.request.user, notation=form.cleaned_data["notation"], base=form.cleaned_data["base"]
            )
            return self.compared(conflict, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            beside_field(form, refusal)
            return self.shown(form, status=422)
        return self._left(_("The paragraph was saved."))

    def _left(self, words: str) -> HttpResponse:
        actions.drop_draft(self.node, self.request.user)
        messages.success(self.request, words)
        return redirect(f"{self.addresses.text()}#p-{self.node.public_id}")

    def shown(self, form, *, preview: Block | None = None, draft=None, status: int = 200) -> HttpResponse:
        lines = queries.current(self.node.work)
        at = next((index for index, line in enumerate(lines) if line.node_id == self.node.public_id), None)
        if at is None:
            raise Http404
        context = {
            "form": form,
            "line": lines[at],
            "figure": self.addresses.figure(lines[at].block.asset) if self.is_figure else "",
            "label": cited(lines[at]),
            "places": places(lines, without=self.node.public_id),
            "is_first": at == 0,
            "is_last": at == len(lines) - 1,
            "draft": draft,
            "preview": preview and _html(self.node, preview),
            "addresses": _Places(self.addresses, self.node.public_id),
        }
        return render(self.request, "texts/edit_paragraph.html", context, self.extra, status)

    def _conflict_with(self, draft) -> Conflict:
        began = self.node.revisions.filter(number=draft.base).first()
        notation, notes = split(draft.notation)
        mine = {**vars((began or self.revision).block), "notation": notation, "notes": notes}
        return Conflict(mine=Block(**mine), latest=latest(self.revision), base=began.block if began else None)

    def compared(self, conflict: Conflict, *, reason: str = "", status: int = 409) -> HttpResponse:
        """Both texts side by side; the form below begins from mine and is saved over theirs."""
        values = initial(conflict.mine, conflict.latest.number) | {"reason": reason}
        theirs = conflict.latest.block
        context = {
            "form": ParagraphForm(initial=values, is_figure=self.is_figure),
            "conflict": conflict,
            "label": address_of(queries.current(self.node.work), self.node.public_id),
            "mine": _html(self.node, conflict.mine),
            "theirs": theirs and _html(self.node, theirs),
            "redline": redline_html(conflict.spans),
            "last_text": self._last_text() if theirs is None else None,
            "addresses": _Places(self.addresses, self.node.public_id),
        }
        return render(self.request, "texts/conflict.html", context, self.extra, status)

    def _last_text(self) -> int:
        """The number of the last revision before it was taken out."""
        return self.node.revisions.filter(removed=False).order_by("-number").values_list("number", flat=True).first()


def _html(node: Node, block: Block):
    return block_html(node.public_id, block, {key: at for at, (key, _text) in enumerate(block.notes, start=1)})


class _Places:
    """The addresses of one paragraph, for templates, which cannot pass it."""

    def __init__(self, addresses: Addresses, node_id: str) -> None:
        self.text = addresses.text()
        for name in ("edit", "autosave", "move", "remove", "history", "restore"):
            setattr(self, name, getattr(addresses, name)(node_id))
