"""The page on which a paragraph is written, and what it becomes when two people did so at once."""

from collections.abc import Callable, Collection
from itertools import count

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from raadzaal.journal import clock
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions, queries
from raadzaal.texts.actions.revisions import latest
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.footnotes import join, paragraphs
from raadzaal.texts.footnotes import split as split_notes
from raadzaal.texts.forms import ParagraphForm, initial
from raadzaal.texts.lines import block_html
from raadzaal.texts.models import Node, Revision, Work
from raadzaal.texts.pages.common import node_or_404, render
from raadzaal.texts.presenters import Addresses, address_of, cited, places
from raadzaal.texts.redline import redline_html, spans_shown
from raadzaal.texts.references import block_shown, kept, shown, with_identity
from raadzaal.texts.style import hints_of
from raadzaal.ui.fields import beside_field

Save = Callable[..., Revision]


def edit_page(
    request,
    *,
    work: Work,
    node_id: str,
    save: Save,
    addresses: Addresses,
    split: Save | None = None,
    abbreviations: Collection[str] = (),
    extra: dict | None = None,
) -> HttpResponse:
    """``save(node, *, notation, notes, kind, level, alt, base, reason)`` is the upper room's act; it raises Refused.

    ``split(node, *, parts, kind, level, base, reason)`` too, for who typed empty lines. *abbreviations* need no explanation.
    """
    node = node_or_404(work, node_id)
    page = _Page(request, node, addresses, extra)
    page.abbreviations = abbreviations
    return page.posted(save, split) if request.method == "POST" else page.opened()


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


@require_POST
def presence(request, *, work: Work, node_id: str) -> HttpResponse:
    """Who has the page open says so every half minute while they are at it, and when they leave it."""
    node = node_or_404(work, node_id)
    if request.POST.get("leave"):
        actions.stand_up(node, request.user)
    else:
        actions.sit_down(node, request.user, request.actor.name)
    others = queries.at_work(work, without=request.user, now=clock.now()).get(node_id, [])
    return JsonResponse({"others": told_at_work(others)})


def told_at_work(names: list[str]) -> str:
    if not names:
        return ""
    return _("%(names)s is writing in this paragraph too. Nothing will be lost: you would both see the two texts.") % {
        "names": ", ".join(names)
    }


def overtaken(typed: str, base: int, node: Node) -> bool:
    """Whether the paragraph says something else than when the typing began, and than what was typed."""
    typed = kept(typed)
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
        self.lines = queries.current(node.work)
        self.labels = {line.node_id: line.label for line in self.lines}

    def opened(self) -> HttpResponse:
        draft = queries.draft_of(self.node, self.request.user)
        if draft and overtaken(draft.notation, draft.base, self.node):
            return self.compared(self._conflict_with(draft), status=200)
        if self.revision.removed:
            return redirect(self.addresses.history(self.node.public_id))
        actions.sit_down(self.node, self.request.user, self.request.actor.name)
        values = initial(block_shown(self.revision.block, self.labels), self.revision.number)
        if draft:
            values["notation"] = shown(kept(draft.notation), self.labels)
        form = ParagraphForm(initial=values, is_figure=self.is_figure)
        return self.shown(form, draft=draft if draft and kept(draft.notation) != _typed(self.revision.block) else None)

    def posted(self, save: Save, split: Save | None) -> HttpResponse:
        pressed = self.request.POST.get("do", "")
        if pressed == "theirs":
            return self._left(_("Your text was dropped."))
        if pressed in ("note", "refer"):
            return self.shown(self._with_more(pressed))
        form = ParagraphForm(self.request.POST, is_figure=self.is_figure)
        if not form.is_valid():
            return self.shown(form, status=422)
        if pressed == "preview":
            return self.shown(form, preview=form.block(self.revision.language))
        try:
            self._save(form, save, split if pressed == "split" else None)
        except Conflict as conflict:
            actions.save_draft(
                self.node, self.request.user, notation=form.cleaned_data["notation"], base=form.cleaned_data["base"]
            )
            return self.compared(conflict, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            beside_field(form, refusal)
            return self.shown(form, status=422)
        return self._left(_("The paragraph was saved."))

    def _save(self, form, save: Save, split: Save | None) -> None:
        told = {"base": form.cleaned_data["base"], "reason": form.cleaned_data["reason"]}
        text = form.text()
        if split is None:
            save(self.node, **told, **text)
        else:
            shape = {"kind": text["kind"], "level": text["level"]}
            split(self.node, parts=paragraphs(form.cleaned_data["notation"]), **told, **shape)

    def _with_more(self, pressed: str) -> ParagraphForm:
        """What was typed, with a footnote or a reference at its end; in a browser with scripts it comes where one is."""
        typed = self.request.POST.get("notation", "")
        if pressed == "note":
            notation, notes = split_notes(typed)
            key = next(str(at) for at in count(1) if str(at) not in dict(notes))
            typed = join(f"{notation}[^{key}]", (*notes, (key, "")))
        elif label := self.labels.get(self.request.POST.get("target", "")):
            notation, notes = split_notes(typed)
            typed = join(f"{notation} [{label}](@{self.request.POST['target']})", notes)
        values = {name: self.request.POST.get(name, "") for name in ("alt", "shape", "reason", "base")}
        return ParagraphForm(initial=values | {"notation": typed}, is_figure=self.is_figure)

    def _left(self, words: str) -> HttpResponse:
        actions.drop_draft(self.node, self.request.user)
        actions.stand_up(self.node, self.request.user)
        messages.success(self.request, words)
        return redirect(f"{self.addresses.text()}#p-{self.node.public_id}")

    def shown(self, form, *, preview: Block | None = None, draft=None, status: int = 200) -> HttpResponse:
        lines = self.lines
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
            "preview": preview and self._html(preview),
            "others": told_at_work(
                queries.at_work(self.node.work, without=self.request.user, now=clock.now()).get(self.node.public_id, [])
            ),
            "next": lines[at + 1] if at + 1 < len(lines) else None,
            "hints": hints_of(lines[at], lines, abbreviations=self.abbreviations),
            "suggestions": queries.open_suggestions(self.node.work).filter(node=self.node).count(),
            "addresses": _Places(self.addresses, self.node.public_id),
        }
        return render(self.request, "texts/edit_paragraph.html", context, self.extra, status)

    def _conflict_with(self, draft) -> Conflict:
        began = self.node.revisions.filter(number=draft.base).first()
        notation, notes = split_notes(kept(draft.notation))
        mine = {**vars((began or self.revision).block), "notation": notation, "notes": notes}
        return Conflict(mine=Block(**mine), latest=latest(self.revision), base=began.block if began else None)

    def compared(self, conflict: Conflict, *, reason: str = "", status: int = 409) -> HttpResponse:
        """Both texts side by side; the form below begins from mine and is saved over theirs."""
        values = initial(block_shown(conflict.mine, self.labels), conflict.latest.number) | {"reason": reason}
        theirs = conflict.latest.block
        context = {
            "form": ParagraphForm(initial=values, is_figure=self.is_figure),
            "conflict": conflict,
            "label": address_of(self.lines, self.node.public_id),
            "mine": self._html(conflict.mine),
            "theirs": theirs and self._html(theirs),
            "redline": redline_html(spans_shown(conflict.spans, self.labels)),
            "last_text": self._last_text() if theirs is None else None,
            "addresses": _Places(self.addresses, self.node.public_id),
        }
        return render(self.request, "texts/conflict.html", context, self.extra, status)

    def _html(self, block: Block):
        block = block_shown(with_identity(self.node.work, block), self.labels)
        numbers = {key: at for at, (key, _text) in enumerate(block.notes, start=1)}
        return block_html(self.node.public_id, block, numbers)

    def _last_text(self) -> int:
        """The number of the last revision before it was taken out."""
        return self.node.revisions.filter(removed=False).order_by("-number").values_list("number", flat=True).first()


class _Places:
    """The addresses of one paragraph, for templates, which cannot pass it."""

    def __init__(self, addresses: Addresses, node_id: str) -> None:
        self.text = addresses.text()
        self.suggestions = addresses.suggestions()
        for name in ("edit", "autosave", "move", "remove", "history", "restore", "merge", "presence"):
            setattr(self, name, getattr(addresses, name)(node_id))
