"""Where paragraphs stand: room between them, and room again when there is none."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from raadzaal.journal import acts
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.actions.revisions import BATCH
from raadzaal.texts.models import Node, Revision, Work
from raadzaal.texts.positions import STEP, filled


def places_after(work: Work, after: Node | None, count: int = 1, moving: Iterable[int] = ()) -> list[int]:
    """Free places behind *after*, or in front of all others. *moving* are nodes that leave theirs for it."""
    leaving = set(moving)
    places = [(node, place) for node, place in standing(work) if node not in leaving]
    at = _index_after(places, after)
    wanted = [place for _node, place in places[:at]] + [None] * count + [place for _node, place in places[at:]]
    found = filled(wanted)
    if found is None:
        lay_anew(work)
        return places_after(work, after, count, leaving)
    return found[at : at + count]


def places_again(work: Work, wanted: Mapping[int, Revision]) -> dict[int, int]:
    """For each node the place it had in an earlier revision; where another stands there by now, right behind that one."""
    others = [(place, 0, node) for node, place in standing(work) if node not in wanted]
    order = sorted(others + [(revision.position, 1, node) for node, revision in wanted.items()])
    places: list[int | None] = []
    last = None
    for place, back, _node in order:
        free = last is None or place > last
        places.append(place if free or not back else None)
        last = place if free else last
    found = filled(places)
    if found is None:
        lay_anew(work)
        fresh = Revision.objects.in_bulk([revision.pk for revision in wanted.values()])
        return places_again(work, {node: fresh[revision.pk] for node, revision in wanted.items()})
    return {node: place for (_old, back, node), place in zip(order, found, strict=True) if back}


def lay_anew(work: Work) -> None:
    """Room between all places that were ever taken, so that what was undone still knows where it stood."""
    acts.require()
    revisions = list(Revision.objects.filter(work=work).only("pk", "position"))
    new = {old: STEP * at for at, old in enumerate(sorted({each.position for each in revisions}), start=1)}
    for each in revisions:
        each.position = new[each.position]
    Revision.objects.bulk_update(revisions, ["position"], batch_size=BATCH)


def standing(work: Work) -> list[tuple[int, int]]:
    """Node and place of every paragraph, the removed ones too: they keep their place should they come back."""
    present = Revision.objects.filter(work=work, superseded_at=None).order_by("position", "pk")
    return list(present.values_list("node_id", "position"))


def _index_after(places: list[tuple[int, int]], after: Node | None) -> int:
    if after is None:
        return 0
    nodes = [node_id for node_id, _position in places]
    if after.pk not in nodes:
        raise Refused(_("The paragraph it should follow is not in this text."), code="elsewhere", field="after")
    return nodes.index(after.pk) + 1
