"""From the dossier to the reactions of its last round, and the answer to each remark."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raadzaal.advice import actions, queries
from raadzaal.advice.forms import DisposeForm
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.views.acting import dossier_of
from raadzaal.advice.views.dossier import frame
from raadzaal.deliberation.models import Position
from raadzaal.procedure import engine
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.ui.fields import beside_field


@require_safe
def reactions(request, public_id: str):
    advice = dossier_of(request, public_id)
    if not queries.may_read_draft(advice, request.actor):
        raise Http404
    running = advice.rounds.last()
    if running is not None and queries.may_read_reactions(advice, request.actor):
        return HttpResponseRedirect(reverse("deliberation:reactions", args=[running.public_id]))
    return render(request, "advice/no_round.html", frame(request, advice, "reactions") | {"round": running})


@require_http_methods(["GET", "HEAD", "POST"])
def dispose(request, public_id: str, position_id: str):
    """Answer one remark; a remark that was not sent does not exist here."""
    advice = dossier_of(request, public_id)
    if isinstance(engine.permit(AdviceProcedure.dispose, advice, request.actor).refusal, NotAllowed):
        raise Http404
    position = get_object_or_404(
        Position.objects.select_related("reply__invitation__organisation", "reply__invitation__round", "node"),
        public_id=position_id,
        reply__submitted_at__isnull=False,
        reply__invitation__round__case=advice.pk,
    )
    standing = getattr(position, "disposition", None)
    initial = {"outcome": standing.outcome, "reason": standing.reason} if standing else {}
    form = DisposeForm(
        request.POST if request.method == "POST" else None, advice=advice, actor=request.actor, initial=initial
    )
    back = reverse("deliberation:reactions", args=[position.reply.invitation.round.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.dispose(advice, actor=request.actor, position=position, **form.evidence())
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("The remark has been answered."))
            return HttpResponseRedirect(f"{back}#p-{position.node.public_id}")
    context = {"form": form, "position": position, "back": back}
    return render(
        request,
        "advice/dispose.html",
        frame(request, advice, "reactions") | context,
        status=422 if form.errors else 200,
    )
