"""At a dossier: its forms and its steps."""

import re
from datetime import date
from typing import Self

from playwright.sync_api import Locator, expect

from raadzaal.advice.models import Advice
from raadzaal.journal.models import Head
from tests.browser.visitor import Reader
from tests.browser.words import done_of, dutch, label_of

MOST_TABS = 80


class AtForms(Reader):
    def fills_in(self, within: Locator | None = None, **answers) -> Self:
        for name, value in answers.items():
            self._answers((within or self.page.locator("main")).locator(f'[name="{name}"]'), value)
        return self

    def _answers(self, field: Locator, value) -> None:
        kind = field.first.evaluate("each => each.tagName === 'INPUT' ? each.type : each.tagName.toLowerCase()")
        if kind == "select":
            field.select_option(str(value))
        elif kind in ("radio", "checkbox"):
            self._ticks(field, value, kind)
        else:
            field.fill(value.isoformat() if isinstance(value, date) else str(value))

    def _ticks(self, field: Locator, value, kind: str) -> None:
        if isinstance(value, bool):
            field.set_checked(value)
            return
        wanted = {str(each) for each in ([value] if isinstance(value, str | int) else value)}
        boxes = field.evaluate_all("all => all.map(each => [each.value, each.checked])")
        assert wanted <= {box for box, _ticked in boxes}
        for at, (box, ticked) in enumerate(boxes):
            if ticked != (box in wanted) and (kind == "checkbox" or box in wanted):
                field.nth(at).set_checked(box in wanted)

    def presses(self, words: str, within: Locator | None = None) -> Self:
        (within or self.page.locator("main")).get_by_role("button", name=words, exact=True).first.click()
        return self

    def is_told(self, words: str) -> Self:
        expect(self.page.get_by_role("status").first).to_contain_text(words)
        return self

    def is_refused(self, *words: str) -> Self:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)
        expect(self.page.locator(".notice.error, .notice.warning, .field-error").first).to_be_visible()
        return self

    def still_reads(self, **typed: str) -> Self:
        """What was typed stands in the form as it was."""
        for name, value in typed.items():
            field = self.page.locator(f'main [name="{name}"]')
            if field.first.get_attribute("type") in ("radio", "checkbox"):
                expect(self.page.locator(f'main [name="{name}"][value="{value}"]')).to_be_checked()
            else:
                expect(field).to_have_value(value)
        return self

    def goes_by_keyboard_to(self, words: str) -> Self:
        """With the tab key, until what has these words, as label or on it, has the focus."""
        for _press in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(
                "() => (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
            )
            if here.startswith(words):
                return self
        raise AssertionError(f"the tab key does not come to {words}")

    def types(self, *keys: str) -> Self:
        """Names of keys, or words."""
        for each in keys:
            if each in ("Enter", "Space", "ArrowDown", "ArrowUp"):
                self.page.keyboard.press(each)
            else:
                self.page.keyboard.type(each)
        return self


class OnDossiers(AtForms):
    _seen: tuple | None = None

    def opens(self, advice: Advice) -> Self:
        """Unless it lies open, and nothing has happened since."""
        address = f"/werk/dossiers/{advice.public_id}/"
        state = (address, Head.objects.get().seq, self.house.world.now)
        if self._seen != state or not self.page.url.endswith(address):
            self.goes_to(address)
        self._seen = state
        return self

    def part(self, advice: Advice, words: str) -> Self:
        self.opens(advice)
        tab = self.page.locator("nav.tabs").get_by_role("link", name=words, exact=True)
        before = self.page.url
        tab.click()
        self.page.wait_for_url(lambda url: url != before)  # the place itself may send on to another address
        return self

    def may(self, advice: Advice, step: str) -> bool:
        self.opens(advice)
        return self.open_step(step).count() > 0

    def open_step(self, step: str) -> Locator:
        return self.page.locator(".acts-open").get_by_role("link", name=label_of(step), exact=True)

    def turns_to_step(self, advice: Advice, step: str) -> Self:
        """From the dossier to the step's own page."""
        self.opens(advice).open_step(step).click()
        return self

    def tries(self, advice: Advice, step: str, **answers) -> Self:
        """The form of the step filled in and sent."""
        self.turns_to_step(advice, step).fills_in(**answers)
        return self.presses(label_of(step))

    def takes(self, advice: Advice, step: str, **answers) -> Self:
        return self.tries(advice, step, **answers).has_taken(advice, step)

    def has_taken(self, advice: Advice, step: str) -> Self:
        """Back at the dossier, and told so."""
        expect(self.page).to_have_url(re.compile(rf"/werk/dossiers/{advice.public_id}/$"))
        self.is_told(done_of(step))
        return self

    def begins(self, address: str, step: str, **answers) -> Advice:
        """A new dossier, from the menu of the desk."""
        self.goes_to("/werk/").page.locator(f'a[href="{address}"]').first.click()
        self.fills_in(**answers).presses(label_of(step))
        expect(self.page).to_have_url(re.compile(r"/werk/dossiers/[a-z0-9]+/$"))
        return Advice.objects.get(public_id=self.page.url.rstrip("/").rpartition("/")[2])

    def files(self, **answers) -> Advice:
        return self.begins("/werk/aanvragen/nieuw/", "file", **answers)

    def initiates(self, **answers) -> Advice:
        return self.begins("/werk/eigen-beweging/nieuw/", "initiate", **answers)

    def records_the_answer(self, advice: Advice, step: str = "answer", **answers) -> Self:
        self.turns_to_step(advice, step).fills_in(**answers).presses(label_of(step))
        return self.is_told(dutch("The answer has been recorded."))
