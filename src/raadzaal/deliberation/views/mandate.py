"""An organisation's reply as a whole: taken back, confirmed by its own ranks, and more time for it."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raadzaal.deliberation import actions, presenting, queries
from raadzaal.deliberation.actions.drafts import version
from raadzaal.deliberation.forms import PositionForm
from raadzaal.deliberation.models import Invitation, Reply
from raadzaal.deliberation.queries.time import last_request, may_write
from raadzaal.deliberation.room_forms import AskTimeForm, WithdrawForm
from raadzaal.deliberation.scale import scale_of
from raadzaal.deliberation.views.replying import find_invitation, frame, reply_of, trail, url_of
from raadzaal.procedure.refusals import Refused
from raadzaal.ui.fields import beside_field


def _coordinated(request, public_id: str) -> Invitation:
    invitation = find_invitation(request, public_id)
    if not request.actor.holds("organisation_coordinator", invitation.organisation.public_id):
        raise Http404
    return invitation


def _sent(invitation: Invitation) -> Reply:
    reply = reply_of(invitation)
    if reply is None or reply.submitted_at is None:
        raise Http404
    return reply


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, public_id: str):
    """The reply becomes a draft of the organisation's own again."""
    invitation = _coordinated(request, public_id)
    reply = _sent(invitation)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_reply(reply, actor=request.actor, **form.cleaned_data)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("The reply is a draft of your own again."))
            return HttpResponseRedirect(url_of(request, invitation))
    context = frame(request, invitation) | {"form": form, "trail": trail(invitation.round, _("Take the reply back"))}
    return render(request, "deliberation/withdraw.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_reply(request, public_id: str):
    """Everything that was sent, to be confirmed as it is or with changes, in one go."""
    invitation = _coordinated(request, public_id)
    reply = _sent(invitation)
    if not reply.provisional:
        raise Http404
    places = [each for each in queries.places(invitation.round, reply) if each.citable]
    if request.method != "POST":
        return _confirm_page(request, invitation, places)
    typed = {each.line.node.public_id: PositionForm(request.POST, prefix=each.line.node.public_id) for each in places}
    wrong = {key: next(iter(form.errors.values()))[0] for key, form in typed.items() if not form.is_valid()}
    if wrong:
        return _confirm_page(request, invitation, places, typed, wrong=wrong)
    changes = _changes(places, typed) if may_write(invitation) else []
    try:
        actions.confirm_reply(reply, actor=request.actor, changes=changes)
    except Refused as refusal:
        return _confirm_page(request, invitation, places, typed, refusal=refusal)
    messages.success(request, _("The reply is confirmed by your own ranks."))
    return HttpResponseRedirect(url_of(request, invitation))


def _changes(places, typed) -> list[actions.Change]:
    """Only paragraphs that were on the form and say something else than what was sent."""
    found = []
    for each in places:
        form = typed[each.line.node.public_id]
        given = {name: form.cleaned_data[name] for name in ("stance", "reason", "proposed")}
        there = each.position
        was = {name: getattr(there, name) if there else "" for name in given}
        if form.add_prefix("stance") in form.data and given != was:
            found.append(actions.Change(each.line.node, **given))
    return found


def _confirm_page(request, invitation, places, typed=None, *, wrong=None, refusal=None):
    views = []
    for each in places:
        key = each.line.node.public_id
        said = {name: typed[key].data.get(f"{key}-{name}", "") for name in PositionForm.base_fields} if typed else None
        views.append(presenting.place_view(each, version(each.position), said, (wrong or {}).get(key, "")))
    context = frame(request, invitation) | {
        "places": views,
        "stances": scale_of(invitation.round),
        "changeable": may_write(invitation),
        "refusal": refusal,
        "trail": trail(invitation.round, _("Confirm the reply")),
    }
    return render(request, "deliberation/confirm_reply.html", context, status=422 if wrong or refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_time(request, public_id: str):
    """Ask the secretary of the committee for more time."""
    invitation = _coordinated(request, public_id)
    form = AskTimeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_time(invitation, actor=request.actor, **form.cleaned_data)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("The secretary of the committee has been asked."))
            return HttpResponseRedirect(url_of(request, invitation))
    context = frame(request, invitation) | {
        "form": form,
        "request_before": last_request(invitation),
        "trail": trail(invitation.round, _("Ask for more time")),
    }
    return render(request, "deliberation/ask_time.html", context, status=422 if form.errors else 200)


@require_safe
def others(request, public_id: str):
    """What the others who were asked replied, where and when this round shows it."""
    invitation = find_invitation(request, public_id)
    if not queries.replies_open_to(invitation):
        raise Http404
    context = frame(request, invitation) | {
        "rows": [presenting.fellows(row) for row in queries.table_of_others(invitation)],
        "general": queries.replies_of_others(invitation).exclude(general=""),
        "trail": trail(invitation.round, _("Replies of the others")),
    }
    return render(request, "deliberation/others.html", context)
