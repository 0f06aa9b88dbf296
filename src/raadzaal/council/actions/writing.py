"""The rows behind the acts: new ones, and new versions of old ones. Only acts of this room call this."""

from datetime import date

from raadzaal.council.models import Appointment, Body, Person, Seat
from raadzaal.council.queries.visibility import PUBLIC_ROLES
from raadzaal.journal import acts, clock
from raadzaal.journal.models import Audience

COPIED = ("public_id", "person", "role", "body", "seat", "organisation", "group", "valid_from", "valid_until")


def lock(person: Person, seat: Seat | None) -> None:
    """Always the person first, then the seat: two people cannot be put on one seat at once, nor one person on two."""
    acts.require()
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if seat is not None:
        Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)


def add(**columns) -> Appointment:
    acts.require()
    return Appointment.objects.create(recorded_at=clock.now(), **columns)


def supersede(old: Appointment, **changes) -> Appointment:
    """The old row stays as what was known until now."""
    now = clock.now()
    columns = {name: getattr(old, name) for name in COPIED} | changes
    withdraw(old, now)
    return Appointment.objects.create(recorded_at=now, **columns)


def withdraw(old: Appointment, now=None) -> None:
    acts.require()
    old.superseded_at = now or clock.now()
    old.save(update_fields=["superseded_at"])


def current(appointment: Appointment) -> Appointment:
    """What is known of it now, locked until commit. Raises Appointment.DoesNotExist after it was revoked."""
    found = Appointment.objects.known().select_for_update(no_key=True).get(public_id=appointment.public_id)
    return Appointment.objects.select_related("person", "body", "seat", "organisation").get(pk=found.pk)


def facts(row: Appointment) -> dict:
    return {
        "appointment": row.public_id,
        "person": row.person.public_id,
        "role": row.role,
        "body": row.body.public_id if row.body else "",
        "seat": row.seat.public_id if row.seat else "",
        "organisation": row.organisation.public_id if row.organisation else "",
        "group": row.group,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }


def audience(row: Appointment) -> Audience:
    return Audience.PUBLIC if row.role in PUBLIC_ROLES else Audience.SECRETARIAT


def term_bound(body: Body | None, role: str) -> bool:
    """Members, substitutes and offices of the council serve a term (artt. 8 and 12 Wet op de SER)."""
    bound = (
        Appointment.Role.MEMBER,
        Appointment.Role.SUBSTITUTE,
        Appointment.Role.CHAIR,
        Appointment.Role.DEPUTY_CHAIR,
    )
    return body is not None and body.kind == Body.Kind.COUNCIL and role in bound


def day_in(row: Appointment, day: date) -> bool:
    return row.valid_from <= day and (row.valid_until is None or day < row.valid_until)
