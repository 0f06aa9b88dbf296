"""Many who follow one meeting: from an act to their screens, what they cost in memory, and the pages of the chair meanwhile.

BENCH_FOLLOWERS is how many (2,000), each with a line of its own to the site as it runs. A follower here reads what a browser
would be sent; what a browser then takes to draw it is not in it.
"""

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse

from bench import serving
from bench.figures import Figure, Stopwatch
from bench.votes import Member, session_of
from raadzaal.council.models import Person
from raadzaal.demo import cast
from raadzaal.journal import clock
from raadzaal.meetings import actions
from raadzaal.meetings.models import AgendaItem, Meeting

FOLLOWERS = int(os.environ.get("BENCH_FOLLOWERS", "2000"))
ACTS, PAUSE, POINTS = 20, 2.0, 6
END = b"\n\n"


@dataclass
class Crowd:
    """All followers, in one thread with a loop of its own. ``heard``: when each event reached each follower."""

    port: int
    path: str
    heard: list[float] = field(default_factory=list)
    refused: int = 0
    lost: int = 0
    there: int = 0
    bytes: int = 0

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.tasks = asyncio.run_coroutine_threadsafe(self._arrive(), self.loop).result(300)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(lambda: [each.cancel() for each in self.tasks])
        time.sleep(1)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    async def _arrive(self) -> list[asyncio.Task]:
        tasks = []
        for start in range(0, FOLLOWERS, 50):
            tasks += [asyncio.create_task(self._follow()) for _ in range(start, min(start + 50, FOLLOWERS))]
            await asyncio.sleep(0.1)
        for _ in range(600):
            if self.there + self.refused >= FOLLOWERS:
                break
            await asyncio.sleep(0.1)
        return tasks

    async def _follow(self) -> None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
            writer.write(f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".encode())
            if b" 200 " not in await reader.readline():
                self.refused += 1
                return
            first = True
            while chunk := await reader.readuntil(END):
                self.bytes += len(chunk)
                if b"event: parts" not in chunk:
                    continue
                if first:
                    first, self.there = False, self.there + 1
                else:
                    self.heard.append(time.perf_counter())
        except (OSError, asyncio.IncompleteReadError):
            self.lost += 1


def figures(world) -> Iterator[Figure]:
    meeting, items = _open(world)
    port = serving.free_port()
    serve = [serving.PYTHON, "-m", "raadzaal", "serve", "--port", "{port}", "--workers", "2", "--live-port", str(port)]
    chair = Member(0, meeting, session_of(Person.objects.get(public_id=world.chair.key).user), "", 0)
    with serving.served(serve) as ours:
        chair.port = ours.port
        live = _process(ours)
        alone, empty = _chair(chair), serving.mebibytes(live)
        with Crowd(port, f"/volgen/{meeting.public_id}/?taal=nl") as crowd:
            full = serving.mebibytes(live)
            yield Figure("followers", crowd.there, "count", "refused", crowd.refused)
            yield Figure("memory of a follower", (full - empty) * 1024 / max(crowd.there, 1), "KiB")
            yield Figure("memory of the process", full, "MiB", "with nobody", empty)
            waits, missed = _play(world, meeting, items, crowd, chair)
            watch = Stopwatch(waits)
            yield Figure("from act to all of a screen: p95", watch.p95 * 1000, "ms", "median", watch.median * 1000)
            yield Figure("events that did not come within two seconds", missed, "count", "sent", ACTS * crowd.there)
            yield Figure("lines that broke", crowd.lost, "count")
            busy = Stopwatch(chair.seen.times)
            yield Figure("the screen of the chair: p95", busy.p95 * 1000, "ms", "with nobody", alone.p95 * 1000)


def _play(world, meeting: Meeting, items: list[AgendaItem], crowd: Crowd, chair: Member) -> tuple[list[float], int]:
    """From the moment that an act has been answered to that at which each follower has it."""
    waits, missed = [], 0
    chair.seen = Stopwatch()
    for turn in range(ACTS):
        crowd.heard.clear()
        actions.turn_to(meeting, actor=world.chair, item=items[turn % len(items)])
        done = time.perf_counter()
        look = threading.Thread(target=_look, args=[chair])
        look.start()
        time.sleep(PAUSE)
        look.join()
        heard = list(crowd.heard)
        waits += [max(each - done, 0.0) for each in heard]
        missed += max(crowd.there - len(heard), 0)
    return waits, missed


def _look(chair: Member) -> None:
    with chair.seen.running():
        chair.ask("GET", reverse("meetings:chair", args=[chair.meeting.public_id]))


def _chair(chair: Member) -> Stopwatch:
    for _ in range(ACTS):
        _look(chair)
    return Stopwatch(chair.seen.times[2:])


def _process(server: serving.Server) -> int:
    """The process that has the lines: the youngest of those that serve them."""
    parts = serving.family(server.process.pid)
    mine = [pid for pid, words in parts.items() if any("conf.live" in word for word in words)]
    return max(pid for each in mine for pid in serving.family(each))


def _open(world) -> tuple[Meeting, list[AgendaItem]]:
    meeting = actions.plan(
        world.council, actor=world.secretariat, starts_at=clock.now() + timedelta(seconds=30), place="Zaal"
    )
    actions.convene(meeting, actor=world.secretariat)
    seats = {cast.seat(number).pk: cast.member(number).pk for number in range(1, 37)}
    actions.sign_sheet(meeting, actor=world.secretariat, seats=seats)
    actions.open_meeting(meeting, actor=world.chair)
    items = [
        actions.add_item(meeting, actor=world.secretariat, title=f"Punt {number}", kind="talk")
        for number in range(POINTS)
    ]
    return meeting, items
