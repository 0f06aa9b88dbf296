"""Rounds as what a page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from raadzaal.council import profile
from raadzaal.council.profile.conduct import Stance
from raadzaal.deliberation.models import Disposition, InnerRemark, Position
from raadzaal.deliberation.queries import Place, Row
from raadzaal.deliberation.queries.room import Saying
from raadzaal.texts.blocks import CITABLE, HEADINGS, Kind
from raadzaal.texts.footnotes import join
from raadzaal.texts.models import MilestoneLine
from raadzaal.texts.redline import redline_html, word_diff
from raadzaal.texts.tables import table_plain

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
    """A paragraph with the organisation's own words, or what was typed and refused. ``variants``: where it may go other ways."""

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
    variants: object | None = None
    said: Sequence[object] = ()

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
class InnerView:
    """A line of the draft with what is said of it inside, and the reader's own words or what they typed that was refused."""

    line: LineView
    citable: bool
    said: Sequence[object]
    stance: str
    reason: str
    proposed: str
    error: str

    @property
    def filled(self) -> bool:
        return bool(self.stance or self.reason or self.proposed)


def inner_view(line: MilestoneLine, said: Sequence[Saying], refused=None) -> InnerView:
    own = next((each.remark for each in said if each.own), None)
    node, typed, why = refused or ("", {}, "")
    here = line.node.public_id == node
    given = typed if here else {name: getattr(own, name, "") for name in ("stance", "reason", "proposed")}
    told = [inner_remark(each) for each in said if not each.own]
    citable = line.revision.kind in CITABLE
    return InnerView(
        line_view(line),
        citable,
        told,
        **{k: given.get(k, "") for k in ("stance", "reason", "proposed")},
        error=why if here else "",
    )


@dataclass(frozen=True)
class InnerRemarkView:
    remark: InnerRemark
    own: bool
    sign: str
    stance_label: str


def inner_remark(saying: Saying) -> InnerRemarkView:
    remark = saying.remark
    label = stance_label(remark.stance) if remark.stance else ""
    return InnerRemarkView(remark, saying.own, SIGNS.get(remark.stance, "none"), label)


@dataclass(frozen=True)
class FellowView:
    """What another who was asked finds of a paragraph, as it was sent."""

    organisation: str
    position: Position
    late: bool
    provisional: bool
    sign: str
    stance_label: str


def fellows(row: Row) -> tuple[LineView, list[FellowView]]:
    return line_view(row.line), [
        FellowView(
            str(cell.invitation.organisation),
            cell.position,
            cell.invitation.reply.late,
            cell.invitation.reply.provisional,
            SIGNS.get(cell.position.stance, "none"),
            stance_label(cell.position.stance),
        )
        for cell in row.cells
    ]


@dataclass(frozen=True)
class LandingView:
    """Something a returned Word file says, with where it would land and what the organisation wrote there itself."""

    key: str
    why: str
    line: LineView | None
    words: str
    who: str
    told: Sequence[str]
    redline: SafeString
    own: Position | None
    own_label: str
    seen: str
    do: str
    node: str
    stance: str
    reason: str
    proposed: str
    error: str

    @property
    def is_loose(self) -> bool:
        return bool(self.why)


def landing_view(
    key: str, row: Mapping, line: MilestoneLine | None, own: Position | None, seen: str, *, typed, error: str
):
    """*typed* is what was chosen and refused; else a proposal begins as a reservation, and waits where there is a draft."""
    is_loose = "why" in row
    proposed = row.get("proposed", "")
    begun = "" if own or is_loose else "land"
    stance = "reservation" if proposed or row.get("proposes") or row.get("told") else ""
    return LandingView(
        key=key,
        why=row.get("why", ""),
        line=line_view(line) if line else None,
        words=row.get("words", ""),
        who=row["who"] if is_loose else ", ".join(row["who"]),
        told=row.get("told", ()),
        redline=_redline(line, proposed),
        own=own,
        own_label=stance_label(own.stance) if own else "",
        seen=seen,
        do=typed.do if typed else begun,
        node=typed.node if typed else row.get("near", ""),
        stance=typed.stance if typed else stance,
        reason=typed.reason if typed else row.get("reason", ""),
        proposed=typed.proposed if typed else proposed,
        error=error,
    )


def _redline(line: MilestoneLine | None, proposed: str) -> SafeString:
    if line is None or not proposed:
        return SafeString("")
    block = line.revision.block
    was = table_plain(block.notation) if block.kind == Kind.TABLE else join(block.notation, block.notes)
    return redline_html(word_diff(was, table_plain(proposed) if block.kind == Kind.TABLE else proposed))
