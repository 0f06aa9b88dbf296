"""Copying and putting back the database, by its kind. Both kinds copy one moment, whatever is written meanwhile."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from raadzaal.journal.models import Head

SIDE_FILES = ("-wal", "-shm", "-journal")
ASIDE = "raadzaal_before"
_TLS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


class Trouble(RuntimeError):
    """The database cannot be copied or put back; the words tell the operator what to do."""


@dataclass(frozen=True)
class Snapshot:
    """What the copy itself says: how far its journal is, and which files it names."""

    seq: int
    head: str
    files: tuple[str, ...]


def kind() -> str:
    return connection.vendor


def copy_into(folder: Path) -> Snapshot:
    """The present database into a file in *folder*. Raises Trouble."""
    return _sqlite_copied(folder) if kind() == "sqlite" else _postgres_copied(folder)


@contextmanager
def brought_in(folder: Path) -> Iterator[None]:
    """Inside, the database is that of the backup; it takes the place of the present one when all inside went well.

    When something is wrong, or the process dies, the present one is as it was. Raises Trouble.
    """
    with _sqlite_brought_in(folder) if kind() == "sqlite" else _postgres_brought_in(folder):
        yield


# -- SQLite ------------------------------------------------------------------------------------------------------------


def _sqlite_copied(folder: Path) -> Snapshot:
    """All pages in one reading transaction: writers go on, and what they write is not in it."""
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / "database.sqlite3")) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        if (found := target.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise Trouble(f"the database is damaged: {found}")
        seq, head = target.execute("SELECT seq, hash FROM journal_head").fetchone() or (0, b"")
        files = target.execute("SELECT sha256 FROM files_storedfile ORDER BY 1").fetchall()
    return Snapshot(seq, bytes(head).hex(), tuple(name for (name,) in files))


@contextmanager
def _sqlite_brought_in(folder: Path) -> Iterator[None]:
    before = connection.settings_dict
    place = Path(before["NAME"])
    beside = place.with_name(f"{place.name}.restoring")
    _without_others(place)
    _drop(beside)
    shutil.copyfile(folder / "database.sqlite3", beside)
    connection.settings_dict = {**before, "NAME": str(beside)}
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except BaseException:
        connection.close()
        _drop(beside)
        raise
    finally:
        connection.close()
        connection.settings_dict = before
    _drop(place)
    beside.replace(place)


def _without_others(place: Path) -> None:
    """Leaving the mode in which readers and a writer go together is granted only to who is alone."""
    connection.close()
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        return
    try:
        with closing(sqlite3.connect(place, timeout=1)) as opened:
            alone = opened.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
    except sqlite3.OperationalError:
        alone = False
    except sqlite3.DatabaseError:
        return  # what stands there is damaged: that is what backups are for
    if not alone:
        raise Trouble("the house is at work: stop the web server and the worker first")


def _drop(place: Path) -> None:
    for side in ("", *SIDE_FILES):
        Path(f"{place}{side}").unlink(missing_ok=True)


# -- PostgreSQL --------------------------------------------------------------------------------------------------------


def _postgres_copied(folder: Path) -> Snapshot:
    """pg_dump reads the very snapshot in which we look at the head of the journal and at the names of the files."""
    from raadzaal.files.models import StoredFile

    program = _program("pg_dump")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        head = Head.objects.filter(pk=1).first() or Head()
        files = tuple(StoredFile.objects.order_by("pk").values_list("pk", flat=True))
        told = ["--format=custom", "--no-owner", "--no-privileges", f"--exclude-schema={ASIDE}"]
        _run(program, *told, f"--snapshot={snapshot}", f"--file={folder / 'database.dump'}")
    return Snapshot(head.seq, bytes(head.hash).hex() if head.seq else "", files)


@contextmanager
def _postgres_brought_in(folder: Path) -> Iterator[None]:
    """What stands there is set aside under another name, and given its name back when something is wrong."""
    program = _program("pg_restore")
    _alone()
    _put_back()
    _tell(f"ALTER SCHEMA public RENAME TO {ASIDE}", "CREATE SCHEMA public")
    try:
        told = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        _run(program, *told, f"--dbname={connection.settings_dict['NAME']}", str(folder / "database.dump"))
        connection.close()
        yield
    except BaseException:
        connection.close()
        _put_back()
        raise
    _tell(f"DROP SCHEMA {ASIDE} CASCADE")


def _put_back() -> None:
    """Also after a restoring that was killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [ASIDE])
        aside = cursor.fetchone()
    if aside:
        _tell("DROP SCHEMA IF EXISTS public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")


def _tell(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise Trouble("the house is at work: stop the web server and the worker first")


def _program(name: str) -> str:
    if found := shutil.which(name):
        return found
    raise Trouble(f"{name} is not on the path: install the client programs of PostgreSQL (postgresql-client)")


def _run(*command: str) -> None:
    done = subprocess.run(command, env=os.environ | _environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"{Path(command[0]).name}: {done.stderr.strip()[-2000:]}")


def _environment() -> dict[str, str]:
    """The password never stands on a command line, which everybody on the machine can read."""
    told, options = connection.settings_dict, connection.settings_dict.get("OPTIONS") or {}
    names = {"PGHOST": told["HOST"], "PGPORT": told["PORT"], "PGUSER": told["USER"], "PGPASSWORD": told["PASSWORD"]}
    names |= {"PGDATABASE": told["NAME"]} | {name: options.get(key) for key, name in _TLS.items()}
    return {name: str(value) for name, value in names.items() if value}
