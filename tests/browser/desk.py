"""What people of the council do at their desks, by clicking: journeys are written in these words.

Buttons and links are found by the Dutch words on them, told here by the words they are translated from.
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure, Stage
from raadzaal.council.models import Person
from tests.browser.premises import PASSWORD, Server, SharedClock

BACKEND = "django.contrib.auth.backends.ModelBackend"


def dutch(words: str) -> str:
    with override("nl"):
        return gettext(words)


def label_of(step: str) -> str:
    with override("nl"):
        return str(AdviceProcedure.step(step).label)


def word_of(stage: str) -> str:
    with override("nl"):
        return str(Stage(stage).label)


class House:
    """Gives everybody a desk: a browser of their own, in which they have signed in."""

    def __init__(self, world: SharedClock, server: Server, chromium: Browser) -> None:
        self.world, self.server, self.chromium = world, server, chromium
        self.complaints: list[str] = []
        self._desks: dict[str, Desk] = {}
        self._contexts: list[BrowserContext] = []

    def desk(self, key: str) -> "Desk":
        """The desk of somebody who works here; signed in by a session that was begun elsewhere."""
        if key not in self._desks:
            context = self._context()
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": _session_of(key), "url": self.server.url}]
            )
            self._desks[key] = Desk(self, context.new_page())
        return self._desks[key]

    def newcomer(self, key: str) -> "Desk":
        """Somebody who signs in by the form, with their address and password."""
        desk = Desk(self, self._context().new_page())
        desk.signs_in(Person.objects.select_related("user").get(key=key).user.email)
        self._desks[key] = desk
        return desk

    def second_desk(self, key: str) -> "Desk":
        """Another browser of the same person or of a colleague with the same role."""
        self._desks.pop(key, None)
        return self.desk(key)

    def visitor(self) -> "Visitor":
        return Visitor(self, self._context().new_page())

    def _context(self) -> BrowserContext:
        context = self.chromium.new_context(
            locale="nl-NL", base_url=self.server.url, viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(15_000)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        return context

    def _heard(self, message) -> None:
        """Refusals with a page of their own are told in the console too; everything else there is a fault."""
        if message.type == "error" and not re.search(r"status of (4\d\d)", message.text):
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def shut(self) -> None:
        for context in self._contexts:
            context.close()
        assert self.complaints == []


def _session_of(key: str) -> str:
    client = Client()
    client.force_login(Person.objects.select_related("user").get(key=key).user, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Reader:
    def __init__(self, house: House, page: Page) -> None:
        self.house, self.page = house, page

    def goes_to(self, address: str):
        self.page.goto(address)
        return self

    def sees(self, *words: str):
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
        return self

    def sees_nothing_of(self, *words: str):
        shown = self.page.content()
        assert [each for each in words if each in shown] == []
        return self


class Visitor(Reader):
    """Somebody from outside, who may follow what is public."""

    def follows(self, advice: Advice, stage: str) -> "Visitor":
        """The dossier's public page stands at *stage*, and the list of dossiers or advices knows it too."""
        self.goes_to(f"/dossiers/{advice.public_id}/")
        here = self.page.locator(".line li").filter(
            has_text=re.compile(rf"^\s*{re.escape(word_of(stage).capitalize())}")
        )
        expect(here).to_have_class(re.compile("now|done|ended"))
        return self


class Desk(Reader):
    # -- coming in ---------------------------------------------------------------------------------------------------

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
        self.goes_to("/werk/")
        return self.sees(*what)

    # -- forms -------------------------------------------------------------------------------------------------------

    def fills_in(self, within: Locator | None = None, **answers) -> "Desk":
        for name, value in answers.items():
            self._answers((within or self.page.locator("main")).locator(f'[name="{name}"]'), value)
        return self

    def _answers(self, field: Locator, value) -> None:
        kind = field.first.evaluate("each => each.tagName === 'INPUT' ? each.type : each.tagName.toLowerCase()")
        if kind == "select":
            field.select_option(**{"label" if isinstance(value, re.Pattern) else "value": str(value)})
        elif kind in ("radio", "checkbox"):
            self._ticks(field, value, kind)
        else:
            field.fill(value.isoformat() if isinstance(value, date) else str(value))

    def _ticks(self, field: Locator, value, kind: str) -> None:
        if isinstance(value, bool):
            field.set_checked(value)
            return
        wanted = {str(each) for each in ([value] if isinstance(value, str) else value)}
        for each in field.all():
            ticked = each.get_attribute("value") in wanted
            if ticked or kind == "checkbox":
                each.set_checked(ticked)

    def presses(self, words: str, within: Locator | None = None) -> "Desk":
        (within or self.page.locator("main")).get_by_role("button", name=words, exact=True).first.click()
        return self

    def is_told(self, words: str) -> "Desk":
        expect(self.page.get_by_role("status").first).to_contain_text(words)
        return self

    def is_refused(self, *words: str) -> "Desk":
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)
        expect(self.page.locator(".notice.error, .notice.warning, .field-error").first).to_be_visible()
        return self

    # -- a dossier ---------------------------------------------------------------------------------------------------

    def opens(self, advice: Advice) -> "Desk":
        return self.goes_to(f"/werk/dossiers/{advice.public_id}/")

    def part(self, advice: Advice, words: str) -> "Desk":
        self.opens(advice)
        self.page.locator("nav.tabs").get_by_role("link", name=words).click()
        return self

    def may(self, advice: Advice, step: str) -> bool:
        self.opens(advice)
        return self.page.locator(".acts-open").get_by_role("link", name=label_of(step), exact=True).count() > 0

    def tries(self, advice: Advice, step: str, **answers) -> "Desk":
        """From the dossier to the step's own page, the form filled in and sent."""
        self.opens(advice)
        self.page.locator(".acts-open").get_by_role("link", name=label_of(step), exact=True).click()
        self.fills_in(**answers)
        return self.presses(label_of(step))

    def takes(self, advice: Advice, step: str, **answers) -> "Desk":
        self.tries(advice, step, **answers)
        expect(self.page).to_have_url(re.compile(rf"/werk/dossiers/{advice.public_id}/$"))
        with override("nl"):
            return self.is_told(str(AdviceProcedure.step(step).done))

    def begins(self, address: str, step: str, **answers) -> Advice:
        """A new dossier, from the menu of the desk."""
        self.goes_to("/werk/")
        self.page.locator(f'a[href="{address}"]').first.click()
        self.fills_in(**answers)
        self.presses(label_of(step))
        expect(self.page).to_have_url(re.compile(r"/werk/dossiers/[a-z0-9]+/$"))
        return Advice.objects.get(public_id=self.page.url.rstrip("/").rpartition("/")[2])

    def files(self, **answers) -> Advice:
        return self.begins("/werk/aanvragen/nieuw/", "file", **answers)

    def initiates(self, **answers) -> Advice:
        return self.begins("/werk/eigen-beweging/nieuw/", "initiate", **answers)

    # -- the text ----------------------------------------------------------------------------------------------------

    def reads_text(self, advice: Advice) -> "Desk":
        return self.goes_to(f"/werk/dossiers/{advice.public_id}/tekst/")

    def brings_in(self, advice: Advice, file: Path) -> "Desk":
        """Up to where it can be looked over."""
        self.reads_text(advice)
        self.page.get_by_role(
            "link", name=re.compile(rf"{dutch('Bring in a Word file')}|{dutch('Bring in a new Word version')}")
        ).first.click()
        self.page.set_input_files('[name="file"]', file)
        return self.presses(dutch("Read the file"))

    def corrects(self, words: str, becomes: str) -> "Desk":
        """What was read as something else than it is."""
        item = self.page.locator(".import-item").filter(has_text=words)
        item.locator("select").select_option(becomes)
        return self

    def makes_it_the_text(self) -> "Desk":
        self.presses(dutch("Make this the text"))
        expect(self.page).to_have_url(re.compile("/tekst/$"))
        return self

    def row(self, words: str) -> Locator:
        """The paragraph of the text with these words."""
        return self.page.locator(".paragraph, .text-heading").filter(has_text=words).first

    def turns_to(self, advice: Advice, words: str, tool: str) -> "Desk":
        self.reads_text(advice)
        self.row(words).get_by_role("link", name=re.compile(rf"^{re.escape(tool)}")).first.click()
        return self

    def edits(self, advice: Advice, words: str, notation: str, reason: str = "") -> "Desk":
        self.turns_to(advice, words, dutch("Edit"))
        self.fills_in(notation=notation, reason=reason)
        self.presses(dutch("Save"))
        return self.is_told(dutch("The paragraph was saved."))

    def describes(self, advice: Advice, words: str, **answers) -> "Desk":
        """For whom a recommendation is, and what it rests on."""
        self.turns_to(advice, words, dutch("For whom?"))
        self.fills_in(**answers)
        self.presses(dutch("Save"))
        return self.is_told(dutch("The recommendation has been described."))

    # -- the round ---------------------------------------------------------------------------------------------------

    def opens_round(self, advice: Advice, label: str) -> "Desk":
        """From what waits on the desk."""
        self.goes_to("/werk/")
        self.page.get_by_role("link", name=re.compile(label)).first.click()
        return self

    def position(self, words: str) -> Locator:
        """The form under the paragraph with these words, opened."""
        paragraph = self.page.locator(".paragraph").filter(has_text=words).first
        form = paragraph.locator("xpath=following-sibling::details[1]")
        if form.get_attribute("open") is None:
            form.locator("summary").first.click()
        return form

    def finds(self, words: str, stance: str, reason: str = "", *, by_itself: bool = False) -> "Desk":
        """What the organisation finds of a paragraph; *by_itself* it is kept without pressing anything."""
        form = self.position(words)
        form.locator(f'[name="stance"][value="{stance}"]').check()
        if reason:
            form.locator('[name="reason"]').fill(reason)
        if by_itself:
            expect(form.locator(".autosave-status")).to_contain_text(dutch("Saved at {time}").partition("{")[0].strip())
        else:
            self.presses(dutch("Save this paragraph"), within=form)
        return self

    def sends_the_reply(self) -> "Desk":
        self.page.get_by_role("link", name=dutch("Look it over and send")).first.click()
        self.presses(dutch("Send the reply"))
        return self.is_told(dutch("The reply has been sent to the committee."))

    def answers(self, advice: Advice, remark: str, outcome: str, reason: str) -> "Desk":
        """From the reactions of the dossier, at the remark itself."""
        self.part(advice, dutch("Reactions"))
        form = self.page.locator("article.reaction").filter(has_text=remark).locator("form")
        self.fills_in(within=form, outcome=outcome, reason=reason)
        self.presses(dutch("Keep this answer"), within=form)
        return self.is_told(dutch("The remark has been answered."))

    # -- meetings ----------------------------------------------------------------------------------------------------

    def plans_meeting(self, body: str, day: date, hour: str = "10:15") -> str:
        """Planned and called; returns its public id."""
        self.goes_to("/werk/vergaderingen/")
        self.fills_in(body=body, day=day, time=hour, place="Raadzaal")
        self.presses(dutch("Plan"))
        self.page.get_by_role("button", name=dutch("Call the members")).click()
        self.sees(dutch("Open the meeting"))
        return self.page.url.rstrip("/").rpartition("/")[2]

    def runs(self, meeting: str) -> "Desk":
        return self.goes_to(f"/werk/vergaderingen/{meeting}/")

    def signs_the_list(self, meeting: str, *, absent: Iterable[int] = (), substituted: Iterable[int] = ()) -> "Desk":
        """Everybody is there, but the *absent*, and those for whom a substitute sits."""
        self.runs(meeting)
        for seat in self.page.locator("form[action$='/presentielijst/'] roll-call fieldset").all():
            number = int(seat.locator("legend").inner_text().partition(".")[0])
            options = seat.get_by_role("radio")
            chosen = options.last if number in absent else options.nth(1) if number in substituted else options.first
            chosen.check()
        self.presses(dutch("Save the list"))
        return self.is_told(dutch("The attendance list has been saved."))

    def opens_meeting(self) -> "Desk":
        self.page.get_by_role("button", name=dutch("Open the meeting")).click()
        return self.is_told(dutch("The meeting is open."))

    def closes_meeting(self, meeting: str) -> "Desk":
        self.runs(meeting)
        self.page.get_by_role("button", name=dutch("Close the meeting")).click()
        return self.is_told(dutch("The meeting has been closed."))

    def records_a_wish_to_vote(self, meeting: str, name: str) -> "Desk":
        self.runs(meeting)
        asking = self.page.locator("details").filter(has_text=dutch("A member asks for a vote"))
        asking.locator("summary").click()
        asking.locator("select").select_option(label=name)
        self.presses(dutch("Record this"), within=asking)
        return self.is_told(dutch("A vote has been asked for."))

    def calls_the_roll(self, advice: Advice, *, against: Iterable[int] = (), blank: Iterable[int] = ()) -> "Desk":
        """Everybody in favour, but these seats."""
        other = {**dict.fromkeys(against, "against"), **dict.fromkeys(blank, "blank")}
        self.opens(advice)
        self.page.locator(".acts-open").get_by_role("link", name=label_of("adopt"), exact=True).click()
        self.fills_in(method="roll_call", rest="for")
        for seat in self.page.locator("roll-call fieldset").all():
            number = int(seat.locator("legend").inner_text().partition(".")[0])
            if number in other:
                seat.locator(f'input[value="{other[number]}"]').check()
        return self.presses(label_of("adopt"))

    # -- letters -----------------------------------------------------------------------------------------------------

    def opens_letter(self, advice: Advice, words: str) -> "Desk":
        self.part(advice, dutch("Letters"))
        self.page.locator("main").get_by_role("link", name=re.compile(re.escape(words))).first.click()
        return self

    def rewrites_letter(self, advice: Advice, words: str, added: str, *, send: bool = False) -> "Desk":
        self.opens_letter(advice, words)
        body = self.page.locator('[name="body"]')
        body.fill(f"{body.input_value()}\n\n{added}")
        self.presses(dutch("Send the letter" if send else "Save as draft"))
        return self.is_told(dutch("The letter has been sent." if send else "The letter has been saved."))

    def sends_letter(self, advice: Advice, words: str) -> "Desk":
        self.opens_letter(advice, words)
        self.presses(dutch("Send the letter"))
        return self.is_told(dutch("The letter has been sent."))

    # -- the answer --------------------------------------------------------------------------------------------------

    def records_the_answer(self, advice: Advice, **answers) -> "Desk":
        self.opens(advice)
        self.page.locator(".acts-open").get_by_role("link", name=label_of("answer"), exact=True).click()
        self.fills_in(**answers)
        self.page.locator("main form button[type=submit]").first.click()
        return self.is_told(dutch("The answer has been recorded."))
