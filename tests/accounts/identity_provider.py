"""An organisation's own sign-in, as small as OpenID Connect allows, at an address of this machine."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer(self.server.who if self.path == "/userinfo" else self.server.configuration)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"access_token": "sleutel", "token_type": "Bearer"})

    def _answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Silent."""


@contextmanager
def identity_provider():
    """Set ``who`` to what it vouches for; ``address`` is where it is."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.address = f"http://127.0.0.1:{server.server_port}"
    places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
    server.configuration = {f"{name}_endpoint": f"{server.address}/{place}" for name, place in places.items()}
    server.configuration["issuer"] = server.address
    server.who = {}
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
