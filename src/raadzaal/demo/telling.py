"""The journal of a dossier as a person would read it."""

from collections.abc import Iterator

from django.utils import translation

from raadzaal.advice.views.dossier import done
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts, words
from raadzaal.procedure import roles


def lines(language: str = "nl") -> Iterator[str]:
    """Every entry that belongs to a dossier: when, what, by whom and as what, and what they said."""
    with translation.override(language):
        for entry in Entry.objects.exclude(dossier="").order_by("seq").prefetch_related("words"):
            yield from _told(entry)


def _told(entry: Entry) -> Iterator[str]:
    said = words(entry)
    who = ", ".join(part for part in (said.pop("actor", entry.actor), _role(entry.role)) if part)
    moment = entry.at.astimezone(LEGAL_ZONE)
    yield f"{entry.seq:>5}  {moment:%d-%m-%Y %H:%M}  {done(entry.kind, facts(entry))}  ({who})"
    for name, value in sorted({**_short(entry), **said}.items()):
        if value not in ("", None):
            yield f"{'':>25}{name}: {value}"


def _role(key: str) -> str:
    role = roles.ALL.get(key.partition("@")[0])
    return str(role.label) if role else ""


def _short(entry: Entry) -> dict:
    """Facts that say something without their context."""
    return {name: value for name, value in facts(entry).items() if name in SAYING}


SAYING = {
    "deadline",
    "ground",
    "in_part",
    "key",
    "method",
    "outcome",
    "result",
    "received_on",
    "year",
    "serial",
    "status",
    "until",
}
