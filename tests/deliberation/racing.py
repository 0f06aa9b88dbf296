"""Several processes that try the same thing at the same moment, on a database of their own.

An attempt is a function of a test module, called with words. What became of it is what it returned, "done", or the code of
the refusal.
"""

import importlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection


@dataclass(frozen=True)
class Arena:
    url: str

    def play(self, *attempts: list[str]) -> list:
        """Start a process for each attempt, let all go at once, and tell what became of each."""
        racers = [self._racer(words) for words in attempts]
        for racer in racers:
            assert racer.stdout.readline() == "ready\n"
        for racer in racers:
            racer.stdin.write("go\n")
            racer.stdin.flush()
        return [json.loads(racer.communicate(timeout=60)[0]) for racer in racers]

    def _racer(self, words: list[str]) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.deliberation.racing", *words],
            env={**os.environ, "DATABASE_URL": self.url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def arena(django_db_setup, django_db_blocker, tmp_path) -> Iterator[Arena]:
    """An empty database that processes can share; the one of the tests stays as it is."""
    with django_db_blocker.unblock():
        yield from _file(tmp_path) if connection.vendor == "sqlite" else _copy()


def _file(folder: Path) -> Iterator[Arena]:
    path = folder / "arena.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(path) as target:
        connection.connection.backup(target)
    target.close()
    yield Arena(f"sqlite:///{path}")


def _copy() -> Iterator[Arena]:
    told = connection.settings_dict
    name = f"arena_{os.getpid()}"
    connection.close()
    with connection._nodb_cursor() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}"')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{told["NAME"]}"')
    yield Arena(f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{name}")
    with connection._nodb_cursor() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main(module: str, function: str, *words: str) -> None:
    import django

    django.setup()
    from raadzaal.procedure.refusals import Refused

    attempt = getattr(importlib.import_module(module), function)
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        print(json.dumps(attempt(*words) or "done"))
    except Refused as refusal:
        print(json.dumps(refusal.code))


if __name__ == "__main__":
    main(*sys.argv[1:])
