"""The closed room of an organisation: only its own people and those whom it let in see anything of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.council.models import Appointment, Person
from raadzaal.deliberation.models import Guest, InnerRemark, Invitation
from raadzaal.deliberation.queries.rounds import IN_ORGANISATION, scopes
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE

CONSULTED = "consulted"


def with_rooms(user, actor: Actor, at: datetime) -> Actor:
    """*actor* with a capacity for each room that they were let into; somebody who is in a room only gets a name from there."""
    guests = list(
        still_in(Guest.objects.filter(Q(user=user.pk) | Q(person__user=user.pk), invited_at__lte=at))
        .select_related("invitation__organisation", "invitation__round__case")
        .order_by("pk")
    )
    if not guests:
        return actor
    known = actor if actor.key else Actor(key=_key(user), name=guests[0].name)
    return replace(known, capacities=(*known.capacities, *[_capacity(each) for each in guests]))


def _key(user) -> str:
    """The same in every room, also in those that are no more."""
    return Guest.objects.filter(user=user.pk).order_by("pk").values_list("public_id", flat=True)[0]


def _capacity(guest: Guest) -> Capacity:
    words = {"organisation": guest.invitation.organisation, "dossier": guest.invitation.round.case.local_title}
    label = _("consulted by %(organisation)s: %(dossier)s") % words
    return Capacity(CONSULTED, guest.public_id, guest.public_id, label)


def guests_of(actor: Actor) -> QuerySet[Guest]:
    """The rooms that an actor was let into."""
    own = still_in(Guest.objects.filter(public_id__in=actor.scopes(CONSULTED)))
    parts = ("group", "invitation__organisation", "invitation__round__case", "invitation__round__milestone")
    return own.select_related(*parts, "invitation__round__committee", "invitation__reply")


def in_room(invitation: Invitation) -> QuerySet[Guest]:
    return still_in(invitation.guests.all()).select_related("group", "user", "person")


def still_in(guests: QuerySet[Guest]) -> QuerySet[Guest]:
    """Those who were not shown out, and did not leave the organisation since they were let in.

    Who was let in as one of the organisation's own people is in the room as long as they are; who was asked by e-mail from
    elsewhere, until they are shown out.
    """
    of_organisation = Appointment.objects.known().filter(
        Q(person=OuterRef("person")) | Q(person__user=OuterRef("user")),
        Q(organisation=OuterRef("invitation__organisation"))
        | Q(seat__displayed=OuterRef("invitation__organisation"))
        | Q(seat__appointing=OuterRef("invitation__organisation")),
    )
    then = OuterRef("let_in_on")
    own = of_organisation.filter(Q(valid_until=None) | Q(valid_until__gt=then), valid_from__lte=then)
    left = (Q(person__isnull=False) | Exists(own)) & ~Exists(of_organisation.on(clock.today()))
    days = guests.alias(let_in_on=TruncDate("invited_at", tzinfo=LEGAL_ZONE))
    return days.filter(ended_at=None).exclude(left)


def remarks_visible(actor: Actor, invitation: Invitation) -> QuerySet[InnerRemark]:
    """Everything for who writes the reply; for who was let in what their own part of the organisation says, and their own."""
    of_room = InnerRemark.objects.filter(invitation=invitation).select_related("group")
    if invitation.organisation.public_id in scopes(actor, IN_ORGANISATION):
        return of_room
    guest = guests_of(actor).filter(invitation=invitation).first()
    if guest is None:
        return of_room.none()
    return of_room.filter(Q(author=actor.key) | Q(group=guest.group))


def may_be_let_in(invitation: Invitation) -> QuerySet[Person]:
    """Whom the council knows with this organisation, today: in it, or on a seat of it; without those in the room already."""
    organisation = invitation.organisation_id
    held = Appointment.objects.on(clock.today()).filter(
        Q(organisation=organisation) | Q(seat__displayed=organisation) | Q(seat__appointing=organisation)
    )
    there = in_room(invitation).exclude(person=None).values("person")
    return Person.objects.filter(pk__in=held.values("person")).exclude(pk__in=there).order_by("sort_name")


@dataclass(frozen=True)
class Saying:
    """An inner remark and whether it is the reader's own."""

    remark: InnerRemark
    own: bool


def by_paragraph(remarks: Iterable[InnerRemark], actor: Actor) -> dict[int, list[Saying]]:
    found: dict[int, list[Saying]] = {}
    for each in remarks:
        found.setdefault(each.node_id, []).append(Saying(each, each.author == actor.key))
    return found
