"""What the trials share: how much is tried, processes of their own, and what the database looks like afterwards.

A trial runs in a process that is forked for it, on a copy of a database, so that it can be killed in the middle of an act and
looked at from outside.
"""

import hashlib
import os
import pickle
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import Pipe

FULL = os.environ.get("RAADZAAL_TRUST") == "full"
SEED = int(os.environ["RAADZAAL_TRUST_SEED"])  # set before tests are collected, when it is not given
PATIENCE = 8 * 3600 if FULL else 120  # seconds after which a child that says nothing is taken for hung


def dice(name: str) -> random.Random:
    """Dice for one trial. The seed is printed; give it as RAADZAAL_TRUST_SEED to repeat what was seen."""
    print(f"\nseed {SEED} ({name})", file=sys.stderr)
    return random.Random(f"{SEED} {name}")


def tried(*, sample: int, full: int) -> int:
    return full if FULL else sample


@dataclass(frozen=True)
class Ended:
    """How a child ended: with what it returned, with the trouble it met, or killed."""

    value: object = None
    trouble: str = ""
    killed: bool = False

    def get(self):
        assert not self.killed, "a process was killed that should have lived"
        assert not self.trouble, self.trouble
        return self.value


class Child:
    """A forked process that does *work* and hands back what it returns."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.reader, writer = Pipe(duplex=False)
        self.pid = os.fork()
        if self.pid == 0:
            self._live(work, writer)
        writer.close()

    def _live(self, work, writer) -> None:
        """Nothing of the parent's is run on the way out: no fixtures, no open connections."""
        try:
            told = Ended(value=work())
        except BaseException:
            told = Ended(trouble=traceback.format_exc())
        writer.send_bytes(pickle.dumps(told))
        os._exit(0)

    def ended(self) -> Ended:
        told = self._told()
        _pid, status = os.waitpid(self.pid, 0)
        self.reader.close()
        return told or Ended(killed=os.WTERMSIG(status) == signal.SIGKILL)

    def _told(self) -> Ended | None:
        if not self.reader.poll(PATIENCE):
            os.kill(self.pid, signal.SIGKILL)
            return Ended(trouble=f"no answer within {PATIENCE} seconds")
        try:
            return pickle.loads(self.reader.recv_bytes())
        except EOFError:
            return None


def in_child(database, work: Callable[[], object]) -> Ended:
    return Child(lambda: on(database, work)).ended()


BLOCKERS: list = []
"""pytest-django's guard, which a child puts aside for itself."""
_INHERITED: list = []


def on(database, work: Callable[[], object]):
    """Do *work* with *database* as the one that Django knows. Only in a child: there is no way back."""
    for blocker in BLOCKERS:
        blocker.unblock()
    connect_to(database)
    return work()


def connect_to(database) -> None:
    """The connection of the parent is left as it is, neither used nor closed: its other end is the parent's."""
    from django.db import connections

    _INHERITED.append(connections["default"])
    connections.settings["default"] = {**connections.settings["default"], **database.settings}
    connections["default"] = connections.create_connection("default")


# -- moments -----------------------------------------------------------------------------------------------------------


@dataclass
class Moments:
    """Counts the moments right before and right after each statement and each commit, and kills the process at one of them."""

    fatal: int = 0
    passed: int = 0
    names: list[str] = field(default_factory=list)

    def __call__(self, execute, sql, params, many, context):
        self._pass(f"before {sql[:60]}")
        result = execute(sql, params, many, context)
        self._pass(f"after {sql[:60]}")
        return result

    def _pass(self, name: str) -> None:
        self.passed += 1
        self.names.append(name)
        if self.passed == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(PATIENCE)  # the signal is on its way

    def run(self, act: Callable[[], object]) -> "Moments":
        from django.db import connection

        commit = connection._commit

        def _commit():
            self._pass("before COMMIT")
            commit()
            self._pass("after COMMIT")

        connection.ensure_connection()
        connection._commit = _commit
        with connection.execute_wrapper(self):
            act()
        return self


# -- pictures ----------------------------------------------------------------------------------------------------------

OUTSIDE = {"sqlite_sequence", "django_migrations"}


@dataclass(frozen=True)
class Table:
    rows: int
    whole: str
    columns: dict[str, str]


Picture = dict[str, Table]


def picture() -> Picture:
    """Every table of the present database: how many rows, a hash of them all, and one per column."""
    from django.db import connection

    with connection.cursor() as cursor:
        return {name: _table(cursor, name) for name in _tables(connection, cursor)}


def _tables(connection, cursor) -> list[str]:
    return sorted(set(connection.introspection.table_names(cursor)) - OUTSIDE)


def _table(cursor, name: str) -> Table:
    cursor.execute(f'SELECT * FROM "{name}"')
    columns = [each[0] for each in cursor.description]
    rows = [[_plain(value) for value in row] for row in cursor.fetchall()]
    by_column = {column: _hash(row[at] for row in rows) for at, column in enumerate(columns)}
    return Table(len(rows), _hash("\t".join(row) for row in rows), by_column)


def _plain(value) -> str:
    return repr(bytes(value) if isinstance(value, memoryview) else value)


def _hash(values) -> str:
    return hashlib.sha256("\n".join(sorted(values)).encode()).hexdigest()


def same(one: Picture, other: Picture) -> bool:
    return {name: table.whole for name, table in one.items()} == {name: table.whole for name, table in other.items()}


def alike(one: Picture, other: Picture, volatile: set[tuple[str, str]]) -> list[str]:
    """Where they differ, but for columns that differ each time the same is done (random identifiers, salts)."""
    assert set(one) == set(other)
    differ = [
        f"{name}: {one[name].rows} rows, not {other[name].rows}" for name in one if one[name].rows != other[name].rows
    ]
    for name in one:
        for column, told in one[name].columns.items():
            if told != other[name].columns[column] and (name, column) not in volatile:
                differ.append(f"{name}.{column}")
    return differ


def volatile(one: Picture, other: Picture) -> set[tuple[str, str]]:
    """The columns in which two runs of the same act differ."""
    return {
        (name, column)
        for name in one
        for column, told in one[name].columns.items()
        if told != other[name].columns[column]
    }
