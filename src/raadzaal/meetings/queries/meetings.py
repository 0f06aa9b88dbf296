from datetime import datetime

from django.db.models import Q, QuerySet

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Body
from raadzaal.journal import clock
from raadzaal.meetings.models import Meeting

RECORDERS = ("secretariat", "secretary_general", "council_chair")
IN_BODY = (
    "council_chair",
    "council_member",
    "substitute",
    "executive_committee",
    "committee_secretary",
    "committee_chair",
    "committee_member",
    "advisory_member",
    "ministry_observer",
)
GOING_ON = (Meeting.State.OPEN, Meeting.State.SUSPENDED)
ENDED = (Meeting.State.CLOSED, Meeting.State.NOT_HELD, Meeting.State.CANCELLED)


def visible(actor: Actor) -> QuerySet[Meeting]:
    """Public meetings to everybody; closed ones to those of the body, the secretariat and the chair of the council."""
    meetings = Meeting.objects.select_related("body")
    if actor.roles() & set(RECORDERS):
        return meetings
    bodies = {capacity.scope for capacity in actor.capacities if capacity.role in IN_BODY}
    return meetings.filter(Q(public=True) | Q(body__public_id__in=bodies))


def upcoming(actor: Actor, now: datetime | None = None) -> QuerySet[Meeting]:
    """Those still to end, the next one first."""
    now = now or clock.now()
    still = Q(starts_at__gte=now) | Q(state__in=GOING_ON)
    return visible(actor).filter(still).exclude(state__in=ENDED).order_by("starts_at", "pk")


def past(actor: Actor, now: datetime | None = None) -> QuerySet[Meeting]:
    """The last one first."""
    now = now or clock.now()
    over = Q(state__in=ENDED) | Q(starts_at__lt=now) & ~Q(state__in=GOING_ON)
    return visible(actor).filter(over).order_by("-starts_at", "-pk")


def running_for(body: Body) -> QuerySet[Meeting]:
    """Meetings of a body to which something can still be put, the next one first."""
    return body.meetings.exclude(state__in=ENDED).order_by("starts_at", "pk")
