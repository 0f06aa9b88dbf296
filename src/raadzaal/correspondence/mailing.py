"""From a sent letter to mail: an effect of the journal fills the outbox, delivery empties it."""

import re
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from raadzaal.correspondence.models import Letter, OutgoingMail
from raadzaal.correspondence.postman import Postman
from raadzaal.journal import clock, followers
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts

RETRY = timedelta(minutes=5)
MOST_ATTEMPTS = 48
LOOKED_UP = 500  # mails at once, so that many subscribers cost no more memory than few
SENDING = {"correspondence.send", "advice.send"}


class Mailer(followers.Follower):
    """Makes one mail per addressee of a sent letter, each with a key, so that none is made twice."""

    name = "mail"
    kind = followers.EFFECT

    def apply(self, entry: Entry) -> None:
        if entry.kind in SENDING:
            letter = Letter.objects.prefetch_related("addressees").get(public_id=facts(entry)["letter"])
            OutgoingMail.objects.bulk_create(
                [_mail(letter, addressee, entry) for addressee in letter.addressees.all() if addressee.email],
                ignore_conflicts=True,
            )


def _mail(letter: Letter, addressee, entry: Entry) -> OutgoingMail:
    key = f"{letter.public_id}:{addressee.pk}"
    return OutgoingMail(
        key=key,
        letter=letter,
        to=addressee.email,
        subject=letter.subject,
        body=letter.body,
        message_id=f"<{letter.public_id}.{addressee.pk}@{settings.DEFAULT_FROM_EMAIL.partition('@')[2]}>",
        made_at=entry.at,
        next_try_at=entry.at,
    )


def deliver() -> int:
    """Hand over every mail that is due. Returns how many were handed over.

    A mail is claimed first, by putting off its next try, and handed over outside a transaction: a mail server that is slow
    keeps nobody waiting for the database. Nobody is missed, and one goes twice only when the process dies between the server's
    answer and the commit; it then bears the same Message-ID.
    """
    handed_over = 0
    with Postman() as postman:
        while due := _due():
            handed_over += sum(1 for pk in due if _deliver(pk, postman))
    return handed_over


def _due() -> list[int]:
    """Some of those that are due. A mail that was tried is due no longer, whatever became of it."""
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING, next_try_at__lte=clock.now())
    return list(waiting.order_by("next_try_at", "pk").values_list("pk", flat=True)[:LOOKED_UP])


def _deliver(pk: int, postman: Postman) -> bool:
    mail = _claim(pk)
    if mail is None:
        return False
    try:
        postman.hand_over(_message(mail))
    except OSError as trouble:
        _postpone(mail, trouble)
    except ValueError as unfit:
        mail.state, mail.error = OutgoingMail.State.FAILED, str(unfit)[:500]
    else:
        mail.state, mail.sent_at, mail.error = OutgoingMail.State.SENT, clock.now(), ""
    mail.save(update_fields=["state", "sent_at", "error"])
    return mail.state == OutgoingMail.State.SENT


def _claim(pk: int) -> OutgoingMail | None:
    """None when another worker has it. Whoever dies with a claimed mail leaves it for the next try."""
    now = clock.now()
    due = OutgoingMail.objects.filter(pk=pk, state=OutgoingMail.State.WAITING, next_try_at__lte=now)
    if due.update(next_try_at=now + RETRY, attempts=F("attempts") + 1):
        return OutgoingMail.objects.get(pk=pk)
    return None


def _message(mail: OutgoingMail) -> EmailMessage:
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe:
        headers |= {"List-Unsubscribe": f"<{mail.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers)
    if mail.calendar:
        method = re.search(r"^METHOD:(\w+)\r?$", mail.calendar, re.MULTILINE)
        message.attach("vergadering.ics", mail.calendar, f"text/calendar; method={method[1] if method else 'PUBLISH'}")
    return message


def _postpone(mail: OutgoingMail, trouble: OSError) -> None:
    mail.error = str(trouble)[:500]
    if mail.attempts >= MOST_ATTEMPTS:
        mail.state = OutgoingMail.State.FAILED
