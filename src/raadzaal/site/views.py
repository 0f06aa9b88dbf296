"""The front door: what the council advises, works on, when it meets, and what became of earlier advices."""

from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe

from raadzaal.accounts.actor import ANYBODY
from raadzaal.advice import follow_through, presenting, queries
from raadzaal.advice.carried import with_other_views
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure, Stage
from raadzaal.council import presenting as seating
from raadzaal.council import queries as council
from raadzaal.council.models import Body
from raadzaal.journal import clock
from raadzaal.meetings.queries import upcoming
from raadzaal.publications.models import Publication

LATEST, RUNNING, MEETINGS, BECAME = 3, 5, 3, 4
RUNNING_STAGES = [stage for stage in AdviceProcedure.line if stage not in AdviceProcedure.ends]


@require_safe
def home(request):
    seats, sides = _hall()
    running = queries.with_parts(_running()).order_by("-opened_on", "-pk")[:RUNNING]
    latest = _latest()
    context = {
        "divided": with_other_views([advice for _publication, _number, advice in latest]),
        "seats": seats,
        "sides": sides,
        "latest": latest,
        "running": [(advice, presenting.line(advice)) for advice in running],
        "stages": _stages(),
        "meetings": upcoming(ANYBODY)[:MEETINGS],
        "shares": follow_through.shares(),
        "became": follow_through.lately(BECAME),
    }
    return render(request, "site/home.html", context)


def _hall() -> tuple[list, list]:
    """The seats of the council, and each side with its number of seats; nothing before a council is installed."""
    body = Body.objects.filter(kind=Body.Kind.COUNCIL).first()
    if body is None:
        return [], []
    made = council.composition(body, clock.today())
    sides = [(side.label, len(side.places)) for side in seating.sides(made) if side.places]
    return seating.seat_views(made), sides


def _running():
    return queries.public().exclude(stage__in=AdviceProcedure.ends)


def _latest() -> list:
    rows = list(Publication.objects.filter(published_on__isnull=False)[:LATEST])
    advices = {
        each.pk: each for each in queries.with_parts(Advice.objects.filter(pk__in=[row.case_id for row in rows]))
    }
    return [(row, presenting.number(row), advices[row.case_id]) for row in rows]


def _stages() -> list:
    """Every stage that a dossier goes through, with how many stand there now."""
    counted = dict(_running().order_by().values_list("stage").annotate(Count("pk")))
    return [(str(Stage(stage).label), range(counted.get(stage, 0))) for stage in RUNNING_STAGES]
