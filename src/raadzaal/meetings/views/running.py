"""For who runs a meeting: plan, call, sign, open, close."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raadzaal.council.models import Body
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import actions, presenting, queries
from raadzaal.meetings.actions.locking import RECORDERS
from raadzaal.meetings.agenda_forms import CancelForm, RescheduleForm
from raadzaal.meetings.forms import AskForVoteForm, Moment, PlanForm, SheetForm
from raadzaal.meetings.models import AgendaItem, Meeting
from raadzaal.meetings.queries.forecast import forecast
from raadzaal.meetings.queries.meetings import GOING_ON
from raadzaal.meetings.wording import sentence
from raadzaal.procedure.engine import held
from raadzaal.procedure.refusals import NotAllowed, Refused

UNSCOPED = {role.key for role in RECORDERS if not role.scoped}


def _bodies(actor):
    """The bodies whose meetings this actor runs."""
    bodies = Body.objects.filter(closed_on=None).order_by("name")
    if actor.roles() & UNSCOPED:
        return bodies
    scopes = {scope for role in RECORDERS if role.scoped for scope in actor.scopes(role.key)}
    return bodies.filter(public_id__in=scopes)


def runs(request, public_id: str) -> Meeting:
    """The meeting, where its reader runs it; the same 404 as for one that does not exist."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    try:
        held(RECORDERS, found.role_scopes(), request.actor)
    except NotAllowed as refusal:
        raise Http404 from refusal
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request):
    """The meetings one runs, and a form for a new one."""
    bodies = _bodies(request.actor)
    if not bodies.exists():
        raise Http404
    form = PlanForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        made = _planned(request, form)
        if made:
            messages.success(request, _("The meeting has been planned."))
            return HttpResponseRedirect(reverse("meetings:run", args=[made.public_id]))
    running = Meeting.objects.filter(Q(body__in=bodies)).exclude(state__in=queries.ENDED).select_related("body")
    context = {"form": form, "meetings": running, "trail": trail(_("Plan a meeting"))}
    return render(request, "meetings/plan.html", context, status=422 if form.errors else 200)


def _planned(request, form: PlanForm) -> Meeting | None:
    given = form.cleaned_data
    try:
        return actions.plan(
            given["body"],
            actor=request.actor,
            starts_at=form.starts_at(),
            place=given["place"],
            public=given["public"],
            sent=given["sent"],
        )
    except Refused as refusal:
        form.add_error("day" if refusal.field == "starts_at" else None, str(refusal))
        return None


@require_safe
def run(request, public_id: str):
    return page(request, runs(request, public_id))


def page(request, found: Meeting, *, sheet=None, moment=None, refusal: Refused | None = None, forms=None):
    counted = queries.attendance(found)
    signing = found.state in (Meeting.State.CONVENED, *GOING_ON)
    ahead = found.state in (Meeting.State.PLANNED, Meeting.State.CONVENED)
    context = {
        "meeting": found,
        "title": presenting.title(found),
        "state": presenting.state_word(found),
        "counted": counted,
        "sheet": (sheet or SheetForm(counted)) if signing and counted.rows else None,
        "moment": moment or Moment(),
        "agenda": presenting.agenda(found, counted, request.actor),
        "may_ask": AskForVoteForm(present=found.presences.all()) if found.state == Meeting.State.OPEN else None,
        "refusal": refusal,
        **_forecast(found, counted, ahead),
        "ahead": ahead,
        **_forms(found, forms or {}),
        "trail": trail(presenting.title(found)),
    }
    return render(request, "meetings/run.html", context, status=422 if refusal else 200)


def _forecast(found: Meeting, counted, ahead: bool) -> dict:
    if not ahead or not counted.rows:
        return {}
    expected = forecast(found, counted)
    return {"forecast": expected, "forecast_words": [sentence(step) for step in expected.explanation]}


def _forms(found: Meeting, filled: dict) -> dict:
    """Those of the margin: as they were filled in, or fresh."""
    start = found.starts_at.astimezone(LEGAL_ZONE)
    moving = {"day": start.date(), "time": start.time(), "place": found.place}
    fresh = {
        "moving": RescheduleForm(initial=moving, auto_id="move_%s"),
        "cancelling": CancelForm(auto_id="cancel_%s"),
        "suspending": Moment(prefix="on"),
    }
    return fresh | filled


def trail(here: str, deeper: str = "", found: Meeting | None = None, *, runs: bool = True) -> list[dict]:
    """*deeper* is a page of the meeting *found*. Who does not run meetings goes back to the list that everybody sees."""
    steps = [
        {"label": _("My work"), "url": reverse("workspace:home")},
        {"label": _("Meetings"), "url": reverse("meetings:plan" if runs else "meetings:list")},
    ]
    if found is not None:
        steps.append({"label": here, "url": reverse("meetings:run", args=[found.public_id])})
    return [*steps, {"label": deeper or here, "current": True}]


def _back(request, found: Meeting) -> HttpResponseRedirect:
    """To the screen from which it was done."""
    screen = request.POST.get("screen", "")
    name = screen if screen in ("chair", "secretary") else "run"
    return HttpResponseRedirect(reverse(f"meetings:{name}", args=[found.public_id]))


@require_POST
def convene(request, public_id: str):
    found = runs(request, public_id)
    try:
        told = actions.convene(found, actor=request.actor)
    except Refused as refusal:
        return page(request, found, refusal=refusal)
    if told.short_by:
        messages.warning(request, _late_call(told))
    else:
        messages.success(request, _("The members and substitutes have been called."))
    return _back(request, found)


def _late_call(told) -> str:
    words = ngettext(
        "The members have been called %(days)d day ahead; the house rule asks %(short)d more.",
        "The members have been called %(days)d days ahead; the house rule asks %(short)d more.",
        told.days,
    )
    return words % {"days": told.days, "short": told.short_by}


@require_POST
def sign(request, public_id: str):
    """Save the attendance list."""
    found = runs(request, public_id)
    form = SheetForm(queries.attendance(found), request.POST)
    if not form.is_valid():
        return page(request, found, sheet=form, refusal=Refused(_("Choose from the list.")))
    try:
        actions.sign_sheet(found, actor=request.actor, seats=form.seats())
    except Refused as refusal:
        return page(request, found, sheet=form, refusal=refusal)
    messages.success(request, _("The attendance list has been saved."))
    return _back(request, found)


@require_POST
def open_(request, public_id: str):
    found = runs(request, public_id)
    try:
        actions.open_meeting(found, actor=request.actor)
    except Refused as refusal:
        return page(request, found, refusal=refusal)
    messages.success(request, _("The meeting is open."))
    return _back(request, found)


@require_POST
def close(request, public_id: str):
    found = runs(request, public_id)
    try:
        actions.close_meeting(found, actor=request.actor)
    except Refused as refusal:
        return page(request, found, refusal=refusal)
    messages.success(request, _("The meeting has been closed."))
    return _back(request, found)


@require_POST
def call_again(request, public_id: str):
    """Not held for want of members: a next call."""
    found = runs(request, public_id)
    form = Moment(request.POST)
    if not form.is_valid():
        return page(request, found, moment=form, refusal=Refused(_("Say when the next call is.")))
    try:
        again = actions.call_again(found, actor=request.actor, starts_at=form.starts_at())
    except Refused as refusal:
        return page(request, found, moment=form, refusal=refusal)
    messages.success(request, _("The meeting has been called again."))
    return _back(request, again)


@require_POST
def ask_for_vote(request, public_id: str, item_id: str):
    """Record that a member present asks for a vote."""
    found = runs(request, public_id)
    item = get_object_or_404(AgendaItem.objects.select_related("meeting__body"), meeting=found, public_id=item_id)
    form = AskForVoteForm(request.POST, present=found.presences.all())
    if not form.is_valid():
        return page(request, found, refusal=Refused(_("Choose a member who is present.")))
    try:
        actions.ask_for_vote(item, actor=request.actor, person=form.cleaned_data["person"])
    except Refused as refusal:
        return page(request, found, refusal=refusal)
    messages.success(request, _("A vote has been asked for."))
    return _back(request, found)
