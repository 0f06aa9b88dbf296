"""Which paragraphs a text has, and in what order."""

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import acts
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.actions.editing import checked
from raadzaal.texts.actions.places import lay_anew, places_after, standing
from raadzaal.texts.actions.revisions import altering, current, first, follow, follow_all, following, latest, lock
from raadzaal.texts.blocks import Block
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.models import Alteration, Node, Revision, Work
from raadzaal.texts.queries import section_of
from raadzaal.texts.references import with_identity

__all__ = ["add", "begin", "lay_anew", "move", "move_section", "remove"]

What = Alteration.What


def begin(dossier_id: str, *, language: str = "nl") -> Work:
    acts.require()
    return Work.objects.create(dossier_id=dossier_id, language=language)


def add(work: Work, *, after: Node | None, block: Block, actor: Actor, reason: str = "") -> Revision:
    """Put a new paragraph behind *after*, or in front of all others."""
    acts.require()
    lock(work.pk)
    block = checked(with_identity(work, block))
    position = places_after(work, after)[0]
    node = Node.objects.create(work=work)
    return Revision.objects.create(**first(node, block, altering(work, What.ADD, actor, reason)), position=position)


def move(node: Node, *, after: Node | None, actor: Actor, reason: str = "") -> Revision:
    """Put the paragraph behind *after*, or in front of all others; where it stands already, nothing is written."""
    acts.require()
    present = current(node)
    if present.removed:
        raise Refused(_("This paragraph was taken out. Put it back first."), code="removed")
    if after == node or _stands_after(present, after):
        return present
    position = places_after(node.work, after, moving=[node.pk])[0]
    present.refresh_from_db()
    return follow(present, present.block, altering(node.work, What.MOVE, actor, reason), position=position)


def move_section(node: Node, *, after: Node | None, actor: Actor, reason: str = "") -> Revision:
    """Move a heading with all that stands under it, deeper headings too. Raises Refused when it would land in itself."""
    acts.require()
    present = current(node)
    within = section_of(node.work, node)
    if len(within) < 2:
        return move(node, after=after, actor=actor, reason=reason)
    if after is not None and after.pk in {each.node_id for each in within}:
        raise Refused(_("A section cannot be put within itself."), code="within_itself", field="after")
    if _stands_after(present, after):
        return present
    places = places_after(node.work, after, len(within), [each.node_id for each in within])
    by = altering(node.work, What.MOVE, actor, reason)
    pairs = zip(section_of(node.work, node), places, strict=True)
    follow_all((each, following(each, each.block, by) | {"position": place}) for each, place in pairs)
    return Revision.objects.select_related("node", "work").get(node=node, superseded_at=None)


def remove(node: Node, *, base: int, actor: Actor, reason: str) -> Revision:
    """Take the paragraph out; its history stays. Raises Conflict when its words were changed since *base*."""
    acts.require()
    present = current(node)
    if present.removed:
        raise Refused(_("This paragraph was taken out already."), code="removed")
    began = Revision.objects.filter(node=node, number=base).first()
    if began is None or began.block != present.block:
        raise Conflict(mine=None, latest=latest(present), base=began.block if began else None)
    return follow(present, present.block, altering(node.work, What.REMOVE, actor, reason), removed=True)


def _stands_after(present: Revision, after: Node | None) -> bool:
    nodes = [node_id for node_id, _position in standing(present.work)]
    at = nodes.index(present.node_id)
    return nodes[at - 1] == after.pk if after and at else after is None and at == 0
