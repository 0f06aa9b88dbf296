"""One change at a time, written in the database behind everybody's back, and taken back afterwards."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import psycopg

from tests.trust.offline_verifier import PREFIX

ENTRY, WORDS, HEAD = "journal_entry", "journal_words", "journal_head"
KEY = {ENTRY: "seq", WORDS: "id", HEAD: "id"}
REPEATED = ("kind", "subject", "dossier", "scope", "audience", "actor", "role")


class Book:
    """The three tables as they were, and a pen. ``bad`` is what a verifier should name after the last change."""

    def __init__(self, database) -> None:
        self.sqlite = database.url.startswith("sqlite")
        self.connection = (
            sqlite3.connect(database.path, isolation_level=None)
            if self.sqlite
            else psycopg.connect(database.url, autocommit=True)
        )
        self.rows = {table: self._rows(table) for table in KEY}
        self.touched: set[tuple[str, int]] = set()

    def _rows(self, table: str) -> dict[int, dict]:
        cursor = self.connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return {row[KEY[table]]: row for row in found}

    @property
    def last(self) -> int:
        return max(self.rows[ENTRY])

    def write(self, sql: str, *values) -> None:
        self.connection.execute(sql if self.sqlite else sql.replace("?", "%s"), values)

    def change(self, table: str, key: int, **columns) -> None:
        """``key`` may become another, when the primary key itself is changed."""
        self.touched |= {(table, key), (table, columns.get(KEY[table], key))}
        told = ", ".join(f"{name} = ?" for name in columns)
        self.write(f"UPDATE {table} SET {told} WHERE {KEY[table]} = ?", *columns.values(), key)

    def delete(self, table: str, key: int) -> None:
        self.touched.add((table, key))
        self.write(f"DELETE FROM {table} WHERE {KEY[table]} = ?", key)

    def insert(self, table: str, row: dict) -> None:
        self.touched.add((table, row[KEY[table]]))
        self.write(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", *row.values())

    def undo(self) -> None:
        """All that was touched goes, before any of it comes back: two rows may have changed places."""
        for table, key in self.touched:
            self.write(f"DELETE FROM {table} WHERE {KEY[table]} = ?", key)
        touched, self.touched = self.touched, set()
        for table, key in touched:
            if key in self.rows[table]:
                self.insert(table, self.rows[table][key])
        self.touched = set()


@dataclass
class Tamperer:
    """Each method makes one change and returns the number of the entry that is then the first bad one."""

    book: Book
    chance: Random
    marks: list[int] = field(default_factory=list)

    def ways(self) -> list[Callable[[], int]]:
        names = [name for name in vars(Tamperer) if name not in ("ways", "marks", "book", "chance") and name[0] != "_"]
        return [getattr(self, name) for name in names]

    # -- entries ---------------------------------------------------------------------------------------------------

    def flip_a_bit_in_the_body(self) -> int:
        return self._flip("body")

    def flip_a_bit_in_a_hash(self) -> int:
        return self._flip("hash")

    def flip_a_bit_in_a_link(self) -> int:
        return self._flip("previous")

    def change_a_column(self) -> int:
        seq, name = self._any_entry(), self.chance.choice(REPEATED)
        self.book.change(ENTRY, seq, **{name: self._other(self.book.rows[ENTRY][seq][name])})
        return seq

    def change_the_time(self) -> int:
        seq = self._any_entry()
        self.book.change(ENTRY, seq, at=self._later(self.book.rows[ENTRY][seq]["at"]))
        return seq

    def delete_an_entry(self) -> int:
        seq = self._any_entry()
        self.book.delete(ENTRY, seq)
        return seq

    def swap_two_entries(self) -> int:
        one, other = sorted(self.chance.sample(sorted(self.book.rows[ENTRY]), 2))
        for seq, source in ((one, other), (other, one)):
            columns = {**self.book.rows[ENTRY][source]}
            columns.pop("seq")
            self.book.change(ENTRY, seq, **columns)
        return one

    def renumber_an_entry(self) -> int:
        seq = self._any_entry()
        self.book.change(ENTRY, seq, seq=self.book.last + self.chance.randrange(1, 9))
        return seq

    def insert_an_entry_in_front(self) -> int:
        self.book.insert(ENTRY, {**self.book.rows[ENTRY][self._any_entry()], "seq": 0})
        return 0

    def add_an_entry_that_does_not_fit(self) -> int:
        row = self.book.rows[ENTRY][self._any_entry()]
        self.book.insert(ENTRY, {**row, "seq": self.book.last + 1})
        return self.book.last + 1

    def add_an_entry_that_fits(self) -> int:
        """Well made, but the head does not know of it."""
        self.book.insert(ENTRY, self._made(self.book.last + 1, self.book.rows[ENTRY][self.book.last]["hash"], {}))
        return self.book.last + 1

    # -- the end -----------------------------------------------------------------------------------------------------

    def cut_the_end_off(self) -> int:
        return self._cut()

    def cut_the_end_off_and_set_the_head_back(self) -> int:
        first = self._cut()
        row = self.book.rows[ENTRY].get(first - 1, {"seq": 0, "hash": bytes(32)})
        self.book.change(HEAD, 1, seq=row["seq"], hash=row["hash"])
        return first

    def set_the_head_back(self) -> int:
        row = self.book.rows[ENTRY][self.chance.randrange(1, self.book.last)]
        self.book.change(HEAD, 1, seq=row["seq"], hash=row["hash"])
        return row["seq"] + 1

    def set_the_head_forward(self) -> int:
        self.book.change(HEAD, 1, seq=self.book.last + self.chance.randrange(1, 9))
        return self.book.last + 1

    def flip_a_bit_in_the_head(self) -> int:
        self.book.change(HEAD, 1, hash=self._flipped(self.book.rows[HEAD][1]["hash"]))
        return self.book.last

    def drop_the_head(self) -> int:
        self.book.delete(HEAD, 1)
        return 1

    def make_the_rest_anew(self) -> int:
        """Somebody who knows the format changes an entry, and every hash after it: only a checkpoint tells."""
        start = self._any_entry()
        previous = self.book.rows[ENTRY][start]["previous"]
        for seq in range(start, self.book.last + 1):
            told = {"subject": "someone:else"} if seq == start else {}
            row = self._made(seq, previous, told)
            self.book.change(ENTRY, seq, **row)
            previous = row["hash"]
        self.book.change(HEAD, 1, hash=previous)
        return next(mark for mark in sorted(self.marks) if mark >= start)

    # -- words -------------------------------------------------------------------------------------------------------

    def change_words(self) -> int:
        key, row = self._any_words()
        self.book.change(WORDS, key, value=self._other(row["value"]))
        return row["entry_id"]

    def flip_a_bit_in_a_salt(self) -> int:
        key, row = self._any_words()
        self.book.change(WORDS, key, salt=self._flipped(row["salt"]))
        return row["entry_id"]

    def rename_a_field(self) -> int:
        key, row = self._any_words()
        self.book.change(WORDS, key, field=self._other(row["field"]))
        return row["entry_id"]

    def take_words_away(self) -> int:
        key, row = self._any_words()
        self.book.change(WORDS, key, value=None)
        return row["entry_id"]

    def delete_words(self) -> int:
        key, row = self._any_words()
        self.book.delete(WORDS, key)
        return row["entry_id"]

    def add_words(self) -> int:
        key, row = self._any_words()
        self.book.insert(WORDS, {**row, "id": max(self.book.rows[WORDS]) + 1, "field": "more"})
        return row["entry_id"]

    def add_words_to_no_entry(self) -> int:
        _key, row = self._any_words()
        seq = self.book.last + self.chance.randrange(1, 99)
        self.book.insert(WORDS, {**row, "id": max(self.book.rows[WORDS]) + 1, "entry_id": seq})
        return seq

    def erase_words_without_telling(self) -> int:
        key, row = self._any_words()
        self.book.change(WORDS, key, value=None, salt=b"", erased_at=self.book.rows[ENTRY][row["entry_id"]]["at"])
        return row["entry_id"]

    def pretend_that_words_were_erased(self) -> int:
        key, row = self._any_words()
        self.book.change(WORDS, key, erased_at=self.book.rows[ENTRY][row["entry_id"]]["at"])
        return row["entry_id"]

    def move_an_erasure_in_time(self) -> int:
        key, row = self._any_words(erased=True)
        self.book.change(WORDS, key, erased_at=self._later(row["erased_at"]))
        return row["entry_id"]

    def bring_erased_words_back(self) -> int:
        key, row = self._any_words(erased=True)
        self.book.change(WORDS, key, value="Toch nog", salt=self.chance.randbytes(16), erased_at=None)
        return row["entry_id"]

    # -- how -----------------------------------------------------------------------------------------------------------

    def _any_entry(self) -> int:
        return self.chance.randrange(1, self.book.last + 1)

    def _any_words(self, *, erased: bool = False) -> tuple[int, dict]:
        rows = self.book.rows[WORDS]
        key = self.chance.choice([key for key, row in rows.items() if (row["value"] is None) == erased])
        return key, rows[key]

    def _flip(self, column: str) -> int:
        seq = self._any_entry()
        self.book.change(ENTRY, seq, **{column: self._flipped(self.book.rows[ENTRY][seq][column])})
        return seq

    def _flipped(self, value: bytes) -> bytes:
        changed = bytearray(value)
        changed[self.chance.randrange(len(changed))] ^= 1 << self.chance.randrange(8)
        return bytes(changed)

    def _other(self, text: str) -> str:
        at = self.chance.randrange(len(text) + 1)
        return text[:at] + self.chance.choice("abcxyz09") + text[at:] if len(text) < 26 else text[1:]

    def _later(self, instant):
        if isinstance(instant, str):
            digit = str((int(instant[18]) + self.chance.randrange(1, 10)) % 10)
            return instant[:18] + digit + instant[19:]
        return instant + timedelta(microseconds=self.chance.randrange(1, 10**9))

    def _cut(self) -> int:
        first = self.book.last - self.chance.randrange(min(20, self.book.last))
        gone = range(first, self.book.last + 1)
        for key, row in self.book.rows[WORDS].items():
            if row["entry_id"] in gone:
                self.book.delete(WORDS, key)
        for seq in gone:
            self.book.delete(ENTRY, seq)
        return first

    def _made(self, seq: int, previous: bytes, changes: dict) -> dict:
        """A row that is right in itself."""
        old = self.book.rows[ENTRY].get(seq) or {**self.book.rows[ENTRY][self.book.last], "seq": seq}
        told = {**json.loads(bytes(old["body"])), "seq": seq, **changes}
        if seq > self.book.last:
            told["words"] = {}
        body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        digest = hashlib.sha256(PREFIX + bytes(previous) + body).digest()
        return {**old, **changes, "body": body, "previous": bytes(previous), "hash": digest}
