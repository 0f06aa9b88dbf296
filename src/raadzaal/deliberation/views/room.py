"""An organisation's own room: for its coordinator who is in it, for who was let in the draft to say something of."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raadzaal.deliberation import actions, presenting, queries
from raadzaal.deliberation.models import Guest, Invitation
from raadzaal.deliberation.queries import room as rooms
from raadzaal.deliberation.queries.rounds import IN_ORGANISATION, scopes
from raadzaal.deliberation.queries.time import may_write
from raadzaal.deliberation.room_forms import ROOM_FORMS, RemarkForm
from raadzaal.deliberation.scale import scale_of
from raadzaal.deliberation.views.replying import ORGANISATION, find_invitation, frame, query_of, trail, url_of
from raadzaal.procedure.refusals import Refused
from raadzaal.ui.fields import beside_field

COORDINATES = "organisation_coordinator"


@require_http_methods(["GET", "HEAD", "POST"])
def room(request, public_id: str):
    """For somebody of the organisation who is in the room; for a guest the draft. The same 404 for others as for no round."""
    guest = _guest(request, public_id)
    if guest is not None:
        if request.method == "POST":
            raise Http404
        return _guest_page(request, guest)
    invitation = find_invitation(request, public_id)
    if request.method != "POST":
        return _people_page(request, invitation)
    _only_coordinator(request, invitation)
    do = request.POST.get("do", "")
    if do == "out":
        return _show_out(request, invitation)
    if do not in ROOM_FORMS:
        raise Http404
    form = ROOM_FORMS[do](request.POST, invitation=invitation, prefix=do)
    if form.is_valid():
        try:
            told = _carry_out(request, invitation, do, form.cleaned_data)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, told)
            return HttpResponseRedirect(url_of(request, invitation, "room"))
    return _people_page(request, invitation, {do: form}, status=422)


def _carry_out(request, invitation: Invitation, do: str, given: dict) -> str:
    if do == "group":
        actions.open_group(invitation, actor=request.actor, **given)
        return _("The group can be asked now.")
    if do == "people":
        actions.let_in(invitation, actor=request.actor, **given)
        return _("They are in the room from now on.")
    actions.invite(invitation, actor=request.actor, site=request.build_absolute_uri("/"), **given)
    return _("An invitation has been mailed.")


def _show_out(request, invitation: Invitation):
    guest = get_object_or_404(rooms.in_room(invitation), public_id=request.POST.get("guest", ""))
    try:
        actions.show_out(invitation, guest, actor=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s sees the room no more.") % {"name": guest.name})
    return HttpResponseRedirect(url_of(request, invitation, "room"))


def _only_coordinator(request, invitation: Invitation) -> None:
    if not request.actor.holds(COORDINATES, invitation.organisation.public_id):
        raise Http404


def _people_page(request, invitation: Invitation, forms: dict | None = None, *, status: int = 200):
    typed = forms or {}
    said = rooms.remarks_visible(request.actor, invitation)
    context = frame(request, invitation) | {
        "guests": rooms.in_room(invitation),
        "groups": invitation.inner_groups.all(),
        "forms": {key: typed.get(key) or made(invitation=invitation, prefix=key) for key, made in ROOM_FORMS.items()},
        "said": said.count(),
        "open_said": said.filter(taken_at=None).count(),
        "trail": trail(invitation.round, _("Your own room")),
    }
    return render(request, "deliberation/room.html", context, status=status)


def _guest(request, public_id: str) -> Guest | None:
    """The room that the reader was let into, the chosen one where there are two; who is of the organisation is no guest."""
    chosen = request.POST.get(ORGANISATION) or request.GET.get(ORGANISATION, "")
    inside = scopes(request.actor, IN_ORGANISATION)
    found = [
        each
        for each in rooms.guests_of(request.actor).filter(invitation__round__public_id=public_id)
        if each.invitation.organisation.public_id not in inside
    ]
    if chosen:
        return next((each for each in found if each.invitation.organisation.public_id == chosen), None)
    own = queries.invitations_of(request.actor).filter(round__public_id=public_id).exists()
    return found[0] if found and not own else None


def _guest_page(request, guest: Guest, refused=None, *, status: int = 200):
    """*refused* is (node's public id, what was typed, why)."""
    invitation = guest.invitation
    remarks = rooms.by_paragraph(rooms.remarks_visible(request.actor, invitation), request.actor)
    places = [
        presenting.inner_view(line, remarks.get(line.node_id, ()), refused)
        for line in queries.replies.lines(invitation.round)
    ]
    reply = getattr(invitation, "reply", None)
    sent = reply is not None and reply.submitted_at is not None
    others = rooms.guests_of(request.actor).filter(invitation__round=invitation.round_id).exclude(pk=guest.pk)
    context = {
        "round": invitation.round,
        "invitation": invitation,
        "guest": guest,
        "places": places,
        "stances": scale_of(invitation.round),
        "editable": may_write(invitation) and not sent,
        "sent": sent,
        "others": others,
        "query": query_of(invitation, always=others.exists()),
        "trail": [
            {"label": _("My work"), "url": reverse("workspace:home")},
            {"label": invitation.round.case.local_title, "current": True},
        ],
    }
    return render(request, "deliberation/inner.html", context, status=status)


@require_POST
def save_remark(request, public_id: str, node_id: str):
    guest = _guest(request, public_id)
    invitation = guest.invitation if guest else find_invitation(request, public_id)
    lines = invitation.round.milestone.lines.select_related("node")
    line = get_object_or_404(lines, node__public_id=node_id)
    form = RemarkForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(next(iter(form.errors.values()))[0], code="invalid")
        actions.save_remark(invitation, line.node, actor=request.actor, **form.cleaned_data)
    except Refused as refusal:
        if guest is None:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(f"{url_of(request, invitation)}#p-{node_id}")
        typed = {name: form.data.get(name, "") for name in form.fields}
        return _guest_page(request, guest, (node_id, typed, str(refusal)), status=422)
    return HttpResponseRedirect(f"{url_of(request, invitation, 'room' if guest else 'round')}#p-{node_id}")


@require_POST
def take_over(request, public_id: str, remark_id: str):
    """Into the reply, with one press of a button."""
    invitation = find_invitation(request, public_id)
    remark = get_object_or_404(rooms.remarks_visible(request.actor, invitation), public_id=remark_id)
    try:
        actions.take_over(remark, actor=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The remark of %(name)s stands in your reaction now.") % {"name": remark.author_name}
        )
    return HttpResponseRedirect(f"{url_of(request, invitation)}#p-{remark.node.public_id}")
