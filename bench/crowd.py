"""Forty people at once in the site as it runs: writing in one text of 400 paragraphs, answering for twelve organisations, reading.

BENCH_SECONDS is how long they work (20; the measure to compare with is 300). Told are the waiting times, what went
wrong, and how many acknowledged words were found to be gone afterwards.
"""

import http.client
import os
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench import serving, text
from bench.dossier import ORGANISATIONS, PARAGRAPHS, WORDS
from bench.figures import Figure, Stopwatch
from bench.pages import SERVE
from raadzaal.advice import actions
from raadzaal.council.models import Organisation, Person
from raadzaal.deliberation.models import Invitation, Position
from raadzaal.demo import cast
from raadzaal.texts.models import Node, Revision
from tests.dossier import Dossier

SECONDS = int(os.environ.get("BENCH_SECONDS", "20"))
PEOPLE, READERS = 40, 8
TOKEN = "t" * 32
PAUSE, READING = 3, 10
"""Seconds between two saves of one person, who types faster than people do; and between two pages that somebody reads."""


@dataclass
class Somebody(ABC):
    """Works until the bell; what was acknowledged is remembered."""

    port: int
    number: int
    session: str
    watch: Stopwatch = field(default_factory=Stopwatch)
    wrong: list[str] = field(default_factory=list)
    pause = PAUSE

    def work(self, bell: threading.Event) -> None:
        turn = 0
        bell.wait(self.pause * self.number / PEOPLE)  # people do not begin at the same moment
        while not bell.wait(self.pause):
            try:
                self.once(turn)
            except (OSError, http.client.HTTPException) as trouble:
                self.wrong.append(repr(trouble))
            turn += 1

    @abstractmethod
    def once(self, turn: int) -> None:
        """What this person does each time."""

    @abstractmethod
    def lost(self) -> int:
        """How many of the acknowledged words are gone."""

    def ask(self, method: str, path: str, told: dict | None = None) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        try:
            with self.watch.running():
                connection.request(method, path, urlencode(told or {}), headers)
                answer = connection.getresponse()
                answer.read()
        finally:
            connection.close()
        if answer.status not in (200, 302):
            self.wrong.append(f"{method} {path}: {answer.status}")
        return answer.status


@dataclass
class Writer(Somebody):
    path: str = ""
    base: int = 0
    words: str = ""

    def once(self, turn: int) -> None:
        words = f"Mens {self.number}, beurt {turn}."
        told = {"notation": words, "shape": "paragraph", "base": self.base, "reason": ""}
        if self.ask("POST", self.path, told) == 302:
            self.base, self.words = self.base + 1, words

    def lost(self) -> int:
        return bool(self.words) and not Revision.objects.filter(superseded_at=None, notation=self.words).exists()


@dataclass
class Answering(Somebody):
    """For one organisation: each turn another paragraph."""

    paths: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def once(self, turn: int) -> None:
        words = f"Organisatie {self.number}, beurt {turn}."
        told = {"stance": "objection", "reason": words, "proposed": "", "seen": ""}
        if self.ask("POST", self.paths[turn % len(self.paths)], told) == 302:
            self.words.append(words)

    def lost(self) -> int:
        written = self.words[-len(self.paths) :]
        return len(written) - Position.objects.filter(reason__in=written).count()


@dataclass
class Reader(Somebody):
    paths: list[str] = field(default_factory=list)
    pause = READING

    def once(self, turn: int) -> None:
        self.ask("GET", self.paths[turn % len(self.paths)])

    def lost(self) -> int:
        return 0


def figures(world) -> Iterator[Figure]:
    drafting = text.drafting(world, text.blocks(PARAGRAPHS, WORDS, seed=1))
    asked = _consulting(world)
    with serving.served(SERVE) as ours:
        others = [*_answering(ours.port, asked), *_readers(ours.port, drafting)]
        people = [*_writers(ours.port, drafting, PEOPLE - len(others)), *others]
        bell = threading.Event()
        threads = [threading.Thread(target=each.work, args=[bell]) for each in people]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS)
        bell.set()
        for thread in threads:
            thread.join()
    yield from _told(people)


def _told(people: list[Somebody]) -> Iterator[Figure]:
    for name, kind in (("writing", Writer), ("answering", Answering), ("reading 400 paragraphs", Reader)):
        watch = Stopwatch([each for one in people if isinstance(one, kind) for each in one.watch.times])
        median, p95 = watch.milliseconds()
        yield Figure(f"{len(people)} people, {name}: p95", p95, "ms", "median", median)
        yield Figure(f"{len(people)} people, {name}: done", len(watch.times), "count", "seconds", SECONDS)
    yield Figure("errors", sum(len(one.wrong) for one in people), "count")
    yield Figure("lost words", sum(one.lost() for one in people), "count")


def _consulting(world) -> Dossier:
    dossier = text.drafting(world, text.blocks(PARAGRAPHS, WORDS, seed=2)).frozen("white")
    organisations = [_office for _office in Organisation.objects.order_by("pk") if _coordinator(_office)][
        :ORGANISATIONS
    ]
    deadline = world.today + timedelta(days=28)
    actions.consult(dossier.advice, actor=dossier.secretary, organisations=organisations, deadline=deadline)
    return dossier


def _coordinator(organisation: Organisation) -> Person | None:
    """Who answers for it in the show council, if anybody does."""
    try:
        return Person.objects.get(public_id=cast.coordinator(organisation.key).key)
    except KeyError:
        return None


def _session(person: Person) -> str:
    client = Client()
    client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _paragraphs(dossier: Dossier) -> list[Revision]:
    mine = Revision.objects.filter(work=dossier.advice.work, superseded_at=None, kind="paragraph")
    return list(mine.select_related("node").order_by("position"))


def _writers(port: int, dossier: Dossier, many: int) -> list[Writer]:
    session = _session(Person.objects.get(public_id=dossier.secretary.key))
    chosen = Random(3).sample(_paragraphs(dossier), many)
    return [
        Writer(port, number, session, path=_edit(dossier, revision.node), base=revision.number)
        for number, revision in enumerate(chosen)
    ]


def _edit(dossier: Dossier, node: Node) -> str:
    return f"{reverse('advice:text', args=[dossier.advice.public_id])}{node.public_id}/"


def _answering(port: int, dossier: Dossier) -> list[Answering]:
    running = dossier.advice.rounds.last()
    nodes = [revision.node.public_id for revision in _paragraphs(dossier)]
    paths = [reverse("deliberation:save_position", args=[running.public_id, node]) for node in nodes]
    return [
        Answering(port, number, _session(_coordinator(each.organisation)), paths=paths)
        for number, each in enumerate(Invitation.objects.filter(round=running).select_related("organisation"))
    ]


def _readers(port: int, dossier: Dossier) -> list[Reader]:
    session = _session(Person.objects.get(public_id=dossier.secretary.key))
    paths = [reverse("advice:text", args=[dossier.advice.public_id]), reverse("workspace:home")]
    return [Reader(port, number, session, paths=paths) for number in range(READERS)]
