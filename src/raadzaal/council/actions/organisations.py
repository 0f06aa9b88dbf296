from raadzaal.council.actions.people import checked_address
from raadzaal.council.models import Organisation
from raadzaal.council.rules import KEEPERS
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, performs


@performs("council.set_address", by=KEEPERS, audience=Audience.SECRETARIAT)
def set_address(organisation: Organisation, *, actor, on, email: str) -> Done:
    """To where letters for this organisation are mailed from now on; without one they are not mailed."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    organisation.email = checked_address(email) if email.strip() else ""
    organisation.save(update_fields=["email"])
    return Done(
        facts={"organisation": organisation.public_id}, words={"email": organisation.email}, result=organisation
    )
