"""A list of publications, row by row: from a CSV file in whatever way it was saved, or from the names of files in a folder."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from raadzaal.journal import clock
from raadzaal.record.archive.reasons import NotTaken
from raadzaal.record.models import Item

MOST_ROWS = 200_000
LARGEST_LIST = 200 * 1024 * 1024
LONGEST = {"title": 400, "theme": 120, "summary": 5000, "file": 1000, "kind": 60, "number": 30, "date": 60}
COLUMNS = {
    "titel": "title", "title": "title", "nummer": "number", "number": "number", "nr": "number", "jaar": "year", "year": "year",
    "soort": "kind", "kind": "kind", "type": "kind", "thema": "theme", "theme": "theme", "datum": "date", "date": "date",
    "samenvatting": "summary", "summary": "summary", "bestand": "file", "file": "file", "bestandsnaam": "file",
}  # fmt: skip
KINDS = {
    "": "advice", "advies": "advice", "briefadvies": "letter", "brief": "letter", "letter advice": "letter",
    "verkenning": "exploration", "signalering": "alert", "rapport": "report", "verordening": "ordinance", "overig": "other",
    **{kind: kind for kind in Item.Kind.values},
}  # fmt: skip
MONTHS = [
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
]  # fmt: skip
EARLIEST = 1950
_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?=\s*[A-Za-z(=@+\"'-]))")
_LOST = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffd\ud800-\udfff]")
_NUMBER = re.compile(r"(?:(?P<year>\d{2}|\d{4})\s*[/.\-]\s*)?0*(?P<serial>[1-9]\d{0,5})")
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4})"),
    re.compile(rf"(?P<d>\d{{1,2}}) (?P<name>{'|'.join(MONTHS)}) (?P<y>\d{{4}})", re.IGNORECASE),
)
_NAME = re.compile(r"(?P<number>\d{4}[-_ /]\d{1,4}|\d{4})[-_ .]+(?P<title>.+)")


class NoList(ValueError):
    """What was given is no list of publications; the message says why."""


@dataclass(frozen=True)
class Listing:
    """``digest`` tells the same list again; ``folder`` is where its files are."""

    name: str
    digest: str
    folder: Path
    rows: list[dict[str, str] | NotTaken]
    encoding: str = ""


@dataclass(frozen=True)
class Described:
    """What a row says, checked. ``path`` is a file in the folder of the list."""

    title: str
    kind: str
    on: date
    year: int
    serial: int | None
    theme: str
    summary: str
    path: Path

    @property
    def number(self) -> str:
        return f"{self.year}/{self.serial}" if self.serial else ""


def listing(source: Path) -> Listing:
    """A CSV file; or a folder: by its ``index.csv`` where there is one, else by the names of its files. Raises NoList."""
    if source.is_dir():
        inside = source / "index.csv"
        return _from_csv(inside) if inside.is_file() else _from_names(source)
    if not source.is_file():
        raise NoList(f"there is no {source}")
    return _from_csv(source)


def _from_names(folder: Path) -> Listing:
    names = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())
    if not names:
        raise NoList(f"{folder} is empty")
    rows: list[dict[str, str] | NotTaken] = []
    for name in names[:MOST_ROWS]:
        stem = Path(name).stem
        found = _NAME.fullmatch(stem)
        number, title = (found["number"], found["title"]) if found else ("", stem)
        row = {"title": re.sub(r"[_ ]+", " ", title).strip(), "file": name}
        rows.append(row | ({"year": number} if len(number) == 4 else {"number": re.sub(r"[-_ ]", "/", number)}))
    digest = hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()
    return Listing(folder.name, digest, folder, rows)


def _from_csv(path: Path) -> Listing:
    if path.stat().st_size > LARGEST_LIST:
        raise NoList(f"{path.name} is larger than {LARGEST_LIST // 1024**2} MB")
    content = path.read_bytes()
    text, encoding = decoded(content)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    if not rows:
        raise NoList(f"{path.name} is empty")
    names = [COLUMNS.get(cell.strip().strip("\ufeff").lower(), "") for cell in rows[0]]
    if "title" not in names or "file" not in names:
        raise NoList(f"{path.name} has no column titel and bestand (title and file)")
    if len(rows) > MOST_ROWS:
        raise NoList(f"{path.name} has more than {MOST_ROWS} rows; split it up")
    made = [_row(names, cells) for cells in rows[1:] if any(cell.strip() for cell in cells)]
    return Listing(path.name, hashlib.sha256(content).hexdigest(), path.parent, made, encoding)


def _row(names: list[str], cells: list[str]) -> dict[str, str] | NotTaken:
    if len(cells) != len(names):
        return NotTaken("too_few_cells" if len(cells) < len(names) else "too_many_cells")
    return {name: cell.strip() for name, cell in zip(names, cells, strict=True) if name}


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and what it was written in: UTF-8 or UTF-16 where it says so or fits, else Windows' own."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "utf-16"
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252"


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(";,\t", key=head.count)


# -- checking ----------------------------------------------------------------------------------------------------------


def described(row: dict[str, str] | NotTaken, folder: Path) -> Described:
    """Raises NotTaken with the first thing that is wrong."""
    if isinstance(row, NotTaken):
        raise row
    for name, value in row.items():
        _check_cell(name, value)
    if not row.get("title"):
        raise NotTaken("no_title")
    kind = KINDS.get(row.get("kind", "").lower())
    if kind is None or kind not in Item.Kind.values:
        raise NotTaken("unknown_kind", value=row["kind"])
    year, serial = _number(row.get("number", ""))
    on = _day(row.get("date", ""), year or _year(row.get("year", "")))
    if year and year != on.year:
        raise NotTaken("number_of_other_year", value=row["number"], year=on.year)
    return Described(
        title=" ".join(row["title"].split()),
        kind=kind,
        on=on,
        year=on.year,
        serial=serial,
        theme=row.get("theme", ""),
        summary=row.get("summary", ""),
        path=_file(row.get("file", ""), folder),
    )


def _check_cell(name: str, value: str) -> None:
    if _FORMULA.match(value):
        raise NotTaken("formula", column=name, value=value[:40])
    if _LOST.search(value):
        raise NotTaken("bad_signs", column=name, value=value[:40].encode("unicode_escape").decode())
    if len(value) > LONGEST.get(name, 100):
        raise NotTaken("too_long", column=name, most=LONGEST.get(name, 100))


def _number(value: str) -> tuple[int | None, int | None]:
    if not value:
        return None, None
    found = _NUMBER.fullmatch(value)
    if not found:
        raise NotTaken("bad_number", value=value)
    year = found["year"]
    if year and len(year) == 2:
        year = f"{19 if int(year) >= EARLIEST % 100 else 20}{year}"
    return int(year) if year else None, int(found["serial"])


def _year(value: str) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"\d{4}", value):
        raise NotTaken("bad_date", value=value)
    return int(value)


def _day(value: str, year: int | None) -> date:
    """A row that knows its year only is of the first of January."""
    if not value and year is None:
        raise NotTaken("no_date")
    try:
        on = _parsed(value) if value else date(year or 0, 1, 1)
    except ValueError as error:
        raise NotTaken("bad_date", value=value or year) from error
    if on.year < EARLIEST:
        raise NotTaken("too_early", value=on.isoformat())
    if on > clock.today():
        raise NotTaken("future", value=on.isoformat())
    return on


def _parsed(value: str) -> date:
    for pattern in _DATES:
        if found := pattern.fullmatch(value):
            parts = found.groupdict()
            month = MONTHS.index(parts["name"].lower()) + 1 if parts.get("name") else int(parts["m"])
            return date(int(parts["y"]), month, int(parts["d"]))
    raise ValueError(value)


def _file(value: str, folder: Path) -> Path:
    if not value:
        raise NotTaken("no_file")
    try:
        path = (folder / value.replace("\\", "/")).resolve()
        inside = path.is_relative_to(folder.resolve())
        there = inside and path.is_file()
    except (OSError, ValueError):
        inside, there = True, False
    if not inside:
        raise NotTaken("outside", value=value)
    if not there:
        raise NotTaken("file_missing", value=value)
    return path


def iterate(rows: Listing, but: set[int]) -> Iterator[tuple[int, dict[str, str] | NotTaken]]:
    """The rows by number, as a spreadsheet counts them (its head is row 1), without those that were done."""
    for number, row in enumerate(rows.rows, 2):
        if number not in but:
            yield number, row
