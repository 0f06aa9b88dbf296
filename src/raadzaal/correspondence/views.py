"""A letter as a draft that waits for a person, as sent, and the mail that went out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raadzaal.correspondence import queries
from raadzaal.correspondence.actions import letters
from raadzaal.correspondence.forms import DropForm, LetterForm
from raadzaal.correspondence.models import Letter
from raadzaal.procedure.refusals import Refused, Stale
from raadzaal.ui.fields import beside_field

PER_PAGE = 50


def _letter(request, public_id: str) -> Letter:
    letter = get_object_or_404(Letter.objects.select_related("case"), public_id=public_id)
    if not queries.letters_visible(request.actor, _own_case(letter)).filter(pk=letter.pk).exists():
        raise Http404
    return letter


def _own_case(letter: Letter):
    """The dossier as its own room knows it, with its own people."""
    return getattr(letter.case, letter.case.procedure, letter.case)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, public_id: str):
    """Read, change, send or drop a letter. ``do`` says which button was pressed."""
    found = _letter(request, public_id)
    found.case = _own_case(found)
    writes = queries.may_write(request.actor, found.case) and found.state == Letter.State.DRAFT
    initial = {"subject": found.subject, "body": found.body, "revision": found.revision}
    form = LetterForm(request.POST if request.POST.get("do") in ("save", "send") else None, initial=initial)
    drop = DropForm(request.POST if request.POST.get("do") == "drop" else None)
    status = 200
    if request.method == "POST":
        if not writes:
            raise Http404
        done, status = _do(request, found, form, drop)
        if done:
            return HttpResponseRedirect(reverse("correspondence:letter", args=[found.public_id]))
    context = {
        "letter": found,
        "form": form,
        "drop": drop,
        "writes": writes,
        "with_a_step": found.template in letters.WITH_A_STEP,
        "mails": found.mails.order_by("pk"),
        "trail": [{"label": _("My work"), "url": reverse("workspace:home")}, {"label": found.subject, "current": True}],
        "workspace_current": found.case.public_id,
    }
    return render(request, "correspondence/letter.html", context, status=status)


def _do(request, found: Letter, form: LetterForm, drop: DropForm) -> tuple[bool, int]:
    asked = drop if request.POST.get("do") == "drop" else form
    if not asked.is_valid():
        return False, 422
    try:
        _carry_out(request, found, asked)
    except Refused as refusal:
        beside_field(asked, refusal)
        return False, 409 if isinstance(refusal, Stale) else 422
    return True, 200


def _carry_out(request, found: Letter, asked) -> None:
    if isinstance(asked, DropForm):
        letters.drop(found, actor=request.actor, reason=asked.cleaned_data["reason"])
        messages.success(request, _("The letter will not be sent."))
        return
    words = asked.cleaned_data
    if (words["subject"], words["body"]) != (found.subject, found.body):
        letters.rewrite(found, actor=request.actor, **words)
    if request.POST.get("do") == "send":
        letters.send(found, actor=request.actor)
        messages.success(request, _("The letter has been sent."))
    else:
        messages.success(request, _("The letter has been saved."))


@require_safe
def outbox(request):
    """Mail that went out or waits, for the secretariat."""
    if not request.actor.roles() & queries.HOUSE:
        raise Http404
    page = Paginator(queries.outbox(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "trail": [
            {"label": _("My work"), "url": reverse("workspace:home")},
            {"label": _("Sent mail"), "current": True},
        ],
    }
    return render(request, "correspondence/outbox.html", context)
