"""Several do something at the very same moment: threads on PostgreSQL, processes on SQLite, each with a connection of its own."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.db import connection

from raadzaal.journal.verification import verify
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.conflicts import Conflict
from tests.trust.crashing import flaw_in_numbers
from tests.trust.harness import Child, Picture, in_child, on, picture

Prepare = Callable[[], Callable[[], object]]
"""Looks up what is needed, and gives what is then done when all begin."""


@dataclass(frozen=True)
class Outcome:
    """``code`` of the refusal; ``words`` of a conflict are mine and theirs; ``trouble`` is what should never reach anybody."""

    code: str = ""
    words: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def done(self) -> bool:
        return not self.code and not self.trouble


@dataclass(frozen=True)
class Finish:
    outcomes: list[Outcome]
    left: Picture
    flaw: str
    deadlocks: int
    seen: object = None

    @property
    def winners(self) -> int:
        return sum(outcome.done for outcome in self.outcomes)

    @property
    def troubles(self) -> list[str]:
        """What must never be seen: errors of the database, a broken journal, deadlocks."""
        found = [outcome.trouble for outcome in self.outcomes if outcome.trouble] + ([self.flaw] if self.flaw else [])
        return found + ([f"{self.deadlocks} deadlocks"] if self.deadlocks else [])


def race(database, racers: list[Prepare], look: Callable[[], object] = lambda: None) -> Finish:
    """All of *racers* at once on *database*, which is thrown away after a *look* at what they left."""
    run = _in_processes if database.url.startswith("sqlite") else _in_threads
    outcomes = run(database, racers)
    database.quiet()
    left, flaw, seen = in_child(database, lambda: (picture(), flaw_in_numbers() or verify().reason, look())).get()
    finish = Finish(outcomes, left, flaw, database.deadlocks(), seen)
    database.drop()
    return finish


def _in_threads(database, racers: list[Prepare]) -> list[Outcome]:
    return in_child(database, lambda: _threads(racers)).get()


def _threads(racers: list[Prepare]) -> list[Outcome]:
    outcomes, start = [None] * len(racers), threading.Barrier(len(racers))

    def run(at: int) -> None:
        try:
            outcomes[at] = _tried(racers[at], lambda: start.wait(60))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[at]) for at in range(len(racers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _in_processes(database, racers: list[Prepare]) -> list[Outcome]:
    """Each says when it is ready, and waits until the gate falls: until nobody holds the other end of the pipe."""
    ready_in, ready_out = os.pipe()
    gate_in, gate_out = os.pipe()

    def at_the_gate() -> None:
        os.write(ready_out, b".")
        with suppress(OSError):
            os.close(gate_out)
        os.read(gate_in, 1)

    children = [Child(lambda racer=racer: on(database, lambda: _tried(racer, at_the_gate))) for racer in racers]
    waiting = len(children)
    while waiting:
        waiting -= len(os.read(ready_in, waiting))
    os.close(gate_out)
    outcomes = [child.ended().get() for child in children]
    for descriptor in (ready_in, ready_out, gate_in):
        os.close(descriptor)
    return outcomes


def _words(block) -> str:
    return block.notation if block else ""  # none where the paragraph was to go, or is gone


def _tried(racer: Prepare, wait: Callable[[], object]) -> Outcome:
    act = racer()
    wait()
    try:
        act()
    except Conflict as conflict:
        return Outcome(conflict.code, words=tuple(_words(each) for each in (conflict.mine, conflict.latest.block)))
    except Refused as refusal:
        return Outcome(refusal.code or "refused")
    except ValueError as refusal:
        return Outcome(type(refusal).__name__)
    except Exception as trouble:
        return Outcome(trouble=f"{type(trouble).__name__}: {trouble}")
    return Outcome()
