"""Lists of older publications with every fault that a list can have, and what must become of each row."""

import csv
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import docx
import typst

HEAD = ["jaar", "nummer", "datum", "soort", "thema", "titel", "samenvatting", "bestand"]
THEMES = ("lonen", "woningbouw", "pensioen", "medezeggenschap", "energie")


@dataclass
class MadeList:
    """``expected``: how often each reason must be given; "" is taken."""

    path: Path
    expected: Counter = field(default_factory=Counter)
    numbers: set[tuple[int, int]] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)


def pdf(path: Path, *paragraphs: str) -> None:
    source = path.with_suffix(".typ")
    source.write_text('#set document(title: "Advies")\n' + "\n\n".join(paragraphs))
    path.write_bytes(typst.compile(str(source)))
    source.unlink()


def word(path: Path, *paragraphs: str) -> None:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(path))


def made(folder: Path, amount: int, *, seed: int = 1, encoding: str = "utf-8", delimiter: str = ";") -> MadeList:
    """About a tenth of *amount* rows have a fault; every kind of fault is there."""
    files = folder / "stukken"
    files.mkdir(parents=True)
    found = MadeList(folder / "lijst.csv")
    chance, rows = random.Random(seed), []
    for at in range(amount):
        row = _good(files, at)
        fault = FAULTS[at // 10 % len(FAULTS)] if at % 10 == 3 else None
        code = fault(row, files, rows, chance) if fault else ""
        found.expected[code] += 1
        if not code:
            found.titles.add(row["titel"])
            found.numbers.add((int(row["jaar"]), int(row["nummer"])))
        rows.append(row)
    with found.path.open("w", encoding=encoding, newline="", errors="strict") as target:
        writer = csv.writer(target, delimiter=delimiter)
        writer.writerow(HEAD)
        for row in rows:
            writer.writerow([row[name] for name in HEAD] + (["te veel"] if row.get("_more") else []))
    return found


def _good(files: Path, at: int) -> dict[str, str]:
    year, number = 1950 + at % 70, 1 + at // 70
    name = f"stukken/{at:05d}.txt"
    (files.parent / name).write_text(
        f"Advies {at} aan de minister.\n\nDe raad beveelt punt{at} aan over {THEMES[at % 5]}.\n"
    )
    return {
        "jaar": str(year), "nummer": str(number), "datum": f"{1 + at % 28}-{1 + at % 12}-{year}", "soort": "Advies",
        "thema": THEMES[at % 5], "titel": f"Advies over zaak {at}", "samenvatting": f"Coördinatie van zaak {at}.", "bestand": name,
    }  # fmt: skip


def _formula(row, files, rows, chance):
    row["titel"] = chance.choice(['=HYPERLINK("x")', "@SUM(A1)", "+cmd|x"])
    return "formula"


def _lost(row, files, rows, chance):
    row["titel"] = "Co\ufffdrdinatie"
    return "bad_signs"


def _date(row, files, rows, chance):
    row["datum"] = chance.choice(["31-2-1960", "morgen", "13/13/1960"])
    return "bad_date"


def _missing(row, files, rows, chance):
    row["bestand"] = "stukken/weg.pdf"
    return "file_missing"


def _outside(row, files, rows, chance):
    row["bestand"] = chance.choice(["../../etc/passwd", "/etc/hostname", "stukken/../../x.txt"])
    return "outside"


def _empty(row, files, rows, chance):
    (files.parent / row["bestand"]).write_text("")
    return "file_empty"


def _kind_of_file(row, files, rows, chance):
    (files.parent / row["bestand"]).write_bytes(b"MZ\x90\x00\x03\x00\x00\x00" * 20)
    return "file_kind"


def _double_number(row, files, rows, chance):
    other = next(each for each in rows if "_fault" not in each)
    row |= {"jaar": other["jaar"], "nummer": other["nummer"], "datum": other["datum"], "_fault": "yes"}
    return "double_number"


def _double_file(row, files, rows, chance):
    row["bestand"] = next(each for each in rows if "_fault" not in each)["bestand"]
    return "double_file"


def _no_title(row, files, rows, chance):
    row["titel"] = " "
    return "no_title"


def _kind(row, files, rows, chance):
    row["soort"] = "gedicht"
    return "unknown_kind"


def _long(row, files, rows, chance):
    row["titel"] = "x" * 401
    return "too_long"


def _more(row, files, rows, chance):
    row["_more"] = "yes"
    return "too_many_cells"


def _early(row, files, rows, chance):
    row |= {"datum": "1-1-1949", "nummer": ""}
    return "too_early"


FAULTS = (
    _formula, _lost, _date, _missing, _outside, _empty, _kind_of_file, _double_number, _double_file, _no_title, _kind, _long, _more,
    _early,
)  # fmt: skip
