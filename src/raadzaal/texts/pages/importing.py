"""Pages on which a Word file comes in and is looked over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from raadzaal.procedure.refusals import Refused
from raadzaal.texts import imports
from raadzaal.texts.actions import Taken
from raadzaal.texts.blocks import Block, Kind, from_data
from raadzaal.texts.forms import PreviewForm, UploadForm
from raadzaal.texts.models import ImportPreview, Work
from raadzaal.texts.notation import to_plain
from raadzaal.texts.pages.common import render
from raadzaal.texts.presenters import Addresses, preview_addresses
from raadzaal.texts.tables import table_plain
from raadzaal.ui.fields import beside_field

PER_PAGE = 100
_EXCERPT = 240
PARTS = ("koppen", "aandacht", "alles")

Take = Callable[..., Taken]


def upload_page(request, *, work: Work, addresses: Addresses, extra: dict | None = None) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            preview = imports.read_upload(
                form.cleaned_data["file"],
                work,
                actor=request.actor,
                suggestions=form.cleaned_data["suggestions"],
            )
            return redirect(addresses.preview(preview.public_id))
        except Refused as refusal:
            beside_field(form, refusal)
    context = {"form": form, "has_text": work.revisions.exists(), "text_url": addresses.text()}
    return render(request, "texts/import_upload.html", context, extra, 422 if form.errors else 200)


def preview_page(
    request, *, work: Work, preview_id: str, take: Take, addresses: Addresses, extra: dict | None = None
) -> HttpResponse:
    """``take(preview, corrections=...)`` is the upper room's act, which makes it the text."""
    preview = ImportPreview.objects.filter(work=work, public_id=preview_id).first()
    if preview is None:
        raise Http404
    if preview.taken_at:
        messages.info(request, _("This Word file has become the text already."))
        return redirect(addresses.text())
    page = _Preview(request, preview, addresses, extra)
    return page.posted(take) if request.method == "POST" else page.shown(page.form())


@dataclass(frozen=True)
class Item:
    """A block of the Word file as its row shows it."""

    at: int
    label: str
    words: str
    rest: str
    style: str
    remarks: list[str]
    figure: str
    choice: Any
    alt: Any
    dropped: bool
    is_heading: bool
    below: int


class _Preview:
    def __init__(self, request, preview: ImportPreview, addresses: Addresses, extra: dict | None) -> None:
        self.request, self.preview, self.addresses, self.extra = request, preview, addresses, extra
        asked = request.GET.get("deel", "")
        self.part = asked if asked in PARTS else PARTS[0]
        self.remarks = imports.remarks_of(preview)
        self.page = Paginator(self._indexes(), PER_PAGE).get_page(request.GET.get("page"))

    def form(self, data=None) -> PreviewForm:
        return PreviewForm(self.preview, list(self.page), data)

    def posted(self, take: Take) -> HttpResponse:
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self.shown(form, 422)
        imports.correct(self.preview, form.corrections())
        pressed = self.request.POST.get("do", "")
        if pressed == "take":
            return self._taken(take, form)
        self._shift(pressed)
        if pressed == "next" and self.page.has_next():
            return redirect(f"{self.request.path}?deel={self.part}&page={self.page.next_page_number()}")
        return redirect(f"{self.request.path}?deel={self.part}&page={self.page.number}")

    def _taken(self, take: Take, form: PreviewForm) -> HttpResponse:
        try:
            taken = take(self.preview, corrections=imports.corrections_of(self.preview))
        except Refused as refusal:
            beside_field(form, refusal)
            return self.shown(form, 422)
        messages.success(self.request, told(vars(taken)))
        return redirect(self.addresses.text())

    def _shift(self, pressed: str) -> None:
        """``up``, ``down``: all headings; ``up-12``: the heading at 12 and those under it."""
        direction, _dash, at = pressed.partition("-")
        if direction not in ("up", "down") or (
            at and not (at.isascii() and at.isdigit() and int(at) in self.page.object_list)
        ):
            return
        by = 1 if direction == "down" else -1
        imports.correct(self.preview, imports.shifted(self.preview, by, section=int(at) if at else None))

    def _indexes(self) -> list[int]:
        everything = range(len(self.preview.blocks))
        if self.part == "alles":
            return list(everything)
        if self.part == "aandacht":
            remarked = {remark.block for remark in self.remarks}
            return [at for at in everything if at in remarked or self.preview.blocks[at]["kind"] == Kind.FIGURE]
        kept = imports.corrections_of(self.preview)
        return [at for at in everything if self._is_heading(at, kept)]

    def _is_heading(self, at: int, kept: Mapping) -> bool:
        kinds = {self.preview.blocks[at]["kind"], kept[at].kind if at in kept else None}
        return bool(kinds & {Kind.HEADING, Kind.ANNEX_HEADING})

    def shown(self, form: PreviewForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "preview": self.preview,
            "items": self._items(form),
            "page": self.page,
            "part": self.part,
            "parts": self._parts(),
            "remarks": [remark.message for remark in self.remarks if remark.block is None],
            "outlook": told(imports.outlook(self.preview)),
            "text_url": self.addresses.text(),
        }
        return render(self.request, "texts/import_preview.html", context, self.extra, status)

    def _parts(self) -> list[tuple[str, str]]:
        return list(zip(PARTS, (_("Headings"), _("Pictures and remarks"), _("Everything")), strict=True))

    def _items(self, form: PreviewForm) -> list[Item]:
        coming = imports.coming(self.preview)
        labels = preview_addresses(coming)
        by_block: dict[int, list[str]] = {}
        for remark in self.remarks:
            if remark.block is not None:
                by_block.setdefault(remark.block, []).append(remark.message)
        return [self._item(form, at, coming.get(at), labels.get(at, ""), by_block.get(at, [])) for at in self.page]

    def _item(self, form, at: int, block: Block | None, label: str, remarks: list[str]) -> Item:
        data = self.preview.blocks[at]
        as_read = from_data(data)
        words = _plain(block or as_read)
        return Item(
            at=at,
            label=label,
            words=words[:_EXCERPT],
            rest=words[_EXCERPT:],
            style=data.get("hint", {}).get("style", ""),
            remarks=remarks,
            figure=self.addresses.figure(as_read.asset) if as_read.asset else "",
            choice=form[f"as-{at}"],
            alt=form[f"alt-{at}"] if f"alt-{at}" in form.fields else None,
            dropped=block is None,
            is_heading=bool(block and block.kind == Kind.HEADING),
            below=self._below(at),
        )

    def _below(self, at: int) -> int:
        """In the list of headings: how many paragraphs stand under this one."""
        if self.part != PARTS[0]:
            return 0
        listed = list(self.page)
        index = listed.index(at)
        if index + 1 < len(listed):
            return listed[index + 1] - at - 1
        following = [other for other in self.page.paginator.object_list if other > at]
        return (following[0] if following else len(self.preview.blocks)) - at - 1


def _plain(block: Block) -> str:
    return table_plain(block.notation) if block.kind == Kind.TABLE else to_plain(block.notation)


def told(counts: Mapping[str, int]) -> str:
    """In one sentence what an import does, or did."""
    words = {
        "added": _("%(count)s new"),
        "edited": _("%(count)s edited"),
        "moved": _("%(count)s moved"),
        "kept": _("%(count)s unchanged"),
        "removed": _("%(count)s taken out"),
    }
    parts = [text % {"count": counts[name]} for name, text in words.items() if counts.get(name)]
    return _("Paragraphs: %(parts)s.") % {"parts": ", ".join(parts)}
