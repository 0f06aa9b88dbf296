"""Everybody at a desk of their own: a browser in which somebody has signed in. Journeys are told in what is done there, by clicking."""

import re

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from raadzaal.council.models import Person
from tests.browser.at_work import AtMeetings, AtTheText, InRounds, WithLetters
from tests.browser.dossiers import OnDossiers
from tests.browser.premises import PASSWORD, Server, SharedClock
from tests.browser.visitor import Visitor
from tests.browser.words import dutch

BACKEND = "django.contrib.auth.backends.ModelBackend"
PATIENCE = 15_000
"""How long something may take to appear, in milliseconds, on a machine that does other things too."""

expect.set_options(timeout=PATIENCE)


class Desk(AtTheText, InRounds, AtMeetings, WithLetters, OnDossiers):
    def signs_in(self, email: str) -> "Desk":
        """Asked for the desk, sent to the form, and back."""
        self.goes_to("/werk/")
        self.page.get_by_label(dutch("E-mail"), exact=False).first.fill(email)
        self.page.locator("input[type=password]").fill(PASSWORD)
        self.page.get_by_role("button", name=dutch("Sign in"), exact=True).click()
        expect(self.page).to_have_url(re.compile("/werk/$"))
        return self

    def signs_out(self) -> "Desk":
        self.goes_to("/account/logout/")
        self.page.locator("main").get_by_role("button", name=dutch("Sign out")).click()
        return self

    def finds_waiting(self, *what: str) -> "Desk":
        return self.goes_to("/werk/").sees(*what)


class House:
    """Gives everybody a desk."""

    def __init__(self, world: SharedClock, server: Server, chromium: Browser) -> None:
        self.world, self.server, self.chromium = world, server, chromium
        self.complaints: list[str] = []
        self._desks: dict[str, Desk] = {}
        self._contexts: list[BrowserContext] = []

    def desk(self, key: str) -> Desk:
        """The desk of somebody who works here; signed in by a session that was begun elsewhere."""
        if key not in self._desks:
            self._desks[key] = self.second_desk(key)
        return self._desks[key]

    def second_desk(self, key: str, **options) -> Desk:
        """Another browser of the same person or of a colleague with the same role; *options* as Playwright knows them."""
        context = self._context(**options)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": _session_of(key), "url": self.server.url}
        context.add_cookies([cookie])
        return Desk(self, context.new_page())

    def newcomer(self, key: str) -> Desk:
        """Somebody who signs in by the form, with their address and password."""
        desk = Desk(self, self._context().new_page())
        desk.signs_in(Person.objects.select_related("user").get(key=key).user.email)
        self._desks[key] = desk
        return desk

    def visitor(self) -> Visitor:
        return Visitor(self, self._context().new_page())

    def _context(self, **options) -> BrowserContext:
        context = self.chromium.new_context(
            locale="nl-NL", base_url=self.server.url, viewport={"width": 1280, "height": 900}, **options
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        return context

    def _heard(self, message) -> None:
        """Refusals with a page of their own are told in the console too; everything else there is a fault."""
        if message.type == "error" and not re.search(r"status of (4\d\d)", message.text):
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def everybody_leaves(self) -> None:
        while self._contexts:
            self._contexts.pop().close()

    def shut(self) -> None:
        self.everybody_leaves()
        assert self.complaints == []


def _session_of(key: str) -> str:
    client = Client()
    client.force_login(Person.objects.select_related("user").get(key=key).user, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
