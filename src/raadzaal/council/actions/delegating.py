from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council import rules
from raadzaal.council.actions import writing
from raadzaal.council.models import Appointment, Delegation, Person
from raadzaal.council.rules import KEEPERS
from raadzaal.journal import clock
from raadzaal.journal.models import Audience
from raadzaal.procedure import refusals, roles
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.vocabulary import Roles

Role = Appointment.Role
DELEGABLE = (
    Role.SECRETARY, Role.SECRETARIAT, Role.SECRETARY_GENERAL, Role.COORDINATOR, Role.STAFF, Role.REQUESTER,
    Role.ADVISORY, Role.OBSERVING, Role.MINISTRY,
)  # fmt: skip
HOLDERS_AND_KEEPERS = Roles(roles.ALL.values())


@performs("council.delegate", by=HOLDERS_AND_KEEPERS, audience=Audience.SECRETARIAT)
def delegate(appointment: Appointment, *, actor: Actor, on: date, delegate: Person, since: date, until: date) -> Done:
    """For an absence *delegate* may act in the appointment too, by its holder or by who keeps the record.

    Seats and chairs are not lent: a seat has its substitute (art. 4 lid 3 Wet op de SER). Ends by itself on *until*, or when the
    appointment ends. What was lent cannot be lent on.
    """
    held = writing.current(appointment)
    check_giver(held, actor)
    _check(held, delegate, since, until)
    row = Delegation.objects.create(
        appointment=held.public_id, delegate=delegate, valid_from=since, valid_until=until, recorded_at=clock.now()
    )
    return _done(held, row)


def check_giver(held: Appointment, actor: Actor) -> None:
    """Its holder, in their own name, or who keeps the record. Raises NotAllowed."""
    if actor.key != held.person.public_id and actor.roles().isdisjoint({role.key for role in KEEPERS}):
        raise refusals.NotAllowed(roles=refusals.names(KEEPERS))


def _check(held: Appointment, delegate: Person, since: date, until: date | None) -> None:
    if held.role not in DELEGABLE:
        raise Refused(_("This role cannot be lent: a seat has its substitute."), code="not_delegable")
    if delegate.pk == held.person_id:
        raise Refused(_("Nobody stands in for themselves."), code="oneself", field="delegate")
    if until is None:
        raise Refused(_("Say until when."), code="missing", field="until")
    rules.check_period(since, until, until_field="until")
    if not writing.day_in(held, since) or (held.valid_until and until > held.valid_until):
        raise Refused(_("This is not within the appointment."), code="outside_term", field="until")
    lent = Delegation.objects.known().filter(appointment=held.public_id, delegate=delegate)
    if any(rules.overlaps(since, until, row.valid_from, row.valid_until) for row in lent):
        raise Refused(
            _("%(person)s stands in already in that period."), code="double", field="delegate", person=delegate
        )


@performs("council.withdraw_delegation", by=HOLDERS_AND_KEEPERS, audience=Audience.SECRETARIAT)
def withdraw_delegation(appointment: Appointment, *, actor: Actor, on: date, delegation: Delegation) -> Done:
    """At once; what was done under it stands."""
    held = writing.current(appointment)
    check_giver(held, actor)
    row = (
        Delegation.objects.select_for_update(no_key=True)
        .known()
        .filter(pk=delegation.pk, appointment=held.public_id)
        .first()
    )
    if row is None:
        raise Refused(_("This has been withdrawn already."), code="withdrawn")
    row.superseded_at = clock.now()
    row.save(update_fields=["superseded_at"])
    return _done(held, row)


def _done(held: Appointment, row: Delegation) -> Done:
    facts = {
        "appointment": held.public_id,
        "delegate": row.delegate.public_id,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }
    return Done(facts=facts, words={"person": held.person.name, "delegate": row.delegate.name}, result=row)
