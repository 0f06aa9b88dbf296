"""Houses to run in: a folder and a database of their own, the council installed by its own acts, gone afterwards.

The council is installed once for each kind of database; every subject gets a copy of it.
"""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
AT_WORK = timedelta(days=90)
Environment = dict[str, str]


def server() -> str | None:
    """The PostgreSQL server of this machine; None when there is none that answers."""
    url = os.environ.get("RAADZAAL_TEST_POSTGRES", SERVER)
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return None
    return url


class Street:
    """The houses of one run: ``copy`` opens one that nobody lived in before."""

    def __init__(self, folder: Path, postgres: str | None) -> None:
        self.folder, self.postgres = folder, postgres
        self._installed: dict[str, Environment] = {}
        self._made: list[str] = []

    @contextmanager
    def copy(self, database: str) -> Iterator[Environment]:
        """The environment of a process that lives in it. *database* is sqlite or postgres."""
        first = self._installed.get(database) or self._install(database)
        home = Path(shutil.copytree(first["RAADZAAL_HOME"], self.folder / secrets.token_hex(4)))
        environment = first | {"RAADZAAL_HOME": str(home)}
        if database == "postgres":
            environment["DATABASE_URL"] = self._create(template=_name(first["DATABASE_URL"]))
        try:
            yield environment
        finally:
            shutil.rmtree(home)
            if database == "postgres":
                self._drop(_name(environment["DATABASE_URL"]))

    def _install(self, database: str) -> Environment:
        home = self.folder / database
        home.mkdir()
        environment = _plain() | {"RAADZAAL_HOME": str(home)}
        if database == "postgres":
            environment["DATABASE_URL"] = self._create(template="template1")
        subprocess.run([sys.executable, "-m", "bench.subject", "install"], env=environment, check=True)
        self._installed[database] = environment
        return environment

    def _create(self, *, template: str) -> str:
        name = f"raadzaal_bench_{secrets.token_hex(4)}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        self._made.append(name)
        return urlunsplit(urlsplit(self.postgres)._replace(path=f"/{name}"))

    def _drop(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._made.remove(name)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.postgres, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def clear(self) -> None:
        for name in list(self._made):
            self._drop(name)


@contextmanager
def street() -> Iterator[Street]:
    with TemporaryDirectory(prefix="raadzaal-bench-") as folder:
        made = Street(Path(folder), server())
        try:
            yield made
        finally:
            made.clear()


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def _plain() -> Environment:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("RAADZAAL_", "DATABASE_URL"))}
    return kept | {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "DJANGO_SETTINGS_MODULE": "raadzaal.conf.settings",
        "EMAIL_URL": "dummymail://",
    }


def install() -> None:
    """The show council, at work for a while, in the house where this process lives."""
    from django.core.management import call_command

    from raadzaal.demo.install import install
    from raadzaal.journal import clock

    today = clock.today()

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with clock.at(clock.now() - AT_WORK):
        install(today)


@contextmanager
def world() -> Iterator:
    """Everybody in the council, today."""
    from tests.world import World

    with ExitStack() as clocks:
        yield World(clocks)
