"""The stream that open pages follow: what is sent to whom, how often, and what becomes of who comes back."""

import asyncio
import json
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client

from raadzaal.meetings import actions, live_parts, live_stream
from raadzaal.meetings.live_stream import House, Streams
from raadzaal.meetings.models import Meeting
from tests.meetings.makers import DAY, SECRETARIAT, on_day
from tests.meetings.test_agenda import add

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(chamber):
    meeting = chamber.opened(*range(8))
    return meeting, add(meeting, "Werkprogramma"), add(meeting, "Voordracht", closed=True)


class Line:
    """The connection of a browser, without a network."""

    def __init__(self, streams: Streams, path: str, query: str = "", last: str = "") -> None:
        headers = [(b"last-event-id", last.encode())] if last else []
        self.scope = {
            "type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": headers,
        }  # fmt: skip
        self.streams, self.sent, self.gone = streams, [], asyncio.Event()

    async def __aenter__(self):
        self.task = asyncio.create_task(self.streams(self.scope, self._receive, self._send))
        return self

    async def __aexit__(self, *_):
        self.gone.set()
        await asyncio.wait_for(self.task, 5)

    async def _receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        self.sent.append(message)

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    def events(self) -> list[tuple[str, dict]]:
        """Id and parts of each."""
        lines = b"".join(each.get("body", b"") for each in self.sent).decode().split("\n\n")
        told = [dict(line.split(": ", 1) for line in each.split("\n")) for each in lines if "event: parts" in each]
        return [(each["id"], json.loads(each["data"])) for each in told]

    async def until(self, many: int) -> list[tuple[str, dict]]:
        for _ in range(100):
            if len(self.events()) >= many:
                return self.events()
            await asyncio.sleep(0.02)
        raise AssertionError(f"{len(self.events())} events instead of {many}: {self.sent}")


@pytest.fixture
def at_once(monkeypatch):
    """The database in the thread of the test, so that its transaction is seen; and no waiting."""

    async def ask(self, work, *given):
        with on_day(DAY):
            return work(*given)

    monkeypatch.setattr(House, "ask", ask)
    monkeypatch.setattr(live_stream, "LOOK", 0.01)
    monkeypatch.setattr(live_stream, "REST", 0.0)
    return Streams(most=3)


def run(story) -> None:
    """With the connection of the test, in whose transaction everything stands."""
    own = connections["default"]

    async def inside():
        connections["default"] = own
        await story()

    asyncio.run(inside())


def turn_to(meeting, item) -> None:
    with on_day(DAY):
        actions.turn_to(meeting, actor=SECRETARIAT, item=item)


def path(meeting) -> str:
    return f"/volgen/{meeting.public_id}/"


def test_a_visitor_gets_all_parts_first_and_then_what_changed(followed, at_once):
    meeting, item, _closed = followed

    async def story():
        async with Line(at_once, path(meeting), "taal=nl") as line:
            [(_id, first)] = await line.until(1)
            assert set(first) == set(live_parts.PARTS)
            turn_to(meeting, item)
            [_first, (_id, second)] = await line.until(2)
            assert "Werkprogramma" in second["live-point"]
            assert "live-quorum" not in second

    run(story)


def test_who_comes_back_gets_what_was_missed_and_not_the_rest(followed, at_once):
    meeting, item, _closed = followed

    async def story():
        async with Line(at_once, path(meeting), "taal=nl") as line:
            [(last, _parts)] = await line.until(1)
        async with Line(at_once, path(meeting), "taal=nl") as other:
            await other.until(1)
            turn_to(meeting, item)
            await other.until(2)
            async with Line(at_once, path(meeting), "taal=nl", last=last) as back:
                [(_id, missed)] = await back.until(1)
                assert "live-point" in missed and "live-quorum" not in missed
            async with Line(at_once, path(meeting), "taal=nl", last="another-7") as stranger:
                [(_id, everything)] = await stranger.until(1)
                assert set(everything) == set(live_parts.PARTS)

    run(story)


def test_of_a_closed_point_the_stream_says_no_more_than_the_page(followed, at_once):
    meeting, _item, closed = followed
    turn_to(meeting, closed)
    with on_day(DAY):
        told = live_parts.public_parts(meeting.public_id, "nl")
    assert "Voordracht" not in json.dumps(told)
    assert "Een punt dat niet openbaar is" in told["live-point"]


def test_a_closed_meeting_is_followed_with_a_key_and_tells_only_that_something_changed(chamber, at_once):
    meeting = chamber.opened(*range(8))
    Meeting.objects.filter(pk=meeting.pk).update(public=False)
    item = add(meeting, "Werkprogramma")
    other = chamber.plan(DAY + timedelta(days=28))

    async def story():
        for query in ("taal=nl", "sleutel=verzonnen", f"sleutel={live_parts.key_for(other)}"):
            async with Line(at_once, path(meeting), query) as line:
                await asyncio.wait_for(line.task, 5)
                assert line.status == 404
        async with Line(at_once, path(meeting), f"sleutel={live_parts.key_for(meeting)}") as line:
            await asyncio.sleep(0.1)
            assert line.events() == []
            turn_to(meeting, item)
            [(_id, told)] = await line.until(1)
            assert set(told) == {"state"}

    run(story)


def test_a_vote_that_is_cast_is_no_news_for_who_asked_to_be_spared(followed):
    meeting, item, _closed = followed
    with on_day(DAY):
        voting = actions.open_voting(meeting, actor=SECRETARIAT, item=add(meeting, "Reglement", "adopt"))
        before = live_parts.head()
        seat = meeting.presences.first().seat
        actions.cast(meeting, actor=SECRETARIAT, voting=voting, seat=seat, value="for")
        touched = live_parts.touched_since(before)
    assert touched.meetings == {meeting.public_id}
    assert touched.but_for_votes == frozenset()
    assert live_parts.touched_since(touched.seq).meetings == frozenset()


def test_no_more_follow_than_may_and_who_leaves_makes_room(followed, at_once):
    meeting, _item, _closed = followed

    async def story():
        lines = [Line(at_once, path(meeting), "taal=nl") for _ in range(3)]
        for line in lines:
            await line.__aenter__()
            await line.until(1)
        async with Line(at_once, path(meeting), "taal=nl") as refused:
            await asyncio.wait_for(refused.task, 5)
            assert refused.status == 503
            assert (b"retry-after", b"30") in refused.sent[0]["headers"]
        for line in lines:
            await line.__aexit__()
        assert at_once.house.followers == 0
        async with Line(at_once, path(meeting), "taal=en") as line:
            await line.until(1)

    run(story)


def test_a_heartbeat_keeps_the_line_open(followed, at_once, monkeypatch):
    monkeypatch.setattr(live_stream, "BEAT", 0.05)

    async def story():
        async with Line(at_once, path(followed[0]), "taal=nl") as line:
            await line.until(1)
            await asyncio.sleep(0.2)
            assert {"type": "http.response.body", "body": b": beat\n\n", "more_body": True} in line.sent

    run(story)


@pytest.mark.parametrize("asked", ["/volgen/", "/volgen/a/b/", "/", "/volgen/nergens/", "/volgen/" + "a" * 40 + "/"])
def test_what_is_not_a_stream_is_not_here(followed, at_once, asked):
    async def story():
        async with Line(at_once, asked, "taal=nl") as line:
            await asyncio.wait_for(line.task, 5)
            assert line.status == 404

    run(story)


def test_a_part_is_made_once_for_all_who_follow(followed, at_once):
    async def story():
        async with (
            Line(at_once, path(followed[0]), "taal=nl") as one,
            Line(at_once, path(followed[0]), "taal=nl") as other,
        ):
            await one.until(1)
            await other.until(1)
            [channel] = at_once.house.channels.values()
            assert channel.event(at_once.house.boot, 0) is channel.event(at_once.house.boot, 0)

    run(story)


def test_the_page_names_its_stream_and_may_connect_to_it(followed, settings):
    meeting, item, _closed = followed
    turn_to(meeting, item)
    with on_day(DAY):
        quiet = Client().get(f"/vergaderingen/{meeting.public_id}/volgen/")
        settings.LIVE = ":8001"
        live = Client().get(f"/vergaderingen/{meeting.public_id}/volgen/", HTTP_HOST="localhost:8000")
    assert 'data-stream=""' in quiet.content.decode() and "8001" not in quiet["Content-Security-Policy"]
    assert f'data-stream="http://localhost:8001/volgen/{meeting.public_id}/?taal=nl"' in live.content.decode()
    assert "connect-src 'self' http://localhost:8001" in live["Content-Security-Policy"]
    for part in live_parts.PARTS:
        assert live.content.decode().count(f'id="{part}"') == 1


def test_the_parts_of_the_stream_are_those_of_the_page(followed):
    meeting, item, _closed = followed
    turn_to(meeting, item)
    with on_day(DAY):
        page = Client().get(f"/vergaderingen/{meeting.public_id}/volgen/").content.decode()
        told = live_parts.public_parts(meeting.public_id, "nl")
    for part, words in told.items():
        assert words.strip() in page, part
