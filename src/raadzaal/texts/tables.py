r"""Tables as plain text, one row a line:

    : A caption, which may be left out
    | Sector | Workers |
    | --- | --- |
    | Care | 1 200 |

The line of dashes says that the row above it holds the headings; without it there are none. Within a cell `\|` is
a bar and `\n` a line break; the rest of a cell is ordinary notation. A line without bars is a row of one cell, and
short rows are filled up with empty cells, so that every string is a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import punctuation

from django.utils.safestring import SafeString, mark_safe

from raadzaal.texts.notation import to_html, to_plain

MOST_CELLS = 20_000

_COLUMN_HEADING = 'th scope="col"'
_NUMBER = ' class="number"'
_FIGURE = re.compile(r"\s*[-+\u2212\u20ac]?\s*\d[\d.,\s]*(?:%|\u2030)?\s*")
_NO_FIGURE = ("", "-", "\u2013", "n.v.t.", "n/a")

_DASHES = re.compile(r":?-{3,}:?")
_CELL_SIGNS = re.compile(r"\\(.?)|\|", re.DOTALL)


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, ...], ...]
    has_header: bool = True
    caption: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        return self.rows[0] if self.has_header and self.rows else ()

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        return self.rows[1:] if self.has_header else self.rows

    @property
    def columns(self) -> int:
        return max(map(len, self.rows), default=0)

    @property
    def number_columns(self) -> frozenset[int]:
        """The columns, after the first, that hold figures only: they are read from their last digit."""
        columns = enumerate(zip(*self.body, strict=True))
        return frozenset(place for place, cells in columns if place and _are_figures(cells))


def _are_figures(cells: Iterable[str]) -> bool:
    told = [cell for cell in cells if cell.strip() not in _NO_FIGURE]
    return bool(told) and all(_FIGURE.fullmatch(cell) for cell in told)


def parse_table(notation: str) -> Table:
    lines = [line.strip() for line in notation.split("\n") if line.strip()]
    caption = lines.pop(0)[1:].strip() if lines and lines[0].startswith(":") else ""
    rows = [_cells(line) for line in lines]
    has_header = len(rows) > 1 and all(_DASHES.fullmatch(cell) for cell in rows[1])
    if has_header:
        del rows[1]
    return Table(_squared(rows), has_header, caption)


def write_table(table: Table) -> str:
    lines = [": " + " ".join(table.caption.split())] if table.caption.strip() else []
    rows = [_row(cells) for cells in _squared(table.rows)]
    if table.has_header and rows:
        rows.insert(1, _row(["---"] * table.columns))
    return "\n".join(lines + rows)


def table_plain(notation: str) -> str:
    """The words of a table, a row a line, cells apart by ` | `."""
    table = parse_table(notation)
    lines = [to_plain(table.caption)] if table.caption else []
    lines += [" | ".join(to_plain(cell).replace("\n", " ") for cell in row) for row in table.rows]
    return "\n".join(lines)


def table_html(notation: str, *, notes: Mapping[str, int] | None = None, prefix: str = "") -> SafeString:
    table = parse_table(notation)
    numbers = table.number_columns

    def cells(tag: str, contents: Iterable[str]) -> str:
        name = tag.split(" ")[0]
        return "".join(
            f"<{tag}{_NUMBER if place in numbers else ''}>{to_html(each, notes=notes, prefix=prefix)}</{name}>"
            for place, each in enumerate(contents)
        )

    parts = ["<table>"]
    if table.caption:
        parts.append(f"<caption>{to_html(table.caption, notes=notes, prefix=prefix)}</caption>")
    if table.header:
        parts.append(f"<thead><tr>{cells(_COLUMN_HEADING, table.header)}</tr></thead>")
    parts.append("<tbody>")
    parts += [f"<tr>{cells('td', row)}</tr>" for row in table.body]
    parts.append("</tbody></table>")
    return mark_safe("".join(parts))  # noqa: S308 -- our own tags around what to_html escaped


def _cells(line: str) -> tuple[str, ...]:
    inner = line.removeprefix("|")
    cells, start, unescaped = [], 0, []
    for found in _CELL_SIGNS.finditer(inner):
        unescaped.append(inner[start : found.start()])
        start = found.end()
        if found[0] == "|":
            cells.append("".join(unescaped).strip(" \t"))
            unescaped = []
        else:
            unescaped.append({"|": "|", "n": "\n"}.get(found[1], found[0]))
    rest = "".join([*unescaped, inner[start:]]).strip(" \t")
    if rest or not cells:
        cells.append(rest)
    return tuple(cells)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(cell: str) -> str:
    """A backslash that escapes nothing is doubled, lest it take the letter after it along."""
    return _CELL_SIGNS.sub(_escaped_sign, cell.strip()).replace("\n", r"\n")


def _escaped_sign(found: re.Match[str]) -> str:
    if found[0] == "|":
        return r"\|"
    return found[0] if found[1] and found[1] in punctuation else rf"\\{found[1]}"


def _squared(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Short rows filled up, unless one absurdly long row would make millions of empty cells."""
    tidy = [tuple(row) for row in rows]
    width = max(map(len, tidy), default=0)
    if width * len(tidy) > MOST_CELLS:
        return tuple(tidy)
    return tuple(row + ("",) * (width - len(row)) for row in tidy)
