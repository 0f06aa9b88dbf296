"""What is far too large to come in gets a page that says so, from the web server that the product runs on."""

import http.client
import time

import pytest

from tests.trust.databases import scratch
from tests.trust.serving import site

pytestmark = [pytest.mark.django_db, pytest.mark.trial, pytest.mark.pages]

BOUNDARY = "grens"


def _post(port: int, path: str, kind: str, size: int, *, announced: int | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("POST", path)
    connection.putheader("Content-Type", kind)
    connection.putheader("Content-Length", str(announced or size))
    connection.endheaders()
    chunk = b"x" * 1024**2
    for _each in range(size // len(chunk)):
        connection.send(chunk)
    connection.send(b"x" * (size % len(chunk)))
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


MEGABYTE = 1024**2
FILES, WORDS = f"multipart/form-data; boundary={BOUNDARY}", "application/x-www-form-urlencoded"


def test_what_is_far_too_large_gets_a_page_that_says_so(empty):
    """From the web server that the product runs on: the whole is sent, and then the answer read."""
    database = empty.copy("large")
    with scratch() as home, site(database, home, whole=False) as running:
        running.start()
        for path, kind, size in (
            ("/account/login/", WORDS, 40 * MEGABYTE),
            ("/werk/dossiers/geen/tekst/word/", FILES, 90 * MEGABYTE),
            ("/en/account/login/", FILES, 200 * MEGABYTE),
        ):
            status, page = _post(running.port, path, kind, size)
            assert status == 413, (path, status)
            assert ("This is too large" if path.startswith("/en/") else "Dit is te groot") in page
            assert "<main" in page
        began = time.monotonic()
        assert _post(running.port, "/account/login/", FILES, MEGABYTE, announced=50_000 * MEGABYTE)[0] == 413
        assert time.monotonic() - began < 5
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
