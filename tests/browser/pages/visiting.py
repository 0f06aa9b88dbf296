"""Somebody with a browser before the house of the tests.

What the browser asks for is answered in the same thread by a Django client, so that it sees what the test sees without anything
being committed; redirects are followed by the browser itself. Style sheets, scripts and fonts come from a server beside it.
"""

import contextvars
import re
from functools import lru_cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.utils.html import escape
from playwright.sync_api import Browser, Page, Request, Route

from tests.house import House

NOT_STATIC = re.compile(r"^https?://[^/]+/(?!static/)")
WHAT_COUNTS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
PASSED_ON = {
    "accept": "HTTP_ACCEPT",
    "x-requested-with": "HTTP_X_REQUESTED_WITH",
    "accept-language": "HTTP_ACCEPT_LANGUAGE",
}


class Visitor:
    """Somebody of a role. What the console complains of is kept in ``complaints``."""

    def __init__(self, chromium: Browser, origin: str, house: House, role: str, width: int, **options) -> None:
        self.client, self.complaints = house.client(role), []
        self.context = chromium.new_context(base_url=origin, viewport={"width": width, "height": 900}, **options)
        self._now = contextvars.copy_context()
        self._ready: dict[str, bytes] = {}
        self.context.route(NOT_STATIC, self._answer)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))

    def open(self, url: str) -> Page:
        answer = self.page.goto(url)
        assert answer and answer.status == 200, (url, answer and answer.status)
        return self.page

    def shown(self, url: str, html: bytes) -> Page:
        """As if this had come from that address."""
        self._ready[url] = html
        return self.open(url)

    def open_posted(self, url: str, data: dict, status: int = 422) -> Page:
        """The page that comes back when this is posted."""
        answer = self.client.post(url, data)
        assert answer.status_code == status, (url, answer.status_code)
        return self.shown(url, answer.content)

    def set_clock(self) -> None:
        """For this visitor it is now what it is for the test."""
        self._now = contextvars.copy_context()

    def _answer(self, route: Route) -> None:
        # A handler runs in a context of its own, in which the clock of the house would not stand still.
        self._now.copy().run(self._in_the_house, route, route.request)

    def _in_the_house(self, route: Route, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.path in self._ready:
            return route.fulfill(status=200, body=self._ready.pop(parts.path), content_type="text/html")
        cache.clear()
        answer = self.client.generic(
            request.method,
            parts.path + (f"?{parts.query}" if parts.query else ""),
            request.post_data_buffer or b"",
            request.headers.get("content-type", ""),
            **{PASSED_ON[name]: value for name, value in request.headers.items() if name in PASSED_ON},
        )
        if answer.status_code in (301, 302) and request.is_navigation_request():
            return route.fulfill(status=200, content_type="text/html", body=_onward(answer["Location"]))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return route.fulfill(status=answer.status_code, headers=dict(answer.items()), body=body)


def _onward(place: str) -> str:
    """Chromium does not ask us about the second leg of a redirect; it does about this."""
    return f'<!doctype html><html lang="nl"><title>…</title><meta http-equiv="refresh" content="0;url={escape(place)}">'


class Static(BaseHTTPRequestHandler):
    """Everything under /static/, as it lies in the rooms."""

    def do_GET(self) -> None:
        name = urlsplit(self.path).path.removeprefix("/static/")
        body = _file(name)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", TYPES.get(name.rpartition(".")[2], "application/octet-stream"))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of this needs to be told."""


@lru_cache
def _file(name: str) -> bytes | None:
    found = finders.find(name)
    return Path(str(found)).read_bytes() if found else None


def unheard(page: Page) -> list[tuple[str, str]]:
    """What axe finds: the rule and the element."""
    found = Axe().run(page, options=WHAT_COUNTS).response["violations"]
    return [(each["id"], node["html"][:160]) for each in found for node in each["nodes"]]


def sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")
