"""What every writer shares: one lock for a text, one way in which a revision follows another.

Writers of one text wait for each other for the few milliseconds an act lasts. That makes every answer simple: whoever
comes second sees what the first has written. Locks are taken in the order dossier, text, head of the chain.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import clock
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.blocks import Block
from raadzaal.texts.conflicts import Latest
from raadzaal.texts.models import Alteration, Node, Revision, Work
from raadzaal.ui.cleaning import TooLong, clean

LONGEST_TABLE = 100_000
LONGEST_ALT = 2_000
LONGEST_NOTE = 5_000
LONGEST_REASON = 500
MOST_NOTES = 100
BATCH = 500


def lock(work_id: int) -> Work:
    return Work.objects.select_for_update(no_key=True).get(pk=work_id)


def current(node: Node) -> Revision:
    """The node's present revision, with its text locked until commit."""
    lock(node.work_id)
    return Revision.objects.select_related("node", "work").get(node=node, superseded_at=None)


def latest(revision: Revision) -> Latest:
    return Latest(
        number=revision.number,
        block=None if revision.removed else revision.block,
        author=revision.author_name,
        at=revision.made_at,
        reason=revision.reason,
    )


def altering(work: Work, what: str, actor: Actor, reason: str = "", of: Alteration | None = None) -> Alteration:
    """The one thing that the revisions of an act are together."""
    return Alteration.objects.create(
        work=work,
        what=what,
        author=actor.key,
        author_name=actor.name,
        reason=tidy(reason, LONGEST_REASON, "reason"),
        made_at=clock.now(),
        of=of,
    )


def follow(before: Revision, block: Block, by: Alteration, **changes) -> Revision:
    """The revision after *before*; *changes* are its position, or whether it is removed."""
    Revision.objects.filter(pk=before.pk).update(superseded_at=by.made_at)
    return Revision.objects.create(**following(before, block, by) | {"position": before.position} | changes)


def follow_all(pairs: Iterable[tuple[Revision, dict]]) -> None:
    """Many at once: each present revision with the columns of the one after it."""
    pairs = list(pairs)
    for at in range(0, len(pairs), BATCH):
        keys = [before.pk for before, _columns in pairs[at : at + BATCH]]
        Revision.objects.filter(pk__in=keys).update(superseded_at=clock.now())
    Revision.objects.bulk_create([Revision(**fields) for _before, fields in pairs], BATCH)


def following(before: Revision, block: Block, by: Alteration) -> dict:
    return first(before.node, block, by) | {"number": before.number + 1}


def first(node: Node, block: Block, by: Alteration) -> dict:
    """The columns of a node's first revision, but for its position."""
    return columns(block) | {
        "node": node,
        "work_id": node.work_id,
        "number": 1,
        "alteration": by,
        "author": by.author,
        "author_name": by.author_name,
        "reason": by.reason,
        "made_at": by.made_at,
    }


def columns(block: Block) -> dict:
    return {
        "kind": str(block.kind),
        "level": block.level,
        "ordered": block.ordered,
        "notation": block.notation,
        "notes": [list(note) for note in block.notes],
        "alt": block.alt,
        "asset": block.asset or "",
        "language": block.language,
    }


def tidy(raw: str, limit: int, field: str) -> str:
    """Cleaned of what nobody can see. Raises Refused beside *field* for what is too long."""
    try:
        return clean(raw, limit)
    except TooLong as problem:
        raise Refused(problem.message, code=problem.code, field=field) from problem


def tidy_notes(notes: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    kept = tuple((key, tidy(text, LONGEST_NOTE, "notation")) for key, text in notes)
    if len(kept) > MOST_NOTES:
        message = _("A paragraph has room for %(most)s footnotes.")
        raise Refused(message, code="many_notes", field="notation", most=MOST_NOTES)
    return kept
