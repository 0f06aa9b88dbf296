"""A coordinator leaves: another of the organisation's people goes on. What was written is the organisation's and stays."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.actions import checking, writing
from raadzaal.council.actions.delegating import check_giver
from raadzaal.council.models import Appointment, Delegation, Organisation, Person
from raadzaal.council.queries.record import successors
from raadzaal.council.rules import KEEPERS
from raadzaal.journal import clock
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.roles import organisation_coordinator

Role = Appointment.Role
WORK = (Role.COORDINATOR, Role.STAFF)


@performs("council.hand_over", by=organisation_coordinator | KEEPERS, audience=Audience.SECRETARIAT)
def hand_over(appointment: Appointment, *, actor: Actor, on: date, successor: Person) -> Done:
    """From today *successor* coordinates, for as long as *appointment* still ran; by its holder or by who keeps the record.

    At once everything ends by which the leaver worked for the organisation: as coordinator, as policy officer, and what
    colleagues there lent them. Nothing that was written moves: drafts, rooms and replies are the organisation's. Who only
    stands in hands nothing over. Raises NotAllowed, Refused.
    """
    for person in sorted((appointment.person, successor), key=lambda each: each.pk):
        writing.lock(person, None)
    old = writing.current(appointment)
    check_giver(old, actor)
    today = clock.today()
    _check(old, successor, today)
    ended = [_ended(row, today) for row in _work_of(old.person, old.organisation, today)]
    _take_back_lent(old, today)
    row = _coordinating(successor, old, today) or _appointed(successor, old, today)
    facts = writing.facts(row) | {"replaces": old.public_id, "ended": ended}
    return Done(facts=facts, words={"person": row.person.name, "leaves": old.person.name}, result=row)


def _check(old: Appointment, successor: Person, today: date) -> None:
    if old.role != Role.COORDINATOR:
        raise Refused(_("Only the work of a coordinator is handed over."), code="not_coordinator")
    if not writing.day_in(old, today):
        raise Refused(_("This appointment does not hold any more: there is nothing to hand over."), code="not_held")
    if old.valid_from == today:
        raise Refused(
            _("This appointment began today. Ask the secretariat to correct it, or hand over tomorrow."),
            code="began_today",
        )
    if successor.pk == old.person_id or not successors(old, today).filter(pk=successor.pk).exists():
        raise Refused(
            _("Choose somebody of the same organisation who can sign in."), code="not_ours", field="successor"
        )


def _work_of(person: Person, organisation: Organisation, day: date):
    held = Appointment.objects.on(day).filter(person=person, organisation=organisation, body=None, role__in=WORK)
    return held.select_related("person", "organisation", "body", "seat").order_by("pk")


def _ended(row: Appointment, today: date) -> str:
    """What began today never held for a whole day: it is withdrawn, and stays as what was known until now."""
    row = writing.current(row)
    if row.valid_from == today:
        writing.withdraw(row)
    else:
        writing.supersede(row, valid_until=today)
    return row.public_id


def _take_back_lent(old: Appointment, today: date) -> None:
    of_organisation = Appointment.objects.known().filter(organisation=old.organisation, body=None)
    lent = Delegation.objects.known().filter(
        delegate=old.person, valid_until__gt=today, appointment__in=of_organisation.values("public_id")
    )
    lent.update(superseded_at=clock.now())


def _coordinating(successor: Person, old: Appointment, today: date) -> Appointment | None:
    """Where the successor coordinates already, alone or beside the leaver, nothing has to be added."""
    held = Appointment.objects.on(today).filter(
        person=successor, organisation=old.organisation, body=None, role=Role.COORDINATOR
    )
    return held.select_related("person", "organisation", "body", "seat").first()


def _appointed(successor: Person, old: Appointment, today: date) -> Appointment:
    row = Appointment(
        person=successor,
        role=Role.COORDINATOR,
        organisation=old.organisation,
        valid_from=today,
        valid_until=old.valid_until,
    )
    checking.check(row)
    return writing.add(**{name: getattr(row, name) for name in writing.COPIED})
