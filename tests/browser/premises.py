"""The council's house with its doors open: a web server of its own on a database of its own, and a clock that the test sets."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time
from pathlib import Path

from django.core.cache import cache
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection

from raadzaal.council.models import Person
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from tests.browser.databases import copied, copied_from_the_tests, settled, working_on
from tests.guard import Guard
from tests.world import TODAY, World, council_installed

PASSWORD = "een lange zin als wachtwoord"


class SharedClock(World):
    """A world whose clock the server reads too: it lives in other threads, which do not see what a test sets for itself."""

    now: datetime

    def clock_at(self, day: date, hour: int = 10, minute: int = 0) -> date:
        self.now = datetime.combine(day, time(hour, minute), LEGAL_ZONE)
        return super().clock_at(day, hour, minute)


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *args) -> None:
        """What a test wants to know it asks the page."""


class Server:
    """Answers requests from threads, each with a connection of its own, at the time of *world*."""

    def __init__(self, world: SharedClock) -> None:
        self.world = world
        self.application = get_wsgi_application()
        self.failures: list[str] = []
        self.guard = Guard()
        self._serving = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, ipv6=False)
        self._serving.daemon_threads = True
        self._serving.set_app(self._answer)
        self._thread = threading.Thread(target=self._serving.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._serving.server_port}"

    def _answer(self, environ, start_response):
        def started(status, headers, *more):
            if status.startswith("5"):
                self.failures.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}: {status}")
            return start_response(status, headers, *more)

        with clock.at(self.world.now), connection.execute_wrapper(self.guard):
            return self.application(environ, started)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._serving.shutdown()
        self._thread.join()
        self._serving.server_close()


@contextmanager
def installed(folder: Path) -> Iterator[str]:
    """A database with the council installed in it, in which everybody has a password."""
    with copied_from_the_tests(folder) as name:
        with working_on(name), council_installed():
            for person in Person.objects.exclude(user=None).select_related("user"):
                person.user.set_password(PASSWORD)
                person.user.save(update_fields=["password"])
        settled(name)
        yield name


@contextmanager
def opened(council: str, folder: Path) -> Iterator[tuple[SharedClock, Server]]:
    """The council of *council*, in a copy that may be written in."""
    cache.clear()
    with copied(council, folder) as name, working_on(name), ExitStack() as clocks:
        world = SharedClock(clocks)
        world.clock_at(TODAY)
        server = Server(world)
        server.start()
        try:
            yield world, server
        finally:
            server.stop()
    assert server.failures == []
    assert server.guard.seen == []
