"""Effect: an organisation that has not answered is reminded, and told how many paragraphs of the draft it has left."""

from zlib import crc32

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, translation

from raadzaal.correspondence.models import OutgoingMail
from raadzaal.council.models import Appointment
from raadzaal.deliberation.models import Invitation
from raadzaal.deliberation.queries.replies import completeness, places
from raadzaal.journal import clock, followers
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts

REMINDED = "deliberation.remind"


class Reminders(followers.Follower):
    """One mail for each coordinator, or to the organisation's own address where it has none who signs in."""

    name = "reminders"
    kind = followers.EFFECT

    def apply(self, entry: Entry) -> None:
        if entry.kind != REMINDED:
            return
        told = facts(entry)
        asked = Invitation.objects.filter(
            round__public_id=told["round"], organisation__public_id__in=told["organisations"]
        ).select_related("organisation", "round__case", "round__milestone", "reply")
        mails = [_mail(entry, each, to) for each in asked for to in addresses(each)]
        OutgoingMail.objects.bulk_create(mails, ignore_conflicts=True)


def addresses(invitation: Invitation) -> list[str]:
    held = Appointment.objects.on(clock.today()).filter(
        organisation=invitation.organisation_id, role=Appointment.Role.COORDINATOR, person__user__isnull=False
    )
    found = set(held.values_list("person__user__email", flat=True))
    return sorted(found) or [each for each in (invitation.organisation.email,) if each]


def open_paragraphs(invitation: Invitation) -> int:
    """How many paragraphs have no finished reaction in the organisation's own draft."""
    reply = getattr(invitation, "reply", None)
    state = completeness(places(invitation.round, reply))
    return state.total - state.done


def _mail(entry: Entry, invitation: Invitation, to: str) -> OutgoingMail:
    running = invitation.round
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "organisation": invitation.organisation,
            "dossier": running.case.local_title,
            "last_day": formats.date_format(invitation.last_day, "l j F Y"),
            "open": open_paragraphs(invitation),
        }
        subject = render_to_string("deliberation/email/reminder_subject.txt", words).strip()
        body = render_to_string("deliberation/email/reminder_message.txt", words)
    return OutgoingMail(
        key=f"reminder:{entry.seq}:{invitation.pk}:{to}"[:120],
        to=to,
        subject=subject[:250],
        body=body,
        message_id=f"<{running.public_id}.{entry.seq}.{crc32(to.encode())}@{host}>",
        made_at=entry.at,
        next_try_at=entry.at,
    )
