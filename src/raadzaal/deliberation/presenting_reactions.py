"""The working table of reactions as what a page shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from raadzaal.deliberation.models import Disposition, Position
from raadzaal.deliberation.presenting import SIGNS, LineView, line_view, stance_label
from raadzaal.deliberation.proposals import Beside, Proposal, beside
from raadzaal.deliberation.queries.reactions import Chapter, Placed
from raadzaal.deliberation.queries.replies import Cell
from raadzaal.texts.blocks import Block
from raadzaal.texts.footnotes import join
from raadzaal.texts.redline import redline_html, word_diff

Addresses = Callable[[Position, str], str]
"""Where the task above does something with a position: answer it, or take its words over; nothing where it may not be done."""


@dataclass(frozen=True)
class RemarkView:
    """An organisation's position beside the text. ``sign`` chooses form and icon; ``url`` is where an answer is sent.

    ``same`` and ``collides`` name the organisations that propose the same words, or other words in the same place.
    """

    key: str
    organisation: str
    author: str
    late: bool
    stance: str
    sign: str
    stance_label: str
    reason: str
    proposed: str
    redline: SafeString
    same: tuple[str, ...]
    collides: tuple[str, ...]
    rewords: bool
    needs_answer: bool
    answer: Disposition | None
    url: str
    take_over: str
    before: str = ""
    after: str = ""
    following: str = ""
    provisional: bool = False

    @property
    def is_open(self) -> bool:
        return self.needs_answer and self.answer is None

    @property
    def seen(self) -> int:
        return self.answer.number if self.answer else 0


@dataclass(frozen=True)
class RowView:
    """``changed`` is what became of the words since they were sent; empty where they are the same.

    ``joined``: how the paragraph is cited with which this one was joined.
    """

    line: LineView
    headings: tuple[LineView, ...]
    contested: bool
    remarks: tuple[RemarkView, ...]
    changed: SafeString
    gone: bool
    joined: str = ""


class Walk:
    """From each remark without an answer to the one before and after it, on whatever page that stands."""

    def __init__(self, pages: Sequence[Sequence[Placed]], query: Mapping[str, str]) -> None:
        self.stops = [
            (cell.position.public_id, number)
            for number, page in enumerate(pages, start=1)
            for placed in page
            for cell in placed.row.cells
            if cell.is_open
        ]
        self.at = {key: place for place, (key, _page) in enumerate(self.stops)}
        self.query = dict(query)

    def address(self, place: int) -> str:
        if not 0 <= place < len(self.stops):
            return ""
        key, page = self.stops[place]
        return f"?{urlencode(self.query | {'page': page})}#r-{key}"

    def first_on(self, page: int) -> str:
        """The first that stands on this page or after it, else the very first."""
        later = (place for place, (_key, number) in enumerate(self.stops) if number >= page)
        return self.address(next(later, 0))

    def around(self, key: str) -> tuple[str, str, str]:
        """The addresses of the one before and the one after, and the latter's key."""
        if key not in self.at:
            return "", "", ""
        place = self.at[key]
        following = self.stops[place + 1][0] if place + 1 < len(self.stops) else ""
        return self.address(place - 1), self.address(place + 1), following


def row_view(
    placed: Placed,
    everything: Sequence[Cell],
    now: Mapping[int, Block],
    url_of: Addresses,
    walk: Walk,
    joined: Mapping[int, str],
) -> RowView:
    """*everything* is said of this paragraph, shown or not: what collides with something hidden collides all the same."""
    sent = placed.row.line.revision.block
    base = join(sent.notation, sent.notes)
    told = beside(base, proposals(everything))
    names = {cell.position.public_id: str(cell.invitation.organisation) for cell in everything}
    present = now.get(placed.row.line.node_id)
    remarks = tuple(_remark(cell, base, told, names, url_of, walk, present is None) for cell in placed.row.cells)
    return RowView(
        line_view(placed.row.line),
        tuple(line_view(line) for line in placed.headings),
        placed.contested,
        remarks,
        redline_html(word_diff(base, join(present.notation, present.notes)))
        if present is not None and present != sent
        else SafeString(""),
        present is None,
        "" if present else joined.get(placed.row.line.node_id, ""),
    )


@dataclass(frozen=True)
class GeneralView:
    """What was said of the draft as a whole; ``url`` is where it is answered."""

    position: Position
    answer: Disposition | None
    url: str


def general_views(found: Sequence[Position], url_of: Addresses) -> list[GeneralView]:
    return [GeneralView(each, getattr(each, "disposition", None), url_of(each, "dispose")) for each in found]


def proposals(cells: Sequence[Cell]) -> list[Proposal]:
    return [
        Proposal(cell.position.public_id, str(cell.invitation.organisation), cell.position.proposed)
        for cell in cells
        if cell.position.proposed
    ]


def _remark(cell: Cell, base: str, told: Mapping[str, Beside], names, url_of: Addresses, walk: Walk, gone: bool):
    position = cell.position
    reply = getattr(cell.invitation, "reply", None)
    near = told.get(position.public_id, Beside(rewords=False))
    before, after, following = walk.around(position.public_id)
    return RemarkView(
        key=position.public_id,
        organisation=str(cell.invitation.organisation),
        author=position.author_name,
        late=bool(reply and reply.late),
        stance=position.stance,
        sign=SIGNS.get(position.stance, "none"),
        stance_label=stance_label(position.stance),
        reason=position.reason,
        proposed=position.proposed,
        redline=redline_html(word_diff(base, position.proposed)) if near.rewords else SafeString(""),
        same=tuple(names[key] for key in near.same),
        collides=tuple(names[key] for key in near.collides),
        rewords=near.rewords,
        needs_answer=cell.needs_answer,
        answer=getattr(position, "disposition", None),
        url=url_of(position, "dispose") if cell.needs_answer else "",
        take_over=url_of(position, "take_over") if position.proposed and not gone else "",
        before=before,
        after=after,
        following=following,
        provisional=bool(reply and reply.provisional),
    )


def chapter_choices(chapters: Sequence[Chapter]) -> list[tuple[str, str]]:
    return [(each.key, chapter_label(each)) for each in chapters]


def chapter_label(chapter: Chapter) -> str:
    if chapter.heading is None:
        return "–"
    return f"{chapter.heading.label} {chapter.heading.revision.notation}".strip()
