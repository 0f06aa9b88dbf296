"""The lists of the record as Atom feeds (RFC 4287). Each begins at the query that decides what is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from raadzaal.accounts.actor import ANYBODY
from raadzaal.advice import presenting
from raadzaal.advice import queries as advices
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.council import profile
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import presenting as sitting
from raadzaal.meetings import queries as meetings
from raadzaal.publications.models import PublicEvent
from raadzaal.record import queries
from raadzaal.record.presenting import number_of
from raadzaal.record.search.finding import Hit

MOST = 50
MEDIA_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True)
class Entry:
    """``key`` stays, whatever the language; ``url`` is a path."""

    key: str
    title: str
    url: str
    at: datetime
    words: str = ""


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """An empty feed says the same as long as it stays empty."""
        found = [item["updateddate"] for item in self.items]
        return max(found) if found else datetime.combine(clock.today(), time(), LEGAL_ZONE)


def written(title: str, page: str, here: str, base: str, entries: Iterable[Entry]) -> str:
    """*page* is the list for people, *here* the feed's own path; *base* how the addresses of this site begin."""
    council = str(profile.active().name)
    feed = _Feed(
        f"{title} – {council}", base + page, "", language=get_language(), feed_url=base + here, author_name=council
    )
    for each in entries:
        feed.add_item(
            each.title,
            base + each.url,
            each.words,
            unique_id=f"{base}/#{each.key}",
            pubdate=each.at,
            updateddate=each.at,
        )
    return feed.writeString("utf-8")


def published(committee: str = "") -> list[Entry]:
    """The advices, the last published first; *committee* is a key."""
    rows = queries.published().select_related("case")
    if committee:
        rows = rows.filter(case__advice__committee__key=committee)
    return [
        Entry(
            f"advice-{row.public_id}",
            f"{presenting.number(row)} {row.case.local_title}",
            reverse("advice:advice", args=[row.year, row.serial]),
            _begin(row.published_on),
            (row.summary_en if get_language() == "en" else "") or row.summary,
        )
        for row in rows.order_by("-published_on", "-adopted_on", "-public_id")[:MOST]
    ]


def dossiers(committee: str = "") -> list[Entry]:
    """Where something happened last first."""
    last = PublicEvent.objects.filter(dossier=OuterRef("public_id")).order_by("-seq").values("at")[:1]
    rows = advices.with_parts(advices.public()).annotate(last=Subquery(last))
    if committee:
        rows = rows.filter(committee__key=committee)
    return [
        Entry(
            f"dossier-{row.public_id}",
            row.local_title,
            reverse("advice:public_dossier", args=[row.public_id]),
            row.last or _begin(row.opened_on),
            " – ".join(part for part in (str(row.stage_label).capitalize(), presenting.next_text(row)) if part),
        )
        for row in rows.order_by("-last", "-opened_on", "-pk")[:MOST]
    ]


def happened(dossier: Advice) -> list[Entry]:
    """What happened in one dossier, the last first; the same step on the same day is told once."""
    begin = f"{AdviceProcedure.key}."
    events = PublicEvent.objects.filter(dossier=dossier.public_id, kind__startswith=begin).order_by("seq")
    told = {(event.kind.removeprefix(begin), event.on): event.at for event in events}
    page = reverse("advice:public_dossier", args=[dossier.public_id])
    entries = [
        Entry(f"{dossier.public_id}-{name}-{on}", str(AdviceProcedure.step(name).done), page, at)
        for (name, on), at in told.items()
        if name in vars(AdviceProcedure)
    ]
    return entries[::-1][:MOST]


def sittings() -> list[Entry]:
    """Public meetings, those to come too."""
    return [
        Entry(
            f"meeting-{each.public_id}",
            _("%(body)s, %(day)s")
            % {"body": sitting.title(each), "day": f"{each.starts_at.astimezone(LEGAL_ZONE):%d-%m-%Y}"},
            reverse("meetings:meeting", args=[each.public_id]),
            each.starts_at,
            " – ".join(part for part in (sitting.state_word(each)[0].capitalize(), each.place) if part),
        )
        for each in meetings.visible(ANYBODY).order_by("-starts_at", "-pk")[:MOST]
    ]


def archive() -> list[Entry]:
    """Older publications, those that were brought in last first."""
    rows = queries.items().select_related("import_of").order_by("-import_of__begun_at", "-on", "-pk")[:MOST]
    return [
        Entry(
            f"item-{row.public_id}",
            f"{number_of(row)} {row.title}".strip(),
            reverse("record:item", args=[row.public_id]),
            row.import_of.begun_at,
            row.summary,
        )
        for row in rows
    ]


def found(hits: Iterable[Hit]) -> list[Entry]:
    """What a search finds, the latest first, with the paragraph that fits best."""
    return [
        Entry(
            f"found-{hit.url.partition('#')[0].strip('/').replace('/', '-')}",
            " ".join(part for part in (hit.number, "".join(each.text for each in hit.title)) if part),
            hit.url,
            _begin(hit.day) if hit.day else _begin(date(1950, 1, 1)),
            "".join(each.text for each in hit.words),
        )
        for hit in hits
    ]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LEGAL_ZONE)
