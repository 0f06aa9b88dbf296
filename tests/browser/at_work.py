"""At a dossier's text, in its round, in the meetings and with the letters."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Self

from playwright.sync_api import Locator, expect

from raadzaal.advice.models import Advice
from tests.browser.dossiers import OnDossiers
from tests.browser.words import begins_with, dutch, dutch_in, label_of


class AtTheText(OnDossiers):
    def reads_text(self, advice: Advice) -> Self:
        return self.goes_to(f"/werk/dossiers/{advice.public_id}/tekst/")

    def brings_in(self, advice: Advice, file: Path) -> Self:
        """Up to where it can be looked over."""
        words = f"{dutch('Bring in a Word file')}|{dutch('Bring in a new Word version')}"
        self.reads_text(advice).page.get_by_role("link", name=re.compile(words)).first.click()
        self.page.set_input_files('[name="file"]', file)
        return self.presses(dutch("Read the file"))

    def corrects(self, words: str, becomes: str) -> Self:
        """What was read as something else than it is."""
        self.page.locator(".import-item").filter(has_text=words).locator("select").select_option(becomes)
        return self

    def makes_it_the_text(self) -> Self:
        self.presses(dutch("Make this the text"))
        expect(self.page).to_have_url(re.compile("/tekst/$"))
        return self

    def row(self, words: str) -> Locator:
        """The paragraph of the text with these words."""
        return self.page.locator(".paragraph, .text-heading").filter(has_text=words).first

    def turns_to(self, advice: Advice, words: str, tool: str) -> Self:
        self.reads_text(advice)
        self.row(words).get_by_role("link", name=re.compile(rf"^{re.escape(tool)}")).first.click()
        return self

    def edits(self, advice: Advice, words: str, notation: str, reason: str = "") -> Self:
        self.turns_to(advice, words, dutch("Edit")).fills_in(notation=notation, reason=reason)
        return self.presses(dutch("Save")).is_told(dutch("The paragraph was saved."))

    def describes(self, advice: Advice, words: str, **answers) -> Self:
        """For whom a recommendation is, and what it rests on."""
        self.turns_to(advice, words, dutch("For whom?")).fills_in(**answers)
        return self.presses(dutch("Save")).is_told(dutch("The recommendation has been described."))

    def offers_variant(self, advice: Advice, words: str, notation: str) -> Self:
        self.turns_to(advice, words, dutch("Offer a variant")).fills_in(notation=notation)
        return self.presses(dutch("Keep this variant")).is_told(dutch("The variant has been kept."))

    def chooses_variant(self, advice: Advice, words: str, letter: str, reason: str) -> Self:
        self.turns_to(advice, words, dutch("Variants: not chosen yet"))
        form = self.page.locator("form").filter(has=self.page.locator('input[value="choose"]'))
        self.fills_in(within=form, letter=letter, reason=reason).presses(dutch("Choose this variant"))
        return self.is_told(dutch("The variant has been chosen."))


class InRounds(OnDossiers):
    def opens_round(self) -> Self:
        """From what waits on the desk."""
        self.goes_to("/werk/")
        words = re.compile(begins_with("React for %(organisation)s"))
        self.page.get_by_role("link", name=words).first.click()
        return self

    def position(self, words: str) -> Locator:
        """The form under the paragraph with these words, opened."""
        paragraph = self.page.locator(".paragraph").filter(has_text=words).first
        form = paragraph.locator("xpath=following-sibling::details[1]")
        if form.get_attribute("open") is None:
            form.locator("summary").first.click()
        return form

    def finds(self, words: str, stance: str, reason: str = "", *, by_itself: bool = False) -> Self:
        """What the organisation finds of a paragraph; *by_itself* it is kept without pressing anything."""
        form = self.position(words)
        form.locator(f'[name="stance"][value="{stance}"]').check()
        if reason:
            form.locator('[name="reason"]').fill(reason)
        if by_itself:
            expect(form.locator(".autosave-status")).to_contain_text(begins_with("Saved at {time}"))
            return self
        return self.presses(dutch("Save this paragraph"), within=form)

    def sends_the_reply(self) -> Self:
        self.page.get_by_role("link", name=dutch("Look it over and send")).first.click()
        self.presses(dutch("Send the reply"))
        return self.is_told(dutch("The reply has been sent to the committee."))

    def answers(self, advice: Advice, remark: str, outcome: str, reason: str) -> Self:
        """From the reactions of the dossier, at the remark itself."""
        self.part(advice, dutch("Reactions"))
        found = self.page.locator("article.reaction").filter(has_text=remark)
        while not found.count():  # a long text has its reactions on several pages
            self.page.locator('a[rel="next"]').first.click()
            self.page.wait_for_load_state()
        form = found.locator("details").last
        form.locator("summary").click()
        self.fills_in(within=form, outcome=outcome, reason=reason).presses(dutch("Keep this answer"), within=form)
        return self.is_told(dutch("The remark has been answered."))

    def ranks(self, number: int, order: str) -> Self:
        """The variants of a paragraph, the first choice first."""
        variants = self.page.locator("section.variants").filter(has_text=re.compile(rf"^\s*Alinea {number} "))
        variants.locator("summary").last.click()
        for place, letter in enumerate(order, start=1):
            variants.locator(f'select[name$="place-{letter}"]').select_option(str(place))
        return self.presses(dutch("Save this order"), within=variants)

    def takes_the_draft_along(self) -> Path:
        """From the round to where files go out and come back; gives the file."""
        self.page.get_by_role("link", name=dutch("Bring the Word file back")).first.click()
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=dutch("Word file to react in")).first.click()
        return download.value.path()

    def brings_back(self, file: bytes, stances: dict[int, str], reason: str = "") -> Self:
        """Everything in the file goes into the reply, with a stance for each paragraph; *reason* where none was written."""
        given = {"name": "terug.docx", "mimeType": "application/octet-stream", "buffer": file}
        self.page.set_input_files('[name="file"]', given)
        self.presses(dutch("Read the file"))
        points = self.page.locator("article.landing")
        expect(points).to_have_count(len(stances))
        for number, stance in stances.items():
            point = points.filter(has=self.page.get_by_role("heading", name=f"Alinea {number}", exact=True))
            point.locator('input[value="land"]').check()
            point.locator('select[name$="-stance"]').select_option(stance)
            words = point.locator('textarea[name$="-reason"]')
            if not words.input_value():
                words.fill(reason)
        self.presses(dutch("Do this with the points on this page"))
        self.page.get_by_role("link", name=dutch("Back to the reaction")).first.click()
        return self

    def reads_the_map(self, advice: Advice, version: int | None = None) -> tuple[list[str], dict[int, str]]:
        """Whose columns there are, and for each paragraph a sign in each of them; of now, or of a frozen text."""
        self.goes_to(f"/werk/dossiers/{advice.public_id}/draagvlak/{f'?op={version}' if version else ''}")
        names = self.page.locator("section.map th.k span").all_text_contents()
        rows = self.page.locator("section.map tbody tr:has(td.t)").evaluate_all(
            "rows => rows.map(row => [row.querySelector('th').innerText.trim(),"
            " [...row.querySelectorAll('td:not(.t):not(.u)')].map(cell => cell.className).join('')])"
        )
        return names, {int(number): signs for number, signs in rows}

    def confirms(self, advice: Advice, number: int, stance: str) -> Self:
        """What the organisation finds of words that changed since it spoke of them."""
        self.part(advice, dutch_in("map", "Support"))
        self.page.get_by_role("link", name=str(number), exact=True).click()
        self.page.locator("main").get_by_role("link", name=dutch("Say what you find of the new words")).click()
        self.fills_in(stance=stance).presses(dutch("Record"))
        return self.is_told(dutch("What your organisation finds of the new words has been recorded."))


class AtMeetings(OnDossiers):
    def plans_meeting(self, body: str, day: date, hour: str = "10:15") -> str:
        """Planned and called; returns its public id."""
        self.goes_to("/werk/vergaderingen/").fills_in(body=body, day=day, time=hour, place="Raadzaal")
        self.presses(dutch("Plan"))
        self.page.get_by_role("button", name=dutch("Call the members")).click()
        expect(self.page.get_by_role("button", name=dutch("Open the meeting"))).to_be_visible()
        return self.page.url.rstrip("/").rpartition("/")[2]

    def runs(self, meeting: str) -> Self:
        return self.goes_to(f"/werk/vergaderingen/{meeting}/")

    def signs_the_list(self, meeting: str, *, absent: Collection[int] = (), substituted: Collection[int] = ()) -> Self:
        """Everybody is there, but the *absent*, and those for whom a substitute sits. One key for each seat, as is meant."""
        self.runs(meeting)
        seats = self.page.locator("form[action$='/presentielijst/'] roll-call fieldset")
        self._calls(seats, dict.fromkeys(absent, "a"), "p")
        for number in substituted:
            seats.filter(has_text=re.compile(rf"^{number}\.")).get_by_role("radio").nth(1).check()
        return self.presses(dutch("Save the list")).is_told(dutch("The attendance list has been saved."))

    def _calls(self, seats: Locator, other: dict[int, str], key: str) -> None:
        numbers = [int(each.partition(".")[0]) for each in seats.locator("legend").all_inner_texts()]
        assert set(other) <= set(numbers)
        seats.first.get_by_role("radio").first.focus()
        self.page.keyboard.type("".join(other.get(number, key) for number in numbers))

    def opens_meeting(self) -> Self:
        self.page.get_by_role("button", name=dutch("Open the meeting")).click()
        return self.is_told(dutch("The meeting is open."))

    def closes_meeting(self, meeting: str) -> Self:
        self.runs(meeting).page.get_by_role("button", name=dutch("Close the meeting")).click()
        return self.is_told(dutch("The meeting has been closed."))

    def records_a_wish_to_vote(self, meeting: str, name: str) -> Self:
        self.runs(meeting)
        asking = self.page.locator("details").filter(has_text=dutch("A member asks for a vote"))
        asking.locator("summary").click()
        asking.locator("select").select_option(label=name)
        return self.presses(dutch("Record this"), within=asking).is_told(dutch("A vote has been asked for."))

    def calls_the_roll(self, advice: Advice, *, against: Iterable[int] = (), blank: Iterable[int] = ()) -> Self:
        """Everybody in favour, but these seats; each with the mouse."""
        other = {**dict.fromkeys(against, "against"), **dict.fromkeys(blank, "blank")}
        self.turns_to_step(advice, "adopt").fills_in(method="roll_call", rest="for")
        for number, vote in other.items():
            seat = self.page.locator("roll-call fieldset").filter(has_text=re.compile(rf"^\s*{number}\."))
            seat.locator(f'input[value="{vote}"]').check()
        return self.presses(label_of("adopt"))


class WithLetters(OnDossiers):
    def opens_letter(self, advice: Advice, subject: str) -> Self:
        self.part(advice, dutch("Letters"))
        self.page.locator("main").get_by_role("link", name=subject).first.click()
        return self

    def rewrites_letter(self, advice: Advice, subject: str, added: str, *, send: bool = False) -> Self:
        body = self.opens_letter(advice, subject).page.locator('[name="body"]')
        body.fill(f"{body.input_value()}\n\n{added}")
        self.presses(dutch("Send the letter" if send else "Save as draft"))
        return self.is_told(dutch("The letter has been sent." if send else "The letter has been saved."))

    def sends_letter(self, advice: Advice, subject: str) -> Self:
        self.opens_letter(advice, subject).presses(dutch("Send the letter"))
        return self.is_told(dutch("The letter has been sent."))
