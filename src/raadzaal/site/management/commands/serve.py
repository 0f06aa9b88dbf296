import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

WEB = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-access-log", "--log-level", "warning"]
LIVE = [sys.executable, "-m", "granian", "--interface", "asginl", "--no-access-log", "--log-level", "warning"]
# Visitors go before followers, most of all when both start.
WORKER = ["nice", "-n", "5", sys.executable, "-m", "raadzaal", "worker"]
GRACE = 10


class Command(BaseCommand):
    help = "Serve the site: a web server and the worker that follows the journal, until stopped"
    requires_system_checks = ()  # they are for who changes the program, and would hold up each start

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument(
            "--live-port", type=int, help="for pages that follow a meeting (the port after --port; 0: none)"
        )

    def handle(self, *, port, host, workers, live_port, **options):
        if _behind():
            call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        web = [*WEB, "--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
        live_port = _free(host, port + 1) if live_port is None else live_port
        told = os.environ | ({"RAADZAAL_LIVE": settings.LIVE or f":{live_port}"} if live_port else {})
        self.parts = [subprocess.Popen([*web, "raadzaal.conf.wsgi:application"], env=told), subprocess.Popen(WORKER)]
        if live_port:
            self.parts.append(subprocess.Popen(_live(host, live_port)))
        self.stdout.write(self._where(host, port))
        self.stdout.flush()
        self._watch()

    def _where(self, host, port):
        begin = "demo/" if settings.DEMO else ""
        return f"Raadzaal: http://{host}:{port}/{begin}   (stop with Ctrl-C)"

    def _watch(self):
        """Until one part ends: then the other is stopped too, so that whoever supervises us starts both again."""
        while all(part.poll() is None for part in self.parts):
            time.sleep(0.3)
        self._end()
        sys.exit(max(part.returncode for part in self.parts) and 1)

    def _stop(self, *_):
        self._end()
        sys.exit(0)

    def _end(self):
        for part in self.parts:
            part.terminate()
        for part in self.parts:
            try:
                part.wait(GRACE)
            except subprocess.TimeoutExpired:
                part.kill()


def _live(host: str, port: int) -> list[str]:
    """With room for some more than may follow, so that who is one too many is told so."""
    room = str(settings.LIVE_MOST + 512)
    where = ["--host", host, "--port", str(port), "--workers", "1", "--backlog", room, "--backpressure", room]
    return [*LIVE, *where, "raadzaal.conf.live:application"]


def _free(host: str, port: int) -> int:
    """The port, or 0 where somebody else has it: pages then ask instead of being told."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return 0
    return port


def _behind() -> bool:
    """Whether the database misses a migration; looking costs a tenth of migrating nothing."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
