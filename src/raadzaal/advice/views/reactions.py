"""From the dossier to the reactions of its last round, and the answer to each remark."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raadzaal.advice import actions, queries
from raadzaal.advice.answer_forms import DisposeForm
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.views.acting import dossier_of
from raadzaal.advice.views.dossier import frame
from raadzaal.deliberation.actions.answers import AnsweredMeanwhile
from raadzaal.deliberation.changes import change_of
from raadzaal.deliberation.models import Disposition, Position
from raadzaal.procedure import engine
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.procedure.vocabulary import Step
from raadzaal.ui.fields import beside_field

BACK, FOLLOWING = "back", "following"
LONGEST_QUERY = 500


@require_safe
def reactions(request, public_id: str):
    advice = dossier_of(request, public_id)
    if not queries.may_read_draft(advice, request.actor):
        raise Http404
    running = advice.rounds.last()
    if running is not None and queries.may_read_reactions(advice, request.actor):
        return HttpResponseRedirect(reverse("deliberation:reactions", args=[running.public_id]))
    return render(request, "advice/no_round.html", frame(request, advice, "reactions") | {"round": running})


def remark_or_404(request, public_id: str, position_id: str, step: Step) -> tuple[Advice, Position]:
    """For who may take *step*. A remark that was not sent does not exist here."""
    advice = dossier_of(request, public_id)
    if isinstance(engine.permit(step, advice, request.actor).refusal, NotAllowed):
        raise Http404
    parts = ("reply__invitation__organisation", "reply__invitation__round__milestone", "node__work", "disposition")
    position = get_object_or_404(
        Position.objects.select_related(*parts),
        public_id=position_id,
        reply__submitted_at__isnull=False,
        reply__invitation__round__case=advice.pk,
    )
    return advice, position


def back_to(request, position: Position) -> str:
    """The working table as it was narrowed, at the remark that comes next, else at the paragraph."""
    given = request.POST if request.method == "POST" else request.GET
    kept = QueryDict(given.get(BACK, "")[:LONGEST_QUERY] if request.method == "POST" else request.GET.urlencode())
    query = urlencode({name: value for name, value in kept.items() if name.isalpha()})
    following = given.get(FOLLOWING, "")
    here = f"p-{position.node.public_id}" if position.node else f"g-{position.public_id}"
    place = f"r-{following}" if following.isalnum() and len(following) <= 26 else here
    table = reverse("deliberation:reactions", args=[position.reply.invitation.round.public_id])
    return f"{table}{'?' if query else ''}{query}#{place}"


def kept_query(request) -> str:
    """What leads back, for the form to send along."""
    return request.POST.get(BACK, "")[:LONGEST_QUERY] if request.method == "POST" else request.GET.urlencode()


@require_http_methods(["GET", "HEAD", "POST"])
def dispose(request, public_id: str, position_id: str):
    """Answer one remark, or see what became of it: the words that changed, and earlier answers."""
    advice, position = remark_or_404(request, public_id, position_id, AdviceProcedure.dispose)
    standing = getattr(position, "disposition", None)
    form = DisposeForm(
        request.POST if request.method == "POST" else None,
        advice=advice,
        actor=request.actor,
        standing=standing,
        initial={"outcome": standing.outcome, "reason": standing.reason} if standing else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            evidence = form.evidence() | {"sent": form.cleaned_data["sent"]}
            actions.dispose(advice, actor=request.actor, position=position, **evidence)
        except AnsweredMeanwhile as conflict:
            return _compared(request, advice, position, conflict)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("The remark has been answered."))
            return HttpResponseRedirect(back_to(request, position))
    return _page(request, advice, position, form, standing, status=422 if form.errors else 200)


def _compared(request, advice: Advice, position: Position, conflict: AnsweredMeanwhile):
    """Both answers; mine is kept in the form, and can be given in place of theirs with a reason."""
    outcome, reason = conflict.mine
    initial = {"outcome": outcome, "reason": reason, "seen": conflict.standing.number}
    form = DisposeForm(advice=advice, actor=request.actor, standing=conflict.standing, initial=initial)
    label = Disposition.Outcome(outcome).label
    return _page(
        request, advice, position, form, conflict.standing, status=409, conflict=conflict, mine=(label, reason)
    )


def _page(request, advice: Advice, position: Position, form, standing: Disposition | None, *, status: int, **more):
    context = {
        "form": form,
        "position": position,
        "standing": standing,
        "earlier": standing.earlier.all() if standing else (),
        "change": change_of(position),
        "may_answer": engine.permit(AdviceProcedure.dispose, advice, request.actor).ok,
        "back": back_to(request, position),
        "kept": kept_query(request),
        "following": request.POST.get(FOLLOWING, ""),
    }
    return render(request, "advice/dispose.html", frame(request, advice, "reactions") | context | more, status=status)
