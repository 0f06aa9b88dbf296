"""Who keeps the record of appointments: list, appoint, end, correct, delegate."""

from datetime import date, timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raadzaal.council import actions, forms, queries
from raadzaal.council.models import Appointment, Delegation, Person
from raadzaal.journal import clock
from raadzaal.procedure.refusals import Refused
from raadzaal.ui.fields import beside_field

PER_PAGE = 50
read_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def for_keepers(view):
    """Anybody else is told that there is nothing here."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not queries.keeps_records(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def attempt(request, form, act, *subject, **more) -> bool:
    """Whether the act was done; what was refused stands beside its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        sent = form.cleaned_data["sent"]
        act(*(subject or form.subject()), actor=request.actor, sent=sent, **form.evidence(), **more)
    except Refused as refusal:
        beside_field(form, refusal)
        return False
    return True


@require_safe
@for_keepers
def appointments(request):
    when = forms.WhenForm({"op": request.GET.get("op") or clock.today()}, may_look_ahead=True)
    when.is_valid()
    rows = queries.record(request.actor, when.day)
    page = {
        "when": when,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "warnings": queries.warnings(when.day),
        "expiring": queries.expiring(when.day),
    }
    return render(request, "council/appointments.html", page, status=200 if when.is_valid() else 422)


@read_or_sent
@for_keepers
def appoint(request, kind: str = "zetel"):
    if kind not in forms.KINDS:
        raise Http404
    form = forms.KINDS[kind](request.POST or None, initial={"person": request.GET.get("persoon")})
    if attempt(request, form, actions.appoint):
        messages.success(request, _("The appointment has been recorded."))
        return redirect("council:appointments")
    return render(request, "council/appoint.html", {"form": form, "kind": kind}, status=_status(form))


def _status(form) -> int:
    return 422 if form.is_bound and form.errors else 200


@read_or_sent
@for_keepers
def appointment(request, public_id: str):
    """One appointment with its versions and everything that can be done with it."""
    versions = list(queries.history(public_id))
    if not versions:
        raise Http404
    row = next((version for version in versions if version.superseded_at is None), None)
    acts = _acts(request, row) if row else {}
    chosen = acts.get(request.POST.get("act", ""))
    if chosen and attempt(request, chosen["form"], chosen["act"], row):
        messages.success(request, _("This has been recorded."))
        return redirect("council:appointment", public_id)
    page = {
        "row": row,
        "latest": versions[0],
        "versions": versions,
        "acts": acts.values(),
        "delegations": queries.delegations_of(row, clock.today()) if row else [],
    }
    return render(request, "council/appointment.html", page, status=_status(chosen["form"]) if chosen else 200)


def _acts(request, row: Appointment) -> dict[str, dict]:
    given = {"valid_from": row.valid_from, "valid_until": row.last_day}
    offered = [
        ("end", _("End"), forms.EndForm, actions.end, {"initial": {"until": clock.today()}}),
        ("correct", _("Correct the dates"), forms.CorrectForm, actions.correct, {"initial": given}),
        ("revoke", _("Revoke"), forms.RevokeForm, actions.revoke, {}),
    ]
    if row.seat_id:
        offered.append(("replace", _("Appoint a successor"), forms.ReplaceForm, actions.replace_mid_term, {}))
    if forms.to_hand_over(row):
        people = {"people": queries.successors(row, clock.today())}
        offered.append(("hand_over", _("Hand the work over"), forms.HandOverForm, actions.hand_over, people))
    if forms.delegable(row):
        people = {"people": queries.colleagues(row, clock.today())}
        offered.append(("delegate", _("Have somebody stand in"), forms.DelegateForm, actions.delegate, people))
    return {
        key: {"key": key, "label": label, "act": act, "form": _bound(request, key, form, options)}
        for key, label, form, act, options in offered
    }


def _bound(request, key: str, form, options: dict):
    """Only the form that was sent is bound; each has names of its own."""
    return form(request.POST if request.POST.get("act") == key else None, auto_id=f"{key}_%s", **options)


@read_or_sent
@for_keepers
def new_person(request):
    form = forms.PersonForm(request.POST or None)
    if attempt(request, form, actions.register_person):
        messages.success(request, _("%(name)s has been registered.") % form.cleaned_data)
        return redirect("council:people")
    return render(request, "council/form.html", {"form": form, "title": _("Register a person")}, status=_status(form))


@require_safe
@for_keepers
def people(request):
    rows = Person.objects.select_related("user")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "council/people.html", {"page": page})


@read_or_sent
@for_keepers
def give_account(request, public_id: str):
    person = get_object_or_404(Person.objects.select_related("user"), public_id=public_id)
    form = forms.AccountForm(request.POST or None, initial={"email": person.user.email if person.user else ""})
    if attempt(request, form, actions.give_account, person, site=request.build_absolute_uri("/")):
        messages.success(request, _("A mail is on its way to %(email)s.") % form.cleaned_data)
        return redirect("council:people")
    title = _("Account for %(person)s") % {"person": person}
    return render(request, "council/form.html", {"form": form, "title": title}, status=_status(form))


@read_or_sent
@for_keepers
def new_term(request):
    form = forms.NewTermForm(request.POST or None)
    if attempt(request, form, actions.reappoint_all):
        messages.success(request, _("The new term has been recorded."))
        return redirect("council:appointments")
    return render(
        request, "council/form.html", {"form": form, "title": _("A new term of office")}, status=_status(form)
    )


@read_or_sent
@login_required
def standing_in(request):
    """Who stands in for me: for each of my own roles that can be lent. Who leaves hands a coordinator's work over."""
    today = clock.today()
    mine = [row for row in queries.own_appointments(request.actor, today) if forms.delegable(row)]
    chosen = next((row for row in mine if row.public_id == request.POST.get("appointment")), None)
    leaves = request.POST.get("act") == "hand_over"
    rows = [_lending(request, row, today, sent=row is chosen, leaves=leaves) for row in mine]
    sent = next((each["over" if leaves else "form"] for each in rows if each["row"] is chosen), None)
    if sent and attempt(request, sent, actions.hand_over if leaves else actions.delegate, chosen):
        messages.success(request, _told(sent, leaves))
        return redirect("council:standing_in")
    return render(request, "council/standing_in.html", {"rows": rows}, status=_status(sent) if sent else 200)


def _lending(request, row: Appointment, today: date, *, sent: bool, leaves: bool) -> dict:
    period = {"since": today, "until": today + timedelta(days=7)}
    lend = {"people": queries.colleagues(row, today), "auto_id": f"{row.public_id}_%s", "initial": period}
    over = {"people": queries.successors(row, today), "auto_id": f"{row.public_id}_over_%s"}
    return {
        "row": row,
        "lent": queries.delegations_of(row, today),
        "form": forms.DelegateForm(request.POST if sent and not leaves else None, **lend),
        "over": forms.HandOverForm(request.POST if sent and leaves else None, **over)
        if forms.to_hand_over(row)
        else None,
    }


def _told(sent, leaves: bool) -> str:
    if leaves:
        return _("%(successor)s coordinates from now on. You see nothing of this work any more.") % sent.cleaned_data
    return _("%(delegate)s stands in for you in that period.") % sent.cleaned_data


@require_POST
@login_required
def withdraw(request, number: int):
    """End a delegation now: by the holder of the role, or by who keeps the record."""
    lent = get_object_or_404(Delegation, pk=number)
    row = get_object_or_404(Appointment.objects.known(), public_id=lent.appointment)
    mine = row.person.public_id == request.actor.key
    if not (mine or queries.keeps_records(request.actor)):
        raise Http404
    try:
        actions.withdraw_delegation(row, actor=request.actor, delegation=lent)
        messages.success(request, _("Nobody stands in any more."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("council:standing_in" if mine else "council:appointment", *([] if mine else [row.public_id]))
