"""An organisation reads the draft and reacts, paragraph by paragraph."""

from dataclasses import replace

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raadzaal.deliberation import actions, presenting, queries
from raadzaal.deliberation.actions.drafts import version
from raadzaal.deliberation.forms import GeneralForm, PositionForm
from raadzaal.deliberation.models import Invitation, Position, Reply, Round
from raadzaal.deliberation.presenting import inner_remark
from raadzaal.deliberation.presenting_variants import Variants, with_variants
from raadzaal.deliberation.queries.coordinators import without_coordinator
from raadzaal.deliberation.queries.room import by_paragraph, remarks_visible
from raadzaal.deliberation.queries.time import last_request, may_write, too_late
from raadzaal.deliberation.room_forms import MandateForm
from raadzaal.deliberation.scale import scale_of
from raadzaal.journal import clock
from raadzaal.procedure.refusals import Refused

ORGANISATION = "organisatie"


def find_round(request, public_id: str) -> Round:
    return get_object_or_404(queries.rounds_visible(request.actor), public_id=public_id)


def find_invitation(request, public_id: str) -> Invitation:
    """The invitation of the reader's organisation; the same 404 for a round of others as for none.

    Who acts for two says for which: what is said for the one never lands with the other by mistake.
    """
    running = find_round(request, public_id)
    chosen = request.POST.get(ORGANISATION) or request.GET.get(ORGANISATION, "")
    invitation = queries.invitation_of(request.actor, running, chosen)
    if invitation is None or (not chosen and _own(request, running).count() > 1):
        raise Http404
    return invitation


def reply_of(invitation: Invitation) -> Reply | None:
    return getattr(invitation, "reply", None)


def trail(running: Round, here: str) -> list[dict]:
    """From one's work through the dossier, where it has a page, to here."""
    try:
        dossier = reverse("advice:dossier", args=[running.case.public_id])
    except NoReverseMatch:
        dossier = ""
    return [
        {"label": _("My work"), "url": reverse("workspace:home")},
        {"label": running.case.local_title, "url": dossier},
        {"label": here, "current": True},
    ]


@require_safe
def round_(request, public_id: str):
    """For an organisation the draft with its reaction; who is of the committee only goes to the reactions."""
    running = find_round(request, public_id)
    if not _own(request, running).exists():
        return HttpResponseRedirect(reverse("deliberation:reactions", args=[running.public_id]))
    if ORGANISATION not in request.GET and _own(request, running).count() > 1:
        context = {"round": running, "own": _own(request, running), "trail": trail(running, _("Your reaction"))}
        return render(request, "deliberation/for_whom.html", context)
    invitation = find_invitation(request, public_id)
    actions.mark_opened(invitation, actor=request.actor)
    return page(request, invitation)


def _own(request, running: Round) -> QuerySet[Invitation]:
    return queries.invitations_of(request.actor).filter(round=running)


def page(
    request, invitation: Invitation, *, refused=None, ranked=None, general: GeneralForm | None = None, status: int = 200
):
    """*refused* is (node's public id, what was typed, why), *ranked* the same of an order of variants."""
    reply = reply_of(invitation)
    places = queries.places(invitation.round, reply)
    variants = Variants(invitation, reply, places)
    said = by_paragraph(remarks_visible(request.actor, invitation), request.actor)
    views = [with_variants(_place(place, refused), place.line.node_id, variants, ranked) for place in places]
    context = frame(request, invitation) | {
        "places": [
            replace(view, said=[inner_remark(each) for each in said.get(place.line.node_id, ())])
            for view, place in zip(views, places, strict=True)
        ],
        "open_paragraphs": variants.links(),
        "stances": scale_of(invitation.round),
        "complete": queries.completeness(places),
        "general": general or GeneralForm(initial={"general": reply.general if reply else ""}),
    }
    return render(request, "deliberation/round.html", context, status=status)


def _place(place: queries.Place, refused) -> presenting.PlaceView:
    node, typed, why = refused or ("", None, "")
    if place.line.node.public_id != node:
        return presenting.place_view(place, version(place.position))
    return presenting.place_view(place, typed.get("seen", ""), typed, why)


def frame(request, invitation: Invitation) -> dict:
    """What every page of a reply shows around its own part."""
    reply, running = reply_of(invitation), invitation.round
    submitted = reply is not None and reply.submitted_at is not None
    own = list(_own(request, running))
    query = query_of(invitation, always=len(own) > 1)
    may_submit = bool(request.actor.holds("organisation_coordinator", invitation.organisation.public_id))
    return {
        "round": running,
        "invitation": invitation,
        "reply": reply,
        "submitted": submitted,
        "editable": not submitted and may_write(invitation),
        "too_late": too_late(invitation, clock.today()) and not submitted,
        "time_request": last_request(invitation),
        "others_open": queries.replies_open_to(invitation),
        "may_submit": may_submit,
        "alone": not (submitted or may_submit) and bool(without_coordinator([invitation.organisation])),
        "others": [each for each in own if each.pk != invitation.pk],
        "query": query,
        "trail": trail(running, _("Your reaction")),
    }


def query_of(invitation: Invitation, *, always: bool) -> str:
    return f"?{ORGANISATION}={invitation.organisation.public_id}" if always else ""


@require_POST
def save_position(request, public_id: str, node_id: str):
    """Both the button of a paragraph and the page that saves by itself end here."""
    invitation = find_invitation(request, public_id)
    line = get_object_or_404(invitation.round.milestone.lines.select_related("node"), node__public_id=node_id)
    form = PositionForm(request.POST)
    try:
        seen = _save(invitation, line.node, form, request.actor)
    except Refused as refusal:
        return _position_refused(request, invitation, node_id, form, refusal)
    if _wants_json(request):
        return JsonResponse({"seen": seen})
    return HttpResponseRedirect(f"{url_of(request, invitation)}#p-{node_id}")


def _save(invitation: Invitation, node, form: PositionForm, actor) -> str:
    if not form.is_valid():
        field, (error, *_rest) = next(iter(form.errors.items()))
        raise Refused(error, code="invalid", field=field)
    reply = actions.start_reply(invitation, actor=actor)
    position = actions.save_position(reply, node, actor=actor, **form.cleaned_data)
    return version(position)


def _position_refused(request, invitation: Invitation, node_id: str, form: PositionForm, refusal: Refused):
    status = 409 if refusal.code == "changed_meanwhile" else 422
    if _wants_json(request):
        answer = JsonResponse({"error": str(refusal), "field": refusal.field}, status=status)
        answer["Location"] = f"{url_of(request, invitation)}#p-{node_id}"
        return answer
    typed = {name: form.data.get(name, "") for name in form.fields}
    if status == 409:
        typed["seen"] = _seen_now(invitation, node_id)
    return page(request, invitation, refused=(node_id, typed, str(refusal)), status=status)


def _seen_now(invitation: Invitation, node_id: str) -> str:
    """Who has read that a colleague changed it may save over it the next time."""
    return version(Position.objects.filter(reply__invitation=invitation, node__public_id=node_id).first())


def _wants_json(request) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def url_of(request, invitation: Invitation, name: str = "round") -> str:
    url = reverse(f"deliberation:{name}", args=[invitation.round.public_id])
    chosen = request.POST.get(ORGANISATION) or request.GET.get(ORGANISATION, "")
    return f"{url}?{ORGANISATION}={chosen}" if chosen else url


@require_POST
def save_general(request, public_id: str):
    invitation = find_invitation(request, public_id)
    form = GeneralForm(request.POST)
    if form.is_valid():
        try:
            reply = actions.start_reply(invitation, actor=request.actor)
            actions.save_general(reply, form.cleaned_data["general"], actor=request.actor)
        except Refused as refusal:
            form.add_error("general", str(refusal))
    if form.errors:
        return _general_refused(request, invitation, form)
    if _wants_json(request):
        return JsonResponse({})
    return HttpResponseRedirect(f"{url_of(request, invitation)}#algemeen")


def _general_refused(request, invitation: Invitation, form: GeneralForm):
    if _wants_json(request):
        return JsonResponse({"error": form.errors["general"][0]}, status=422)
    return page(request, invitation, general=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request, public_id: str):
    """Look over what is missing, and send."""
    invitation = find_invitation(request, public_id)
    if request.method != "POST":
        return _check_page(request, invitation)
    form = MandateForm(request.POST)
    sent = reply_of(invitation)
    if not form.is_valid() and (sent is None or sent.submitted_at is None):
        return _check_page(request, invitation, form=form)
    try:
        reply = actions.start_reply(invitation, actor=request.actor)
        actions.submit_reply(reply, actor=request.actor, **form.cleaned_data)
    except Refused as refusal:
        return _check_page(request, invitation, refusal=refusal, form=form)
    messages.success(request, _("The reply has been sent to the committee."))
    return HttpResponseRedirect(url_of(request, invitation))


def _check_page(request, invitation: Invitation, refusal: Refused | None = None, form: MandateForm | None = None):
    reply = reply_of(invitation)
    places = queries.places(invitation.round, reply)
    variants = Variants(invitation, reply, places)
    context = frame(request, invitation) | {
        "complete": queries.completeness(places),
        "refusal": refusal,
        "mandate": form or MandateForm(),
        "stances": scale_of(invitation.round),
        "open_paragraphs": variants.links(),
        "contradicting": [words for told in variants.clashes.values() for words in told],
    }
    return render(request, "deliberation/submit.html", context, status=422 if refusal or form else 200)
