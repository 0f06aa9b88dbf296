"""What became of the words that a remark was about."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from raadzaal.deliberation.models import Position
from raadzaal.texts.models import Milestone, MilestoneLine, Revision, Work
from raadzaal.texts.passages import taken_in
from raadzaal.texts.presenters import cited
from raadzaal.texts.queries import lines_of
from raadzaal.texts.redline import block_spans, redline_html


@dataclass(frozen=True)
class ChangeView:
    """From the words the organisation was asked about to those of now. ``gone``: the paragraph stands no more.

    ``joined`` is how the paragraph is cited with which it was joined.
    """

    html: SafeString
    changed: bool
    gone: bool
    label: str
    joined: str = ""


def change_of(position: Position, at: Milestone | None = None) -> ChangeView | None:
    """*at*: as it stood in that frozen text, for who may not read the text under way. A general remark is about no words."""
    if position.node_id is None:
        return None
    sent = _line(position.reply.invitation.round.milestone_id, position)
    now = _standing(position, at)
    return change(sent, now, "" if now else joined_to(position.node.work, at).get(position.node_id, ""))


def joined_to(work: Work, at: Milestone | None = None) -> dict[int, str]:
    """Of every paragraph whose words were joined to another: how that one is cited, in a frozen text or in the one of now."""
    lines = {line.node: line for line in lines_of(at or work)}
    found = taken_in(work, lines, at.frozen_at if at else None)
    return {source: cited(lines[target]) for source, target in found.items()}


def _line(milestone: int, position: Position) -> MilestoneLine | None:
    lines = MilestoneLine.objects.filter(milestone=milestone, node=position.node_id)
    return lines.select_related("revision").first()


def _standing(position: Position, at: Milestone | None) -> Revision | None:
    if at is not None:
        line = _line(at.pk, position)
        return line.revision if line else None
    return Revision.objects.filter(node=position.node_id, superseded_at=None, removed=False).first()


def change(sent: MilestoneLine | None, now: Revision | None, joined: str = "") -> ChangeView:
    before, after = sent.revision.block if sent else None, now.block if now else None
    label = (sent.label or sent.number) if sent else ""
    return ChangeView(redline_html(block_spans(before, after)), before != after, now is None, label, joined)
