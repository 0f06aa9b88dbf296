from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.council.queries import members_on
from raadzaal.meetings import presenting, queries
from raadzaal.meetings.models import Meeting, Minutes
from raadzaal.meetings.queries.reading import attends

ON_A_PAGE = 25


@require_safe
def list_(request):
    """What comes, and what is past; closed meetings only for those who may be there."""
    page = Paginator(queries.past(request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "meetings/list.html", {"upcoming": queries.upcoming(request.actor), "page": page})


@require_safe
def meeting(request, public_id: str):
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    counted = queries.attendance(found)
    context = {
        "meeting": found,
        "title": presenting.title(found),
        "state": presenting.state_word(found),
        "counted": counted,
        "seats": presenting.seats(counted) if _shows_attendance(found, counted) else [],
        "agenda": presenting.agenda(found, counted, request.actor),
        "mine": _mine(request, found),
        "published": Minutes.objects.filter(meeting=found, state=Minutes.State.PUBLISHED).exists(),
        "archived": found.public and found.state in queries.ENDED,
        "attends": attends(request.actor, found),
        "trail": [
            {"label": _("Meetings"), "url": reverse("meetings:list")},
            {"label": presenting.title(found), "current": True},
        ],
    }
    return render(request, "meetings/meeting.html", context)


def _mine(request, found: Meeting) -> dict | None:
    """For who sits in the body: whether they said to come."""
    if not request.actor.key or found.state not in (Meeting.State.PLANNED, Meeting.State.CONVENED):
        return None
    if not members_on(found.body, queries.meeting_day(found)).filter(person__public_id=request.actor.key).exists():
        return None
    said = found.intentions.filter(person__public_id=request.actor.key).first()
    return {"comes": said.comes if said else None}


def _shows_attendance(found: Meeting, counted: queries.Attendance) -> bool:
    held = (Meeting.State.OPEN, Meeting.State.CLOSED, Meeting.State.NOT_HELD)
    return found.state in held and bool(counted.rows)
