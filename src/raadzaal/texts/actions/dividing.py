"""One paragraph becomes several, or two become one. The first keeps its address; every word stays."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import acts
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.actions.editing import Notes, checked, wanted
from raadzaal.texts.actions.places import places_after
from raadzaal.texts.actions.revisions import altering, current, first, follow, follow_all, following, latest
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.footnotes import joined
from raadzaal.texts.models import Alteration, Node, Revision
from raadzaal.texts.references import retargeted, targets, with_identity

MOST_PARTS = 50
WHOLE = frozenset({Kind.TABLE, Kind.FIGURE})


def split(
    node: Node,
    *,
    parts: Sequence[tuple[str, Notes]],
    base: int,
    actor: Actor,
    reason: str = "",
    kind: str | None = None,
    level: int | None = None,
) -> Revision:
    """The paragraph says the first of *parts*, new ones behind it the others. Behind a heading they are paragraphs.

    Raises Conflict when the words were changed since *base*.
    """
    acts.require()
    present = current(node)
    began = Revision.objects.filter(node=node, number=base).first()
    _check(present, parts)
    whole = "\n\n".join(notation for notation, _notes in parts)
    mine = wanted(present, began, notation=whole, kind=kind, level=level, alt=None, notes=_all_notes(parts))
    if present.removed or began is None or began.block != present.block:
        raise Conflict(mine=mine, latest=latest(present), base=began.block if began else None)
    blocks = [checked(with_identity(node.work, each)) for each in _blocks(mine, parts)]
    places = places_after(node.work, node, len(blocks) - 1)
    present.refresh_from_db()
    by = altering(node.work, Alteration.What.SPLIT, actor, reason)
    stands = follow(present, blocks[0], by)
    nodes = [Node.objects.create(work=node.work) for _block in blocks[1:]]
    new = zip(nodes, blocks[1:], places, strict=True)
    Revision.objects.bulk_create([Revision(**first(each, block, by), position=place) for each, block, place in new])
    return stands


def _check(present: Revision, parts: Sequence[tuple[str, Notes]]) -> None:
    if present.kind in WHOLE:
        raise Refused(_("A table or a figure cannot be split up."), code="whole", field="notation")
    if not 2 <= len(parts) <= MOST_PARTS:
        message = _("Put an empty line wherever a new paragraph begins: at least one, and at most %(most)s paragraphs.")
        raise Refused(message, code="parts", field="notation", most=MOST_PARTS)


def _all_notes(parts) -> Notes:
    return tuple(dict(note for _notation, notes in parts for note in notes).items())


def _blocks(whole: Block, parts) -> list[Block]:
    rest = Kind.PARAGRAPH if whole.is_heading else whole.kind
    found = [replace(whole, notation=notation, notes=notes) for notation, notes in parts]
    return [found[0], *(replace(each, kind=rest, alt="") for each in found[1:])]


def merge(node: Node, *, base: int, following_base: int, actor: Actor, reason: str = "") -> Revision:
    """The words of the next paragraph come behind those of this one, and what refers to that one refers to this.

    *base* and *following_base* are the revisions that were looked at. Raises Conflict, or Refused where the two do not go together.
    """
    acts.require()
    present = current(node)
    other = _next(present)
    for each, seen in ((present, base), (other, following_base)):
        began = Revision.objects.filter(node=each.node, number=seen).first()
        if began is None or began.block != each.block or each.removed:
            raise Conflict(mine=None, latest=latest(each), base=began.block if began else None)
    both = joined(present.block, other.block)
    block = checked(retargeted(both, other.node.public_id, node.public_id))
    by = altering(node.work, Alteration.What.MERGE, actor, reason)
    stands = follow(present, block, by)
    follow(other, other.block, by, removed=True)
    _retarget(node.work, other.node, node, by)
    return stands


def _next(present: Revision) -> Revision:
    behind = Revision.objects.filter(work=present.work_id, superseded_at=None, removed=False)
    behind = behind.filter(position__gt=present.position).select_related("node", "work")
    other = behind.order_by("position", "pk").first()
    if other is None:
        raise Refused(_("There is no paragraph behind this one."), code="last")
    if {present.kind, other.kind} & WHOLE or present.block.is_heading != other.block.is_heading:
        raise Refused(_("These two cannot become one: one of them is a heading, a table or a figure."), code="whole")
    return other


def _retarget(work, gone: Node, stays: Node, by: Alteration) -> None:
    standing = Revision.objects.filter(work=work, superseded_at=None, removed=False).select_related("node")
    mentions = [each for each in standing if each.node_id != stays.pk and gone.public_id in targets(each.block)]
    blocks = [(each, retargeted(each.block, gone.public_id, stays.public_id)) for each in mentions]
    follow_all((each, following(each, block, by) | {"position": each.position}) for each, block in blocks)
