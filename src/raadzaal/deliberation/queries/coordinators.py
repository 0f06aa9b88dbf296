"""Whether anybody can send what an organisation answers: who coordinates may have left while the round runs."""

from collections.abc import Iterable

from django.db.models import Q

from raadzaal.council.models import Appointment, Delegation, Organisation
from raadzaal.deliberation.models import OwnVoice
from raadzaal.deliberation.queries.voices import independent_members
from raadzaal.journal import clock


def without_coordinator(organisations: Iterable[Organisation]) -> set[int]:
    """Those (primary keys) of which nobody who can sign in may send a reply today, also not standing in for somebody."""
    asked = {each.pk: each for each in organisations}
    today = clock.today()
    lent = Delegation.objects.on(today).filter(delegate__user__isnull=False)
    held = Appointment.objects.on(today).filter(
        Q(person__user__isnull=False) | Q(public_id__in=lent.values("appointment")),
        organisation__in=asked,
        role=Appointment.Role.COORDINATOR,
        body=None,
    )
    alone = set(asked) - set(held.values_list("organisation", flat=True))
    members = {key for key in alone if asked[key].kind == Organisation.Kind.MEMBER}
    return alone - _speaking(members) if members else alone


def _speaking(members: set[int]) -> set[int]:
    voices = OwnVoice.objects.filter(organisation__in=members, person__user__isnull=False)
    sitting = independent_members()
    return {voice.organisation_id for voice in voices if voice.person_id in sitting}
