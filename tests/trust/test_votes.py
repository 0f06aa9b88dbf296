"""Whatever is killed while a council votes: what was acknowledged counts once, what was not is there once or not at all, and the
screen of who voted says which.
"""

import http.client
import os
import random
import signal
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings

from raadzaal.council.models import Seat
from raadzaal.meetings import actions
from raadzaal.meetings.models import Meeting, Voting
from raadzaal.procedure.refusals import Refused
from tests.example_council import PROFILE, SECRETARIAT, of
from tests.trust.databases import scratch
from tests.trust.harness import FULL, Child, dice, in_child, on, tried
from tests.trust.serving import TOKEN, at_work, site
from tests.trust.voting_hall import KINDS, VOTERS, Hall, Heard, begin, here, lay_hall, problems, value

pytestmark = [pytest.mark.trial, pytest.mark.django_db, pytest.mark.timeout(8 * 3600 if FULL else 300)]


@pytest.fixture(scope="module")
def session(empty):
    """A council in session, of which every turn gets a copy."""
    database = empty.copy("session")
    yield database, in_child(database, lay_hall).get()
    database.drop()


@contextmanager
def a_vote(session, kind: str):
    """A database of its own with a vote of this kind being held."""
    database = session[0].copy("vote")
    yield database, in_child(database, lambda: begin(kind)).get()
    database.drop()


def counted_once(database, hall: Hall, voting: str, heard: Heard) -> int:
    """Gives how many votes were acknowledged."""
    assert not heard.strange
    database.quiet()
    assert in_child(database, lambda: problems(hall, voting, heard)).get() == []
    return sum(len(said.answered) for said in heard.of.values())


def in_turn(kinds, turns: int) -> list[str]:
    return [kinds[turn % len(kinds)] for turn in range(turns)]


# -- the processes that carry out the acts -----------------------------------------------------------------------------


class Log:
    """What a process was told, kept by the system when the process is gone."""

    def __init__(self, folder: Path, name: object) -> None:
        self.path = folder / f"{name}"
        self.file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(self, word: str) -> None:
        os.write(self.file, f"{word}\n".encode())

    def told(self) -> list[str]:
        return self.path.read_text().split("\n")[:-1]


@here
def vote_until_killed(hall: Hall, voting_id: str, number: int, log: Log) -> None:
    meeting = Meeting.objects.select_related("body").get(public_id=hall.meeting)
    voting, seat = Voting.objects.get(public_id=voting_id), Seat.objects.get(public_id=hall.seats[number])
    who, turn = of(meeting.presences.get(seat=seat).person), 0
    while True:
        log.tell("asked")
        try:
            actions.cast(meeting, actor=who, voting=voting, seat=seat, value=value(turn))
        except Refused as refusal:
            log.tell(f"refused {refusal.code}")
            return
        log.tell(value(turn))
        turn += 1


@here
def close_after(seconds: float, voting_id: str, log: Log) -> None:
    time.sleep(seconds)
    voting = Voting.objects.select_related("meeting__body", "item__case").get(public_id=voting_id)
    try:
        actions.close_voting(voting.meeting, actor=SECRETARIAT, voting=voting, casting="for")
    except Refused as refusal:
        log.tell(f"refused {refusal.code}")
        return
    log.tell("closed")


def heard_from(logs: dict[int, Log], closer: Log) -> Heard:
    heard = Heard(closed="closed" in closer.told())
    for number, log in logs.items():
        said, refused = log.told(), [each for each in log.told() if each.startswith("refused")]
        heard.of[number].answered = [each for each in said if each in ("for", "against")]
        heard.of[number].asked = said.count("asked") - len(refused)
        heard.strange += [each for each in refused if each != "refused vote_closed"]
    heard.strange += [each for each in closer.told() if each not in ("closed", "refused turnout")]
    return heard


def killed_one_by_one(database, hall: Hall, voting: str, chance: random.Random, folder: Path) -> Heard:
    """Eight vote at once, each in a process that is killed at a moment of its own; meanwhile somebody may close the vote."""
    logs, closer = {number: Log(folder, number) for number in VOTERS}, Log(folder, "close")

    def voter(number: int):
        return lambda: on(database, lambda: vote_until_killed(hall, voting, number, logs[number]))

    works = [voter(number) for number in VOTERS]
    if chance.random() < 0.5:
        after = chance.uniform(0.1, 0.8)
        works.append(lambda: on(database, lambda: close_after(after, voting, closer)))
    children = [Child(work) for work in works]
    began = time.monotonic()
    for moment, at in sorted((chance.uniform(0.05, 1.2), at) for at in range(len(children))):
        time.sleep(max(0, began + moment - time.monotonic()))
        os.kill(children[at].pid, signal.SIGKILL)
    ends = [child.ended() for child in children]
    assert not [end.trouble for end in ends if end.trouble]
    return heard_from(logs, closer)


def test_votes_that_were_acknowledged_count_once_when_those_who_cast_them_are_killed(session):
    chance, answered = dice("votes"), 0
    for kind in in_turn(KINDS, tried(sample=6, full=300)):
        with a_vote(session, kind) as (database, voting), scratch() as folder:
            heard = killed_one_by_one(database, session[1], voting, chance, Path(folder))
            answered += counted_once(database, session[1], voting, heard)
    assert answered


# -- the site ----------------------------------------------------------------------------------------------------------


class Voter:
    """Votes in a browser, again and again and each time otherwise, until the site is gone or the vote is closed."""

    def __init__(self, hall: Hall, voting: str, port: int, number: int, heard: Heard) -> None:
        self.hall, self.voting, self.port = hall, voting, port
        self.session, self.heard, self.said = hall.sessions[number], heard, heard.of[number]

    def work(self, going: threading.Event) -> None:
        while going.is_set():
            turn = self.said.asked
            self.said.asked += 1
            try:
                status, words = self.posts("stemmen", value=value(turn))
            except (OSError, http.client.HTTPException):
                return
            if status == 409:
                self.said.asked -= 1
                return
            if status != 200 or "Vastgelegd" not in words:
                self.heard.strange.append(f"{status} {words[:200]}")
            self.said.answered.append(value(turn))

    def posts(self, act: str, **told: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.session}; csrftoken={TOKEN}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "X-CSRFToken": TOKEN}
        headers |= {"Accept": "text/plain", "Accept-Language": "nl"}
        place = f"/werk/vergaderingen/{self.hall.meeting}/{act}/"
        try:
            connection.request("POST", place, urlencode({"voting": self.voting, **told}), headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


class Closer(Voter):
    """The secretary, who closes the vote at some moment."""

    def __init__(self, hall: Hall, voting: str, port: int, after: float, heard: Heard) -> None:
        self.hall, self.voting, self.port, self.after = hall, voting, port, after
        self.session, self.heard = hall.secretary, heard

    def work(self, going: threading.Event) -> None:
        time.sleep(self.after)
        try:
            status, words = self.posts("stemming-sluiten", casting="for", screen="secretary")
        except (OSError, http.client.HTTPException):
            return
        self.heard.closed = status == 302
        if status != 302:
            self.heard.strange.append(f"close: {status} {words[:200]}")


def test_votes_that_were_acknowledged_count_once_when_the_site_is_killed(session):
    chance, hall, answered = dice("votes on the site"), session[1], 0
    for kind in in_turn(KINDS, tried(sample=3, full=300)):
        with a_vote(session, kind) as (database, voting), scratch() as home:
            with site(database, home, whole=FULL, RAADZAAL_PROFILE=PROFILE) as running:
                running.start()
                heard = Heard()
                people = [Voter(hall, voting, running.port, number, heard) for number in VOTERS]
                if chance.random() < 0.5:
                    people.append(Closer(hall, voting, running.port, chance.uniform(0.3, 2), heard))
                at_work(people, chance.uniform(0.3, 2.5), running.kill)
            answered += counted_once(database, hall, voting, heard)
    assert answered
