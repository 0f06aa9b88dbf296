"""A mail server of the trial's own: it takes every mail, and remembers in which order they came."""

import re
import socket
import socketserver
import threading
from contextlib import contextmanager, suppress

MESSAGE_ID = re.compile(rb"^Message-ID: *(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Postbox(socketserver.ThreadingTCPServer):
    """``ids`` are the Message-IDs of what was taken, each as often as it came; ``sessions`` how often somebody called."""

    daemon_threads, allow_reuse_address, request_queue_size = True, True, 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.ids: list[str] = []
        self.answer = b"250 taken"
        self.sessions = 0
        self._calls: list[socket.socket] = []

    @property
    def port(self) -> int:
        return self.server_address[1]

    def empty(self) -> None:
        self.ids.clear()

    def called(self, call: socket.socket) -> None:
        self.sessions += 1
        self._calls.append(call)

    def hang_up(self) -> None:
        """On everybody who is on the line."""
        while self._calls:
            with suppress(OSError):
                self._calls.pop().shutdown(socket.SHUT_RDWR)


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.server.called(self.connection)
        self._say(b"220 postbox")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._take()
            elif verb == b"QUIT":
                self._say(b"221 bye")
                return
            else:
                self._say(b"250 postbox")

    def _take(self) -> None:
        self._say(b"354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if line and self.server.answer.startswith(b"250"):
            self.server.ids.append(MESSAGE_ID.search(b"".join(lines)).group(1).decode())
        self._say(self.server.answer)

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


@contextmanager
def opened():
    with Postbox() as box:
        threading.Thread(target=box.serve_forever, daemon=True).start()
        yield box
        box.shutdown()
