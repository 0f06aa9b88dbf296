"""What somebody may act as, by what they hold at the instant of the act."""

from collections.abc import Iterable
from datetime import date, datetime

from raadzaal.accounts.actor import ANYBODY, Actor, Capacity
from raadzaal.council.models import Appointment, Body, Delegation, Person
from raadzaal.journal.clock import LEGAL_ZONE

ROLE_IN_COMMITTEE = {
    Appointment.Role.MEMBER: "committee_member",
    Appointment.Role.SUBSTITUTE: "committee_member",
    Appointment.Role.CHAIR: "committee_chair",
    Appointment.Role.SECRETARY: "committee_secretary",
    Appointment.Role.ADVISORY: "advisory_member",
    Appointment.Role.OBSERVING: "advisory_member",
    Appointment.Role.MINISTRY: "ministry_observer",
}
ROLE_IN_COUNCIL = {
    Appointment.Role.CHAIR: "council_chair",
    Appointment.Role.DEPUTY_CHAIR: "council_member",
    Appointment.Role.MEMBER: "council_member",
    Appointment.Role.SUBSTITUTE: "substitute",
    Appointment.Role.MINISTRY: "ministry_observer",
}
ROLE_IN_ORGANISATION = {
    Appointment.Role.COORDINATOR: "organisation_coordinator",
    Appointment.Role.STAFF: "organisation_member",
    Appointment.Role.REQUESTER: "requester",
}
ROLE_IN_HOUSE = {
    Appointment.Role.SECRETARIAT: "secretariat",
    Appointment.Role.SECRETARY_GENERAL: "secretary_general",
    Appointment.Role.ADMINISTRATOR: "administrator",
}


def actor(user, at: datetime) -> Actor:
    """What a user may act as at an instant: by their own appointments, and by those lent to them for an absence."""
    person = Person.objects.filter(user_id=user.pk).first()
    return actor_for(person, at) if person else ANYBODY


def actor_for(person: Person, at: datetime) -> Actor:
    day = at.astimezone(LEGAL_ZONE).date()
    own = Appointment.objects.on(day, known_at=at).filter(person=person)
    lent = Appointment.objects.on(day, known_at=at).filter(
        public_id__in=Delegation.objects.on(day, known_at=at).filter(delegate=person).values("appointment")
    )
    held = (own | lent).select_related("body", "organisation", "person").order_by("pk").distinct()
    capacities = tuple(capacity for row in _while_there(held, person, day) if (capacity := _capacity(row, person)))
    return Actor(person.public_id, person.name, capacities)


def _while_there(rows: Iterable[Appointment], person: Person, day: date) -> list[Appointment]:
    """What a colleague lent ends with one's own work for that organisation: who left it, stands in there no more."""
    rows = list(rows)
    here = {row.organisation_id for row in rows if row.person_id == person.pk and row.body_id is None}
    lent = {row.organisation_id for row in rows if row.person_id != person.pk and row.body_id is None} - {None}
    if not lent - here:
        return rows
    worked = Appointment.objects.known().filter(person=person, body=None, organisation__in=lent - here)
    left = set(worked.filter(valid_until__lte=day).values_list("organisation", flat=True))
    return [
        row for row in rows if row.person_id == person.pk or row.body_id is not None or row.organisation_id not in left
    ]


def _capacity(row: Appointment, person: Person) -> Capacity | None:
    role, scope, place = _role(row)
    if not role:
        return None
    label = " · ".join(str(part) for part in (row.get_role_display(), place) if part)
    if row.person_id != person.pk:
        label = f"{label} ({row.person})"
    return Capacity(role, scope, row.public_id, label)


def _role(row: Appointment) -> tuple[str, str, object]:
    if row.body is None and row.organisation is None:
        return ROLE_IN_HOUSE.get(row.role, ""), "", ""
    if row.body is None:
        return ROLE_IN_ORGANISATION.get(row.role, ""), row.organisation.public_id, row.organisation
    if row.body.kind == Body.Kind.COUNCIL:
        return ROLE_IN_COUNCIL.get(row.role, ""), row.body.public_id, row.body
    if row.body.kind == Body.Kind.EXECUTIVE:
        return "executive_committee", row.body.public_id, row.body
    return ROLE_IN_COMMITTEE.get(row.role, ""), row.body.public_id, row.body


def members_on(body: Body, day: date, *, known_at: datetime | None = None):
    """Everybody appointed in *body* on *day*, seats first."""
    return (
        Appointment.objects.on(day, known_at=known_at)
        .filter(body=body)
        .select_related("person", "seat", "seat__appointing", "seat__displayed", "organisation")
    )


def council() -> Body:
    return Body.objects.get(kind=Body.Kind.COUNCIL)


def executive() -> Body:
    return Body.objects.get(kind=Body.Kind.EXECUTIVE)
