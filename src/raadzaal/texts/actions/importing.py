"""A Word file becomes the text, or its next version. A paragraph that is recognised keeps its address and history."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import acts, clock
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.actions.places import lay_anew, standing
from raadzaal.texts.actions.revisions import BATCH, LONGEST_ALT, altering, first, following, lock, tidy
from raadzaal.texts.blocks import Block, Kind, from_data
from raadzaal.texts.corrections import Correction, corrected
from raadzaal.texts.matching import match
from raadzaal.texts.models import Alteration, ImportPreview, Node, Revision, Work
from raadzaal.texts.positions import filled
from raadzaal.texts.queries import labels
from raadzaal.texts.redline import longest_increasing
from raadzaal.texts.references import worded

# What Word does not know: a paragraph of this kind comes back from Word as an ordinary paragraph.
_GIVEN_HERE = frozenset({Kind.RECOMMENDATION, Kind.BOX, Kind.QUOTE})


@dataclass(frozen=True)
class Taken:
    """How many paragraphs were new, edited, only moved, untouched, or no longer there (and so taken out)."""

    added: int
    edited: int
    moved: int
    kept: int
    removed: int


def take_import(
    preview: ImportPreview, *, corrections: Mapping[int, Correction], actor: Actor, reason: str = ""
) -> Taken:
    """Make the text what the Word file says. Raises Refused when that was done before, or nothing is left of it."""
    acts.require()
    work = lock(preview.work_id)
    _take(preview)
    blocks = corrected([from_data(block) for block in preview.blocks], _tidied(corrections))
    if not blocks:
        raise Refused(_("Nothing would be left of the text."), code="empty_text")
    return _Replacement(work, blocks, actor, reason, clock.now()).done()


def _take(preview: ImportPreview) -> None:
    if not ImportPreview.objects.filter(pk=preview.pk, taken_at=None).update(taken_at=clock.now()):
        raise Refused(_("This Word file has become the text already."), code="taken")


def _tidied(corrections: Mapping[int, Correction]) -> dict[int, Correction]:
    return {
        at: replace(each, alt=None if each.alt is None else tidy(each.alt, LONGEST_ALT, "alt"))
        for at, each in dict(corrections).items()
    }


class _Replacement:
    def __init__(self, work: Work, blocks: list[Block], actor: Actor, reason: str, now: datetime) -> None:
        self.work, self.blocks, self.now = work, blocks, now
        self.by = altering(work, Alteration.What.IMPORT, actor, reason)
        self._stand()
        self.labels = labels(work)
        found = match([worded(line.block, self.labels) for line in self.lines], blocks)
        self.continued = [None if at is None else self.lines[at] for at in found]
        self.counts = Counter()

    def _stand(self) -> None:
        standing = Revision.objects.filter(work=self.work, superseded_at=None).select_related("node")
        self.standing = list(standing.order_by("position", "pk"))
        self.lines = [revision for revision in self.standing if not revision.removed]

    def done(self) -> Taken:
        written, superseded = [], []
        nodes = iter(self._new_nodes())
        for block, before, position in zip(self.blocks, self.continued, self._positions(), strict=True):
            if before is None:
                self.counts["added"] += 1
                written.append(Revision(**first(next(nodes), block, self.by), position=position))
                continue
            block = continuing(before.block, block, self.labels)
            if self._changed(before, block, position):
                superseded.append(before)
                written.append(Revision(**following(before, block, self.by), position=position))
        for gone in self._vanished():
            superseded.append(gone)
            columns = following(gone, gone.block, self.by)
            written.append(Revision(**columns, position=gone.position, removed=True))
        self._write(written, superseded)
        if not written:
            self.by.delete()
        return Taken(**{name: self.counts[name] for name in Taken.__dataclass_fields__})

    def _changed(self, before: Revision, block: Block, position: int) -> bool:
        if block != before.block:
            self.counts["edited"] += 1
            return True
        moved = before.pk in self.moved
        self.counts["moved" if moved else "kept"] += 1
        return moved

    def _vanished(self) -> list[Revision]:
        continued = {before.pk for before in self.continued if before}
        gone = [line for line in self.lines if line.pk not in continued]
        self.counts["removed"] = len(gone)
        return gone

    def _new_nodes(self) -> list[Node]:
        return Node.objects.bulk_create([Node(work=self.work) for before in self.continued if before is None], BATCH)

    def _write(self, written: list[Revision], superseded: list[Revision]) -> None:
        for at in range(0, len(superseded), BATCH):
            keys = [revision.pk for revision in superseded[at : at + BATCH]]
            Revision.objects.filter(pk__in=keys).update(superseded_at=self.now)
        Revision.objects.bulk_create(written, BATCH)

    def _positions(self) -> list[int]:
        """A position for every new block. Who stays in order keeps theirs, and so does what is taken out."""
        matched = [(at, before) for at, before in enumerate(self.continued) if before]
        stays = longest_increasing([before.position for _at, before in matched])
        staying = {at: before for index, (at, before) in enumerate(matched) if index in stays}
        self.moved = {before.pk for at, before in matched if at not in staying}
        order = self._order(staying)
        places = filled([item.position if isinstance(item, Revision) else None for item in order])
        if places is None:
            self._lay_anew()
            return self._positions()
        return self._of_blocks(order, places, staying)

    def _order(self, staying: dict[int, Revision]) -> list[Revision | int]:
        """Everything that has a place, in order; a new block and one that moves stand there as its index."""
        here = {before.pk for before in self.continued if before}
        absent = iter([revision for revision in self.standing if revision.pk not in here])
        order, waiting = [], next(absent, None)
        for at in range(len(self.blocks)):
            if at not in staying:
                order.append(at)
                continue
            while waiting and waiting.position < staying[at].position:
                order.append(waiting)
                waiting = next(absent, None)
            order.append(staying[at])
        return order + [each for each in (waiting, *absent) if each]

    def _of_blocks(self, order, places: list[int], staying: dict[int, Revision]) -> list[int]:
        by_pk = {item.pk: place for item, place in zip(order, places, strict=True) if isinstance(item, Revision)}
        by_index = {item: place for item, place in zip(order, places, strict=True) if isinstance(item, int)}
        return [by_pk[staying[at].pk] if at in staying else by_index[at] for at in range(len(self.blocks))]

    def _lay_anew(self) -> None:
        lay_anew(self.work)
        places = dict(standing(self.work))
        for revision in self.standing:
            revision.position = places[revision.node_id]


def continuing(before: Block, block: Block, labels: Mapping[str, str] = MappingProxyType({})) -> Block:
    """The new block, with what Word cannot tell and was given here: a special kind, the words for a picture, references."""
    if block.kind == Kind.PARAGRAPH and before.kind in _GIVEN_HERE:
        block = replace(block, kind=before.kind)
    if before.alt and not block.alt and before.asset == block.asset:
        block = replace(block, alt=before.alt)
    return before if block == worded(before, labels) else block
