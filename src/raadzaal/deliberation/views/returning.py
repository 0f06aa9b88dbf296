"""An organisation takes the draft along in Word, brings it back, and looks over what lands where."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from raadzaal.council import profile
from raadzaal.deliberation import actions, queries, wording
from raadzaal.deliberation.actions.drafts import version
from raadzaal.deliberation.actions.returned import LANDED, Choice
from raadzaal.deliberation.forms import LandingForm, ReturnedForm
from raadzaal.deliberation.models import Invitation, Position, ReturnedPreview
from raadzaal.deliberation.presenting import landing_view, stances
from raadzaal.deliberation.views.replying import ORGANISATION, find_invitation, frame, reply_of
from raadzaal.files.sniffing import DOCX
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.models import Milestone
from raadzaal.texts.queries import frozen
from raadzaal.texts.word_redline import render_redline_for_reply
from raadzaal.texts.word_reply import render_for_reply
from raadzaal.texts.word_returned import Warned

PER_PAGE = 25
_FIELD = re.compile(r"(entries|loose)-(\d{1,6})-do")


@require_safe
def word(request, public_id: str):
    """The frozen draft, in which each paragraph is known again when the file comes back."""
    invitation = find_invitation(request, public_id)
    earlier = queries.earlier_draft(request.actor, invitation) if "verschil" in request.GET else None
    name = slugify(f"{invitation.round.case.local_title}-{invitation.organisation}")[:100]
    response = HttpResponse(_draft(invitation, earlier), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _draft(invitation: Invitation, earlier: Milestone | None) -> bytes:
    """With what changed since *earlier*, where that is asked for."""
    document, identity = wording.document_of(invitation), wording.identity_of(invitation)
    if earlier is None:
        return render_for_reply(document, identity=identity)
    before, author = wording.document_of(invitation, frozen(earlier)), str(profile.active().name)
    return render_redline_for_reply(
        before, document, author=author, at=invitation.round.milestone.frozen_at, identity=identity
    )


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request, public_id: str):
    invitation = find_invitation(request, public_id)
    form = ReturnedForm(request.POST, request.FILES) if request.method == "POST" else ReturnedForm()
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.take_returned(invitation, form.cleaned_data["file"], actor=request.actor)
            return HttpResponseRedirect(_preview_url(request, invitation, taken))
        except Refused as refusal:
            form.add_error("file", str(refusal))
    context = frame(request, invitation) | {
        "form": form,
        "earlier": queries.previews_visible(request.actor, invitation),
        "earlier_draft": queries.earlier_draft(request.actor, invitation),
    }
    return render(request, "deliberation/returned.html", context, status=422 if form.errors else 200)


def _preview_url(request, invitation: Invitation, preview: ReturnedPreview) -> str:
    url = reverse("deliberation:returned_preview", args=[invitation.round.public_id, preview.public_id])
    chosen = request.POST.get(ORGANISATION) or request.GET.get(ORGANISATION, "")
    return f"{url}?{ORGANISATION}={chosen}" if chosen else url


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, public_id: str, preview_id: str):
    invitation = find_invitation(request, public_id)
    found = queries.previews_visible(request.actor, invitation).filter(public_id=preview_id).first()
    if found is None:
        raise Http404
    found.invitation = invitation
    looking = _Looking(request, invitation, found)
    return looking.posted() if request.method == "POST" else looking.shown()


@dataclass
class _Looking:
    request: object
    invitation: Invitation
    preview: ReturnedPreview

    def posted(self) -> HttpResponse:
        chosen = self._all() if "all" in self.request.POST else self._chosen()
        before = self.preview.open_count
        try:
            refused = actions.land(self.preview, chosen["entries"], chosen["loose"], actor=self.request.actor)
        except Refused as refusal:
            return self.shown(status=422, refusal=refusal)
        done = before - self.preview.open_count
        if done:
            told = ngettext("%(count)s point was dealt with.", "%(count)s points were dealt with.", done) % {
                "count": done
            }
            messages.success(self.request, told)
        if refused:
            conflict = any(refusal.code == "changed_meanwhile" for refusal in refused.values())
            return self.shown(status=409 if conflict else 422, refused=refused)
        return HttpResponseRedirect(_preview_url(self.request, self.invitation, self.preview))

    def _chosen(self) -> dict[str, dict[int, Choice]]:
        chosen: dict[str, dict[int, Choice]] = {"entries": {}, "loose": {}}
        for kind, at in self._posted():
            form = LandingForm(self.request.POST, prefix=f"{kind}-{at}")
            if self.request.POST[f"{kind}-{at}-do"] in LandingForm.DO:
                chosen[kind][at] = _choice(form)
        return chosen

    def _posted(self) -> list[tuple[str, int]]:
        names = [found for name in self.request.POST if (found := _FIELD.fullmatch(name))]
        return [(found[1], int(found[2])) for found in names]

    def _all(self) -> dict[str, dict[int, Choice]]:
        """Everything that has a paragraph where the organisation wrote nothing itself, as it stands in the file."""
        stance = self.request.POST.get("stance-all", "")
        return {
            "loose": {},
            "entries": {
                at: Choice("land", stance, entry["reason"], entry["proposed"])
                for at, entry in enumerate(self.preview.entries)
                if not entry["status"] and entry["node"] not in self.own
            },
        }

    @cached_property
    def own(self) -> dict[str, Position]:
        """The organisation's draft so far, by paragraph."""
        reply = reply_of(self.invitation)
        given = reply.positions.select_related("node") if reply else ()
        return {position.node.public_id: position for position in given}

    def shown(self, status: int = 200, refused=None, refusal: Refused | None = None) -> HttpResponse:
        refused = refused or {}
        self.__dict__.pop("own", None)
        lines = {line.node.public_id: line for line in queries.replies.lines(self.invitation.round)}
        waiting = [
            (kind, at)
            for kind in ("entries", "loose")
            for at, row in enumerate(getattr(self.preview, kind))
            if not row["status"]
        ]
        page = Paginator(waiting, PER_PAGE).get_page(self.request.GET.get("page"))
        rows = [self._row(kind, at, lines, refused) for kind, at in page]
        context = frame(self.request, self.invitation) | {
            "preview": self.preview,
            "rows": rows,
            "page": page,
            "stances": stances(),
            "refusal": refusal,
            "warnings": [Warned(**each).message for each in self.preview.warnings],
            "landed": [
                lines[row["node"]] for row in self.preview.entries if row["status"] == LANDED and row["node"] in lines
            ],
            "places": [line for line in lines.values() if line.revision.block.is_citable],
            "waiting": len(waiting),
        }
        return render(self.request, "deliberation/returned_preview.html", context, status=status)

    def _row(self, kind: str, at: int, lines, refused):
        row = getattr(self.preview, kind)[at]
        own = self.own.get(row.get("node", ""))
        error = refused.get((kind, at))
        typed = LandingForm(self.request.POST, prefix=f"{kind}-{at}") if error else None
        return landing_view(
            f"{kind}-{at}",
            row,
            lines.get(row.get("node") or row.get("near", "")),
            own,
            version(own),
            typed=_choice(typed) if typed else None,
            error=str(error or ""),
        )


def _choice(form: LandingForm) -> Choice:
    """As typed also where a field is refused: the action refuses it again, beside the point it is about."""
    form.is_valid()
    said = {name: form.cleaned_data.get(name, form[name].data or "") for name in form.fields}
    return Choice(**said)
