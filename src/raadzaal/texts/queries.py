"""Texts as they are, as they were, and what lies between."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Max, QuerySet

from raadzaal.texts import outline, redline
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.lines import Line, digest, pairs
from raadzaal.texts.models import (
    Alteration,
    AtWork,
    EditDraft,
    Milestone,
    MilestoneLine,
    Node,
    Revision,
    Suggestion,
    Work,
)
from raadzaal.texts.references import block_shown, targets

Version = Work | Milestone
CURRENT = "current"
LEASE = timedelta(minutes=2)


def current(work: Work) -> list[Line]:
    """The text as it stands now, numbered; its references show those numbers."""
    found = _present(work)
    addresses = _addresses(work, found)
    labels = {node_id: address.label for node_id, address in addresses.items()}
    return [
        _line(node_id, revision, block_shown(block, labels), addresses[node_id].number, addresses[node_id].label)
        for node_id, revision, block in found
    ]


def labels(work: Work) -> dict[str, str]:
    """How every paragraph is cited now."""
    return {node_id: address.label for node_id, address in _addresses(work, _present(work)).items()}


def _present(work: Work) -> list[tuple[str, Revision, Block]]:
    revisions = Revision.objects.filter(work=work, superseded_at=None, removed=False).select_related("node")
    return [(revision.node.public_id, revision, revision.block) for revision in revisions.order_by("position", "pk")]


def _addresses(work: Work, found: list[tuple[str, Revision, Block]]) -> dict[str, outline.Address]:
    return outline.number([(node_id, block) for node_id, _revision, block in found], work.language)


def section_of(work: Work, node: Node) -> list[Revision]:
    """The paragraph itself, and for a heading all that stands under it, deeper headings too."""
    revisions = [revision for _node_id, revision, _block in _present(work)]
    at = next((index for index, each in enumerate(revisions) if each.node_id == node.pk), None)
    if at is None:
        return []
    ends = at + 1
    if revisions[at].block.is_heading:
        while ends < len(revisions) and not _closes(revisions[at].block, revisions[ends].block):
            ends += 1
    return revisions[at:ends]


def _closes(opening: Block, block: Block) -> bool:
    """An annex ends at the next one; a chapter at one as deep, or at an annex."""
    if block.kind == Kind.ANNEX_HEADING:
        return True
    return opening.kind != Kind.ANNEX_HEADING and block.kind == Kind.HEADING and block.level <= opening.level


def referring(work: Work, node_id: str) -> list[Line]:
    """The paragraphs that refer to this one."""
    return [line for line in current(work) if node_id != line.node_id and node_id in targets(line.block)]


def frozen(milestone: Milestone) -> list[Line]:
    """The text of a milestone, with the numbers and the words as HTML that were kept with it."""
    lines = MilestoneLine.objects.filter(milestone=milestone).select_related("node", "revision").order_by("order")
    kept = list(lines)
    labels = {line.node.public_id: line.label for line in kept}
    return [
        _line(
            line.node.public_id,
            line.revision,
            block_shown(line.revision.block, labels),
            line.number,
            line.label,
            line.html,
        )
        for line in kept
    ]


def lines_of(version: Version) -> list[Line]:
    return frozen(version) if isinstance(version, Milestone) else current(version)


def is_intact(milestone: Milestone) -> bool:
    """Whether a frozen text still says what it said."""
    return digest(frozen(milestone)) == milestone.digest


def is_current(work: Work, milestone: Milestone) -> bool:
    """Whether the text still stands as it was frozen."""
    return digest(current(work)) == milestone.digest


def compare(old: Version, new: Version) -> list[redline.Change]:
    return redline.compare(pairs(lines_of(old)), pairs(lines_of(new)))


def at_work(work: Work, *, without, now) -> dict[str, list[str]]:
    """Who else has a paragraph open to write in it, by public id."""
    found: dict[str, list[str]] = {}
    seats = AtWork.objects.filter(node__work=work, seen_at__gt=now - LEASE).exclude(user=without)
    for node_id, name in seats.order_by("seen_at").values_list("node__public_id", "name"):
        found.setdefault(node_id, []).append(name)
    return found


def open_suggestions(work: Work) -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(work=work, state=Suggestion.State.OPEN).select_related("node", "work")


def version(work: Work, key: str) -> Version | None:
    """``current``, or the number of a milestone."""
    if key == CURRENT:
        return work
    return work.milestones.filter(number=key).first() if key.isascii() and key.isdigit() and len(key) < 5 else None


def drafted(work: Work, user) -> dict[str, EditDraft]:
    """What somebody has typed in this text and not saved, by public id of the node."""
    found = EditDraft.objects.filter(node__work=work, user=user).select_related("node")
    return {draft.node.public_id: draft for draft in found}


def node_of(work: Work, public_id: str) -> Node | None:
    return Node.objects.filter(work=work, public_id=public_id).select_related("work").first()


def latest(node: Node) -> Revision:
    return Revision.objects.get(node=node, superseded_at=None)


def history(node: Node) -> list[Revision]:
    """Every revision, the newest first."""
    return list(Revision.objects.filter(node=node).order_by("-number"))


def removed(work: Work) -> list[Revision]:
    """What was taken out and can be put back, the last first."""
    gone = Revision.objects.filter(work=work, superseded_at=None, removed=True).select_related("node")
    return list(gone.order_by("-made_at", "-pk"))


def last_done(work: Work, author: str) -> Alteration | None:
    """What somebody did last to this text and has not taken back."""
    return _own(work, author).filter(of=None, undone=False).order_by("-pk").first()


def last_undone(work: Work, author: str) -> Alteration | None:
    """What somebody took back last, as long as they did nothing new since."""
    turn = _own(work, author).order_by("-pk").first()
    if turn is None or turn.of_id is None:
        return None
    newest = _own(work, author).filter(of=None).order_by("-pk").first()
    undone = Alteration.objects.filter(work=work, author=author, undone=True).select_related("work")
    found = undone.annotate(turned=Max("turns__pk")).filter(turned__gt=newest.pk).order_by("-turned")
    return found.first()


def alterations(work: Work) -> QuerySet[Alteration]:
    """What was done to a text, the last first."""
    found = Alteration.objects.filter(work=work, of=None).order_by("-pk")
    return found.annotate(touched=Count("revisions", distinct=True))


def _own(work: Work, author: str) -> QuerySet[Alteration]:
    return Alteration.objects.filter(work=work, author=author).select_related("work")


def milestones(work: Work) -> list[Milestone]:
    return list(work.milestones.order_by("number"))


def draft_of(node: Node, user) -> EditDraft | None:
    return EditDraft.objects.filter(node=node, user=user).first()


def shows(version: Version, sha256: str) -> bool:
    """Whether a picture stands in this text; in a text under way also in what it said before."""
    if isinstance(version, Milestone):
        return MilestoneLine.objects.filter(milestone=version, revision__asset=sha256).exists()
    return Revision.objects.filter(work=version, asset=sha256).exists() or _waits(version, sha256)


def _waits(work: Work, sha256: str) -> bool:
    """Pictures of a Word file whose preview is being looked at."""
    previews: Iterable[list] = work.previews.filter(taken_at=None).values_list("blocks", flat=True)
    return any(block.get("asset") == sha256 for blocks in previews for block in blocks)


def _line(node_id: str, revision: Revision, block, number: str, label: str, html: str = "") -> Line:
    return Line(
        node=revision.node_id,
        node_id=node_id,
        block=block,
        number=number,
        label=label,
        revision=revision.number,
        author=revision.author_name,
        made_at=revision.made_at,
        html=html,
        kept=revision.block,
        revision_pk=revision.pk,
    )
