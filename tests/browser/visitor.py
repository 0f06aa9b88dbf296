"""Somebody who looks from outside: what may everybody see of a dossier, and what of it never."""

import re
from collections import defaultdict
from datetime import date
from typing import Self

from playwright.sync_api import Page, expect

from raadzaal.advice.models import Advice
from raadzaal.journal import followers


class Reader:
    def __init__(self, house, page: Page) -> None:
        self.house, self.page = house, page

    def goes_to(self, address: str) -> Self:
        self.page.goto(address, wait_until="domcontentloaded")
        return self

    def sees(self, *words: str) -> Self:
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
        return self

    def sees_nothing_of(self, *words: str) -> Self:
        """Not on the page, and not behind it either."""
        shown = self.page.content()
        assert [each for each in words if each in shown] == []
        return self


class Visitor(Reader):
    """Follows dossiers on their public page: where it stands, the one thing that comes next, and all that happened so far."""

    def __init__(self, house, page: Page) -> None:
        super().__init__(house, page)
        self.story: dict[str, list[str]] = defaultdict(list)
        self.secrets: set[str] = set()

    def may_not_know(self, *words: str) -> Self:
        """From now on none of these may be on a page that is followed."""
        self.secrets.update(words)
        return self

    def may_know(self, *words: str) -> Self:
        self.secrets.difference_update(words)
        return self

    def follows(self, advice: Advice, stage: str, *happened: str, next: str = "", by: date | None = None) -> Self:
        """The page stands at *stage*; what *happened* since the last time is all that the timeline adds."""
        followers.catch_up()
        self.goes_to(f"/dossiers/{advice.public_id}/")
        self._stands_at(stage)
        self._awaits(next, by)
        told = self.story[advice.public_id]
        told.extend(happened)
        expect(self.page.locator("ol.timeline > li > p")).to_have_text(told)
        return self.sees_nothing_of(*self.secrets)

    def _stands_at(self, stage: str) -> None:
        stops = self.page.locator(".line > ol > li")
        names = [each.partition(" (")[0] for each in stops.locator(".label").all_text_contents()]
        states = [each.get_attribute("class") for each in stops.all()]
        here = names.index(stage)
        assert states[here] in ("now", "done")
        assert set(states[:here]) <= {"done", "skipped"}, states
        assert set(states[here + 1 :]) <= {"next"}, states
        assert (states[here] == "done") == (here == len(states) - 1), states

    def _awaits(self, next: str, by: date | None) -> None:
        upcoming = self.page.locator(".upcoming")
        expect(upcoming).to_have_count(1 if next else 0)
        if next:
            expect(upcoming.locator("> span")).to_have_text(re.compile(rf"^\s*{re.escape(next)}{',' if by else '$'}"))
        if by:
            expect(upcoming.locator("time").first).to_have_attribute("datetime", by.isoformat())

    def finds_among(self, address: str, title: str, stage: str) -> Self:
        """In a list: the dossier, with where it stands."""
        self.goes_to(address)
        entry = self.page.locator("main li").filter(has=self.page.get_by_role("link", name=title)).first
        expect(entry).to_contain_text(stage)
        return self

    def reads_the_advice(self, title: str) -> Self:
        """As published, from the list of advices."""
        self.goes_to("/adviezen/").page.locator("main").get_by_role("link", name=title).first.click()
        expect(self.page).to_have_url(re.compile(r"/adviezen/\d{4}/\d+/$"))
        return self.sees_nothing_of(*self.secrets)
