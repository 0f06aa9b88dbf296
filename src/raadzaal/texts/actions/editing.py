"""Writing in a paragraph that is there."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import acts
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.actions.revisions import (
    LONGEST_ALT,
    LONGEST_TABLE,
    altering,
    current,
    follow,
    latest,
    tidy,
    tidy_notes,
)
from raadzaal.texts.blocks import Block, Kind, level_for
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.footnotes import in_order, without_reference
from raadzaal.texts.models import Alteration, Node, Revision
from raadzaal.texts.references import with_identity
from raadzaal.ui.cleaning import PARAGRAPH_LIMIT

Notes = tuple[tuple[str, str], ...]


def edit(
    node: Node,
    *,
    notation: str,
    base: int,
    actor: Actor,
    reason: str = "",
    kind: str | None = None,
    level: int | None = None,
    alt: str | None = None,
    notes: Notes | None = None,
) -> Revision:
    """Write a new revision over the one with number *base*, the one the editor saw; the same text writes nothing.

    What is None, or as it was in *base*, stays as it is now. Raises Conflict when the words were changed since.
    """
    acts.require()
    present = current(node)
    began = _revision(node, base)
    told = wanted(present, began, notation=notation, kind=kind, level=level, alt=alt, notes=notes)
    mine = checked(with_identity(node.work, told))
    if not present.removed and mine == present.block:
        return present
    if present.removed or began is None or _disturbed(present, began, mine):
        raise Conflict(mine=mine, latest=latest(present), base=began.block if began else None)
    return follow(present, mine, altering(node.work, Alteration.What.EDIT, actor, reason))


def restore(node: Node, number: int, *, actor: Actor, reason: str = "") -> Revision:
    """Have the node say again what it said in revision *number*, where it stands now; also after it was taken out."""
    acts.require()
    present = current(node)
    earlier = _revision(node, number)
    if earlier is None or earlier.removed:
        raise Refused(_("There is no text to put back in that version."), code="nothing_to_restore")
    if not present.removed and earlier.block == present.block:
        return present
    return follow(present, earlier.block, altering(node.work, Alteration.What.RESTORE, actor, reason))


def checked(block: Block) -> Block:
    """The block as it may be kept: cleaned, not too long, not empty. Raises Refused beside the field."""
    limit = LONGEST_TABLE if block.kind == Kind.TABLE else PARAGRAPH_LIMIT
    notation = tidy(block.notation, limit, "notation")
    notes = in_order(notation, tidy_notes(block.notes))
    if not notation and block.kind != Kind.FIGURE:
        raise Refused(_("Write a text, or take the paragraph out."), code="empty", field="notation")
    if lost := without_reference(notation, notes):
        raise Refused(
            _("The text does not refer to footnote %(note)s. Put [^%(note)s] where it belongs, or take the note out."),
            code="note_without_reference",
            field="notation",
            note=lost[0],
        )
    return replace(block, notation=notation, notes=notes, alt=tidy(block.alt, LONGEST_ALT, "alt"))


def _revision(node: Node, number: int) -> Revision | None:
    return Revision.objects.filter(node=node, number=number).first()


def wanted(present: Revision, began: Revision | None, *, notation, kind, level, alt, notes) -> Block:
    before = (began or present).block
    kind = _theirs_unless_changed(kind, before.kind, present.kind)
    level = _theirs_unless_changed(level, before.level, present.level)
    _check_kind(kind, present.kind)
    return replace(
        present.block,
        kind=kind,
        level=level_for(kind, level),
        notation=notation,
        alt=present.alt if alt is None else alt,
        notes=present.block.notes if notes is None else notes,
    )


def _theirs_unless_changed(given, before, now):
    return now if given is None or given == before else given


def _check_kind(kind: str, now: str) -> None:
    """A picture is no text; nothing can be turned into the other."""
    if kind not in set(Kind) or (kind == Kind.FIGURE) != (now == Kind.FIGURE):
        raise Refused(_("This paragraph cannot become that."), code="kind", field="kind")


def _disturbed(present: Revision, began: Revision, mine: Block) -> bool:
    """Whether the words were changed since the editor began, or both chose another kind."""
    now, before = present.block, began.block
    if _words(now) != _words(before):
        return True
    theirs_changed = (now.kind, now.level) != (before.kind, before.level)
    return theirs_changed and (mine.kind, mine.level) != (now.kind, now.level)


def _words(block: Block) -> tuple:
    return block.notation, block.notes, block.alt
