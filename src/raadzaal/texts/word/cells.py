"""A table of pandoc's on a plain grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from raadzaal.texts.notation import BOLD
from raadzaal.texts.tables import Table, write_table
from raadzaal.texts.word.inlines import Gathered

LineOf = Callable[[list[dict[str, Any]]], Gathered]
_MOST_SPANNED = 200


@dataclass
class Grid:
    """`lines` are the cells as they were read, `odd` the codes of what a plain grid cannot say."""

    caption: Gathered
    table: Table = field(default_factory=lambda: Table(()))
    lines: list[Gathered] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @property
    def is_single(self) -> bool:
        """One cell is no table but a frame around text."""
        return len(self.lines) == 1

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        return tuple(note for line in (*self.lines, self.caption) for note in line.notes)

    def parts(self, limit: int) -> list[Table]:
        """The table, in halves of halves until each part fits."""
        return list(_halved(self.table, limit))


def grid_of(content: Any, line_of: LineOf) -> Grid:
    _attributes, caption, _columns, head, bodies, foot = content
    grid = Grid(caption=line_of(caption[1]))
    head_rows = _placed(head[1], line_of, grid)
    body_rows = [row for body in bodies for row in _placed([*body[2], *body[3]], line_of, grid)]
    rows = head_rows + body_rows + _placed(foot[1], line_of, grid)
    has_header = bool(head_rows) or _is_header(rows)
    if len(head_rows) > 1:
        grid.odd.append("several_header_rows")
    if not has_header or not any(cell and cell.plain.strip() for cell in rows[0]):
        grid.odd.append("table_no_header")
        has_header = False
    grid.odd = list(dict.fromkeys(grid.odd))
    cells = tuple(
        tuple(
            cell.without(BOLD).notation if at == 0 and has_header and cell else cell.notation if cell else ""
            for cell in row
        )
        for at, row in enumerate(rows)
    )
    grid.table = Table(cells, has_header)
    return grid


def _is_header(rows: list[list[Gathered | None]]) -> bool:
    """Headings that were only made bold."""
    return len(rows) > 1 and all(cell is not None and cell.is_all(BOLD) for cell in rows[0])


def _placed(rows: list[Any], line_of: LineOf, grid: Grid) -> list[list[Gathered | None]]:
    """The cells at their places; what a merged cell covers is None."""
    covered: dict[tuple[int, int], None] = {}
    placed = []
    for at, row in enumerate(rows):
        line: list[Gathered | None] = []
        for cell in row[1]:
            while (at, len(line)) in covered:
                line.append(None)
            _attributes, _align, high, wide, content = cell
            high, wide = min(high, _MOST_SPANNED), min(wide, _MOST_SPANNED)
            if high > 1 or wide > 1:
                grid.odd.append("merged_cells")
                covered.update({(at + down, len(line) + right): None for down in range(high) for right in range(wide)})
            grid.lines.append(line_of(content))
            line.append(grid.lines[-1])
        placed.append(line)
    return placed


def _halved(table: Table, limit: int) -> Iterator[Table]:
    if len(write_table(table)) <= limit or len(table.body) < 2:
        yield table
        return
    middle = len(table.body) // 2
    for part in (table.body[:middle], table.body[middle:]):
        yield from _halved(replace(table, rows=(table.header, *part) if table.has_header else part), limit)
