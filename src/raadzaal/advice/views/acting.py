"""Taking a step: a page that asks what the step needs, and does it."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raadzaal.advice import actions, queries
from raadzaal.advice.forms import FORMS, FileForm, InitiateForm, StepForm
from raadzaal.advice.lacking import lacking
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.meetings.forms import RollCallForm
from raadzaal.meetings.models import Decision
from raadzaal.procedure import engine, refusals
from raadzaal.procedure.refusals import NotAllowed, Refused, SentTwice, Stale
from raadzaal.procedure.vocabulary import Step
from raadzaal.ui.fields import beside_field
from raadzaal.ui.typed import what_was_typed


def dossier_of(request, public_id: str) -> Advice:
    """The dossier, where its reader works on it; the same 404 as for one that does not exist."""
    return get_object_or_404(queries.with_parts(queries.visible(request.actor)), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request, public_id: str, name: str):
    step, form_class = _step(name)
    advice = queries.with_parts(queries.visible(request.actor)).filter(public_id=public_id).first()
    permit = engine.permit(step, advice, request.actor) if advice else None
    if permit is None or isinstance(permit.refusal, NotAllowed):
        return _not_theirs(request, public_id, step)
    forms = _forms(request, advice, form_class, step)
    if request.method == "POST" and all(form.is_valid() for form in forms):
        try:
            getattr(actions, step.name)(advice, actor=request.actor, **_evidence(forms))
        except SentTwice as told:
            messages.info(request, str(told))
            return HttpResponseRedirect(reverse("advice:dossier", args=[advice.public_id]))
        except Refused as refusal:
            return _again(request, advice, step, forms, refusal)
        messages.success(request, f"{step.done}.")
        return HttpResponseRedirect(reverse("advice:dossier", args=[advice.public_id]))
    status = 422 if request.method == "POST" else 200
    return _page(request, advice, step, forms, permit, status=status)


def _not_theirs(request, public_id: str, step: Step):
    """Who may not take the step sees no page for it. Who tries all the same, as when a term ended since the page was opened,
    is told so, gets back what was typed, and the journal tells of it; but only where the dossier is public anyway.
    """
    advice = queries.public().filter(public_id=public_id).first() if request.method == "POST" else None
    if advice is None:
        raise Http404
    refusal = NotAllowed(roles=refusals.names(step.by))
    _tell(step, refusal, request.actor, advice)
    context = {"step": step, "refusal": refusal, "typed": what_was_typed(request)}
    return render(request, "advice/not_theirs.html", context, status=403)


def _tell(step: Step, refusal: Refused, actor, advice: Advice) -> None:
    engine.refused(step.kind, refusal, actor=actor, subject=f"advice:{advice.public_id}", dossier=advice.public_id)


def _step(name: str) -> tuple[Step, type[StepForm]]:
    if name not in FORMS:
        raise Http404
    return AdviceProcedure.step(name), FORMS[name]


def _forms(request, advice: Advice, form_class, step: Step) -> list:
    data = request.POST if request.method == "POST" else None
    forms = [form_class(data, advice=advice, actor=request.actor, initial={"revision": advice.revision})]
    if step.name == "adopt" and (item := advice.agenda_items.order_by("pk").last()):
        called = data is not None and data.get("method") == Decision.Method.ROLL_CALL
        forms.append(RollCallForm(item.meeting, data if called else None))
        if data is not None and not called:
            return forms[:1]
    return forms


def _evidence(forms: list) -> dict:
    first, *votes = forms
    told = first.cleaned_data
    evidence = first.evidence() | {"revision": told.get("revision"), "sent": told["sent"]}
    if votes:
        evidence["votes"] = votes[0].votes()
    return evidence


def _again(request, advice: Advice, step: Step, forms: list, refusal: Refused):
    """Everything typed is kept; the refusal stands beside the field it is about; the journal tells of it."""
    _tell(step, refusal, request.actor, advice)
    form = forms[0]
    beside_field(form, refusal)
    if isinstance(refusal, Stale):
        form.data = form.data.copy()
        form.data["revision"] = Advice.objects.values_list("revision", flat=True).get(pk=advice.pk)
    return _page(request, advice, step, forms, None, status=409 if isinstance(refusal, Stale) else 422)


def _page(request, advice: Advice, step: Step, forms: list, permit, *, status: int):
    context = {
        "advice": advice,
        "step": step,
        "form": forms[0],
        "votes": forms[1] if len(forms) > 1 else None,
        "refusal": permit.refusal if permit else None,
        "letters": step.letter,
        "lacking": lacking(step, advice, request.actor),
        "trail": trail(advice, step.label),
        "workspace_current": advice.public_id,
    }
    return render(request, "advice/act.html", context, status=status)


def trail(advice: Advice, *here) -> list[dict]:
    """From one's work through the dossier to here; without ``here`` the dossier itself is where one is."""
    dossier = {"label": advice.local_title, "url": reverse("advice:dossier", args=[advice.public_id])}
    places = [{"label": _("My work"), "url": reverse("workspace:home")}, dossier | {"current": not here}]
    return places + [{"label": str(label), "current": True} for label in here]


BEGINNINGS = {"file": (AdviceProcedure.file, FileForm), "initiate": (AdviceProcedure.initiate, InitiateForm)}


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, name: str):
    """File a request, or start on the council's own initiative."""
    step, form_class = BEGINNINGS[name]
    if not may_begin(name, request.actor):
        raise Http404
    form = form_class(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            advice = getattr(actions, name)(actor=request.actor, **form.evidence())
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, f"{step.done}.")
            return HttpResponseRedirect(reverse("advice:dossier", args=[advice.public_id]))
    context = {
        "step": step,
        "form": form,
        "trail": [{"label": _("My work"), "url": reverse("workspace:home")}, {"label": step.label, "current": True}],
    }
    return render(request, "advice/begin.html", context, status=422 if form.errors else 200)


def may_begin(name: str, actor) -> bool:
    step, _form = BEGINNINGS[name]
    return bool(actor.roles() & {role.key for role in step.by})
