"""Servers to measure: started on a free port, asked by wrk, and stopped."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.error import URLError

SCRIPT = Path(__file__).with_name("wrk.lua")
CONNECTIONS = 8
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen
    first_answer: float

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Load:
    """What one run of wrk found: requests per second, milliseconds that 95 % stayed under, and what the server worked for it."""

    rate: float
    p95: float
    work: float
    """Milliseconds of processor time per request, in the server's own processes."""


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def ask(address: str) -> Message:
    """The headers of the answer."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        answer.read()
        return answer.headers


@contextmanager
def served(command: Sequence[str], path: str = "/", **environment: str) -> Iterator[Server]:
    """*command* with ``{port}`` filled in, from the moment that *path* is answered."""
    port = free_port()
    begun = time.perf_counter()
    words = [word.format(port=port) for word in command]
    process = subprocess.Popen(words, env=os.environ | environment, start_new_session=True)
    try:
        _wait(process, f"http://127.0.0.1:{port}{path}")
        yield Server(port, process, time.perf_counter() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait(process: subprocess.Popen, address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            ask(address)
        except (URLError, ConnectionError):
            time.sleep(0.01)
        else:
            return
    raise RuntimeError(f"no answer from {address}")


def load(server: Server, paths: Sequence[str], seconds: int, tag: str = "") -> Load:
    """Raises RuntimeError when an answer was an error."""
    with NamedTemporaryFile("w", suffix=".paths") as file:
        file.write("\n".join(paths))
        file.flush()
        environment = os.environ | {"BENCH_PATHS": file.name} | ({"BENCH_TAG": tag} if tag else {})
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "--timeout=30s",
            "-s",
            str(SCRIPT),
            server.address,
        ]
        before = worked(server)
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        used = worked(server) - before
    requests, took, p95, failed = map(int, told.rpartition("FOUND ")[2].split())
    if failed:
        raise RuntimeError(f"{failed} of {requests} requests to {paths[0]} failed")
    return Load(requests * 1e6 / took, p95 / 1000, used * 1000 / max(requests, 1))


def worked(server: Server) -> float:
    """Seconds of processor time that a server and all it started have used."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(_ticks(pid) for pid in family(server.process.pid)) / ticks


def _ticks(pid: int) -> int:
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def family(pid: int) -> dict[int, list[str]]:
    """The command line of a process and of all that it started."""
    found = {pid: _command(pid)}
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            found |= family(int(child))
    return found


def _command(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")


def mebibytes(pid: int) -> float:
    """What a process holds in memory (VmRSS)."""
    line = next(each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


PYTHON = sys.executable
