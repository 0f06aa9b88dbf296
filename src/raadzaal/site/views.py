"""The front door: what the council advises, works on, when it meets, and what became of earlier advices."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from raadzaal.accounts.actor import ANYBODY
from raadzaal.advice import presenting, queries
from raadzaal.advice.models import Advice, FollowUp
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.meetings.queries import upcoming
from raadzaal.publications.models import Publication

LATEST, RUNNING, MEETINGS, BECAME = 3, 5, 3, 5


@require_safe
def home(request):
    latest = list(Publication.objects.filter(published_on__isnull=False)[:LATEST])
    advices = {
        each.pk: each for each in queries.with_parts(Advice.objects.filter(pk__in=[row.case_id for row in latest]))
    }
    running = queries.with_parts(queries.public().exclude(stage__in=AdviceProcedure.ends)).order_by(
        "-opened_on", "-pk"
    )[:RUNNING]
    became = FollowUp.objects.select_related("recommendation__advice__publication").order_by("-on", "-pk")
    context = {
        "latest": [(row, presenting.number(row), advices[row.case_id]) for row in latest],
        "running": [(advice, presenting.line(advice)) for advice in running],
        "meetings": upcoming(ANYBODY)[:MEETINGS],
        "became": became.filter(recommendation__advice__publication__published_on__isnull=False)[:BECAME],
    }
    return render(request, "site/home.html", context)
