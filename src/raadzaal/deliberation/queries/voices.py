"""Who may be asked individually, and who speaks as such."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.council.models import Appointment, Body
from raadzaal.deliberation.models import OwnVoice
from raadzaal.journal import clock

COORDINATES = "organisation_coordinator"


def independent_members() -> dict[int, str]:
    """By person (primary key) the group of their seat: members of the council whom no organisation appoints."""
    held = Appointment.objects.on(clock.today()).filter(
        body__kind=Body.Kind.COUNCIL, role=Appointment.Role.MEMBER, seat__isnull=False, seat__appointing=None
    )
    return dict(held.values_list("person_id", "seat__group"))


def with_own_voice(user, actor: Actor, at: datetime) -> Actor:
    """*actor* with a capacity to speak for themselves, as long as they sit in the council as an independent member."""
    voice = OwnVoice.objects.filter(person__user=user.pk).select_related("organisation").first()
    if voice is None or voice.person_id not in independent_members():
        return actor
    own = Capacity(
        COORDINATES, voice.organisation.public_id, voice.organisation.public_id, _("speaks as independent member")
    )
    return replace(actor, capacities=(*actor.capacities, own))
