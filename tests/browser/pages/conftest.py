from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.pages.visiting import Static, Visitor
from tests.house import House


@pytest.fixture
def house(the_house, db) -> House:
    """The council in the middle of its work, and not the one with a server of its own."""
    return the_house


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Static)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(chromium, origin, house):
    """``visit(role, width, …)`` brings a visitor, the same one who was here already; what a console complained of fails the test."""
    visitors: dict[tuple, Visitor] = {}

    def come(role: str = "anonymous", width: int = 1280, **options) -> Visitor:
        key = (role, width, *sorted(options.items()))
        if key not in visitors:
            visitors[key] = Visitor(chromium, origin, house, role, width, **options)
        return visitors[key]

    yield come
    for visitor in visitors.values():
        visitor.context.close()
    assert [each for visitor in visitors.values() for each in visitor.complaints] == []
