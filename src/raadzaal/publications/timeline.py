"""Projection: the public part of the journal, per dossier, for timelines and the news on the home page."""

from datetime import date

from raadzaal.journal import followers
from raadzaal.journal.models import Audience, Entry
from raadzaal.journal.queries import facts
from raadzaal.publications.models import PublicEvent


class Timeline(followers.Follower):
    name = "public_timeline"

    def apply(self, entry: Entry) -> None:
        if entry.audience == Audience.PUBLIC and entry.dossier:
            told = facts(entry)
            PublicEvent.objects.update_or_create(
                seq=entry.seq,
                defaults={
                    "dossier": entry.dossier,
                    "kind": entry.kind,
                    "on": date.fromisoformat(told["on"]),
                    "at": entry.at,
                    "facts": told,
                },
            )

    def wipe(self) -> None:
        PublicEvent.objects.all().delete()
