"""Moving, cancelling, suspending and resuming a meeting; saying whether one comes; the calendar files."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from raadzaal.council.models import Person
from raadzaal.council.queries import members_on
from raadzaal.journal import clock
from raadzaal.meetings import actions, queries
from raadzaal.meetings.agenda_forms import CancelForm, RescheduleForm
from raadzaal.meetings.calendar_file import CANCEL, PUBLISH, calendar
from raadzaal.meetings.forms import Moment
from raadzaal.meetings.models import Meeting
from raadzaal.meetings.summoning import event_of
from raadzaal.meetings.views.running import page, runs
from raadzaal.procedure.refusals import NotAllowed, Refused

NO_FORM = "not_filled_in"


@require_POST
def reschedule(request, public_id: str):
    return _with_form(request, public_id, RescheduleForm(request.POST), "moving", _reschedule, _("It has been moved."))


def _reschedule(found: Meeting, form: RescheduleForm, actor):
    given = form.cleaned_data
    told = {name: given[name] for name in ("place", "reason", "sent")}
    actions.reschedule(found, actor=actor, starts_at=form.starts_at(), **told)


@require_POST
def cancel(request, public_id: str):
    return _with_form(request, public_id, CancelForm(request.POST), "cancelling", _cancel, _("It has been cancelled."))


def _cancel(found: Meeting, form: CancelForm, actor):
    actions.cancel(found, actor=actor, **form.cleaned_data)


@require_POST
def suspend(request, public_id: str):
    done = _("The meeting is suspended.")
    return _with_form(request, public_id, Moment(request.POST, prefix="on"), "suspending", _suspend, done)


def _suspend(found: Meeting, form: Moment, actor):
    actions.suspend(found, actor=actor, resumes_at=form.starts_at())


@require_POST
def resume(request, public_id: str):
    found = runs(request, public_id)
    try:
        actions.resume(found, actor=request.actor)
    except Refused as refusal:
        return page(request, found, refusal=refusal)
    messages.success(request, _("The meeting goes on."))
    return HttpResponseRedirect(reverse("meetings:run", args=[found.public_id]))


def _with_form(request, public_id: str, form, name: str, act, done: str):
    found = runs(request, public_id)
    if not form.is_valid():
        return page(request, found, refusal=Refused(_("Something is missing: see below.")), forms={name: form})
    try:
        act(found, form, request.actor)
    except Refused as refusal:
        field = "day" if refusal.field == "starts_at" else refusal.field
        form.add_error(field if field in form.fields else None, str(refusal))
        return page(request, found, refusal=refusal, forms={name: form})
    messages.success(request, done)
    return HttpResponseRedirect(reverse("meetings:run", args=[found.public_id]))


@require_POST
def announce(request, public_id: str):
    """``comes`` is yes or no; ``person`` only where the secretariat speaks for somebody else."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    seated = members_on(found.body, queries.meeting_day(found)).values("person")
    key = request.POST.get("person") or request.actor.key
    person = get_object_or_404(Person.objects.filter(pk__in=seated), public_id=key)
    if request.POST.get("comes") not in ("yes", "no"):
        raise Http404
    try:
        actions.announce(found, actor=request.actor, person=person, comes=request.POST["comes"] == "yes")
    except NotAllowed as refusal:
        raise Http404 from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted. You can change it until the meeting begins."))
    back = "meetings:run" if request.POST.get("person") else "meetings:meeting"
    return HttpResponseRedirect(reverse(back, args=[found.public_id]))


@require_safe
def calendar_file(request, public_id: str):
    """One meeting, for a calendar; cancelled, it takes itself out again."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    method = CANCEL if found.state == Meeting.State.CANCELLED else PUBLISH
    return _file(request, [found], method, "vergadering")


@require_safe
def calendar_of_all(request):
    """To subscribe to: what comes, as far as the reader may see it."""
    return _file(request, list(queries.upcoming(request.actor)[:200]), PUBLISH, "vergaderingen")


def _file(request, meetings: list[Meeting], method: str, name: str) -> HttpResponse:
    made_at = clock.now()
    events = [event_of(each, made_at=made_at, url=_page_of(request, each)) for each in meetings]
    content = calendar(events, method=method)
    answer = HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


def _page_of(request, meeting: Meeting) -> str:
    return request.build_absolute_uri(reverse("meetings:meeting", args=[meeting.public_id]))
