"""Copies of a database to try things on: made in milliseconds, thrown away without regret."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder, in memory where there is room for it: a killed process loses nothing by it."""
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="raadzaal-trust-", dir=MEMORY if roomy else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class SqliteFile:
    path: Path

    @property
    def settings(self) -> dict:
        return {"NAME": str(self.path)}

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def copy(self, name: str) -> "SqliteFile":
        """Nobody may be writing here meanwhile. What a killed process left beside the file is taken in first."""
        made = SqliteFile(self.path.with_name(f"{name}.sqlite3"))
        made.drop()
        with sqlite3.connect(self.path) as source:
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        source.close()
        shutil.copyfile(self.path, made.path)
        return made

    def drop(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    def quiet(self) -> None:
        """A killed process holds nothing here."""

    def deadlocks(self) -> int:
        """One writes at a time here."""
        return 0


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str = ""

    def admin(self, name: str = "postgres"):
        return psycopg.connect(
            host=self.host, port=self.port, user=self.user, password=self.password or None, dbname=name, autocommit=True
        )


@dataclass(frozen=True)
class PostgresDatabase:
    server: Server
    name: str

    @property
    def settings(self) -> dict:
        server = self.server
        told = {"NAME": self.name, "HOST": server.host, "PORT": server.port, "USER": server.user}
        return {**told, "PASSWORD": server.password, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}

    @property
    def url(self) -> str:
        return f"postgres://{self.server.user}@{self.server.host}:{self.server.port}/{self.name}"

    def copy(self, name: str) -> "PostgresDatabase":
        made = PostgresDatabase(self.server, f"raadzaal_trust_{os.getpid()}_{name.replace('.', '_')}"[:60])
        self.quiet()
        with self.server.admin() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{made.name}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{made.name}" TEMPLATE "{self.name}" STRATEGY FILE_COPY')
        return made

    def drop(self) -> None:
        with self.server.admin() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def quiet(self, patience: float = 20) -> None:
        """Wait until the server has noticed that its clients are gone."""
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        until = time.monotonic() + patience
        with self.server.admin() as admin:
            while admin.execute(asked, [self.name]).fetchone()[0]:
                assert time.monotonic() < until, f"somebody is still connected to {self.name}"
                time.sleep(0.003)

    def deadlocks(self) -> int:
        """How many the server had to break since this copy was made. To be asked when nobody is connected."""
        with self.server.admin() as admin:
            asked = "SELECT deadlocks FROM pg_stat_database WHERE datname = %s"
            return admin.execute(asked, [self.name]).fetchone()[0]


# -- a server of our own -----------------------------------------------------------------------------------------------


def programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if Path("/usr/lib/postgresql").is_dir() else []
    return found[-1].parent if found else None


def as_server_user(*command: str) -> list[str]:
    """The server refuses to run as root."""
    if os.getuid() != 0:
        return list(command)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=SIGINT", *command]


class Cluster:
    """A PostgreSQL server of the trial's own, which it may kill. ``safe`` is whether it waits for the disk."""

    def __init__(self, folder: Path, *, safe: bool = False) -> None:
        self.data, self.safe, self.process = folder / "data", safe, None
        self.data.mkdir(parents=True)
        self.server = Server("127.0.0.1", free_port(), "postgres")
        if os.getuid() == 0:
            for each in (folder, self.data):
                shutil.chown(each, "postgres")
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        command = as_server_user(str(programs() / program), *arguments)
        subprocess.run(command, check=True, capture_output=True, cwd="/")

    def start(self) -> None:
        """Also after it died: the next one waits until the children of the last are gone."""
        options = {
            "port": self.server.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": 150,
        }
        options |= {} if self.safe else {"fsync": "off", "full_page_writes": "off"}
        told = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command = as_server_user(str(programs() / "postgres"), "-D", str(self.data), *told)
        until = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < until, "the server of the trial does not start"
            if self.process is None or self.process.poll() is not None:
                self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
            time.sleep(0.05)

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError):
            self.server.admin().close()
            return True
        return False

    def die_after(self, seconds: float) -> None:
        """The postmaster is killed without warning; its children notice, and go too."""
        time.sleep(seconds)
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGQUIT)

    def _end(self, how: int) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def cluster(*, safe: bool = False) -> Iterator[Cluster]:
    """Skips where there are no server programs or no user to run them as."""
    if programs() is None:
        pytest.skip("no PostgreSQL server programs here to start a server of our own with")
    with scratch() as folder:
        folder.chmod(0o755)
        made = Cluster(folder / "cluster", safe=safe)
        try:
            made.start()
            yield made
        finally:
            made.stop()


def carry_over(source: PostgresDatabase, target: PostgresDatabase) -> None:
    """To a server of our own: it need not wait for a disk, and copies a database in the blink of an eye."""
    with target.server.admin() as admin:
        admin.execute(f'CREATE DATABASE "{target.name}"')
    dump = subprocess.run([programs() / "pg_dump", "--no-owner", source.url], check=True, capture_output=True).stdout
    subprocess.run(
        [programs() / "psql", "-q", "-v", "ON_ERROR_STOP=1", target.url], check=True, capture_output=True, input=dump
    )
