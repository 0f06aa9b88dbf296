"""The council as Popolo data (popoloproject.com): persons, organisations, posts and memberships that everybody may see."""

from raadzaal.accounts.actor import ANYBODY
from raadzaal.council.models import Appointment, Body, Organisation, Seat
from raadzaal.council.queries import appointments_visible


def document() -> dict:
    """Every public appointment that has begun, former ones too; ids are those of the pages. Four queries, whatever the size."""
    held = appointments_visible(ANYBODY).filter(body__isnull=False)
    rows = list(
        held.select_related("person", "body", "seat__appointing", "seat__displayed").order_by("valid_from", "pk")
    )
    seats = Seat.objects.known().select_related("body").order_by("body__key", "number")
    return {
        "persons": [_person(row) for row in {row.person_id: row for row in rows}.values()],
        "organizations": [*map(_body, Body.objects.order_by("key")), *map(_organisation, _organisations())],
        "posts": [_post(seat) for seat in seats],
        "memberships": [_membership(row) for row in rows],
    }


def _organisations():
    return Organisation.objects.filter(kind=Organisation.Kind.SOCIAL_PARTNER).order_by("key")


def _person(row: Appointment) -> dict:
    return {"id": row.person.public_id, "name": row.person.name, "sort_name": row.person.sort_name}


def _body(body: Body) -> dict:
    told = {"id": body.public_id, "name": body.name, "classification": body.kind}
    return _dated(told, "founding_date", body.set_up_on, "dissolution_date", body.closed_on)


def _organisation(organisation: Organisation) -> dict:
    return {"id": organisation.public_id, "name": organisation.name, "classification": organisation.kind}


def _post(seat: Seat) -> dict:
    told = {"id": seat.public_id, "label": str(seat.number), "organization_id": seat.body.public_id, "role": "seat"}
    return _dated(told, "start_date", seat.valid_from, "end_date", seat.valid_until)


def _membership(row: Appointment) -> dict:
    told = {
        "id": row.public_id,
        "person_id": row.person.public_id,
        "organization_id": row.body.public_id,
        "role": row.role,
    }
    if row.seat_id:
        told["post_id"] = row.seat.public_id
        if behalf := row.seat.displayed or row.seat.appointing:
            told["on_behalf_of_id"] = behalf.public_id
    return _dated(told, "start_date", row.valid_from, "end_date", row.valid_until)


def _dated(told: dict, *pairs) -> dict:
    """Dates where they are known; the last day of a period is the one before it no longer holds."""
    for name, day in zip(pairs[::2], pairs[1::2], strict=True):
        if day is not None:
            told[name] = day.isoformat()
    return told
