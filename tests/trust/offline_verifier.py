"""Checks a copy of the journal by the description in docs/journal.md, without any part of Raadzaal.

    python offline_verifier.py DATABASE [--checkpoints FILE --key HEX]

DATABASE is a file of SQLite, or a postgres:// address. Ends with 0 when all holds, with 1 and the first bad entry when not.
"""

import argparse
import datetime
import hashlib
import json
import re
import sqlite3
import sys
from pathlib import Path

PREFIX = b"raadzaal-journal-1\n"
REPEATED = ["seq", "kind", "subject", "dossier", "scope", "audience", "actor", "role"]
KEYS = sorted([*REPEATED, "format", "at", "facts", "words"])
ENTRIES = f"SELECT {', '.join(REPEATED)}, at, body, previous, hash FROM journal_entry ORDER BY seq"
WORDS = "SELECT entry_id, field, salt, value, erased_at FROM journal_words ORDER BY entry_id, field"
HEAD = "SELECT seq, hash FROM journal_head WHERE id = 1"
FORBIDDEN = re.compile("[\x00\ud800-\udfff]")


class Bad(Exception):
    def __init__(self, number, reason):
        super().__init__(number, reason)
        self.number, self.reason = number, reason


def check(read, checkpoints=()):
    """``read(sql)`` gives rows as tuples, ``checkpoints`` are (seq, hash) pairs. Returns the number of entries. Raises Bad."""
    beside = Beside(read)
    noted = dict(checkpoints)
    number, link = 0, bytes(32)
    for row in read(ENTRIES):
        number, link = check_entry(row, number, link, noted, beside), octets(row[-1])
    check_end(read(HEAD), number, link, noted)
    beside.check_rest(number)
    return number


def check_entry(row, number, link, noted, beside):
    repeated, (at, body, previous, digest) = row[:-4], row[-4:]
    if repeated[0] != number + 1:
        raise Bad(min(repeated[0], number + 1), "gap or double")
    number += 1
    body = octets(body)
    if octets(previous) != link:
        raise Bad(number, "not chained")
    if octets(digest) != hashlib.sha256(PREFIX + link + body).digest():
        raise Bad(number, "hash")
    told = parsed(number, body)
    if tuple(told[key] for key in REPEATED) != tuple(repeated) or told["at"] != stamp(at):
        raise Bad(number, "columns")
    if noted.get(number, octets(digest)) != octets(digest):
        raise Bad(number, "checkpoint")
    beside.check(number, told)
    return number


def parsed(number, body):
    try:
        told = json.loads(body.decode("utf-8"), parse_float=refuse, parse_constant=refuse)
        again = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
        right = sorted(told) == KEYS and told["format"] == 1 and again == body and not has_forbidden(told)
        if right and isinstance(told["facts"], dict) and isinstance(told["words"], dict):
            return told
    except (ValueError, TypeError, RecursionError):
        pass
    raise Bad(number, "form of the content")


def refuse(text):
    raise ValueError(text)


def has_forbidden(value):
    if isinstance(value, dict):
        return any(has_forbidden(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(has_forbidden(part) for part in value)
    return isinstance(value, str) and FORBIDDEN.search(value) is not None


class Beside:
    """The words beside the chain, and what the chain says was erased."""

    def __init__(self, read):
        self.rows, self.erased, self.told = {}, {}, {}
        for entry, *word in read(WORDS):
            self.rows.setdefault(entry, []).append(word)

    def check(self, number, told):
        words = self.rows.pop(number, [])
        if sorted(str(word[0]) for word in words) != sorted(told["words"]):
            raise Bad(number, "fields of the words")
        for field, salt, value, erased_at in words:
            if value is None and erased_at is not None and octets(salt) == b"":
                self.erased[number, field] = stamp(erased_at)
            elif erased_at is not None or committed(salt, value) != told["words"][field]:
                raise Bad(number, "words")
        if told["kind"] == "journal.erase":
            facts = told["facts"]
            self.told[facts.get("entry"), facts.get("field")] = facts.get("erased_at")

    def check_rest(self, last):
        for entry in sorted(self.rows):
            raise Bad(entry, "words of no entry")
        for place in sorted(set(self.erased) | set(self.told), key=str):
            if self.erased.get(place) != self.told.get(place):
                raise Bad(place[0], "erasure")


def check_end(head, number, link, noted):
    if len(head) != 1 or not isinstance(head[0][0], int) or head[0][0] < number:
        raise Bad((head[0][0] if head and isinstance(head[0][0], int) else 0) + 1, "behind the head")
    if head[0][0] > number:
        raise Bad(number + 1, "cut off")
    if octets(head[0][1]) != link:
        raise Bad(number, "head")
    if any(seq > number for seq in noted):
        raise Bad(number + 1, "cut off before a checkpoint")


def committed(salt, value):
    return hashlib.sha256(octets(salt) + value.encode("utf-8")).hexdigest() if isinstance(value, str) else None


def octets(value):
    return bytes(value) if isinstance(value, (bytes, bytearray, memoryview)) else b"(not bytes)"


def stamp(value):
    """An instant in the form of the journal, from what the database gives; nothing that fits when it is no instant."""
    try:
        if isinstance(value, str):
            value = datetime.datetime.fromisoformat(value)
        value = value.replace(tzinfo=value.tzinfo or datetime.UTC).astimezone(datetime.UTC)
        return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond:06d}Z"
    except (ValueError, TypeError, AttributeError):
        return "(no instant)"


# -- checkpoints -------------------------------------------------------------------------------------------------------


def read_checkpoints(path, key):
    """Pairs of number and hash. Raises ValueError for a line that this key did not sign."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    public = Ed25519PublicKey.from_public_bytes(key)
    found = []
    with Path(path).open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            try:
                told = json.loads(line)
                note = json.dumps(told["note"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                public.verify(bytes.fromhex(told["signature"]), note.encode())
                found.append((told["note"]["seq"], bytes.fromhex(told["note"]["hash"])))
            except (InvalidSignature, ValueError, KeyError, TypeError) as wrong:
                raise ValueError(f"not signed: {line[:60]!r}") from wrong
    return found


# -- databases ---------------------------------------------------------------------------------------------------------


def sqlite_reader(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
    return lambda sql: connection.execute(sql).fetchall()


def postgres_reader(address):
    """Instants as text: some that a damaged row may hold do not fit in Python's."""
    import psycopg
    from psycopg.types.string import TextLoader

    connection = psycopg.connect(address, autocommit=True)
    connection.execute("SET timezone TO 'UTC'")
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    connection.adapters.register_loader("timestamptz", TextLoader)
    return lambda sql: connection.execute(sql).fetchall()


def main(arguments):
    parser = argparse.ArgumentParser(description="Check a copy of the journal without any part of Raadzaal.")
    parser.add_argument("database")
    parser.add_argument("--checkpoints")
    parser.add_argument("--key", type=bytes.fromhex, help="the public key, in hexadecimal")
    given = parser.parse_args(arguments)
    reader = postgres_reader if given.database.startswith("postgres") else sqlite_reader
    try:
        noted = read_checkpoints(given.checkpoints, given.key) if given.checkpoints else ()
        print(f"{check(reader(given.database), noted)} entries, all in order")
    except Bad as bad:
        print(f"entry {bad.number} is bad: {bad.reason}")
        return 1
    except ValueError as forged:
        print(f"checkpoints: {forged}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
