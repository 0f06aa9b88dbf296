"""Taking back what one did, and doing it again: new acts, which change only what nobody else has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import acts
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.actions.places import places_again
from raadzaal.texts.actions.revisions import altering, follow_all, following, latest, lock
from raadzaal.texts.blocks import Block
from raadzaal.texts.conflicts import Latest
from raadzaal.texts.models import Alteration, Node, Revision, Work

What = Alteration.What


@dataclass(frozen=True)
class Disturbed:
    """A paragraph that cannot be taken back: what it would have become, and what it is. ``wanted`` None: not there."""

    node: Node
    wanted: Block | None
    latest: Latest


class ChangedSince(Refused):
    """Somebody changed the same paragraphs afterwards; nothing was taken back."""

    code = "changed_since"
    message = _("This cannot be taken back by itself: the same words were changed since. Compare the texts.")

    def __init__(self, disturbed: list[Disturbed]) -> None:
        super().__init__(self.message, code=self.code)
        self.disturbed = disturbed


def undo(alteration: Alteration, *, actor: Actor) -> Alteration:
    """Everything the alteration changed is again as it was before. Raises ChangedSince, with nothing taken back."""
    return _turn(alteration, actor, back=True)


def redo(alteration: Alteration, *, actor: Actor) -> Alteration:
    """What was taken back is done again. Raises ChangedSince."""
    return _turn(alteration, actor, back=False)


def _turn(alteration: Alteration, actor: Actor, *, back: bool) -> Alteration:
    acts.require()
    lock(alteration.work_id)
    alteration = Alteration.objects.select_related("work").get(pk=alteration.pk)
    _check(alteration, actor, back)
    last = alteration.turns.order_by("-pk").first() or alteration
    by = altering(alteration.work, What.UNDO if back else What.REDO, actor, of=alteration)
    _reverse(last, by)
    Alteration.objects.filter(pk=alteration.pk).update(undone=back)
    return by


def _check(alteration: Alteration, actor: Actor, back: bool) -> None:
    if alteration.author != actor.key:
        raise Refused(_("Only the one who made a change can take it back."), code="not_yours")
    if alteration.of_id or alteration.undone == back:
        raise Refused(_("This was done already."), code="done_already")


@dataclass(frozen=True)
class _Step:
    """What a node was before the alteration, became by it, and is now. ``before`` is None for a new one."""

    before: Revision | None
    after: Revision
    now: Revision

    @property
    def gone(self) -> bool:
        return self.now.removed if self.before and self.before.removed == self.after.removed else self._was_gone

    @property
    def _was_gone(self) -> bool:
        return self.before is None or self.before.removed

    @property
    def block(self) -> Block:
        changed = self.before is not None and self.before.block != self.after.block
        return self.before.block if changed else self.now.block

    @property
    def moves(self) -> bool:
        return self.before is not None and self.before.position != self.after.position

    @property
    def is_disturbed(self) -> bool:
        """Whether what the alteration changed was changed again since."""
        said = self.before is None or self.before.block != self.after.block
        went = self._was_gone != self.after.removed
        return (
            (said and self.now.block != self.after.block)
            or (went and self.now.removed != self.after.removed)
            or (self.moves and self.now.position != self.after.position)
            or (not went and not self._was_gone and self.now.removed)
        )


def _reverse(last: Alteration, by: Alteration) -> None:
    steps = list(_steps(last))
    disturbed = [step for step in steps if step.is_disturbed]
    if disturbed:
        raise ChangedSince(
            [Disturbed(step.now.node, None if step.gone else step.block, latest(step.now)) for step in disturbed]
        )
    write_again(
        last.work, by, [(step.now, step.block, step.gone, step.before if step.moves else None) for step in steps]
    )


def write_again(work: Work, by: Alteration, wanted: Iterable[tuple[Revision, Block, bool, Revision | None]]) -> None:
    """Present revision, block, whether it is removed, and the revision whose place it has again (None: it stays)."""
    wanted = list(wanted)
    places = places_again(work, {now.node_id: placed for now, _block, _gone, placed in wanted if placed is not None})
    stands = dict(Revision.objects.filter(work=work, superseded_at=None).values_list("node_id", "position"))
    follow_all(
        (
            now,
            following(now, block, by) | {"removed": gone, "position": places.get(now.node_id, stands[now.node_id])},
        )
        for now, block, gone, _placed in wanted
    )


def _steps(last: Alteration) -> Iterable[_Step]:
    written = list(last.revisions.select_related("node").order_by("pk"))
    nodes = [each.node_id for each in written]
    numbers = {(each.node_id, each.number - 1) for each in written}
    before, now = {}, {}
    for at in range(0, len(nodes), 500):
        some = Revision.objects.filter(node_id__in=nodes[at : at + 500]).select_related("node", "work")
        for each in some.filter(number__in={number for node, number in numbers}).order_by("pk"):
            if (each.node_id, each.number) in numbers:
                before[each.node_id] = each
        now |= {each.node_id: each for each in some.filter(superseded_at=None)}
    for each in written:
        yield _Step(before.get(each.node_id), each, now[each.node_id])
