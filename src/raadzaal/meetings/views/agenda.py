"""Making the agenda: its points, their order, and the papers with them."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raadzaal.files.views import attachment_response
from raadzaal.meetings import actions, papers, presenting, queries
from raadzaal.meetings.agenda_forms import ItemForm, PaperForm
from raadzaal.meetings.bundle import TooMuch, bundle
from raadzaal.meetings.models import AgendaItem, Meeting, Paper
from raadzaal.meetings.queries.agenda import numbered
from raadzaal.meetings.queries.reading import attends, may_read_paper
from raadzaal.meetings.views.running import runs, trail
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.word_import import WordUnreadable


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, public_id: str):
    """The points in their order, and a form for one more."""
    found = runs(request, public_id)
    form = ItemForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid() and _done(request, form, _add, found):
        messages.success(request, _("The point stands on the agenda."))
        return HttpResponseRedirect(reverse("meetings:agenda", args=[found.public_id]))
    items = found.items.select_related("case").prefetch_related("decisions", "papers")
    context = {
        "meeting": found,
        "title": presenting.title(found),
        "state": presenting.state_word(found),
        "rows": numbered(items),
        "form": form,
        "trail": trail(presenting.title(found), _("Agenda"), found),
    }
    return render(request, "meetings/agenda.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def bundled(request, public_id: str):
    """All papers that this reader may have, as one PDF; for who belongs in the room."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    if not attends(request.actor, found):
        raise Http404
    try:
        content = bundle(found, request.actor)
    except (TooMuch, WordUnreadable):
        messages.error(request, _("These papers cannot be bound in one file. Open them one by one."))
        return HttpResponseRedirect(reverse("meetings:meeting", args=[found.public_id]))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="stukken-{queries.meeting_day(found)}.pdf"'
    return answer


def _add(request, found: Meeting, form: ItemForm):
    return actions.add_item(found, actor=request.actor, **form.evidence())


@require_http_methods(["GET", "HEAD", "POST"])
def item(request, public_id: str, item_id: str):
    """One point: what it is, and its papers."""
    found, point = _point(request, public_id, item_id)
    form = ItemForm(found, request.POST or None, item=point)
    if request.method == "POST" and form.is_valid() and _done(request, form, _change, found, point):
        messages.success(request, _("The point has been changed."))
        return HttpResponseRedirect(reverse("meetings:agenda", args=[found.public_id]))
    return _item_page(request, found, point, form, PaperForm())


def _change(request, found: Meeting, form: ItemForm, point: AgendaItem):
    return actions.change_item(found, actor=request.actor, item=point, **form.evidence())


def _item_page(request, found, point, form, paper_form):
    number = next(each.number for each in numbered(found.items.select_related("case")) if each.item.pk == point.pk)
    context = {
        "meeting": found,
        "item": point,
        "number": number,
        "form": form,
        "paper_form": paper_form,
        "papers": point.papers.filter(withdrawn_at=None),
        "trail": trail(presenting.title(found), number, found),
    }
    return render(request, "meetings/item.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def shift(request, public_id: str, item_id: str):
    found, point = _point(request, public_id, item_id)
    return _plainly(request, found, actions.shift_item, item=point, up=request.POST.get("to") == "up")


@require_POST
def remove(request, public_id: str, item_id: str):
    found, point = _point(request, public_id, item_id)
    return _plainly(request, found, actions.remove_item, item=point)


@require_POST
def add_paper(request, public_id: str, item_id: str):
    found, point = _point(request, public_id, item_id)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid() and _done(request, form, _keep, found, point):
        messages.success(request, _("The paper stands with the point."))
        return HttpResponseRedirect(reverse("meetings:item", args=[found.public_id, point.public_id]))
    return _item_page(request, found, point, ItemForm(found, item=point), form)


def _keep(request, found: Meeting, form: PaperForm, point: AgendaItem):
    given = form.cleaned_data
    return actions.add_paper(
        found,
        actor=request.actor,
        item=point,
        title=given["paper_title"],
        file=papers.taken(given["file"]),
        file_name=given["file"].name[:200],
        access=given["access"],
        sent=given["sent"],
    )


@require_POST
def withdraw_paper(request, public_id: str, item_id: str, paper_id: str):
    found, point = _point(request, public_id, item_id)
    paper = get_object_or_404(point.papers.select_related("item"), public_id=paper_id)
    return _plainly(request, found, actions.withdraw_paper, paper=paper)


@require_safe
def paper(request, public_id: str, paper_id: str):
    """The file, for who may read it; the same 404 as for one that does not exist."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    wanted = Paper.objects.select_related("item__meeting__body", "file").filter(item__meeting=found, withdrawn_at=None)
    wanted = get_object_or_404(wanted, public_id=paper_id)
    if not may_read_paper(request.actor, wanted):
        raise Http404
    return attachment_response(wanted.file, wanted.file_name)


def _point(request, public_id: str, item_id: str) -> tuple[Meeting, AgendaItem]:
    found = runs(request, public_id)
    point = get_object_or_404(found.items.select_related("case", "parent", "minutes_of"), public_id=item_id)
    point.meeting = found
    return found, point


def _done(request, form, act, found: Meeting, *more) -> bool:
    """Whether the act was done; if not, why stands beside its field."""
    try:
        act(request, found, form, *more)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def _plainly(request, found: Meeting, act, **evidence):
    """An act by one button: done, or told why not."""
    try:
        act(found, actor=request.actor, **evidence)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("meetings:agenda", args=[found.public_id]))
