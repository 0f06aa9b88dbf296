"""Everything that is public as files: JSON Lines with all there is of each thing, CSV with what fits in a row, and checksums.

Made by the worker or the command, never by a request: however often they are asked for, they are made once for each state of
the house. New ones are written beside the old, which take their place by one rename.
"""

import csv
import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import translation

from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.support_forms import harmless
from raadzaal.journal import clock
from raadzaal.journal.locking import alone_in
from raadzaal.journal.models import Entry, Head
from raadzaal.record.api.asking import MOST
from raadzaal.record.api.declaring import Many, Shape
from raadzaal.record.api.resources import LISTS, Resource
from raadzaal.record.sitemaps import LANGUAGE

EVERY = timedelta(hours=24)
SUMS, TOLD, CURRENT = "SHA256SUMS", "made.json", "current"
MEDIA_TYPES = {".jsonl": "application/jsonl", ".csv": "text/csv; charset=utf-8", "": "text/plain; charset=utf-8"}


@dataclass(frozen=True)
class File:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Dump:
    """``seq`` is how far the journal was when its making began; it is told to nobody."""

    seq: int
    made_at: datetime
    files: tuple[File, ...]
    folder: Path

    def file(self, name: str) -> File | None:
        return next((each for each in self.files if each.name == name), None)


def current() -> Dump | None:
    """The last one that was made whole; None where something in it was withdrawn since."""
    dump = _last()
    return dump if dump and not _holds_withdrawn(dump) else None


def _holds_withdrawn(dump: Dump) -> bool:
    """By the journal: withdrawing is told after everything that the dump was made of."""
    return Entry.objects.filter(kind=AdviceProcedure.take_back.kind, seq__gt=dump.seq).exists()


def _last() -> Dump | None:
    folder = _root() / CURRENT
    try:
        told = json.loads((folder / TOLD).read_text())
    except FileNotFoundError:
        return None
    files = tuple(File(**each) for each in told["files"])
    return Dump(told["seq"], datetime.fromisoformat(told["made_at"]), files, folder.resolve())


def make() -> Dump:
    """The files for the present state: those that are there, or new ones. Two at once make them once."""
    with alone_in(_root()):
        seq = Head.objects.get(pk=1).seq
        there = current()
        if there and there.seq == seq:
            return there
        _clean(there)
        return _made(seq)


def keep_up() -> None:
    """For the worker: made anew once a day at most, and only when something happened."""
    there = current()
    if there is None or (there.seq != Head.objects.get(pk=1).seq and clock.now() - there.made_at >= EVERY):
        make()


def _made(seq: int) -> Dump:
    folder = _root() / f"{seq}-{clock.now():%Y%m%dT%H%M%S%f}"
    folder.mkdir(parents=True)
    with translation.override(LANGUAGE):
        for listed, whole in LISTS:
            _lines(folder / f"{listed.path}.jsonl", listed, whole)
            _table(folder / f"{listed.path}.csv", listed)
    sums = [(hashlib.sha256(path.read_bytes()).hexdigest(), path.name) for path in sorted(folder.iterdir())]
    (folder / SUMS).write_text("".join(f"{digest}  {name}\n" for digest, name in sums))
    _told(folder, seq)
    _point_to(folder)
    return current()


def _told(folder: Path, seq: int) -> None:
    files = [
        {"name": path.name, "size": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(folder.iterdir())
    ]
    told = {"seq": seq, "made_at": clock.now().isoformat(), "files": files}
    (folder / TOLD).write_text(json.dumps(told))


def _point_to(folder: Path) -> None:
    link = _root() / f".{CURRENT}"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.name)
    link.replace(_root() / CURRENT)


def _clean(there: Dump | None) -> None:
    """What a maker left that died, and what was there before the present one."""
    for each in _root().iterdir():
        if each.is_dir() and not each.is_symlink() and (there is None or each.resolve() != there.folder):
            shutil.rmtree(each)


def _rows(listed: Resource) -> Iterator:
    """All of a list, page by page."""
    asked = {"limit": MOST}
    while True:
        page = listed.answer(asked)
        yield from page.rows
        if not page.on:
            return
        asked["cursor"] = page.on


def _lines(path: Path, listed: Resource, whole: Resource | None) -> None:
    with path.open("w", encoding="utf-8") as target:
        for row in _rows(listed):
            told = listed.shape.of(row, settings.ADDRESS)
            if whole:
                told = whole.shape.of(whole.answer(told.get("id") or told["key"]), settings.ADDRESS)
            target.write(json.dumps(told, ensure_ascii=False) + "\n")


def _table(path: Path, listed: Resource) -> None:
    """A column for each field; of an organisation or body its key, of several their keys."""
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow([field.name for field in listed.shape.fields])
        for row in _rows(listed):
            told = listed.shape.of(row, settings.ADDRESS)
            writer.writerow([harmless(_cell(told[field.name], field.kind)) for field in listed.shape.fields])


def _cell(value, kind) -> str:
    if value is None:
        return ""
    if isinstance(kind, Many):
        return " ".join(_cell(each, kind.of) for each in value)
    if isinstance(kind, Shape):
        return value["key"]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _root() -> Path:
    folder = Path(settings.HOME) / "dumps"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
