"""The committee reads what came in, beside the text."""

from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.deliberation import presenting, queries
from raadzaal.deliberation.forms import FilterForm
from raadzaal.deliberation.models import Disposition, Round
from raadzaal.deliberation.queries.rounds import IN_COMMITTEE, LEADS_COMMITTEE
from raadzaal.deliberation.views.replying import find_round, trail


@require_safe
def reactions(request, public_id: str):
    """Each paragraph with all positions that were sent; for the secretary, where to answer each."""
    running = find_round(request, public_id)
    scope = running.committee.public_id if running.committee else ""
    if not any(request.actor.holds(role, scope) for role in IN_COMMITTEE):
        raise Http404
    rows = queries.table(running, request.actor)
    seen = {cell.invitation.pk: cell.invitation.organisation for row in rows for cell in row.cells}
    form = FilterForm(request.GET, organisations=seen.values())
    url_of = _answering(request, running)
    shown = queries.filtered(rows, **form.narrowing())
    context = {
        "round": running,
        "rows": [presenting.row_view(row, url_of) for row in shown],
        "filter": form,
        "progress": queries.progress(running) if _leads(request, running) else None,
        "general": queries.replies_visible(request.actor, running)
        .filter(submitted_at__isnull=False)
        .exclude(general=""),
        "open_count": sum(cell.is_open for row in rows for cell in row.cells),
        "remark_count": sum(cell.needs_answer for row in rows for cell in row.cells),
        "outcomes": Disposition.Outcome.choices,
        "trail": trail(running, _("Reactions")),
    }
    return render(request, "deliberation/reactions.html", context)


def _leads(request, running: Round) -> bool:
    return bool(running.committee and any(request.actor.holds(r, running.committee.public_id) for r in LEADS_COMMITTEE))


def _answers_now(running: Round) -> bool:
    """Whether the dossier's procedure knows the step in the stage it is in."""
    steps = {step.name: step for step in running.case.declared.steps()}
    return "dispose" in steps and running.case.stage in steps["dispose"].sources


def _answering(request, running: Round):
    """Where the answer to a position is sent: the step of the task above, open to the secretary after closing."""
    secretary = running.committee and request.actor.holds("committee_secretary", running.committee.public_id)
    if not secretary or running.closed_on is None or not _answers_now(running):
        return lambda position: ""
    try:
        sample = reverse("advice:dispose", args=[running.case.public_id, "0"])
    except NoReverseMatch:
        return lambda position: ""
    head, tail = sample.rsplit("0", 1)
    return lambda position: f"{head}{position.public_id}{tail}"
