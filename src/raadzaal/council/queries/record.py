"""What who keeps the record looks up."""

from datetime import date

from django.db.models import Q, QuerySet

from raadzaal.council.models import Appointment, Delegation, Person
from raadzaal.council.queries.visibility import keeps_records

HOUSE_ROLES = (
    Appointment.Role.SECRETARIAT,
    Appointment.Role.SECRETARY_GENERAL,
    Appointment.Role.SECRETARY,
    Appointment.Role.ADMINISTRATOR,
)


def history(public_id: str) -> QuerySet[Appointment]:
    """Every version of one appointment, the present one first."""
    rows = Appointment.objects.filter(public_id=public_id).select_related(
        "person", "body", "seat__body", "organisation"
    )
    return rows.order_by("-recorded_at", "-pk")


def delegations_of(appointment: Appointment, day: date) -> QuerySet[Delegation]:
    """Who stands in, on *day* or later."""
    lent = Delegation.objects.known().filter(appointment=appointment.public_id, valid_until__gt=day)
    return lent.select_related("delegate").order_by("valid_from")


def colleagues(appointment: Appointment, day: date) -> QuerySet[Person]:
    """Who could stand in: people of the same organisation, or of the secretariat; never the holder."""
    here = Appointment.objects.on(day)
    if appointment.organisation_id and not appointment.body_id:
        here = here.filter(organisation=appointment.organisation_id, body=None)
    elif appointment.organisation_id:
        here = here.filter(organisation=appointment.organisation_id)
    else:
        here = here.filter(Q(body=None, organisation=None) | Q(role__in=HOUSE_ROLES))
    return Person.objects.filter(pk__in=here.values("person")).exclude(pk=appointment.person_id)


def successors(appointment: Appointment, day: date) -> QuerySet[Person]:
    """Who could go on with a coordinator's work: a colleague in the organisation who can sign in."""
    return colleagues(appointment, day).exclude(user=None)


def own_appointments(actor, day: date) -> QuerySet[Appointment]:
    """What the actor holds in their own name on *day*."""
    return (
        Appointment.objects.on(day)
        .filter(person__public_id=actor.key)
        .select_related("person", "body", "organisation", "seat")
    )


def record(actor, day: date) -> QuerySet[Appointment]:
    """All that holds on *day*, for who keeps the record; nothing for anybody else."""
    if not keeps_records(actor):
        return Appointment.objects.none()
    rows = Appointment.objects.on(day).select_related("person__user", "body", "seat", "organisation")
    return rows.order_by("body__kind", "body__name", "seat__number", "role", "person__sort_name")
