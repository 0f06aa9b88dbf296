"""Independent members who are asked individually: each is a voice of their own in the round."""

from django.utils.translation import gettext_lazy as _

from raadzaal.council.models import Organisation, Person
from raadzaal.deliberation.models import OwnVoice
from raadzaal.deliberation.queries.voices import independent_members
from raadzaal.journal import acts
from raadzaal.procedure.refusals import Refused


def own_voice(person: Person) -> Organisation:
    """How a round knows *person*; made the first time that they are asked. Raises Refused for who holds no such seat today."""
    acts.require()
    seat = independent_members().get(person.pk)
    if seat is None:
        raise Refused(
            _("Only independent members of the council are asked individually."), code="no_member", field="members"
        )
    found = OwnVoice.objects.select_related("organisation").filter(person=person).first()
    if found:
        return found.organisation
    organisation = Organisation.objects.create(
        key=f"member-{person.public_id.lower()}",
        name=person.name,
        kind=Organisation.Kind.MEMBER,
        group=seat,
        email=person.user.email if person.user else "",
    )
    OwnVoice.objects.create(organisation=organisation, person=person)
    return organisation
