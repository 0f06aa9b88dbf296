"""The site as it runs, with people at work in it over HTTP, and everything it consists of killed in the middle."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client, override_settings

from raadzaal.advice import actions
from raadzaal.advice.models import Advice
from raadzaal.council.models import Organisation, Person
from raadzaal.demo import cast
from raadzaal.demo.stage import play_until
from raadzaal.journal import clock
from raadzaal.journal.models import Head
from raadzaal.site.management.commands.serve import WEB, WORKER
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.models import Revision
from tests.trust.databases import free_port
from tests.trust.story import NOWHERE

TOKEN = "t" * 32
BACKEND = "django.contrib.auth.backends.ModelBackend"
PEOPLE = 8


@dataclass(frozen=True)
class Table:
    """What the people need to work: a paragraph for each, and two sign-ins."""

    dossier: str
    nodes: list[str]
    secretary: str
    requester: str
    ministry: int


def lay_table() -> Table:
    Head.objects.get_or_create(pk=1)
    with override_settings(EMAIL_BACKEND=NOWHERE):
        play_until("drafting", clock.today())
    advice = Advice.objects.get()
    secretary = cast.secretary_of(advice.committee.key)
    nodes = [_paragraph(advice, secretary, f"Alinea {number}.") for number in range(PEOPLE)]
    ministry = Organisation.objects.get(key="minister_szw")
    return Table(advice.public_id, nodes, _session(secretary.key), _session(cast.office(ministry.key).key), ministry.pk)


def _paragraph(advice, secretary, words: str) -> str:
    block = Block(Kind.PARAGRAPH, 0, words)
    made = actions.restructure(advice, actor=secretary, change="add", after=None, block=block)
    return made.node.public_id


def _session(person: str) -> str:
    client = Client()
    client.force_login(Person.objects.get(public_id=person).user, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def numbers(nodes: list[str]) -> list[int]:
    """The revision that each editor sees when the page is opened anew."""
    found = dict(Revision.objects.filter(superseded_at=None).values_list("node__public_id", "number"))
    return [found[node] for node in nodes]


@dataclass
class Somebody:
    """Works on until the site is gone. ``answered`` was acknowledged; of ``asked``, nobody knows."""

    table: Table
    number: int
    port: int
    base: int
    round: int
    answered: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    turn: int = 0

    def work(self, going: threading.Event) -> None:
        while going.is_set():
            words = f"Ronde {self.round}, mens {self.number}, beurt {self.turn}."
            try:
                answer = self._file(words) if self.number == 0 else self._edit(words)
            except (OSError, http.client.HTTPException):
                self.asked.append(words)
                return
            self._heard(words, answer)
            self.turn += 1

    def _heard(self, words: str, answer: str) -> None:
        """Done is answered by showing the dossier, or its text, anew."""
        if answer.startswith("302 /werk/dossiers/"):
            self.answered.append(words)
            self.base += 1
        else:
            self.strange.append(f"{words} {answer}")

    def _edit(self, words: str) -> str:
        place = f"/werk/dossiers/{self.table.dossier}/tekst/{self.table.nodes[self.number]}/"
        return self._post(
            place, self.table.secretary, {"notation": words, "shape": "paragraph", "base": self.base, "reason": ""}
        )

    def _file(self, words: str) -> str:
        told = {"title": words, "kind": "advice", "requesters": self.table.ministry, "letter": "Ik vraag advies."}
        told |= {"questions": "Wat is er nodig?", "deadline": "2199-01-01", "addressee": "De minister"}
        return self._post("/werk/aanvragen/nieuw/", self.table.requester, told)

    def _post(self, path: str, session: str, told: dict) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "X-CSRFToken": TOKEN}
        try:
            connection.request("POST", path, urlencode(told), headers)
            answer = connection.getresponse()
            return f"{answer.status} {answer.headers.get('Location', '')}"
        finally:
            connection.close()


class Site:
    """Started as people start it (``raadzaal serve``), or only its two parts, which is quicker."""

    def __init__(self, database, home: Path, *, whole: bool, **more: str) -> None:
        self.port = free_port()
        place = {"DATABASE_URL": database.url, "RAADZAAL_HOME": str(home), "RAADZAAL_TESTING": "1"}
        signed = {"SECRET_KEY": settings.SECRET_KEY, "EMAIL_URL": "dummymail://", "RAADZAAL_DEMO": ""}
        self.environment = {**os.environ, **place, **signed, **more}
        serve = [sys.executable, "-m", "raadzaal", "serve", "--port", str(self.port)]
        web = [
            *WEB,
            "--port",
            str(self.port),
            "--workers",
            "2",
            "--blocking-threads",
            "4",
            "raadzaal.conf.wsgi:application",
        ]
        self.commands = [serve] if whole else [web, WORKER]
        self.log = (home / "site.log").open("ab")
        self.parts: list[subprocess.Popen] = []

    def start(self) -> None:
        self.parts = [self._part(command) for command in self.commands]
        until = time.monotonic() + 120
        while not self._answers():
            assert time.monotonic() < until, Path(self.log.name).read_text()[-2000:]
            time.sleep(0.05)

    def _part(self, command: list[str]) -> subprocess.Popen:
        """Each in a process group of its own: with it go all that it started."""
        return subprocess.Popen(
            command,
            env=self.environment,
            start_new_session=True,
            stdout=self.log,
            stderr=self.log,
            stdin=subprocess.DEVNULL,
        )

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        connection.close()
        return False

    def kill(self) -> None:
        for part in self.parts:
            with suppress(ProcessLookupError):
                os.killpg(part.pid, signal.SIGKILL)
        for part in self.parts:
            part.wait()
        self.parts = []


@contextmanager
def site(database, home: Path, *, whole: bool, **more: str) -> Iterator[Site]:
    """*more*: what else stands in its environment."""
    made = Site(database, home, whole=whole, **more)
    try:
        yield made
    finally:
        made.kill()
        made.log.close()


def at_work(people: list, seconds: float, then) -> None:
    """Everybody works; after so many seconds *then* happens."""
    going = threading.Event()
    going.set()
    threads = [threading.Thread(target=each.work, args=[going]) for each in people]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    then()
    going.clear()
    for thread in threads:
        thread.join()
