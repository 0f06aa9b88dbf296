"""Following by e-mail: asked for, confirmed from the mail, ended in one click. What one address can be sent has a limit."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from raadzaal.advice import queries as advices
from raadzaal.council.models import Body
from raadzaal.journal import clock
from raadzaal.record.alerts import mails
from raadzaal.record.models import Subscription

What, Pace = Subscription.What, Subscription.Pace
A_DAY = timedelta(days=1)
ASKS_A_DAY = 5
"""Mails that ask for confirmation, to one address, whatever is asked for."""
MOST = 50
"""Things that one address can follow."""
FORGOTTEN_AFTER = timedelta(days=7)


def named(what: str, about: str) -> str | None:
    """What it is called for who would follow it; None for what is not there or not public."""
    if what == What.ADVICES:
        return _("All advices of the council") if not about else None
    if what == What.COMMITTEE:
        body = Body.objects.filter(key=about).first()
        return str(body) if body and body.is_committee else None
    if what == What.DOSSIER:
        dossier = advices.public().filter(public_id=about).first()
        return dossier.local_title if dossier else None
    if what == What.SEARCH and about:
        return _("A search: %(words)s") % {"words": mails.words_of(about)}
    return None


def ask(email: str, what: str, about: str, *, pace: str, language: str) -> None:
    """Sends the mail that asks for confirmation. Says to nobody whether an address was known, or had its share for today."""
    email, now = email.lower(), clock.now()
    with transaction.atomic():
        if not _within_limits(email, now):
            return
        found, new = Subscription.objects.get_or_create(
            email=email,
            what=what,
            about=about,
            defaults={"pace": pace, "language": language, "key": secrets.token_urlsafe(32), "asked_at": now},
        )
        if not new:
            if found.confirmed_at or now - found.asked_at < A_DAY:
                return
            found.asks, found.asked_at, found.pace, found.language = found.asks + 1, now, pace, language
            found.save()
        mails.ask_to_confirm(found)


def _within_limits(email: str, now) -> bool:
    own = Subscription.objects.filter(email=email)
    return own.count() < MOST and own.filter(asked_at__gt=now - A_DAY).count() < ASKS_A_DAY


def confirm(subscription: Subscription, *, pace: str) -> None:
    """Also to change the pace later. What waited for the weekly mail still comes in it."""
    subscription.pace = pace
    subscription.confirmed_at = subscription.confirmed_at or clock.now()
    subscription.save(update_fields=["pace", "confirmed_at"])


def end(key: str) -> bool:
    """Nothing of it is kept. Whether there was something to end."""
    return bool(Subscription.objects.filter(key=key).delete()[0])


def forget_unconfirmed() -> None:
    Subscription.objects.filter(confirmed_at=None, asked_at__lt=clock.now() - FORGOTTEN_AFTER).delete()
