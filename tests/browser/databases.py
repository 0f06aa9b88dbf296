"""Databases beside that of the other tests: a server sees them from its own threads, and a test throws its copy away.

On SQLite such a database is a file, on PostgreSQL a copy made by the server itself; both are known by their name.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from django.db import connection, connections

_numbers = count(1)


@contextmanager
def working_on(name: str) -> Iterator[None]:
    """For as long as it lasts, this thread and those that are started have *name* as their database."""
    before, settings = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**settings, "NAME": name}
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], connections.settings["default"] = before, settings


@contextmanager
def copied_from_the_tests(folder: Path) -> Iterator[str]:
    """A copy of the database of the tests, in which nothing has been put yet."""
    if connection.vendor == "sqlite":
        name = str(folder / "council.sqlite3")
        connection.ensure_connection()
        with sqlite3.connect(name) as target:
            connection.connection.backup(target)
        target.close()
        yield name
    else:
        connection.close()
        with _created(connection.settings_dict["NAME"]) as name:
            yield name


@contextmanager
def copied(source: str, folder: Path) -> Iterator[str]:
    """A copy of *source*, on which nobody may be at work."""
    if connection.vendor == "sqlite":
        yield shutil.copyfile(source, str(folder / "working.sqlite3"))
    else:
        with _created(source) as name:
            yield name


def settled(name: str) -> None:
    """With everything in the one file, so that it can be copied."""
    if connection.vendor != "sqlite":
        return
    with sqlite3.connect(name) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.execute("PRAGMA journal_mode=DELETE")
    file.close()


@contextmanager
def _created(template: str) -> Iterator[str]:
    name = f"{template}_{next(_numbers)}"
    _tell(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _tell(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name
    finally:
        _tell(f'DROP DATABASE "{name}" WITH (FORCE)')


def _tell(command: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(command)
