"""What is done while a meeting goes on. Each answers with the screen it was done from."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from raadzaal.council.models import Person
from raadzaal.meetings import actions, presenting, queries, screens
from raadzaal.meetings.models import AgendaItem, Contribution, Meeting, Voting
from raadzaal.meetings.queries.reading import attends
from raadzaal.meetings.views.running import runs
from raadzaal.meetings.views.screens import chair_page, secretary_page
from raadzaal.meetings.voting_forms import CloseForm, FloorForm, GridForm, NoteForm, StopForm
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.ui.fields import beside_field

SCREENS = {"chair": "meetings:chair", "secretary": "meetings:secretary", "member": "meetings:member"}


def _back(request, found: Meeting, otherwise: str = "chair") -> HttpResponseRedirect:
    screen = SCREENS.get(request.POST.get("screen", ""), SCREENS[otherwise])
    return HttpResponseRedirect(reverse(screen, args=[found.public_id]))


def _do(request, found: Meeting, act, *, otherwise: str = "chair", done: str = "", **evidence):
    """The act, and back to the screen; a refusal is told there."""
    try:
        act(found, actor=request.actor, **evidence)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)
    return _back(request, found, otherwise)


def _item(found: Meeting, item_id: str) -> AgendaItem:
    item = get_object_or_404(found.items.select_related("case"), public_id=item_id)
    item.meeting = found
    return item


def _here(request, public_id: str) -> Meeting:
    """For who belongs in the room; the act itself says what each may do."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    if not attends(request.actor, found):
        raise Http404
    return found


@require_POST
def turn_to(request, public_id: str, item_id: str):
    found = runs(request, public_id)
    return _do(request, found, actions.turn_to, item=_item(found, item_id))


@require_POST
def adopt(request, public_id: str, item_id: str):
    """One point without a vote; with ``consent`` every point that goes without debate."""
    found = runs(request, public_id)
    items = [_item(found, item_id)]
    if request.POST.get("consent"):
        items = list(found.items.filter(consent=True, decisions=None).select_related("case", "meeting__body"))
    return _do(request, found, actions.adopt_unopposed, items=items, done=_("It has been recorded."))


@require_POST
def off_consent(request, public_id: str, item_id: str):
    found = _here(request, public_id)
    done = _("The point is debated on its own.")
    return _do(request, found, actions.take_off_consent, otherwise="member", item=_item(found, item_id), done=done)


@require_POST
def open_voting(request, public_id: str, item_id: str):
    found = runs(request, public_id)
    form = request.POST.get("form", "")[:20]
    return _do(request, found, actions.open_voting, item=_item(found, item_id), form=form)


@require_POST
def close_voting(request, public_id: str):
    found = runs(request, public_id)
    voting = _voting(request, found)
    form = CloseForm(voting, request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the numbers in figures, from 0 to 999."))
        return secretary_page(request, found, status=422, closing=form)
    done = _("The vote is closed.")
    return _do(request, found, actions.close_voting, voting=voting, done=done, **form.evidence())


@require_POST
def stop_voting(request, public_id: str):
    found = runs(request, public_id)
    voting, form = _voting(request, found), StopForm(request.POST)
    if not form.is_valid():
        return chair_page(request, found, status=422, stop=form)
    try:
        actions.stop_voting(found, actor=request.actor, voting=voting, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return chair_page(request, found, status=422, stop=form)
    return _back(request, found)


@require_POST
def grid(request, public_id: str):
    """The votes as the secretary marked them. What somebody else marked meanwhile stands, and is told."""
    found = runs(request, public_id)
    voting = _voting(request, found)
    form = GridForm(voting, found, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose from the list."))
        return secretary_page(request, found, status=422, grid=form)
    try:
        told = actions.record_votes(found, actor=request.actor, voting=voting, votes=form.votes(), seen=form.seen())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return secretary_page(request, found, status=422)
    if told.conflicts:
        messages.warning(request, _conflicts(form, told.conflicts))
    messages.success(
        request,
        ngettext("%(count)d vote recorded.", "%(count)d votes recorded.", told.changed) % {"count": told.changed},
    )
    return _back(request, found, "secretary")


def _conflicts(form: GridForm, seats) -> str:
    names = ", ".join(f"{each.seat.number}. {each.person.name}" for each in form.seats if each.seat_id in seats)
    return _("Somebody else recorded another vote meanwhile; theirs stands. Look again at: %(names)s.") % {
        "names": names
    }


@require_POST
def cast(request, public_id: str):
    """One's own vote, for the seat one sits on. Who asks for plain text gets one sentence: what was recorded, or why it was not."""
    found = _here(request, public_id)
    voting = _voting(request, found)
    own = screens.own_presence(found, request.actor)
    if own is None:
        messages.error(request, screens.why_no_vote(found, request.actor) or _("You have no vote in this meeting."))
        return _back(request, found, "member")
    evidence = {"voting": voting, "seat": own.seat, "value": request.POST.get("value", "")}
    if request.headers.get("Accept") == "text/plain":
        return _said(request, found, evidence)
    return _do(request, found, actions.cast, otherwise="member", done=_("Your vote has been recorded."), **evidence)


def _said(request, found: Meeting, evidence: dict) -> HttpResponse:
    try:
        row = actions.cast(found, actor=request.actor, **evidence)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(presenting.recorded(row), content_type="text/plain; charset=utf-8")


def _voting(request, found: Meeting) -> Voting:
    return get_object_or_404(found.votings.select_related("item__case"), public_id=request.POST.get("voting", ""))


@require_POST
def ask_for_floor(request, public_id: str):
    """For oneself, or, by the secretary, for somebody."""
    found = _here(request, public_id)
    own = "person" not in request.POST
    form = FloorForm(found, request.POST, own=own)
    if found.at_item is None or not form.is_valid():
        messages.error(request, _("Choose a point, who speaks and for what."))
        return _back(request, found, "member" if own else "secretary")
    key = request.actor.key
    person = get_object_or_404(Person, public_id=key) if own else form.cleaned_data["person"]
    evidence = {"item": found.at_item, "person": person, "kind": form.cleaned_data["kind"]}
    otherwise = "member" if own else "secretary"
    try:
        return _do(request, found, actions.ask_for_floor, otherwise=otherwise, **evidence)
    except NotAllowed as refusal:
        raise Http404 from refusal


@require_POST
def give_floor(request, public_id: str):
    found = runs(request, public_id)
    return _do(request, found, actions.give_floor, turn=_turn(request, found))


@require_POST
def end_turn(request, public_id: str):
    return _do(request, runs(request, public_id), actions.end_turn)


@require_POST
def withdraw_turn(request, public_id: str):
    found = _here(request, public_id)
    return _do(request, found, actions.withdraw_turn, otherwise="member", turn=_turn(request, found))


def _turn(request, found: Meeting) -> Contribution:
    turns = found.contributions.select_related("person", "item")
    return get_object_or_404(turns, public_id=request.POST.get("turn", ""))


@require_POST
def note(request, public_id: str):
    """With the point the page showed, also when the meeting has gone on since."""
    found = runs(request, public_id)
    form = NoteForm(request.POST)
    item = found.items.filter(public_id=request.POST.get("item", "")).first()
    if not form.is_valid():
        return secretary_page(request, found, status=422, note=form)
    try:
        actions.note(found, actor=request.actor, item=item, **form.cleaned_data)
    except Refused as refusal:
        beside_field(form, refusal)
        return secretary_page(request, found, status=422, note=form)
    messages.success(request, _("Noted for the minutes."))
    return _back(request, found, "secretary")
