"""The committee reads what came in, beside the text, and its secretary works through it."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.deliberation import queries
from raadzaal.deliberation.changes import joined_to
from raadzaal.deliberation.forms import FilterForm
from raadzaal.deliberation.models import Disposition, Round
from raadzaal.deliberation.presenting_reactions import Walk, chapter_choices, chapter_label, general_views, row_view
from raadzaal.deliberation.queries.rounds import IN_COMMITTEE, LEADS_COMMITTEE
from raadzaal.deliberation.views.replying import find_round, trail
from raadzaal.texts.models import Revision
from raadzaal.ui.shapes import NavItem

PER_PAGE = 20
STEPS = ("dispose", "take_over")


@require_safe
def reactions(request, public_id: str):
    """Each paragraph with all positions that were sent; for the secretary, where to answer each."""
    running = find_round(request, public_id)
    scope = running.committee.public_id if running.committee else ""
    if not any(request.actor.holds(role, scope) for role in IN_COMMITTEE):
        raise Http404
    whole = queries.reactions(running, request.actor)
    form = FilterForm(request.GET, organisations=whole.everybody, chapters=chapter_choices(whole.chapters))
    wanted = form.narrowing()
    found = whole.narrowed(wanted)
    query = {name: value for name, value in request.GET.items() if name in form.fields and value}
    pages = Paginator(found.shown, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    walk = Walk([pages.page(number).object_list for number in pages.page_range], query)
    url_of = _addresses(request, running)
    general = general_views(queries.general_remarks(running, request.actor), url_of)
    unanswered = sum(each.answer is None for each in general)
    context = {
        "round": running,
        "rows": _rows(running, page, whole, url_of, walk),
        "page": page,
        "filter": form,
        "narrowed": bool(query),
        "kept": request.GET.urlencode(),
        "counts": found.counts,
        "everything": whole.counts.with_general(len(general), unanswered),
        "chapters": _chapters(found, wanted.chapter, query),
        "to_first_open": walk.first_on(page.number),
        "progress": queries.progress(running) if _leads(request, running) else None,
        "general": general,
        "general_open": unanswered,
        "outcomes": Disposition.Outcome.choices,
        "trail": trail(running, _("Reactions")),
    }
    return render(request, "deliberation/reactions.html", context)


def _rows(running: Round, page, whole: queries.Reactions, url_of, walk: Walk) -> list:
    shown = [placed.row.line.node_id for placed in page.object_list]
    standing = Revision.objects.filter(node__in=shown, superseded_at=None, removed=False)
    now = {each.node_id: each.block for each in standing}
    everything = {placed.row.line.node_id: placed.row.cells for placed in whole.shown}
    joined = joined_to(running.milestone.work) if set(shown) - set(now) else {}
    return [
        row_view(placed, everything[placed.row.line.node_id], now, url_of, walk, joined) for placed in page.object_list
    ]


def _chapters(found: queries.Reactions, chosen: str, query: dict) -> list[NavItem]:
    """Each chapter with how many remarks of those wanted have no answer there."""
    without = {name: value for name, value in query.items() if name != "hoofdstuk"}
    return [
        NavItem(
            chapter_label(each),
            _address(without | {"hoofdstuk": each.key}),
            current=each.key == chosen,
            count=each.counts.undecided,
        )
        for each in found.chapters
        if each.counts.paragraphs
    ]


def _address(query: dict) -> str:
    return f"?{urlencode(query)}"


def _leads(request, running: Round) -> bool:
    return bool(running.committee and any(request.actor.holds(r, running.committee.public_id) for r in LEADS_COMMITTEE))


def _addresses(request, running: Round):
    """Where something is done with a position: the step of the task above, open to the secretary after closing."""
    secretary = running.committee and request.actor.holds("committee_secretary", running.committee.public_id)
    open_steps = _open_steps(running) if secretary and running.closed_on else set()
    known = {name: address for name in open_steps if (address := _sample(running, name))}

    def url_of(position, name: str) -> str:
        head, tail = known.get(name, ("", ""))
        return f"{head}{position.public_id}{tail}" if head else ""

    return url_of


def _open_steps(running: Round) -> set[str]:
    """Which of the steps the dossier's procedure knows in the stage it is in."""
    steps = {step.name: step for step in running.case.declared.steps()}
    return {name for name in STEPS if name in steps and running.case.stage in steps[name].sources}


def _sample(running: Round, name: str) -> tuple[str, str] | None:
    try:
        head, tail = reverse(f"advice:{name}", args=[running.case.public_id, "POSITION"]).split("POSITION")
    except NoReverseMatch:
        return None
    return head, tail
