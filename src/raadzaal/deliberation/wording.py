"""The draft of a round as a Word file for one organisation, and what came back as points on its paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import formats, translation
from django.utils.translation import gettext as _

from raadzaal.council import profile
from raadzaal.deliberation import alternatives
from raadzaal.deliberation.models import Invitation
from raadzaal.files import store
from raadzaal.texts.document import Document, Node
from raadzaal.texts.footnotes import join
from raadzaal.texts.lines import Line
from raadzaal.texts.outline import Address
from raadzaal.texts.queries import frozen
from raadzaal.texts.word.identity import Identity
from raadzaal.texts.word_returned import ADDED, DELETED, MERGED, SPLIT, Comment, NodeChange, Returned


def identity_of(invitation: Invitation) -> Identity:
    running = invitation.round
    return Identity(
        work=running.milestone.work.public_id,
        milestone=running.milestone.public_id,
        round=running.public_id,
        organisation=invitation.organisation.public_id,
    )


def document_of(invitation: Invitation, lines: Sequence[Line] | None = None) -> Document:
    """In the language of the text; the same for every organisation."""
    milestone = invitation.round.milestone
    lines = frozen(milestone) if lines is None else lines
    with translation.override(milestone.work.language):
        return Document(
            title=str(invitation.round.case.local_title),
            on=milestone.frozen_on,
            nodes=[Node(line.node_id, line.block, Address(line.number, line.label)) for line in lines],
            date_text=formats.date_format(milestone.frozen_on, "j F Y"),
            council_name=str(profile.active().name),
            status_label=str(milestone.get_key_display()),
            language=milestone.work.language,
            alternatives=alternatives.sent(invitation.round),
            assets={line.block.asset: store.path(line.block.asset) for line in lines if line.block.asset},
        )


@dataclass
class Entry:
    """Everything a returned file says of one paragraph, as one position. ``told`` says in words what was done to it."""

    node: str
    proposed: str = ""
    reason: str = ""
    told: list[str] = field(default_factory=list)
    who: list[str] = field(default_factory=list)
    status: str = ""


@dataclass
class Loose:
    """What a person places. ``near`` is the paragraph to begin with; ``proposes`` words of the text itself, or a remark."""

    why: str
    words: str
    near: str = ""
    who: str = ""
    proposes: bool = True
    status: str = ""


def gathered(returned: Returned, lines: Sequence[Line]) -> tuple[list[Entry], list[Loose]]:
    """One entry a paragraph, in the order of the text; what is about a heading, on which nobody takes a position, is loose."""
    gathering = _Gathering(lines)
    for change in returned.changes:
        gathering.change(change)
    for comment in returned.comments:
        gathering.comment(comment)
    loose = [
        Loose(
            each.why, each.words, gathering.citable_from(each.near), _who(each.author, each.at), each.why == "paragraph"
        )
        for each in returned.unplaced
    ]
    return gathering.in_order(), gathering.loose + loose


class _Gathering:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        self.by_id = {line.node_id: line for line in self.lines}
        self.place = {line.node_id: at for at, line in enumerate(self.lines)}
        self.entries: dict[str, Entry] = {}
        self.loose: list[Loose] = []

    def in_order(self) -> list[Entry]:
        return [self.entries[line.node_id] for line in self.lines if line.node_id in self.entries]

    def citable_from(self, node: str) -> str:
        """The nearest paragraph on which one can take a position: this one, the next, or the one before."""
        at = self.place.get(node, 0)
        around = [*self.lines[at:], *reversed(self.lines[:at])]
        return next((line.node_id for line in around if line.block.is_citable), "")

    def change(self, change: NodeChange) -> None:
        line = self.by_id.get(change.node_id)
        if line is None or not line.block.is_citable:
            self.loose.append(self._of_heading(change, line))
            return
        entry = self.entries.setdefault(change.node_id, Entry(change.node_id))
        if change.kind == ADDED:
            self._add(entry, line, change)
        else:
            entry.proposed = change.proposed
        told = self._told(change)
        entry.told += told
        if change.kind == DELETED or change.moved or change.kind == MERGED:
            entry.reason = _joined(entry.reason, *(each for each in told if each != _stale()))
        entry.who += [each for each in _hands(change) if each not in entry.who]

    def _add(self, entry: Entry, line: Line, change: NodeChange) -> None:
        """New words stand below those of the paragraph, as this organisation wants them or as they are."""
        deleted = not entry.proposed and bool(entry.told)
        before = entry.proposed or ("" if deleted else join(line.block.notation, line.block.notes))
        entry.proposed = _joined(before, change.proposed)

    def _of_heading(self, change: NodeChange, line: Line | None) -> Loose:
        why = "start" if line is None else "heading"
        said = ([] if line is None else [f"{line.label}:"]) + self._told(change)
        words = change.proposed if change.kind == ADDED else " ".join([*said, change.proposed]).strip()
        return Loose(why, words, self.citable_from(change.node_id), "; ".join(_hands(change)), change.kind == ADDED)

    def _told(self, change: NodeChange) -> list[str]:
        others = ", ".join(self.by_id[each].label for each in change.others)
        said = {
            DELETED: _("Merge this paragraph with %(others)s.") % {"others": others}
            if others
            else _("Take this paragraph out."),
            MERGED: _("Take paragraph %(others)s up in this one.") % {"others": others},
            SPLIT: _("Make more than one paragraph of this one."),
            ADDED: _("Add a paragraph after this one."),
        }
        told = [said[change.kind]] if change.kind in said else []
        if change.moved and change.after:
            told.append(_("Put this paragraph after %(label)s.") % {"label": self.by_id[change.after].label})
        elif change.moved:
            told.append(_("Put this paragraph at the start."))
        return told + ([_stale()] if change.stale else [])

    def comment(self, comment: Comment) -> None:
        line = self.by_id[comment.node_id]
        who = _who(comment.author, comment.at)
        on = comment.on if len(comment.on) < len(line.block.notation) - 3 else ""
        words = f"“{on}”: {comment.words}" if on else comment.words
        if not line.block.is_citable:
            self.loose.append(Loose("comment", words, self.citable_from(comment.node_id), who, proposes=False))
            return
        entry = self.entries.setdefault(comment.node_id, Entry(comment.node_id))
        entry.reason = _joined(entry.reason, words)
        if who and who not in entry.who:
            entry.who.append(who)


def _stale() -> str:
    return _("The draft has changed here since this file was made.")


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _hands(change: NodeChange) -> list[str]:
    return list(dict.fromkeys(_who(hand.author, hand.at) for hand in change.hands if hand.author))


def _who(author: str, at: str) -> str:
    """The name as it stands in the file, with the day."""
    return f"{author} ({at[:10]})" if author and at else author
