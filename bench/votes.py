"""Four hundred seats vote on the screen within ten seconds, in the site as it runs; all are counted once.

BENCH_SEATS is how many. Told are how long a member waits until the vote is acknowledged, when the last was, what closing the
vote counted, and how long the screen of a member takes in such a council.
"""

import http.client
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from bench import serving
from bench.figures import Figure, Stopwatch
from bench.pages import SERVE
from raadzaal.accounts.models import User
from raadzaal.council.models import Appointment, Body, Person, Seat
from raadzaal.journal import clock
from raadzaal.meetings import actions
from raadzaal.meetings.models import Meeting, Presence, Voting

SEATS = int(os.environ.get("BENCH_SEATS", "400"))
WITHIN, LOOKS = 10, 20
COUNCIL = "voorbeeldraad"
GROUPS = ("employers", "workers", "civil_society", "experts")
TOKEN = "t" * 32


@dataclass
class Member:
    """Votes once, at a moment of the ten seconds; asks again only when there was no answer."""

    port: int
    meeting: Meeting
    session: str
    value: str
    at: float
    cast: Stopwatch = field(default_factory=Stopwatch)
    seen: Stopwatch = field(default_factory=Stopwatch)
    acknowledged_at: float = 0.0
    status: int = 0

    def vote(self, begun: float, voting: str) -> None:
        time.sleep(max(begun + self.at - time.perf_counter(), 0))
        where = reverse("meetings:cast", args=[self.meeting.public_id])
        with self.cast.running():
            self.status = self.ask("POST", where, {"voting": voting, "value": self.value})
        self.acknowledged_at = time.perf_counter() - begun

    def look(self) -> None:
        with self.seen.running():
            self.ask("GET", reverse("meetings:member", args=[self.meeting.public_id]))

    def ask(self, method: str, path: str, told: dict | None = None) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.session}; csrftoken={TOKEN}"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookie,
            "X-CSRFToken": TOKEN,
            "Accept": "text/plain",
        }
        try:
            connection.request(method, path, urlencode(told or {}), headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()


def figures(world) -> Iterator[Figure]:
    with override_settings(RAADZAAL_PROFILE=COUNCIL):
        meeting, voting, sessions = _held(world)
        chance = Random(4)
        with serving.served(SERVE, RAADZAAL_PROFILE=COUNCIL) as ours:
            members = [
                Member(
                    ours.port, meeting, session, chance.choice(("for", "against", "blank")), chance.uniform(0, WITHIN)
                )
                for session in sessions
            ]
            before = serving.worked(ours)
            _vote(members, voting)
            work = (serving.worked(ours) - before) * 1000 / SEATS
            yield Figure("processor time of a vote", work, "ms CPU")
            for each in members[:LOOKS]:
                each.look()
            yield from _told(members, meeting, voting, world)


def _vote(members: list[Member], voting: Voting) -> None:
    begun = time.perf_counter()
    threads = [threading.Thread(target=each.vote, args=[begun, voting.public_id]) for each in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _told(members: list[Member], meeting: Meeting, voting: Voting, world) -> Iterator[Figure]:
    acknowledged = [each for each in members if each.status == 200]
    cast = Stopwatch([time for each in members for time in each.cast.times])
    seen = Stopwatch([time for each in members for time in each.seen.times])
    yield Figure(f"{SEATS} seats: acknowledged", len(acknowledged), "count", "seats", SEATS)
    yield Figure(f"{SEATS} seats: casting, p95", cast.p95 * 1000, "ms", "median", cast.median * 1000)
    yield Figure("the screen of a member, one at a time: p95", seen.p95 * 1000, "ms", "median", seen.median * 1000)
    last = max(each.acknowledged_at for each in members)
    yield Figure(f"{SEATS} seats: the last was acknowledged after", last, "s", "they voted within", WITHIN)
    watch = Stopwatch()
    with watch.running():
        decision = actions.close_voting(meeting, actor=world.secretariat, voting=voting, casting="for")
    yield Figure("closing and counting", watch.total * 1000, "ms")
    counted = decision.in_favour + decision.against + decision.blank
    yield Figure("counted", counted, "count", "acknowledged", len(acknowledged))


def _held(world) -> tuple[Meeting, Voting, list[str]]:
    """A council of its own with all its members there, and a vote that has begun."""
    body = Body.objects.create(key="bench", name="Raad", kind=Body.Kind.COUNCIL, groups=list(GROUPS))
    since = {"valid_from": world.today - timedelta(days=30), "recorded_at": clock.now()}
    seats = Seat.objects.bulk_create(
        Seat(body=body, number=number + 1, group=GROUPS[number % len(GROUPS)], **since) for number in range(SEATS)
    )
    users = User.objects.bulk_create(User(email=f"lid{number}@bench.example") for number in range(SEATS))
    people = Person.objects.bulk_create(
        Person(key=f"bench-{number}", name=f"Lid {number}", sort_name=f"Lid {number:04}", user=user)
        for number, user in enumerate(users)
    )
    Appointment.objects.bulk_create(
        Appointment(person=who, role=Appointment.Role.MEMBER, body=body, seat=seat, **since)
        for who, seat in zip(people, seats, strict=True)
    )
    meeting = _open(world, body, seats, people)
    item = actions.add_item(meeting, actor=world.secretariat, title="Reglement", kind="adopt")
    voting = actions.open_voting(meeting, actor=world.secretariat, item=item, form=Voting.Form.ELECTRONIC)
    return meeting, voting, [session_of(user) for user in users]


def _open(world, body: Body, seats: list[Seat], people: list[Person]) -> Meeting:
    starts_at = clock.now() + timedelta(minutes=1)
    meeting = actions.plan(body, actor=world.secretariat, starts_at=starts_at, place="Bench")
    actions.convene(meeting, actor=world.secretariat)
    signed = {"meeting": meeting, "signed_at": clock.now()}
    Presence.objects.bulk_create(
        Presence(seat=seat, person=who, **signed) for seat, who in zip(seats, people, strict=True)
    )
    return actions.open_meeting(meeting, actor=world.secretariat)


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
