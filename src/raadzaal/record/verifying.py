"""Whether a file is what the council adopted: by its SHA-256, held against what the journal says was published."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from raadzaal.advice import presenting, renditions
from raadzaal.advice.actions.sealing import KIND
from raadzaal.journal.canonical import link
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts
from raadzaal.meetings.models import Decision
from raadzaal.meetings.queries import decisions_of
from raadzaal.publications.models import Correction, Publication, Rendition, Withdrawal
from raadzaal.record import queries
from raadzaal.record.models import Item
from raadzaal.record.presenting import number_of

CHUNK = 256 * 1024


@dataclass(frozen=True)
class Known:
    """``corrections`` are those that came after it.

    ``latest``: no newer rendition of this form took its place. ``entry``: the hash of the journal's entry that tells it."""

    publication: Publication
    form: str
    number: str
    sealed_at: datetime
    latest: bool
    entry: str
    decision: Decision | None
    withdrawal: Withdrawal | None = None
    corrections: Sequence[Correction] = ()

    @property
    def adopted_on(self) -> date:
        return self.publication.adopted_on


@dataclass(frozen=True)
class Archived:
    """An original of the archive, as it was brought in."""

    item: Item
    number: str


def digest_of(stream: BinaryIO) -> str:
    found = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()


def known(sha256: str) -> Known | Archived | None:
    """None for what the council never published in these bytes."""
    if rendition := renditions.of_digest(sha256):
        return _known(rendition, sha256)
    item = queries.items().filter(file=sha256).first()
    return Archived(item, number_of(item)) if item else None


def _known(rendition: Rendition, sha256: str) -> Known | None:
    """Only what the journal tells counts: a row that was put beside it proves nothing."""
    publication = rendition.publication
    entry = _told(publication, sha256)
    if entry is None:
        return None
    last = renditions.digests(publication).get(rendition.form)
    adopted = decisions_of(publication.case).filter(item__meeting__public=True, item__closed=False).last()
    return Known(
        publication=publication,
        form=rendition.form,
        number=presenting.number(publication),
        sealed_at=entry.at,
        latest=last == sha256,
        entry=bytes(entry.hash).hex(),
        decision=adopted,
        withdrawal=getattr(publication, "withdrawal", None),
        corrections=list(publication.corrections.filter(at__gt=entry.at)),
    )


def _told(publication: Publication, sha256: str) -> Entry | None:
    """The first entry of the journal that names these bytes, if it is whole itself."""
    for entry in Entry.objects.filter(kind=KIND, subject=f"advice:{publication.public_id}").order_by("seq"):
        whole = link(bytes(entry.previous), bytes(entry.body)) == bytes(entry.hash)
        if whole and sha256 in facts(entry)["digests"].values():
            return entry
    return None
