from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from raadzaal.council.actions import checking, writing
from raadzaal.council.models import Appointment, Body, Organisation, Person, Seat
from raadzaal.council.rules import KEEPERS
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused

Role = Appointment.Role
RENEWED = (Role.MEMBER, Role.SUBSTITUTE, Role.CHAIR, Role.DEPUTY_CHAIR)


@performs("council.appoint", by=KEEPERS, audience=Audience.PUBLIC)
def appoint(
    person: Person,
    *,
    actor,
    on: date,
    role: str,
    valid_from: date,
    valid_until: date | None = None,
    body: Body | None = None,
    seat: Seat | None = None,
    organisation: Organisation | None = None,
    group: str = "",
) -> Done:
    """Put *person* in a role. ``valid_until`` is the first day it no longer holds.

    May begin in the past, for the record: nobody gains a permission in the past by it. A seat or office of the council
    ends with the term when no end is given, and never later (artt. 8 and 12 Wet op de SER). A member of a body with seats
    that are not handed out by number takes the first free one of their side.
    """
    writing.lock(person, seat)
    row = _made(person, role, valid_from, valid_until, body or (seat.body if seat else None), seat, organisation, group)
    checking.check(row)
    return _done(_kept(row))


def _made(person, role, since, until, body, seat, organisation, group) -> Appointment:
    row = Appointment(
        person=person, role=role, body=body, seat=seat, organisation=organisation, valid_from=since, valid_until=until
    )
    checking.check_dates(row)
    row.group = group or checking.side_of(person, body, seat, organisation, since) if role in checking.SEATED else ""
    if writing.term_bound(body, role):
        row.valid_until = _within_term(since, until)
    row.seat = seat or checking.free_seat(body, role, row.group, since, until)
    return row


def _within_term(since: date, until: date | None) -> date:
    end = checking.end_of_term(since)
    if until is not None and until > end:
        raise Refused(
            _("The term of office ends on %(end)s."),
            code="beyond_term",
            field="valid_until",
            end=end - timedelta(days=1),
        )
    return until or end


def _kept(row: Appointment) -> Appointment:
    return writing.add(**{name: getattr(row, name) for name in writing.COPIED})


def _done(row: Appointment, **facts) -> Done:
    told = writing.facts(row) | facts
    return Done(facts=told, words={"person": row.person.name}, result=row, audience=writing.audience(row))


@performs("council.replace_mid_term", by=KEEPERS, audience=Audience.PUBLIC)
def replace_mid_term(appointment: Appointment, *, actor, on: date, successor: Person, first_day: date) -> Done:
    """*successor* takes over on *first_day* for what is left of the term; the predecessor's appointment ends then
    (art. 8 Wet op de SER)."""
    writing.lock(successor, appointment.seat)
    old = writing.current(appointment)
    if first_day <= old.valid_from or (old.valid_until and first_day > old.valid_until):
        raise Refused(
            _("The change has to fall within the term of %(person)s."),
            code="outside_term",
            field="first_day",
            person=old.person,
        )
    end = _rest_of(old)
    if first_day != old.valid_until:
        old = writing.supersede(old, valid_until=first_day)
    row = Appointment(
        person=successor, role=old.role, body=old.body, seat=old.seat, organisation=old.organisation, group=old.group,
        valid_from=first_day, valid_until=end,
    )  # fmt: skip
    checking.check(row)
    return _done(_kept(row), replaces=old.public_id)


def _rest_of(old: Appointment) -> date | None:
    if writing.term_bound(old.body, old.role):
        return checking.end_of_term(old.valid_from)
    return old.valid_until


@performs("council.reappoint_all", by=KEEPERS, audience=Audience.PUBLIC)
def reappoint_all(
    body: Body, *, actor, on: date, since: date, until: date | None = None, leaving: Collection[Person] = ()
) -> Done:
    """A new term: whoever held a seat or office the day before *since* and does not leave, holds it anew.

    Everybody retires together and may be reappointed without limit (art. 8 Wet op de SER).
    """
    gone = {person.pk for person in leaving}
    held = Appointment.objects.on(since - timedelta(days=1)).filter(body=body, role__in=RENEWED, valid_until=since)
    renewed = []
    for old in held.select_related("person", "body", "seat", "organisation").order_by("pk"):
        if old.person_id not in gone:
            writing.lock(old.person, old.seat)
            row = _made(old.person, old.role, since, until, body, old.seat, old.organisation, old.group)
            checking.check(row)
            renewed.append(_kept(row))
    if not renewed:
        raise Refused(_("Nobody's term ends on the day before."), code="nothing_to_renew", field="since")
    facts = {"since": since, "until": until, "appointments": [row.public_id for row in renewed]}
    return Done(facts=facts, result=renewed)
