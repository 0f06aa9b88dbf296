"""Why an appointment may be refused. Each check raises Refused."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from raadzaal.council import profile, rules
from raadzaal.council.models import Appointment, Body, Organisation, Person, Seat
from raadzaal.procedure.refusals import BadDate, Refused

Role = Appointment.Role
OF_BODY = {
    Role.MEMBER,
    Role.SUBSTITUTE,
    Role.CHAIR,
    Role.DEPUTY_CHAIR,
    Role.SECRETARY,
    Role.ADVISORY,
    Role.OBSERVING,
    Role.MINISTRY,
}
OF_ORGANISATION = {Role.COORDINATOR, Role.STAFF, Role.REQUESTER}
OF_HOUSE = {Role.SECRETARIAT, Role.SECRETARY_GENERAL, Role.ADMINISTRATOR}
SEATED = (Role.MEMBER, Role.SUBSTITUTE)


def check(row: Appointment) -> None:
    """Everything about an appointment that is not written yet, or about a new version of one that is."""
    check_dates(row)
    _place(row.role, row.body, row.seat, row.organisation)
    _side(row)
    if row.role in SEATED and row.seat is not None:
        _seat_exists(row)
    for other in _around(row):
        _clash(row, other)


def check_dates(row: Appointment) -> None:
    for name, value in (("valid_from", row.valid_from), ("valid_until", row.valid_until)):
        if isinstance(value, datetime) or not isinstance(value, date | None):
            raise BadDate(field=name, date=value)
    if row.valid_from is None:
        raise BadDate(field="valid_from", date="")
    rules.check_period(row.valid_from, row.valid_until)


def _place(role: str, body: Body | None, seat: Seat | None, organisation: Organisation | None) -> None:
    """A role is held in a body, for an organisation, or in the house: never in two of those, never in none."""
    if role in OF_BODY and body is None:
        raise Refused(_("Say in which body."), code="no_body", field="body")
    if role in OF_ORGANISATION and (organisation is None or body is not None):
        raise Refused(_("Say for which organisation."), code="no_organisation", field="organisation")
    if role in OF_HOUSE and (body is not None or organisation is not None):
        raise Refused(
            _("This role belongs to the secretariat, not to a body or organisation."), code="no_place", field="body"
        )
    if seat is not None and (role not in SEATED or seat.body_id != body.pk):
        raise Refused(_("This seat does not go with this role."), code="wrong_seat", field="seat")
    if seat is None and role in SEATED and body.kind == Body.Kind.COUNCIL:
        raise Refused(_("Say which seat of the council."), code="no_seat", field="seat")


def _side(row: Appointment) -> None:
    if row.role not in SEATED:
        return
    sides = {row.group, row.seat.group if row.seat else "", row.organisation.group if row.organisation else ""} - {""}
    if len(sides) > 1:
        raise Refused(
            _("The seat, the organisation and the side do not go together."), code="group_mismatch", field="group"
        )
    if row.body.groups and row.group not in row.body.groups:
        raise Refused(_("This side has no place in %(body)s."), code="group_mismatch", field="group", body=row.body)
    if row.seat and row.organisation and row.seat.appointing_id:
        allowed = {row.seat.appointing_id, row.seat.displayed_id}
        if row.organisation_id not in allowed:
            raise Refused(_("Another organisation appoints to this seat."), code="group_mismatch", field="organisation")


def _seat_exists(row: Appointment) -> None:
    seat = row.seat
    if (
        seat.superseded_at
        or row.valid_from < seat.valid_from
        or (seat.valid_until and row.valid_from >= seat.valid_until)
    ):
        raise Refused(_("This seat does not exist on that day."), code="no_such_seat", field="valid_from")


def _around(row: Appointment) -> list[Appointment]:
    """Other appointments in the same body that share a day with it."""
    if row.body is None:
        mine = Appointment.objects.known().filter(
            body=None, organisation=row.organisation, person=row.person, role=row.role
        )
    else:
        mine = Appointment.objects.known().filter(body=row.body)
    others = mine.exclude(public_id=row.public_id).select_related("person", "seat")
    return [
        other
        for other in others
        if rules.overlaps(row.valid_from, row.valid_until, other.valid_from, other.valid_until)
    ]


def _clash(row: Appointment, other: Appointment) -> None:
    same_person, same_seat = other.person_id == row.person_id, row.seat_id is not None and other.seat_id == row.seat_id
    if row.role in SEATED and same_seat and other.role == row.role:
        raise Refused(
            _("%(person)s holds this seat in that period."), code="seat_taken", field="seat", person=other.person
        )
    if row.role == Role.CHAIR == other.role:
        raise Refused(_("%(person)s is chair in that period."), code="chair_taken", field="role", person=other.person)
    if same_person and other.role == row.role and other.seat_id == row.seat_id:
        raise Refused(
            _("%(person)s already holds this role in that period."), code="double", field="person", person=other.person
        )
    if same_person and row.role in SEATED and other.role in SEATED and row.body.kind == Body.Kind.COUNCIL:
        raise Refused(
            _("%(person)s holds seat %(number)s of the council in that period."),
            code="two_seats",
            field="person",
            person=other.person,
            number=other.seat.number if other.seat else "",
        )


def side_of(person: Person, body: Body | None, seat: Seat | None, organisation: Organisation | None, day: date) -> str:
    """The side somebody sits on: by the seat, by the organisation, else by their seat in the council."""
    if seat is not None:
        return seat.group
    if organisation is not None and organisation.group:
        return organisation.group
    if body is None:
        return ""
    own = (
        Appointment.objects.on(day)
        .filter(person=person, body__kind=Body.Kind.COUNCIL, role__in=SEATED)
        .exclude(seat=None)
    )
    return own.values_list("seat__group", flat=True).first() or ""


def free_seat(body: Body | None, role: str, group: str, since: date, until: date | None) -> Seat | None:
    """The first seat of a side that is free in the whole period, in a body where seats are not handed out by number."""
    if body is None or body.kind == Body.Kind.COUNCIL or role != Role.MEMBER:
        return None
    taken = [
        held.seat_id
        for held in Appointment.objects.known().filter(body=body, role=role).exclude(seat=None)
        if rules.overlaps(since, until, held.valid_from, held.valid_until)
    ]
    return Seat.objects.on(since).filter(body=body, group=group).exclude(pk__in=taken).order_by("number").first()


def end_of_term(day: date) -> date:
    """The first day of the term after the one *day* falls in (art. 8 Wet op de SER)."""
    made = profile.active()
    return rules.term_of(made.council.term, made.version, day)[1]
