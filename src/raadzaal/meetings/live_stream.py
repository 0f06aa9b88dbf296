"""Followers of meetings that go on, over server-sent events: an ASGI application of its own, in a process of its own.

A follower costs a task and no thread, and keeps nothing but which version it has: who reads slowly gets the newest next time and
misses what lay between. One look at the journal serves all; a part is made once for each language, and sent as the same bytes.

``GET /volgen/ID/?taal=nl`` sends the parts of a public meeting: first all of them, then those that change. ``?sleutel=KEY`` sends
only that something changed (``votes=0``: not for votes that are cast), for pages that may show more than everybody sees.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from secrets import token_hex
from urllib.parse import parse_qs

from django.db import close_old_connections

from raadzaal.meetings import live_parts

PATH = "/volgen/"
LOOK, REST, BEAT, AGAIN = 0.2, 0.3, 15.0, 3000
"""Seconds between two looks at the journal, between two makings of one meeting, and between two heartbeats; milliseconds
after which a browser comes back."""
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"access-control-allow-origin", b"*"),
    (b"x-accel-buffering", b"no"),
]
Send = Callable[[dict], Awaitable[None]]


@dataclass
class Channel:
    """What is followed: a meeting in a language, or only whether it changed. Parts carry the version in which they changed."""

    meeting: str
    language: str
    votes: bool
    version: int = 0
    parts: dict[str, tuple[int, str]] = field(default_factory=dict)
    followers: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    sent: dict[int, bytes] = field(default_factory=dict)
    made_at: float = 0.0

    def take(self, fresh: dict[str, str]) -> None:
        """Tell who follows, where something is not as it was."""
        different = {part: words for part, words in fresh.items() if self.parts.get(part, (0, None))[1] != words}
        if not different:
            return
        self.version += 1
        self.parts |= {part: (self.version, words) for part, words in different.items()}
        self.sent.clear()
        self.changed.set()
        self.changed = asyncio.Event()

    def event(self, boot: str, since: int) -> bytes:
        """What changed since a version, as it goes over the line: the same bytes for all who have that version."""
        if since not in self.sent:
            told = {part: words for part, (version, words) in self.parts.items() if version > since}
            data = json.dumps(told, ensure_ascii=False)
            self.sent[since] = f"id: {boot}-{self.version}\nevent: parts\ndata: {data}\n\n".encode()
        return self.sent[since]


class House:
    """All channels of this process. ``most`` is how many may follow at once."""

    def __init__(self, most: int) -> None:
        self.most, self.boot = most, token_hex(4)
        self.channels: dict[tuple[str, str, bool], Channel] = {}
        self.seq: int | None = None
        self._database = ThreadPoolExecutor(1, thread_name_prefix="live-database")
        self._looking: asyncio.Task | None = None
        self._waiting: set[tuple[str, str, bool]] = set()

    @property
    def followers(self) -> int:
        return sum(channel.followers for channel in self.channels.values())

    async def ask(self, work, *given):
        """Something of the database, in the one thread that has it."""
        return await asyncio.get_running_loop().run_in_executor(self._database, _fresh, work, *given)

    async def channel(self, meeting: str, language: str, votes: bool) -> Channel | None:
        """None for a meeting that is not for everybody."""
        self._begin()
        key = meeting, language, votes
        if key not in self.channels:
            made = Channel(meeting, language, votes)
            if not await self._make(made):
                return None
            self.channels.setdefault(key, made)
        return self.channels[key]

    def _begin(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """As long as this process lives; while nobody follows the database is left alone."""
        while True:
            await asyncio.sleep(LOOK)
            if not self.channels:
                self.seq = None
            elif self.seq is None:
                self.seq = await self.ask(live_parts.head)
                self._waiting = {key for key, channel in self.channels.items() if channel.language}
            else:
                self._notice(await self.ask(live_parts.touched_since, self.seq))
            for key in list(self._waiting):
                await self._make_again(key)

    def _notice(self, touched: live_parts.Touched) -> None:
        self.seq = touched.seq
        for key, channel in list(self.channels.items()):
            if channel.meeting in (touched.meetings if channel.votes else touched.but_for_votes):
                self._waiting.add(key)
            if not channel.followers and time.monotonic() - channel.made_at > BEAT:
                del self.channels[key]

    async def _make_again(self, key: tuple[str, str, bool]) -> None:
        """Not sooner than it may be; what happens meanwhile is in it too."""
        channel = self.channels.get(key)
        if channel is not None and time.monotonic() - channel.made_at < REST:
            return
        self._waiting.discard(key)
        if channel is not None:
            await self._make(channel)

    async def _make(self, channel: Channel) -> bool:
        channel.made_at = time.monotonic()
        if not channel.language:
            channel.take({"state": token_hex(8)})
            return True
        fresh = await self.ask(live_parts.public_parts, channel.meeting, channel.language)
        if fresh is None:
            return False
        channel.take(fresh)
        return True

    async def follow(self, channel: Channel, since: int, send: Send, gone: asyncio.Event) -> None:
        channel.followers += 1
        try:
            await _say(send, f"retry: {AGAIN}\n\n".encode())
            while not gone.is_set():
                if since != channel.version:
                    now, event = channel.version, channel.event(self.boot, since)
                    await _say(send, event)
                    since = now
                    continue
                await self._wait(channel.changed, gone, send)
        finally:
            channel.followers -= 1

    async def _wait(self, changed: asyncio.Event, gone: asyncio.Event, send: Send) -> None:
        waits = [asyncio.ensure_future(changed.wait()), asyncio.ensure_future(gone.wait())]
        done, _left = await asyncio.wait(waits, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
        for each in waits:
            each.cancel()
        if not done:
            await _say(send, b": beat\n\n")


def _fresh(work, *given):
    close_old_connections()
    return work(*given)


async def _say(send: Send, body: bytes, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


class Streams:
    """The ASGI application. Anything but a stream is not here."""

    def __init__(self, most: int) -> None:
        self.house = House(most)

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return None
        asked = _asked(scope)
        if asked is None:
            return await _short(send, 404)
        if self.house.followers >= self.house.most:
            return await _short(send, 503)
        meeting, language, votes = asked
        channel = await self.house.channel(meeting, language, votes)
        if channel is None:
            return await _short(send, 404)
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        gone = asyncio.Event()
        leaving = asyncio.create_task(_leaving(receive, gone))
        try:
            await self.house.follow(channel, self._since(scope, channel), send, gone)
        except OSError:
            pass  # the follower has gone
        finally:
            leaving.cancel()

    def _since(self, scope, channel: Channel) -> int:
        """The version that a browser has which comes back; 0: all parts. Who only hears of changes has what is now."""
        last = dict(scope["headers"]).get(b"last-event-id", b"").decode("ascii", "replace")
        boot, _dash, version = last.partition("-")
        if boot == self.house.boot and version.isascii() and version.isdigit() and int(version) <= channel.version:
            return int(version)
        return 0 if channel.language or last else channel.version


async def _leaving(receive, gone: asyncio.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()


def _asked(scope) -> tuple[str, str, bool] | None:
    """Meeting, language ("" where only changes are told), and whether votes count as changes."""
    path, query = scope["path"], parse_qs(scope["query_string"].decode("ascii", "replace"))
    meeting = path.removeprefix(PATH).rstrip("/")
    if scope["method"] != "GET" or not path.startswith(PATH) or not meeting.isalnum() or len(meeting) > 26:
        return None
    if key := query.get("sleutel", [""])[0]:
        return (meeting, "", query.get("votes") != ["0"]) if live_parts.opens(key, meeting) else None
    language = query.get("taal", ["nl"])[0]
    return (meeting, language, True) if language in live_parts.LANGUAGES else None


async def _short(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"access-control-allow-origin", b"*")]
    if status == 503:
        headers.append((b"retry-after", b"30"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await _say(send, b"", more=False)
