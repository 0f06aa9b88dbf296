"""Which paragraphs a text has, and in what order."""

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import acts, clock
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.actions.editing import checked
from raadzaal.texts.actions.revisions import current, first, follow, latest, lock
from raadzaal.texts.blocks import Block
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.models import Node, Revision, Work
from raadzaal.texts.positions import filled, laid_anew


def begin(dossier_id: str, *, language: str = "nl") -> Work:
    acts.require()
    return Work.objects.create(dossier_id=dossier_id, language=language)


def add(work: Work, *, after: Node | None, block: Block, actor: Actor, reason: str = "") -> Revision:
    """Put a new paragraph behind *after*, or in front of all others."""
    acts.require()
    lock(work.pk)
    block = checked(block)
    position = place_after(work, after)
    node = Node.objects.create(work=work)
    columns = first(node, block, actor=actor, reason=reason, at=clock.now())
    return Revision.objects.create(**columns, position=position)


def move(node: Node, *, after: Node | None, actor: Actor, reason: str = "") -> Revision:
    """Put the paragraph behind *after*, or in front of all others; where it stands already, nothing is written."""
    acts.require()
    present = current(node)
    if present.removed:
        raise Refused(_("This paragraph was taken out. Put it back first."), code="removed")
    if after == node or _stands_after(present, after):
        return present
    position = place_after(node.work, after)
    return follow(present, present.block, actor=actor, reason=reason, position=position)


def remove(node: Node, *, base: int, actor: Actor, reason: str) -> Revision:
    """Take the paragraph out; its history stays. Raises Conflict when its words were changed since *base*."""
    acts.require()
    present = current(node)
    if present.removed:
        raise Refused(_("This paragraph was taken out already."), code="removed")
    began = Revision.objects.filter(node=node, number=base).first()
    if began is None or began.block != present.block:
        raise Conflict(mine=None, latest=latest(present), base=began.block if began else None)
    return follow(present, present.block, actor=actor, reason=reason, removed=True)


def place_after(work: Work, after: Node | None) -> int:
    """A free place behind *after*. Others keep theirs; without room between them all are laid anew in that order."""
    places = _places(work)
    at = _index_after(places, after)
    found = filled([place for _node, place in places[:at]] + [None] + [place for _node, place in places[at:]])
    if found is None:
        lay_anew(work)
        return place_after(work, after)
    return found[at]


def lay_anew(work: Work) -> None:
    acts.require()
    standing = list(_standing(work))
    for revision, position in zip(standing, laid_anew(len(standing)), strict=True):
        revision.position = position
    Revision.objects.bulk_update(standing, ["position"], batch_size=500)


def _standing(work: Work):
    """The present revision of every node, the removed ones too: they keep their place should they come back."""
    return Revision.objects.filter(work=work, superseded_at=None).order_by("position", "pk")


def _places(work: Work) -> list[tuple[int, int]]:
    return list(_standing(work).values_list("node_id", "position"))


def _index_after(places: list[tuple[int, int]], after: Node | None) -> int:
    if after is None:
        return 0
    nodes = [node_id for node_id, _position in places]
    if after.pk not in nodes:
        raise Refused(_("The paragraph it should follow is not in this text."), code="elsewhere", field="after")
    return nodes.index(after.pk) + 1


def _stands_after(present: Revision, after: Node | None) -> bool:
    nodes = [node_id for node_id, _position in _places(present.work)]
    at = nodes.index(present.node_id)
    return nodes[at - 1] == after.pk if after and at else after is None and at == 0
