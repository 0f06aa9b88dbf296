"""The follower that keeps the index of the public record up with the journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from raadzaal.journal import clock, followers
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts
from raadzaal.meetings.models import Meeting
from raadzaal.record.search import sources, store

OF_THE_COUNCIL = ("person", "organisation", "committee")
PEOPLE_OF = "people_of"
"""The day as of which people were looked at: a role becomes public on its first day, and no act happens then."""


@dataclass
class Touched:
    """What entries tell of, by source: public ids, or None for all of that source."""

    ids: dict[str, set[str] | None] = field(default_factory=dict)

    def add(self, source: str, ids: Iterable[str] | None) -> None:
        known = self.ids.setdefault(source, set())
        self.ids[source] = None if ids is None or known is None else known | set(ids)


def touched(entries: Sequence[Entry]) -> Touched:
    made = Touched()
    dossiers = {entry.dossier for entry in entries if entry.dossier}
    if dossiers:
        made.add("publication", dossiers)
        made.add("dossier", dossiers)
        made.add(
            "meeting", Meeting.objects.filter(items__case__public_id__in=dossiers).values_list("public_id", flat=True)
        )
    for entry in entries:
        room = entry.kind.partition(".")[0]
        if room == "meetings":
            made.add("meeting", [entry.subject.partition(":")[2], *_told(entry, "meeting")])
        elif room == "council":
            for source in OF_THE_COUNCIL:
                made.add(source, None)
        elif room == "record":
            made.add("item", _told(entry, "item"))
    return made


def _told(entry: Entry, name: str) -> list[str]:
    value = facts(entry).get(name)
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


class PublicSearch(followers.Follower):
    """What stands public now, found by its words. It is made from what stands, not from the entries one by one."""

    name = "public_search"

    def apply_all(self, entries: Sequence[Entry]) -> None:
        changed = touched(entries)
        with store.updating() as writer:
            today = clock.today().isoformat()
            if writer.noted(PEOPLE_OF) != today:
                changed.add("person", None)
                writer.note(PEOPLE_OF, today)
            _change(writer, changed)

    def missing(self) -> bool:
        return not store.exists()

    def beside(self) -> "Anew":
        return Anew()

    def wipe(self) -> None:
        store.remove()


def _change(writer: store.Writer, changed: Touched) -> None:
    for source, ids in changed.ids.items():
        if source not in sources.SOURCES:
            continue
        standing = sources.of(source, ids)
        asked = writer.keys(source) if ids is None else sources.keys(source, ids)
        writer.replace(standing, asked - {each.key for each in standing})


class Anew(followers.Beside):
    """The index made anew, beside the one that is read meanwhile."""

    def __init__(self) -> None:
        self.index = store.Beside()
        self.index.fill(sources.everything())

    def apply_all(self, entries: Sequence[Entry]) -> None:
        changed = touched(entries)
        with store.transaction(self.index.opened):
            _change(store.Writer(self.index.opened), changed)

    def take_over(self) -> None:
        self.index.take_over()

    def drop(self) -> None:
        self.index.drop()
