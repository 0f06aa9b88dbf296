"""Tracked changes and comments of a Word file, as suggestions and remarks beside the text, until the drafter settles each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.files import store
from raadzaal.journal import acts, clock
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import queries
from raadzaal.texts.actions.editing import checked
from raadzaal.texts.actions.places import places_after
from raadzaal.texts.actions.revisions import altering, first, follow, lock
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.footnotes import split
from raadzaal.texts.models import Alteration, ImportPreview, Node, Revision, Suggestion, Work
from raadzaal.texts.references import with_identity
from raadzaal.texts.word_import import WordUnreadable
from raadzaal.texts.word_returned import ADDED, DELETED, NodeChange, Returned, read_returned

Kinds, State = Suggestion.Kind, Suggestion.State
LONGEST_NAME = 200


@dataclass(frozen=True)
class Settled:
    """How many were settled, and how many stay open because their paragraph says something else by now."""

    done: int
    left: int


def bring_suggestions(preview: ImportPreview) -> int:
    """After the file became the text without its tracked changes: these, and its comments, beside the paragraphs."""
    acts.require()
    work = preview.work
    lines = queries.current(work)
    try:
        returned = read_returned(store.path(preview.file), lines, language=work.language)
    except WordUnreadable as problem:
        raise Refused(problem.message, code=problem.code) from problem
    lined = {line.node_id: line for line in lines}
    nodes = {node.public_id: node for node in Node.objects.filter(work=work)}
    rows = [
        Suggestion(
            work=work,
            node=nodes.get(told["node_id"]),
            file_name=preview.file_name,
            base=lined[told["node_id"]].revision if told["node_id"] in lined else 0,
            **{name: value for name, value in told.items() if name != "node_id"},
        )
        for told in _told(returned, {line.node_id: line.label for line in lines})
    ]
    Suggestion.objects.bulk_create(rows, 500)
    return len(rows)


def _told(returned: Returned, labels: dict[str, str]) -> list[dict]:
    """What has a hand in it, and every remark; what only differs by the way it was read is none of these."""
    found = []
    for change in returned.changes:
        if change.hands:
            found += _changes(change, labels)
    for each in returned.comments:
        found.append(_remark(each.node_id, each.words, each.author, each.at, each.on))
    for each in returned.unplaced:
        if each.author:
            found.append(_remark(each.near, each.words, each.author, each.at))
    return found


def _changes(change: NodeChange, labels: dict[str, str]) -> list[dict]:
    author = ", ".join(dict.fromkeys(hand.author or _("nobody named") for hand in change.hands))[:LONGEST_NAME]
    at = max((hand.at for hand in change.hands), default="")[:40]
    signed = {"node_id": change.node_id, "author_name": author, "written_at": at}
    found = []
    if change.moved:
        words = _("Moved in the file, to behind %(place)s.") % {"place": labels.get(change.after, _("the beginning"))}
        found.append(signed | {"kind": Kinds.REMARK, "typed": words, "on": ""})
    if change.kind:
        kinds = {ADDED: Kinds.ADDED, DELETED: Kinds.DELETED}
        found.append(signed | {"kind": kinds.get(change.kind, Kinds.EDITED), "typed": change.proposed, "on": ""})
    return found


def _remark(node_id: str, words: str, author: str, at: str, on: str = "") -> dict:
    name = (author or _("nobody named"))[:LONGEST_NAME]
    return {
        "node_id": node_id, "kind": Kinds.REMARK, "typed": words, "on": on, "author_name": name, "written_at": at[:40],
    }  # fmt: skip


def settle(work: Work, suggestions: Sequence[Suggestion], state: str, *, actor: Actor) -> Settled:
    """Take over, set aside, or open again. What is taken over is one alteration, so one thing to take back.

    A suggestion whose paragraph was changed since stays open; where that is the only one, this raises Refused.
    """
    acts.require()
    lock(work.pk)
    fresh = Suggestion.objects.filter(work=work, pk__in=[each.pk for each in suggestions]).select_related(
        "node", "work"
    )
    wanted = [each for each in fresh if each.state != state]
    done = _taken(work, wanted, actor) if state == State.TAKEN else wanted
    if not done:
        message = _("The paragraph was changed since this was suggested. Edit it by hand, and set this aside.")
        raise Refused(message, code="changed_since")
    settled = {"state": state, "settled_by": actor.name, "settled_at": clock.now()}
    if state == State.OPEN:
        settled |= {"settled_by": "", "settled_at": None}
    Suggestion.objects.filter(pk__in=[each.pk for each in done]).update(**settled)
    return Settled(len(done), len(wanted) - len(done))


def _taken(work: Work, wanted: Sequence[Suggestion], actor: Actor) -> list[Suggestion]:
    reason = _("Suggested in Word by %(names)s") % {"names": ", ".join(dict.fromkeys(e.author_name for e in wanted))}
    by = altering(work, Alteration.What.SUGGESTION, actor, reason[:500])
    touched: set[int] = set()
    done = [each for each in wanted if _take(each, by, touched)]
    if not by.revisions.exists():
        by.delete()
    return done


def _take(each: Suggestion, by: Alteration, touched: set[int]) -> bool:
    if each.kind == Kinds.REMARK:
        return True
    if each.kind == Kinds.ADDED:
        return _add(each, by)
    present = Revision.objects.select_related("node", "work").filter(node=each.node, superseded_at=None).first()
    began = Revision.objects.filter(node=each.node, number=each.base).first()
    if (
        present is None
        or present.removed
        or began is None
        or began.block != present.block
        or present.node_id in touched
    ):
        return False
    touched.add(present.node_id)
    if each.kind == Kinds.DELETED:
        follow(present, present.block, by, removed=True)
    else:
        notation, notes = split(each.typed)
        block = checked(with_identity(each.work, replace(present.block, notation=notation, notes=notes)))
        if block != present.block:
            follow(present, block, by)
    return True


def _add(each: Suggestion, by: Alteration) -> bool:
    notation, notes = split(each.typed)
    block = checked(
        with_identity(each.work, Block(Kind.PARAGRAPH, 0, notation, notes=notes, language=each.work.language))
    )
    place = places_after(each.work, each.node)[0]
    Revision.objects.create(**first(Node.objects.create(work=each.work), block, by), position=place)
    return True
