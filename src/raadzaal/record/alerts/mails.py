"""The mails to who follows, in their own language, each with the way out of it (RFC 8058)."""

from collections.abc import Iterable
from typing import Protocol
from urllib.parse import parse_qsl
from zlib import crc32

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from raadzaal.correspondence.models import OutgoingMail
from raadzaal.council import profile
from raadzaal.journal import clock
from raadzaal.record.models import Subscription

SUBJECT = 200


class News(Protocol):
    seq: int
    title: str
    words: str
    url: str


def words_of(about: str) -> str:
    """What was searched for and chosen, from the address of a search."""
    return ", ".join(value for _name, value in parse_qsl(about))


def ask_to_confirm(subscription: Subscription) -> None:
    mail = _mail(subscription, f"confirm:{subscription.pk}:{subscription.asks}", "confirm", {})
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)


def alert(subscription: Subscription, news: News) -> OutgoingMail:
    return _mail(subscription, f"alert:{subscription.pk}:{news.seq}", "alert", {"news": [news]})


def digest(subscription: Subscription, news: Iterable[News]) -> OutgoingMail:
    """Its key is of the last thing in it: made anew after a crash, it is the same mail."""
    news = list(news)
    return _mail(subscription, f"digest:{subscription.pk}:{news[-1].seq}", "digest", {"news": news})


def _mail(subscription: Subscription, key: str, template: str, context: dict) -> OutgoingMail:
    now = clock.now()
    with translation.override(subscription.language):
        about = {
            "council": profile.active().name,
            "address": settings.ADDRESS,
            "manage": settings.ADDRESS + reverse("record:following", args=[subscription.key]),
            "what": subscription,
        }
        text = render_to_string(f"record/letters/{template}.{subscription.language}.txt", {**about, **context})
        unsubscribe = settings.ADDRESS + reverse("record:unfollow", args=[subscription.key])
    subject, _, body = text.strip().partition("\n")
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return OutgoingMail(
        key=key,
        to=subscription.email,
        subject=" ".join(subject.split())[:SUBJECT],
        body=body.strip(),
        unsubscribe=unsubscribe,
        message_id=f"<{crc32(key.encode()):08x}.{key.replace(':', '.')}@{host}>",
        made_at=now,
        next_try_at=now,
    )
