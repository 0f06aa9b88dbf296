"""Effect: what happened in public goes to who follows it, at once or into their weekly mail.

Mails and what waits for the weekly one are made in the transaction that moves the cursor, each with a key of its own: nobody is
missed, and nobody gets one twice, also when the worker dies in between.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from raadzaal.advice import presenting
from raadzaal.advice import queries as advices
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.correspondence.models import OutgoingMail
from raadzaal.journal import clock, followers
from raadzaal.journal.models import Audience, Entry
from raadzaal.record import queries
from raadzaal.record.alerts import mails
from raadzaal.record.models import Awaited, Subscription
from raadzaal.record.search import finding
from raadzaal.record.search.asking import NotAsked
from raadzaal.record.searches import PARAMETERS

What, Pace = Subscription.What, Subscription.Pace
PUBLISHED = AdviceProcedure.publish.kind
AT_ONCE = 500
EVERY = timedelta(days=7)


@dataclass(frozen=True)
class Happened:
    """In the language of who reads it."""

    seq: int
    title: str
    words: str
    url: str


class Alerts(followers.Follower):
    """Named so that the index, which it asks, has read the same entries first."""

    name = "subscriptions"
    kind = followers.EFFECT

    def apply(self, entry: Entry) -> None:
        advice = _told_of(entry)
        if advice is None:
            return
        found, told = _who_follow(entry, advice).order_by("pk"), set()
        for language in ("nl", "en"):
            with translation.override(language):
                happened = _happened(entry, advice)
            for some in _by(found.filter(language=language)):
                _tell(some, happened, entry, told)


def _told_of(entry: Entry) -> Advice | None:
    """The dossier, where the entry is a step that its public page tells of."""
    step = entry.kind.removeprefix(f"{AdviceProcedure.key}.")
    if entry.audience != Audience.PUBLIC or not entry.dossier or step not in vars(AdviceProcedure):
        return None
    return advices.with_parts(advices.public()).filter(public_id=entry.dossier).first()


def _who_follow(entry: Entry, advice: Advice) -> QuerySet[Subscription]:
    wanted = Q(what=What.DOSSIER, about=advice.public_id)
    if advice.committee:
        wanted |= Q(what=What.COMMITTEE, about=advice.committee.key)
    if entry.kind == PUBLISHED:
        wanted |= Q(what=What.ADVICES) | Q(what=What.SEARCH, about__in=list(_searches(advice)))
    return Subscription.objects.filter(wanted, confirmed_at__lte=entry.at)


def _searches(advice: Advice) -> Iterator[str]:
    """The searches that find it, each asked once however many keep it."""
    page = reverse("advice:advice", args=[advice.publication.year, advice.publication.serial])
    kept = Subscription.objects.filter(what=What.SEARCH, confirmed_at__isnull=False)
    groups = queries.synonyms()
    for about in kept.order_by().values_list("about", flat=True).distinct():
        given = parse_qs(about)
        chosen = {name: given.get(key, [""])[0] for name, (key, _label) in PARAMETERS.items()}
        try:
            found = finding.find(given.get("q", [""])[0], chosen=chosen, groups=groups, latest=True)
        except NotAsked:
            continue
        if any(hit.url.partition("#")[0] == page for hit in found.hits):
            yield about


def _happened(entry: Entry, advice: Advice) -> Happened:
    step = AdviceProcedure.step(entry.kind.removeprefix(f"{AdviceProcedure.key}."))
    url = reverse("advice:public_dossier", args=[advice.public_id])
    number = ""
    if entry.kind == PUBLISHED:
        url = reverse("advice:advice", args=[advice.publication.year, advice.publication.serial])
        number = presenting.number(advice.publication)
    return Happened(entry.seq, f"{number} {advice.local_title}".strip(), str(step.done), url)


def _by(found: QuerySet[Subscription]) -> Iterator[list[Subscription]]:
    """Some at a time, so that memory does not grow with their number."""
    last = 0
    while some := list(found.filter(pk__gt=last)[:AT_ONCE]):
        yield some
        last = some[-1].pk


def _tell(some: Sequence[Subscription], happened: Happened, entry: Entry, told: set[str]) -> None:
    """Somebody who follows the same in two ways hears it once: their first one counts. *told* are the addresses that did."""
    now, later = [], []
    for each in some:
        if each.pace == Pace.WEEKLY:
            later.append(each)
        elif each.email not in told:
            told.add(each.email)
            now.append(mails.alert(each, happened))
    OutgoingMail.objects.bulk_create(now, ignore_conflicts=True)
    row = {"seq": happened.seq, "title": happened.title[:300], "words": happened.words[:500], "url": happened.url}
    Awaited.objects.bulk_create(
        [Awaited(subscription=each, at=entry.at, **row) for each in later], ignore_conflicts=True
    )


def send_digests() -> int:
    """What waited a week goes out, one mail for each subscription. Returns how many."""
    due = clock.now() - EVERY
    waiting = Subscription.objects.filter(awaited__at__isnull=False).distinct()
    waiting = waiting.filter(Q(digest_at=None, confirmed_at__lte=due) | Q(digest_at__lte=due))
    return sum(_send_digest(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _send_digest(pk: int) -> bool:
    subscription = Subscription.objects.select_for_update(no_key=True).filter(pk=pk).first()
    news = list(subscription.awaited.all()) if subscription else []
    if not news:
        return False
    OutgoingMail.objects.bulk_create([mails.digest(subscription, news)], ignore_conflicts=True)
    subscription.awaited.filter(pk__in=[each.pk for each in news]).delete()
    Subscription.objects.filter(pk=pk).update(digest_at=clock.now())
    return True
