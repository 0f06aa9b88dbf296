"""Which variants together carry the most support: for the secretary and the chair, and for nobody else."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raadzaal.advice import actions, queries
from raadzaal.advice.addresses import TextAddresses
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.variant_forms import PackageForm
from raadzaal.advice.views.acting import dossier_of
from raadzaal.advice.views.dossier import frame
from raadzaal.deliberation.packages import find
from raadzaal.deliberation.presenting_packages import found_view
from raadzaal.deliberation.queries.packages import question
from raadzaal.deliberation.queries.variants import gone_forks
from raadzaal.procedure import engine
from raadzaal.procedure.refusals import NotAllowed, Refused, Stale
from raadzaal.texts.presenters import cited
from raadzaal.texts.queries import current
from raadzaal.ui.fields import beside_field

AT_FIRST, LONGER = 5, 20


@require_http_methods(["GET", "HEAD", "POST"])
def packages(request, public_id: str):
    """Finds at most so many seconds; pressing the button searches longer. A package is taken over as one act."""
    advice = dossier_of(request, public_id)
    if not queries.may_find_packages(advice, request.actor):
        raise Http404
    if request.method != "POST":
        return _page(request, advice)
    if isinstance(engine.permit(AdviceProcedure.choose_variant, advice, request.actor).refusal, NotAllowed):
        raise Http404
    return _take_over(request, advice)


def _take_over(request, advice: Advice):
    form = PackageForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.choose_variant(advice, actor=request.actor, choices=form.choices(), **told)
        except Refused as refusal:
            beside_field(form, refusal)
            return _page(request, advice, form, status=409 if isinstance(refusal, Stale) else 422)
        messages.success(request, _("The package has been taken over: its words are in the text."))
        return HttpResponseRedirect(TextAddresses(advice).text())
    return _page(request, advice, form, status=422)


def _page(request, advice: Advice, form: PackageForm | None = None, status: int = 200):
    seconds = LONGER if request.GET.get("langer") == "1" else AT_FIRST
    asked = question(advice)
    labels = {line.node_id: cited(line) for line in current(advice.work)} if advice.work else {}
    found, refusal = None, None
    try:
        found = found_view(find(asked.problem, seconds=seconds), asked, labels)
    except Refused as why:
        refusal = why
    permit = engine.permit(AdviceProcedure.choose_variant, advice, request.actor)
    context = {
        "found": found,
        "refusal": refusal,
        "seconds": seconds,
        "longer": LONGER,
        "revision": advice.revision,
        "form": form or PackageForm(),
        "may_choose": permit.ok,
        "why_not": None if isinstance(permit.refusal, NotAllowed) else permit.refusal,
        "gone": gone_forks(advice).count(),
    }
    return render(request, "advice/packages.html", frame(request, advice, "packages") | context, status=status)
