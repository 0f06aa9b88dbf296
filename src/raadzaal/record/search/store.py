"""The index on disk: SQLite with FTS5, a file of its own beside whichever database the house has.

``search/current`` names the file that is read now. A new one is made under another name and takes over by one rename, so
that a reader never meets a half one. Nothing here is a record: the file can be thrown away and is made anew.
"""

import os
import secrets
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.conf import settings

from raadzaal.record.search import dutch
from raadzaal.record.search.documents import Document

SCHEMA = """
CREATE TABLE doc (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, on_day TEXT,
  year INTEGER, number TEXT NOT NULL, theme TEXT NOT NULL, committee TEXT NOT NULL, status TEXT NOT NULL, unanimous INTEGER,
  lead TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE part (id INTEGER PRIMARY KEY, doc INTEGER NOT NULL, anchor TEXT NOT NULL, label TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX part_of_doc ON part (doc, id);
CREATE VIRTUAL TABLE doc_words USING fts5 (title, number, lead, body, tokenize = 'unicode61');
CREATE VIRTUAL TABLE part_words USING fts5 (body, tokenize = 'unicode61');
CREATE TABLE form (surface TEXT PRIMARY KEY, form TEXT NOT NULL, term TEXT NOT NULL, back TEXT NOT NULL, docs INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE INDEX form_ahead ON form (form);
CREATE INDEX form_back ON form (back);
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
BETWEEN_PARTS = " zzalineazz "
"""A word that no text has, so that a phrase does not run from one paragraph into the next."""
_PATIENCE = 10
_opened = threading.local()


class NoIndex(RuntimeError):
    """There is no index yet, or none of this version."""


def _folder() -> Path:
    return Path(settings.HOME) / "search"


def _current() -> Path | None:
    try:
        name = (_folder() / "current").read_text().strip()
    except FileNotFoundError:
        return None
    path = _folder() / name
    return path if name.startswith(f"public-{dutch.VERSION}-") and path.exists() else None


def exists() -> bool:
    return _current() is not None


def reader() -> sqlite3.Connection:
    """For reading only, one for each thread. Raises NoIndex."""
    path = _current()
    if path is None:
        raise NoIndex
    kept = getattr(_opened, "kept", None)
    if kept and kept[0] == path:
        return kept[1]
    if kept:
        kept[1].close()
    opened = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=_PATIENCE, check_same_thread=False)
    opened.execute("PRAGMA cache_size = -16000")
    opened.execute("PRAGMA mmap_size = 268435456")
    _opened.kept = (path, opened)
    return opened


@contextmanager
def updating():
    """The index that is read now, to be changed; whole or not at all. Raises NoIndex."""
    path = _current()
    if path is None:
        raise NoIndex
    with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as opened:
        opened.execute("PRAGMA synchronous = FULL")  # the cursor of the follower is kept as firmly
        with transaction(opened):
            yield Writer(opened)


@contextmanager
def transaction(opened: sqlite3.Connection):
    opened.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        opened.execute("ROLLBACK")
        raise
    opened.execute("COMMIT")


class Beside:
    """An index that is made beside the one that is read, until it takes over."""

    def __init__(self) -> None:
        _folder().mkdir(parents=True, exist_ok=True)
        self.path = _folder() / f"public-{dutch.VERSION}-{secrets.token_hex(8)}.sqlite3"
        self.opened = sqlite3.connect(self.path, isolation_level=None)
        self.opened.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;")
        self.opened.executescript(SCHEMA)

    def fill(self, documents: Iterable[Document]) -> int:
        with transaction(self.opened):
            writer = Writer(self.opened, gather=True)
            count = 0
            for count, document in enumerate(documents, 1):  # noqa: B007 -- the last count is what is told
                writer.put(document)
            writer.settle()
        return count

    def take_over(self) -> None:
        """On disk first, then the name; the older files go."""
        self.opened.execute("INSERT INTO doc_words (doc_words) VALUES ('optimize')")
        self.opened.execute("ANALYZE")
        self.opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.opened.close()
        _synced(self.path)
        pointer = _folder() / f"current.{secrets.token_hex(4)}"
        pointer.write_text(self.path.name)
        _synced(pointer)
        os.replace(pointer, _folder() / "current")  # noqa: PTH105 -- Path.replace would not tell more
        _clear(self.path)

    def drop(self) -> None:
        """When it did not come to taking over."""
        with suppress(sqlite3.Error):
            self.opened.close()
        if _current() != self.path:
            for left in _folder().glob(f"{self.path.name}*"):
                left.unlink(missing_ok=True)


def _synced(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _clear(keep: Path) -> None:
    for each in _folder().glob("public-*"):
        if not each.name.startswith(keep.name):
            each.unlink(missing_ok=True)


def remove() -> None:
    """Everything: what is read next is that there is no index."""
    (_folder() / "current").unlink(missing_ok=True)
    for each in _folder().glob("public-*"):
        each.unlink(missing_ok=True)


class Writer:
    """Puts documents in and takes them out. With *gather* the words are counted in memory until ``settle``."""

    def __init__(self, opened: sqlite3.Connection, *, gather: bool = False) -> None:
        self.opened = opened
        self._counted: Counter[tuple[str, str, str]] | None = Counter() if gather else None

    def replace(self, put: Iterable[Document], gone: Iterable[str]) -> None:
        for key in gone:
            self._take_out(key)
        for document in put:
            digest = self.opened.execute("SELECT digest FROM doc WHERE key = ?", [document.key]).fetchone()
            if digest is None or digest[0] != document.digest:
                self._take_out(document.key)
                self.put(document)

    def keys(self, source: str) -> set[str]:
        rows = self.opened.execute("SELECT key FROM doc WHERE key >= ? AND key < ?", [f"{source}:", f"{source};"])
        return {key for (key,) in rows}

    def note(self, name: str, value: str) -> None:
        self.opened.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", [name, value])

    def noted(self, name: str) -> str:
        row = self.opened.execute("SELECT value FROM note WHERE name = ?", [name]).fetchone()
        return row[0] if row else ""

    def put(self, document: Document) -> None:
        day = document.on.isoformat() if document.on else None
        year = document.on.year if document.on else None
        unanimous = None if document.unanimous is None else int(document.unanimous)
        made = self.opened.execute(
            "INSERT INTO doc (key, kind, title, url, on_day, year, number, theme, committee, status, unanimous, lead, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [document.key, document.kind, document.title, document.url, day, year, document.number, document.theme,
             document.committee, document.status, unanimous, document.lead, document.digest],
        ).lastrowid  # fmt: skip
        bodies = self._put_parts(made, document)
        words = [dutch.terms(each) for each in (document.title, document.number, document.lead)]
        self.opened.execute(
            "INSERT INTO doc_words (rowid, title, number, lead, body) VALUES (?, ?, ?, ?, ?)",
            [made, *words, BETWEEN_PARTS.join(bodies)],
        )
        self._count(_forms(document.title, document.lead, *(part.text for part in document.parts)), 1)

    def _put_parts(self, doc: int, document: Document) -> list[str]:
        (last,) = self.opened.execute("SELECT COALESCE(MAX(id), 0) FROM part").fetchone()
        rows = list(enumerate(document.parts, last + 1))
        bodies = [dutch.terms(part.text) for _id, part in rows]
        self.opened.executemany(
            "INSERT INTO part VALUES (?, ?, ?, ?, ?)",
            [(at, doc, part.anchor, part.label, part.text) for at, part in rows],
        )
        words = [(at, body) for (at, _part), body in zip(rows, bodies, strict=True)]
        self.opened.executemany("INSERT INTO part_words (rowid, body) VALUES (?, ?)", words)
        return bodies

    def _take_out(self, key: str) -> None:
        row = self.opened.execute("SELECT id, title, lead FROM doc WHERE key = ?", [key]).fetchone()
        if row is None:
            return
        doc, title, lead = row
        parts = self.opened.execute("SELECT id, text FROM part WHERE doc = ?", [doc]).fetchall()
        self._count(_forms(title, lead, *(text for _id, text in parts)), -1)
        self.opened.executemany("DELETE FROM part_words WHERE rowid = ?", [(at,) for at, _text in parts])
        self.opened.execute("DELETE FROM part WHERE doc = ?", [doc])
        self.opened.execute("DELETE FROM doc_words WHERE rowid = ?", [doc])
        self.opened.execute("DELETE FROM doc WHERE id = ?", [doc])

    def _count(self, forms: set[tuple[str, str, str]], step: int) -> None:
        if self._counted is not None:
            self._counted.update(forms)
            return
        self._count_now([(*each, step) for each in forms])
        if step < 0:
            self.opened.executemany("DELETE FROM form WHERE surface = ? AND docs <= 0", [(each[0],) for each in forms])

    def _count_now(self, rows: list[tuple]) -> None:
        self.opened.executemany(
            "INSERT INTO form VALUES (?, ?, ?, ?, ?) ON CONFLICT (surface) DO UPDATE SET docs = docs + excluded.docs",
            [(surface, form, term, form[::-1], docs) for surface, form, term, docs in rows],
        )

    def settle(self) -> None:
        if self._counted is not None:
            self._count_now([(*each, docs) for each, docs in sorted(self._counted.items())])
            self._counted = Counter()


def _forms(*texts: str) -> set[tuple[str, str, str]]:
    """The words that can be suggested, and of which others are made up."""
    return {
        (each.surface, each.form, each.term)
        for text in texts
        for each in dutch.tokens(text)
        if len(each.form) >= 3 and not each.form.isdecimal()
    }
