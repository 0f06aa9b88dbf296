"""What everybody sees of a meeting while it goes on, in parts; and which acts may have changed it. For followers of the stream."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.utils import translation

from raadzaal.accounts.actor import ANYBODY
from raadzaal.journal.models import Entry, Head
from raadzaal.meetings import queries, screens
from raadzaal.meetings.models import AgendaItem, Meeting

PARTS = {
    "live-head": "meetings/parts/live_stage.html",
    "live-point": "meetings/parts/point.html",
    "live-speaker": "meetings/parts/speaker.html",
    "live-vote": "meetings/parts/vote_shown.html",
    "live-next": "meetings/parts/following.html",
    "live-agenda": "meetings/parts/agenda_shown.html",
    "live-quorum": "meetings/parts/quorum.html",
    "live-said": "meetings/parts/said.html",
}
"""The id of a part, and its template. A page shows those it has a place for."""
SALT = "meetings.live"
LASTS = 16 * 3600
LANGUAGES = {code for code, _name in settings.LANGUAGES}


def public_parts(public_id: str, language: str) -> dict[str, str] | None:
    """The words of each part, as a visitor may read them; None for a meeting that is not for everybody."""
    found = queries.visible(ANYBODY).select_related("body", "at_item").filter(public_id=public_id).first()
    if found is None:
        return None
    with translation.override(language):
        context = screens.context(found, ANYBODY) | {"drawn": True}
        return {part: render_to_string(template, context) for part, template in PARTS.items()}


def key_for(meeting: Meeting) -> str:
    """With it a page asks to be told that something changed, and no more than that. Lasts for sixteen hours."""
    return signing.TimestampSigner(salt=SALT).sign(meeting.public_id)


def opens(key: str, public_id: str) -> bool:
    try:
        return signing.TimestampSigner(salt=SALT).unsign(key, max_age=LASTS) == public_id
    except signing.BadSignature:
        return False


@dataclass(frozen=True)
class Touched:
    """The meetings (public ids) that acts since the last look may have changed; ``seq`` is how far was looked.

    ``but_for_votes`` leaves out those in which only votes were cast.
    """

    seq: int
    meetings: frozenset[str]
    but_for_votes: frozenset[str]


def head() -> int:
    return Head.objects.values_list("seq", flat=True).get(pk=1)


def touched_since(seq: int) -> Touched:
    """One query while nothing happens, two more when something did."""
    now = head()
    if now == seq:
        return Touched(now, frozenset(), frozenset())
    entries = list(Entry.objects.filter(seq__gt=seq, seq__lte=now).values_list("kind", "subject", "dossier"))
    touched = {subject.partition(":")[2] for _kind, subject, _dossier in entries if subject.startswith("meetings:")}
    lasting = {
        subject.partition(":")[2]
        for kind, subject, _dossier in entries
        if subject.startswith("meetings:") and kind != "meetings.cast"
    }
    elsewhere = _with_dossiers({dossier for _kind, _subject, dossier in entries if dossier})
    return Touched(now, frozenset(touched | elsewhere), frozenset(lasting | elsewhere))


def _with_dossiers(dossiers: Iterable[str]) -> set[str]:
    """The meetings that have one of these dossiers on their agenda."""
    if not dossiers:
        return set()
    items = AgendaItem.objects.filter(case__public_id__in=dossiers)
    return set(items.values_list("meeting__public_id", flat=True))
