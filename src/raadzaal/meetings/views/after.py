"""After a meeting: its minutes, the register of decisions, what is corrected, and the file for the archive."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raadzaal.meetings import actions, ori_a, presenting, queries
from raadzaal.meetings.after_forms import CorrectionForm, NewParagraphForm, ParagraphForm
from raadzaal.meetings.models import VOTED, Decision, Meeting, Minutes
from raadzaal.meetings.queries.register import decided, latest_result
from raadzaal.meetings.views.running import runs, trail
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.notation import to_html
from raadzaal.texts.queries import current, frozen
from raadzaal.ui.fields import beside_field

ON_A_PAGE = 25
FORMS = {"edit": ParagraphForm, "add": NewParagraphForm}
DONE = {"draw_up": "draw_up_minutes", "publish": "publish_minutes"}


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, public_id: str):
    """The minutes for who keeps them: drawn up, edited paragraph by paragraph, published."""
    found = runs(request, public_id)
    if request.method == "POST":
        return _written(request, found)
    return _write_page(request, found)


def _write_page(request, found: Meeting, *, status: int = 200, typed: tuple | None = None):
    """*typed* is what was to be done and the form in which it was refused."""
    minutes = Minutes.objects.filter(meeting=found).select_related("work", "approved_in__meeting").first()
    context = {
        "meeting": found,
        "minutes": minutes,
        "lines": [_line(minutes, line, typed) for line in current(minutes.work)] if minutes else [],
        "trail": trail(presenting.title(found), _("Minutes"), found),
    }
    return render(request, "meetings/minutes.html", context, status=status)


def _line(minutes: Minutes, line, typed: tuple | None) -> dict:
    shown = {"line": line, "words": to_html(line.block.notation), "open": False}
    for do, made in FORMS.items():
        done, form = typed or ("", None)
        if form is not None and (done, form.data.get("node")) == (do, line.node_id):
            shown |= {do: form, "open": True}
            continue
        given = {"node": line.node_id, "base": line.revision, "text": line.block.notation if do == "edit" else ""}
        shown[do] = made(minutes.work, initial=given, auto_id=f"{do}-{line.node_id}-%s")
    return shown


def _written(request, found: Meeting):
    """``do`` is draw_up, edit, add or publish."""
    do = request.POST.get("do", "")
    if do in FORMS:
        return _edited(request, found, do)
    if do not in DONE:
        raise Http404
    try:
        getattr(actions, DONE[do])(found, actor=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _write_page(request, found, status=422)
    return _kept(request, found)


def _kept(request, found: Meeting):
    messages.success(request, _("The minutes have been kept."))
    return HttpResponseRedirect(reverse("meetings:minutes", args=[found.public_id]))


def _edited(request, found: Meeting, do: str):
    """What was typed stays, whatever is wrong with it."""
    minutes = get_object_or_404(Minutes.objects.select_related("work"), meeting=found)
    form = FORMS[do](minutes.work, request.POST, auto_id=f"{do}-{request.POST.get('node', '')[:26]}-%s")
    if "node" in form.errors or "base" in form.errors:
        raise Http404
    status = 422
    if form.is_valid():
        try:
            _carried_out(found, request.actor, do, dict(form.cleaned_data))
        except Conflict as conflict:
            form.data = form.data.copy()
            form.data["base"] = conflict.latest.number  # who has read theirs may save over it the next time
            words = _("Somebody else changed this paragraph meanwhile. Yours stands below; it was not kept.")
            form.add_error("text", words)
            status = 409
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            return _kept(request, found)
    return _write_page(request, found, status=status, typed=(do, form))


def _carried_out(found: Meeting, actor, do: str, given: dict) -> None:
    node, notation, sent = given["node"], given["text"], given["sent"]
    if do == "add":
        actions.add_to_minutes(found, actor=actor, after=node, notation=notation, sent=sent)
    else:
        actions.edit_minutes(found, actor=actor, node=node, notation=notation, base=given["base"], sent=sent)


@require_safe
def read(request, public_id: str):
    """Approved and published, for everybody who may see the meeting."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    minutes = get_object_or_404(
        Minutes.objects.select_related("milestone", "approved_in__meeting"),
        meeting=found,
        state=Minutes.State.PUBLISHED,
    )
    context = {
        "meeting": found,
        "minutes": minutes,
        "lines": frozen(minutes.milestone),
        "trail": [
            {"label": _("Meetings"), "url": reverse("meetings:list")},
            {"label": presenting.title(found), "url": reverse("meetings:meeting", args=[found.public_id])},
            {"label": _("Minutes"), "current": True},
        ],
    }
    return render(request, "meetings/minutes_public.html", context)


@require_safe
def register(request):
    """Every decision in public, the last first, with what was corrected since."""
    page = Paginator(decided(), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, latest_result(each)) for each in page]
    trail_ = [{"label": _("Meetings"), "url": reverse("meetings:list")}, {"label": _("Decisions"), "current": True}]
    return render(request, "meetings/register.html", {"page": page, "rows": rows, "trail": trail_})


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, public_id: str, decision_id: str):
    """A roll call that was written down wrongly."""
    found = runs(request, public_id)
    decisions = Decision.objects.filter(item__meeting=found, method__in=VOTED)
    decision = get_object_or_404(decisions.select_related("item__case"), public_id=decision_id)
    decision.item.meeting = found
    form = CorrectionForm(decision, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = {name: form.cleaned_data[name] for name in ("reason", "sent")}
            actions.correct_decision(found, actor=request.actor, decision=decision, votes=form.votes(), **given)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("The correction stands beside the decision, for everybody to see."))
            return HttpResponseRedirect(reverse("meetings:meeting", args=[found.public_id]))
    context = {
        "meeting": found,
        "decision": decision,
        "form": form,
        "trail": trail(presenting.title(found), _("Correct"), found),
    }
    return render(request, "meetings/correct.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def archive(request, public_id: str):
    """ORI-A, of a public meeting that is over."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id, public=True, state__in=queries.ENDED)
    page = request.build_absolute_uri(reverse("meetings:meeting", args=[found.public_id]))
    answer = HttpResponse(ori_a.document(found, page=page), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="vergadering-{found.starts_at:%Y-%m-%d}.ori-a.xml"'
    return answer
