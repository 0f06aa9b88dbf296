"""The letter in which a minister answers, and what it says of each recommendation."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raadzaal.advice import actions
from raadzaal.advice.forms import ResponseForm
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.views.acting import dossier_of, trail
from raadzaal.procedure import engine
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.ui.fields import beside_field


@require_http_methods(["GET", "HEAD", "POST"])
def respond(request, public_id: str):
    """Record one letter for the advices it answers: this one, and any other that it names; ``?deels=1`` begins with a part."""
    advice = dossier_of(request, public_id)
    if isinstance(engine.permit(AdviceProcedure.answer, advice, request.actor).refusal, NotAllowed):
        raise Http404
    step = AdviceProcedure.answer_in_part if "deels" in request.GET else AdviceProcedure.answer
    begun = {"partly": [advice.pk]} if step is AdviceProcedure.answer_in_part else {}
    form = ResponseForm(request.POST or None, advice=advice, actor=request.actor, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            actions.register_response(actor=request.actor, on=None, **form.evidence())
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("The answer has been recorded."))
            return HttpResponseRedirect(reverse("advice:dossier", args=[advice.public_id]))
    context = {"advice": advice, "form": form, "step": step, "trail": trail(advice, step.label)}
    return render(request, "advice/respond.html", context, status=422 if form.errors else 200)
