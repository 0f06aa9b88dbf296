"""Rounds as what a page shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from raadzaal.council import profile
from raadzaal.council.profile.conduct import Stance
from raadzaal.deliberation.models import Disposition, Position
from raadzaal.deliberation.queries import Cell, Place, Row
from raadzaal.texts.blocks import HEADINGS
from raadzaal.texts.models import MilestoneLine

SIGNS = {"support": "support", "reservation": "reservation", "objection": "objection"}


@dataclass(frozen=True)
class LineView:
    """A line of the frozen draft; ``anchor`` is its address on the page, ``tag`` the element of a heading."""

    anchor: str
    label: str
    number: str
    kind: str
    tag: str
    html: SafeString


def line_view(line: MilestoneLine) -> LineView:
    revision = line.revision
    tag = f"h{min(revision.level + 1, 6)}" if revision.kind in HEADINGS else ""
    # The words were rendered and escaped by the text room when the text was frozen.
    html = mark_safe(line.html)  # noqa: S308
    return LineView(line.node.public_id, line.label, line.number, revision.kind, tag, html)


@dataclass(frozen=True)
class PlaceView:
    """A paragraph with the organisation's own words, or what was typed and refused."""

    line: LineView
    citable: bool
    stance: str
    stance_label: str
    reason: str
    proposed: str
    seen: str
    missing: str
    error: str = ""
    answer: Disposition | None = None

    @property
    def sign(self) -> str:
        return SIGNS.get(self.stance, "none")

    @property
    def filled(self) -> bool:
        return bool(self.stance or self.reason or self.proposed or self.error)


def stance_label(key: str) -> str:
    """The key itself for a stance that the present profile does not know any more."""
    return next((str(each.label) for each in stances() if each.key == key), key)


def stances() -> tuple[Stance, ...]:
    return profile.active().rounds.stances


def place_view(place: Place, seen: str, typed: Mapping[str, str] | None = None, error: str = "") -> PlaceView:
    position = place.position or Position()
    given = typed or {"stance": position.stance, "reason": position.reason, "proposed": position.proposed}
    return PlaceView(
        line=line_view(place.line),
        citable=place.citable,
        stance=given.get("stance", ""),
        stance_label=stance_label(given.get("stance", "")),
        reason=given.get("reason", ""),
        proposed=given.get("proposed", ""),
        seen=seen,
        missing=place.missing,
        error=error,
        answer=getattr(position, "disposition", None) if place.position else None,
    )


@dataclass(frozen=True)
class RemarkView:
    """An organisation's position beside the text. ``sign`` chooses form and icon; ``url`` is where an answer is sent."""

    key: str
    organisation: str
    author: str
    late: bool
    stance: str
    sign: str
    stance_label: str
    reason: str
    proposed: str
    needs_answer: bool
    answer: Disposition | None
    url: str

    @property
    def is_open(self) -> bool:
        return self.needs_answer and self.answer is None


@dataclass(frozen=True)
class RowView:
    line: LineView
    remarks: tuple[RemarkView, ...]


def row_view(row: Row, url_of) -> RowView:
    return RowView(line_view(row.line), tuple(_remark(cell, url_of) for cell in row.cells))


def _remark(cell: Cell, url_of) -> RemarkView:
    position = cell.position
    reply = getattr(cell.invitation, "reply", None)
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
        needs_answer=cell.needs_answer,
        answer=getattr(position, "disposition", None),
        url=url_of(position) if cell.needs_answer else "",
    )
