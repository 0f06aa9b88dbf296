"""The support map: who stands behind which paragraph, of the text as it is or as it was frozen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from raadzaal.council.models import Organisation
from raadzaal.deliberation import support_rules as rules
from raadzaal.deliberation.carrying import along, lost
from raadzaal.deliberation.models import Confirmation, Position, Reply
from raadzaal.deliberation.open_points import Held as Stand
from raadzaal.deliberation.open_points import Point, separates
from raadzaal.deliberation.queries.sources import Column, Sources, changed, gather, standing, support_rules
from raadzaal.deliberation.said import Along, Changed, Held, Last, Said, held, last_said, reworded
from raadzaal.deliberation.stances import Stance
from raadzaal.procedure.models import Case
from raadzaal.texts.blocks import CITABLE
from raadzaal.texts.lines import Line
from raadzaal.texts.models import Milestone, MilestoneLine, Node, Work
from raadzaal.texts.queries import current, frozen


@dataclass(frozen=True)
class Row:
    """A paragraph; ``held`` stands in the order of the map's columns."""

    line: Line
    held: tuple[Held, ...]
    support: rules.Support


@dataclass(frozen=True)
class Chapter:
    """A heading of the first level and what stands under it; what stands before the first heading has none."""

    heading: Line | None
    rows: tuple[Row, ...]
    support: rules.Support


@dataclass(frozen=True)
class Map:
    """``gone`` is what was said last of paragraphs that are in this text no more, nor joined to one that is."""

    columns: tuple[Column, ...]
    chapters: tuple[Chapter, ...]
    whole: rules.Support
    gone: tuple[Said, ...] = ()

    @property
    def rows(self) -> list[Row]:
        return [row for chapter in self.chapters for row in chapter.rows]


class Judge:
    """The profile's rules for these columns; what many paragraphs have in common is counted once."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.voices = [column.voice for column in columns]
        self.rules = support_rules()
        self._known: dict[tuple[rules.Cell, ...], rules.Support] = {}

    def support(self, row: Sequence[Held]) -> rules.Support:
        cells = tuple(each.cell for each in row)
        if cells not in self._known:
            self._known[cells] = rules.support(zip(self.voices, cells, strict=True), self.rules)
        return self._known[cells]

    def together(self, parts: Collection[rules.Support]) -> rules.Support:
        return rules.together(parts, self.rules)


def support_map(case: Case, work: Work, at: Milestone | None, sources: Sources) -> Map:
    """Of the text as it is worked on, or of a frozen one by what was said of it and of those before it.

    How many questions it asks the database depends neither on the text, nor on the organisations, nor on the rounds.
    """
    sources = sources.until(at)
    nodes = standing(work, at)
    last = last_said(sources.said)
    passing = sources.leading_to(nodes)
    told = _held(case, sources, nodes, last, along(last, sources.texts, passing))
    judge = Judge(sources.columns)
    lines = [line for line in (frozen(at) if at else current(work)) if line.node in told]
    chapters = [_chapter(heading, part, told, judge) for heading, part in _by_chapter(lines)]
    whole = judge.together([row.support for chapter in chapters for row in chapter.rows])
    gone = lost(last, nodes, passing)
    return Map(sources.columns, tuple(chapters), whole, gone)


def _held(case: Case, sources: Sources, nodes: dict[int, int], last: Last, came: Along) -> dict[int, tuple[Held, ...]]:
    pairs = set(reworded(nodes, last, sources.texts))
    return held(nodes, sources.asked, last, sources.texts, changed(case, pairs), came)


def _by_chapter(lines: Sequence[Line]) -> list[tuple[Line | None, list[Line]]]:
    parts: list[tuple[Line | None, list[Line]]] = [(None, [])]
    for line in lines:
        if line.block.is_citable:
            parts[-1][1].append(line)
        elif line.block.level <= 1:
            parts.append((line, []))
    return [(heading, rows) for heading, rows in parts if rows]


def _chapter(heading: Line | None, lines: Sequence[Line], told, judge: Judge) -> Chapter:
    rows = tuple(Row(line, told[line.node], judge.support(told[line.node])) for line in lines)
    return Chapter(heading, rows, judge.together([row.support for row in rows]))


def of_paragraph(
    case: Case, node: Node, revision: int, at: Milestone | None, sources: Sources
) -> tuple[tuple[Column, ...], tuple[Held, ...], rules.Support]:
    """One row of the map: *revision* is what stands there."""
    sources = sources.until(at)
    last = last_said(sources.said)
    nodes = standing(node.work, at)
    came = along(last, sources.texts, sources.leading_to(nodes))
    own = {where: said for where, said in last.items() if where[0] == node.pk}
    cells = _held(case, sources, {node.pk: revision}, own, came)[node.pk]
    return sources.columns, cells, Judge(sources.columns).support(cells)


def held_by(organisation: Organisation, case: Case, node: Node, at: Milestone) -> Held | None:
    """What one organisation holds of one paragraph of a frozen text; None where the paragraph is not in it."""
    revision = standing(at.work, at).get(node.pk)
    if revision is None:
        return None
    sent = Reply.objects.filter(invitation__organisation=organisation)
    sources = gather(case, sent, only={organisation.public_id})
    _columns, cells, _support = of_paragraph(case, node, revision, at, sources)
    return next(iter(cells), None)


def spoke_of(case: Case, node: Node, replies) -> list[Organisation]:
    """Whose words, said of this paragraph or of those that came to stand in it, are looked at again: the voices of its row."""
    revision = standing(node.work, None).get(node.pk)
    if revision is None:
        return []
    columns, cells, _support = of_paragraph(case, node, revision, None, gather(case, replies))
    return [column.organisation for column, each in zip(columns, cells, strict=True) if each.said]


def open_points(found: Map) -> list[Point]:
    """What separates us: the shortest list of what keeps the text from being unanimous. Paragraphs by public id."""
    asks = _asks({each.said.key for row in found.rows for each in row.held if each.said and _asks_something(each)})
    stands = [
        Stand(column.voice, row.line.node_id, each.cell, asks.get(each.said.key, "") if each.said else "")
        for row in found.rows
        for column, each in zip(found.columns, row.held, strict=True)
    ]
    return separates(stands, support_rules())


def _asks_something(each: Held) -> bool:
    return each.cell.counts_as in (Stance.RESERVATION, Stance.OBJECTION)


def _asks(keys: Collection[str]) -> dict[str, str]:
    """By what holds the words: the text that is proposed, else the reason."""
    worded = Position.objects.filter(public_id__in=keys).filter(~Q(reason="") | ~Q(proposed=""))
    found = {key: proposed or reason for key, proposed, reason in worded.values_list("public_id", "proposed", "reason")}
    confirmed = Confirmation.objects.filter(public_id__in=keys).exclude(reason="")
    return found | dict(confirmed.values_list("public_id", "reason"))


def growth(case: Case, work: Work, sources: Sources) -> list[tuple[Milestone, rules.Support]]:
    """The support of the whole of each frozen text, the oldest first; in a fixed number of questions too."""
    parts = [_Part(each, sources.until(each)) for each in work.milestones.order_by("number")]
    texts = _citable(work)
    pairs = {
        pair for part in parts for pair in reworded(texts.get(part.milestone.number, {}), part.last, sources.texts)
    }
    known = changed(case, pairs)
    return [(part.milestone, part.support(texts.get(part.milestone.number, {}), known)) for part in parts]


class _Part:
    """One frozen text in a row of them."""

    def __init__(self, milestone: Milestone, sources: Sources) -> None:
        self.milestone, self.sources, self.last = milestone, sources, last_said(sources.said)

    def support(self, nodes: dict[int, int], known: Changed) -> rules.Support:
        judge = Judge(self.sources.columns)
        texts, passing = self.sources.texts, self.sources.leading_to(nodes)
        came = along(self.last, texts, passing)
        rows = held(nodes, self.sources.asked, self.last, texts, known, came).values()
        return judge.together([judge.support(row) for row in rows])


def _citable(work: Work) -> dict[int, dict[int, int]]:
    """By number of the frozen text, the revision of every paragraph."""
    found: dict[int, dict[int, int]] = {}
    lines = MilestoneLine.objects.filter(milestone__work=work, revision__kind__in=[str(kind) for kind in CITABLE])
    for number, node, revision in lines.order_by().values_list("milestone__number", "node_id", "revision_id"):
        found.setdefault(number, {})[node] = revision
    return found
