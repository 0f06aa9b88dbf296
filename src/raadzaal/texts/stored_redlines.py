"""What changed between two versions, reckoned once per pair of revisions and kept: neither of them ever changes again."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from raadzaal.texts import redline
from raadzaal.texts.blocks import Block
from raadzaal.texts.lines import Line
from raadzaal.texts.models import StoredRedline
from raadzaal.texts.redline import Change, Span, block_spans

_BATCH = 400


def compared(old: Sequence[Line], new: Sequence[Line]) -> list[Change]:
    """As ``redline.compare``, of the words as they are kept: a number that only followed is no change."""
    before = {line.node_id: line for line in old}
    wanted = {
        line.node_id: (before[line.node_id].revision_pk, line.revision_pk)
        for line in new
        if line.node_id in before and before[line.node_id].kept != line.kept
    }
    kept = _kept(wanted)
    fresh: dict[tuple[int, int], tuple[Span, ...]] = {}

    def known(node_id: str, one: Block, other: Block) -> tuple[Span, ...]:
        pair = wanted[node_id]
        if pair not in kept:
            kept[pair] = fresh[pair] = block_spans(one, other)
        return kept[pair]

    changes = redline.compare(_pairs(old), _pairs(new), known)
    _keep(fresh)
    return changes


def _pairs(lines: Sequence[Line]) -> list[tuple[str, Block]]:
    return [(line.node_id, line.kept) for line in lines]


def _kept(wanted: Mapping[str, tuple[int, int]]) -> dict[tuple[int, int], tuple[Span, ...]]:
    pairs, found = list(wanted.values()), {}
    for at in range(0, len(pairs), _BATCH):
        some = pairs[at : at + _BATCH]
        stored = StoredRedline.objects.filter(old__in=[old for old, _new in some], new__in=[new for _old, new in some])
        found |= {(each.old_id, each.new_id): _spans(each.spans) for each in stored}
    return found


def _spans(data: list) -> tuple[Span, ...]:
    return tuple(Span(op, text, tuple((kind, url) for kind, url in marks)) for op, text, marks in data)


def _keep(fresh: Mapping[tuple[int, int], tuple[Span, ...]]) -> None:
    if fresh:
        rows = [StoredRedline(old_id=old, new_id=new, spans=spans) for (old, new), spans in fresh.items()]
        with transaction.atomic():
            StoredRedline.objects.bulk_create(rows, _BATCH, ignore_conflicts=True)
