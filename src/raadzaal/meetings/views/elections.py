"""Choices between persons: for who runs the meeting, for the tellers, and the result for everybody."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raadzaal.meetings import actions, presenting, queries
from raadzaal.meetings.models import AgendaItem, BallotRound, Election, Meeting
from raadzaal.meetings.proposal_forms import BeginElectionForm, CountForm, LotForm
from raadzaal.meetings.queries.elections import ElectionView, shown
from raadzaal.meetings.queries.reading import attends, may_read_item
from raadzaal.meetings.queries.reading import runs as leads
from raadzaal.meetings.views.running import runs, trail
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.ui.fields import beside_field

GOING_ON = (Election.State.OPEN, Election.State.LOT)


@require_http_methods(["GET", "HEAD", "POST"])
def election(request, public_id: str, item_id: str):
    """Begin, count round after round, and record the lot: whichever comes next."""
    found = runs(request, public_id)
    item = _point(found, item_id)
    running = item.elections.filter(state__in=GOING_ON).last()
    if running:
        running.item = item
    form = _form(running, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _done(request, found, item, running, form):
        return HttpResponseRedirect(reverse("meetings:election", args=[found.public_id, item.public_id]))
    context = {
        "meeting": found,
        "item": item,
        "running": running,
        "to_confirm": running.to_confirm if running else None,
        "form": form,
        "elections": _views(found, item),
        "trail": trail(presenting.title(found), _("Choice of persons"), found),
    }
    return render(request, "meetings/election.html", context, status=422 if request.method == "POST" else 200)


def _point(found: Meeting, item_id: str) -> AgendaItem:
    item = get_object_or_404(found.items.filter(kind=AgendaItem.Kind.PERSONS), public_id=item_id)
    item.meeting = found
    return item


def _views(found: Meeting, item: AgendaItem) -> list[ElectionView]:
    counted = queries.attendance(found)
    return [shown(each, counted) for each in item.elections.select_related("item__meeting").prefetch_related("rounds")]


def _form(running: Election | None, data):
    if running is None:
        return BeginElectionForm(data)
    return LotForm(running, data) if running.state == Election.State.LOT else CountForm(running, data)


def _done(request, found, item, running, form) -> bool:
    actor = request.actor
    try:
        if running is None:
            given = {name: form.cleaned_data[name] for name in ("office", "sent")}
            actions.begin_election(found, actor=actor, item=item, candidates=form.names(), **given)
        elif running.state == Election.State.LOT:
            actions.draw_lot(found, actor=actor, election=running, name=form.cleaned_data["name"])
        else:
            actions.count_ballots(found, actor=actor, election=running, **form.evidence())
    except Refused as refusal:
        beside_field(form, refusal)
        return False
    return True


@require_POST
def confirm(request, public_id: str, item_id: str):
    """By a teller, or by the secretary for a teller who says so aloud."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    if not attends(request.actor, found):
        raise Http404
    item = _point(found, item_id)
    given = request.POST.get("round", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0
    row = get_object_or_404(BallotRound.objects.select_related("election"), pk=number, election__item=item)
    own = request.POST.get("screen") == "member" or not leads(request.actor, found)
    teller = request.actor.key if own else request.POST.get("teller", "")[:26]
    try:
        actions.confirm_count(found, actor=request.actor, election=row.election, row=row, teller=teller)
    except NotAllowed as refusal:
        raise Http404 from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It has been recorded."))
    if own:
        return HttpResponseRedirect(reverse("meetings:member", args=[found.public_id]))
    return HttpResponseRedirect(reverse("meetings:election", args=[found.public_id, item.public_id]))


@require_safe
def result(request, public_id: str, item_id: str):
    """Round by round, with why, for everybody who may read the point."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    item = _point(found, item_id)
    if not may_read_item(request.actor, item):
        raise Http404
    context = {
        "meeting": found,
        "item": item,
        "title": presenting.title(found),
        "elections": _views(found, item),
        "trail": [
            {"label": _("Meetings"), "url": reverse("meetings:list")},
            {"label": presenting.title(found), "url": reverse("meetings:meeting", args=[found.public_id])},
            {"label": _("Choice of persons"), "current": True},
        ],
    }
    return render(request, "meetings/election_result.html", context)
