"""The mail that leads somebody into an organisation's room. It goes to nobody else, and stands in no outbox."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, translation

from raadzaal.accounts import invitation as sign_in
from raadzaal.accounts.models import User
from raadzaal.deliberation.models import Guest


def send(guest: Guest, user: User, site: str) -> None:
    """Who cannot sign in yet gets a link that works once and for a few days; who can, the address of the room."""
    with translation.override(settings.LANGUAGE_CODE):
        invitation = guest.invitation
        new = not user.has_usable_password()
        room = site.rstrip("/") + reverse("deliberation:room", args=[invitation.round.public_id])
        words = {
            "guest": guest,
            "organisation": invitation.organisation,
            "dossier": invitation.round.case.local_title,
            "last_day": formats.date_format(guest.last_day, "l j F Y"),
            "link": sign_in.link(user, site) if new else room,
            "room": room,
            "new": new,
            "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        }
        subject = render_to_string("deliberation/email/room_subject.txt", words).strip()
        body = render_to_string("deliberation/email/room_message.txt", words)
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email]).send()
