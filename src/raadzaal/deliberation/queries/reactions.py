"""The working table of a round: every paragraph with what each organisation said of it, narrowed and counted.

What is counted and what is shown come from the same rows, so that they agree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation.models import Round
from raadzaal.deliberation.queries.map import support_map
from raadzaal.deliberation.queries.replies import Cell, Row, replies_visible, table
from raadzaal.deliberation.queries.sources import gather
from raadzaal.deliberation.support_rules import Verdict
from raadzaal.texts.blocks import CITABLE
from raadzaal.texts.models import MilestoneLine

BEFORE_THE_FIRST = "begin"


@dataclass(frozen=True)
class Narrowing:
    """Which remarks are wanted. ``chapter`` is the public id of a heading of the first level."""

    organisation: str = ""
    group: str = ""
    stance: str = ""
    chapter: str = ""
    undecided: bool = False
    contested: bool = False
    proposing: bool = False

    @property
    def of_remarks(self) -> bool:
        """Whether paragraphs without a remark fall away."""
        return bool(self.organisation or self.group or self.stance or self.undecided or self.proposing)

    def wants(self, cell: Cell) -> bool:
        organisation = cell.invitation.organisation
        return (
            self.organisation in ("", organisation.public_id)
            and self.group in ("", organisation.group)
            and self.stance in ("", cell.position.stance)
            and (cell.is_open or not self.undecided)
            and (bool(cell.position.proposed) or not self.proposing)
        )


@dataclass(frozen=True)
class Counts:
    """``remarks`` ask for an answer, ``undecided`` are those of them that have none."""

    paragraphs: int = 0
    positions: int = 0
    remarks: int = 0
    undecided: int = 0

    def with_general(self, remarks: int, undecided: int) -> "Counts":
        return replace(self, remarks=self.remarks + remarks, undecided=self.undecided + undecided)


@dataclass(frozen=True)
class Placed:
    """A paragraph with its positions; ``headings`` stand between it and the paragraph before it."""

    row: Row
    chapter: str
    headings: tuple[MilestoneLine, ...]
    contested: bool


@dataclass(frozen=True)
class Chapter:
    """With what is wanted of it, whatever chapter is looked at."""

    key: str
    heading: MilestoneLine | None
    counts: Counts


@dataclass(frozen=True)
class Reactions:
    """``shown`` is what was asked for, ``counts`` tells of just that; ``everybody`` are those who said anything at all."""

    everything: tuple[Placed, ...]
    shown: tuple[Placed, ...]
    chapters: tuple[Chapter, ...]

    @property
    def counts(self) -> Counts:
        return counts(self.shown)

    @property
    def everybody(self) -> tuple:
        cells = (cell for placed in self.everything for cell in placed.row.cells)
        return tuple({cell.invitation.pk: cell.invitation.organisation for cell in cells}.values())

    def narrowed(self, wanted: Narrowing) -> "Reactions":
        found = [_narrowed(each, wanted) for each in self.everything]
        kept = [each for each in found if _stays(each, wanted)]
        shown = tuple(each for each in kept if wanted.chapter in ("", each.chapter))
        return Reactions(self.everything, shown, _chapters(self.everything, kept))


def reactions(running: Round, actor: Actor) -> Reactions:
    """Everything that *actor* may see. How many questions it takes depends neither on the text nor on the organisations."""
    placed = tuple(_placed(table(running, actor), _contested(running, actor)))
    return Reactions(placed, placed, _chapters(placed, placed))


def _contested(running: Round, actor: Actor) -> set[int]:
    """The paragraphs, by primary key, that are contested by the council's own rule (docs/support.md)."""
    sources = gather(running.case, replies_visible(actor))
    found = support_map(running.case, running.milestone.work, running.milestone, sources)
    return {row.line.node for row in found.rows if row.support.verdict == Verdict.CONTESTED}


def _placed(rows: Iterable[Row], contested: set[int]) -> list[Placed]:
    chapter, headings, found = BEFORE_THE_FIRST, [], []
    for row in rows:
        revision = row.line.revision
        if revision.kind in CITABLE:
            found.append(Placed(row, chapter, tuple(headings), row.line.node_id in contested))
            headings = []
            continue
        headings.append(row.line)
        chapter = row.line.node.public_id if revision.level <= 1 else chapter
    return found


def _narrowed(placed: Placed, wanted: Narrowing) -> Placed:
    cells = tuple(cell for cell in placed.row.cells if wanted.wants(cell))
    return replace(placed, row=Row(placed.row.line, cells))


def _stays(placed: Placed, wanted: Narrowing) -> bool:
    return (placed.contested or not wanted.contested) and (bool(placed.row.cells) or not wanted.of_remarks)


def counts(placed: Sequence[Placed]) -> Counts:
    cells = [cell for each in placed for cell in each.row.cells]
    return Counts(
        paragraphs=len(placed),
        positions=len(cells),
        remarks=sum(cell.needs_answer for cell in cells),
        undecided=sum(cell.is_open for cell in cells),
    )


def _chapters(placed: Sequence[Placed], kept: Sequence[Placed]) -> tuple[Chapter, ...]:
    headings: dict[str, MilestoneLine | None] = {}
    for each in placed:
        first = next((line for line in each.headings if line.node.public_id == each.chapter), None)
        headings.setdefault(each.chapter, first)
    wanted: dict[str, list[Placed]] = {key: [] for key in headings}
    for each in kept:
        wanted[each.chapter].append(each)
    return tuple(Chapter(key, heading, counts(wanted[key])) for key, heading in headings.items())
