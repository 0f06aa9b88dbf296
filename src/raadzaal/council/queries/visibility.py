"""Whom a reader may see: the council's composition is public, who works for an organisation or a ministry is not."""

from dataclasses import replace

from django.db.models import Q, QuerySet

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Appointment, Person
from raadzaal.council.queries.composition import Composition
from raadzaal.council.rules import KEEPERS
from raadzaal.journal import clock

Role = Appointment.Role
PUBLIC_ROLES = (
    Role.MEMBER,
    Role.SUBSTITUTE,
    Role.CHAIR,
    Role.DEPUTY_CHAIR,
    Role.SECRETARY,
    Role.ADVISORY,
    Role.OBSERVING,
    Role.SECRETARY_GENERAL,
)
KEEPER_ROLES = frozenset(role.key for role in KEEPERS)


def keeps_records(actor: Actor) -> bool:
    return not actor.roles().isdisjoint(KEEPER_ROLES)


def appointments_visible(actor: Actor) -> QuerySet[Appointment]:
    """What is known now of public roles, once they have begun; everything to who keeps the record; one's own to everybody."""
    known = Appointment.objects.known()
    if keeps_records(actor):
        return known
    public = Q(role__in=PUBLIC_ROLES, valid_from__lte=clock.today())
    return known.filter(public | Q(person__public_id=actor.key) if actor.key else public)


def people_visible(actor: Actor) -> QuerySet[Person]:
    """People who hold or held a public role; everybody to who keeps the record."""
    if keeps_records(actor):
        return Person.objects.all()
    return Person.objects.filter(pk__in=appointments_visible(actor).values("person"))


def public_part(made: Composition, actor: Actor) -> Composition:
    """Of a composition what *actor* may see: who attends for a ministry is for who keeps the record."""
    if keeps_records(actor):
        return made
    return replace(made, others=tuple(row for row in made.others if row.role in PUBLIC_ROLES))
