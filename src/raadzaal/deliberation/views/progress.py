"""How far each organisation is, for the secretary of the committee, and what the secretary does about time."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from raadzaal.council.queries import keeps_records
from raadzaal.deliberation import actions
from raadzaal.deliberation.models import Invitation, Round, TimeRequest
from raadzaal.deliberation.queries.board import board
from raadzaal.deliberation.queries.rounds import LEADS_COMMITTEE
from raadzaal.deliberation.room_forms import AnswerTimeForm, LateForm
from raadzaal.deliberation.views.replying import find_round, trail
from raadzaal.procedure.refusals import Refused
from raadzaal.ui.fields import beside_field


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request, public_id: str):
    running = find_round(request, public_id)
    scope = running.committee.public_id if running.committee else ""
    if not any(request.actor.holds(role, scope) for role in LEADS_COMMITTEE):
        raise Http404
    may_act = bool(request.actor.holds("committee_secretary", scope))
    if request.method != "POST":
        return _page(request, running, may_act)
    if not may_act:
        raise Http404
    return _act(request, running)


def _act(request, running: Round):
    do, key = request.POST.get("do", ""), request.POST.get("about", "")
    form = None
    try:
        if do == "remind":
            told = _remind(request, running)
        elif do in ("grant", "refuse"):
            form = AnswerTimeForm(request.POST, prefix=key)
            told = _answer(request, running, key, form, granted=do == "grant")
        elif do == "late":
            form = LateForm(request.POST, prefix=key)
            told = _late(request, running, key, form)
        else:
            raise Http404
    except Refused as refusal:
        if form is None:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(_here(running))
        if form.is_valid():
            beside_field(form, refusal)
        return _page(request, running, True, {key: form}, status=422)
    messages.success(request, told)
    return HttpResponseRedirect(_here(running))


def _here(running: Round) -> str:
    return reverse("deliberation:progress", args=[running.public_id])


def _remind(request, running: Round) -> str:
    reminded = actions.remind(running, actor=request.actor)
    number = len(reminded)
    words = ngettext("%(number)s organisation is reminded.", "%(number)s organisations are reminded.", number)
    return words % {"number": number}


def _valid(form) -> dict:
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0], code="invalid")
    return form.cleaned_data


def _answer(request, running: Round, key: str, form: AnswerTimeForm, *, granted: bool) -> str:
    asked = get_object_or_404(TimeRequest, public_id=key, invitation__round=running)
    actions.answer_time(running, actor=request.actor, request=asked, granted=granted, **_valid(form))
    return _("The organisation has more time.") if granted else _("The organisation is told why not.")


def _late(request, running: Round, key: str, form: LateForm) -> str:
    invitation = get_object_or_404(Invitation, round=running, organisation__public_id=key)
    actions.allow_late(running, actor=request.actor, invitation=invitation, **_valid(form))
    return _("A late reply of %(organisation)s is taken.") % {"organisation": invitation.organisation}


def _page(request, running: Round, may_act: bool, typed: dict | None = None, *, status: int = 200):
    given = typed or {}
    rows = board(running)
    for row in rows:
        row.time_form = given.get(row.time_key) or AnswerTimeForm(prefix=row.time_key)
        row.late_form = given.get(row.key) or LateForm(prefix=row.key)
    context = {
        "round": running,
        "rows": rows,
        "may_act": may_act,
        "keeps_record": keeps_records(request.actor),
        "waiting": [row for row in rows if row.may_be_reminded],
        "trail": trail(running, _("Progress of the round")),
    }
    return render(request, "deliberation/progress.html", context, status=status)
