"""A meeting with everybody at a screen of their own: from the call to minutes that everybody reads (arts. 20-27 Wet op de SER).

A chair, a secretary, three members of whom one has a browser without scripts, a substitute, somebody who follows from afar without
an account, and the screen on the wall. Amendments of which one makes another fall, a divided roll call, a quorum that is lost, equal
votes, and a decision that is corrected. The council is that of the Dutch act, but one that knows amendments; choices of persons and
secret ballots are no part of this journey.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from raadzaal.advice import actions
from raadzaal.demo import cast
from raadzaal.meetings.models import Meeting
from raadzaal.site.management.commands.serve import LIVE
from raadzaal.texts.models import Revision
from tests.browser.desk import Desk, House
from tests.browser.journeys.council import CHAIR, SECRETARIAT, SECRETARY, Sitting
from tests.browser.words import begins_with, dutch
from tests.dossier import Dossier

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TITLE, RULES = "Zorgen naast het werk", "Reglement van orde"
WIDE = "De raad kiest voor loon en niet voor tijd."
WHY, CORRECTED = "Dit helpt meer mensen.", "Het lid had voor gestemd."
HERE = "window.stayedOpen = true"


@pytest.fixture
def with_amendments(settings, tmp_path) -> None:
    """The council's own folder of profiles, in which amendments are switched on."""
    own = tmp_path / "profiles" / "ser"
    shutil.copytree(Path(str(files("raadzaal") / "profiles" / "ser")), own)
    for each in own.glob("profile-*.yaml"):
        words = each.read_text(encoding="utf-8")
        on = re.sub(r"(key: amendments\n(?: .*\n)?    label: .*\n    on: )false", r"\1true", words)
        assert on != words
        each.write_text(on, encoding="utf-8")
    settings.RAADZAAL_PROFILE_DIRS = (own.parent,)


@pytest.fixture
def live(house: House, settings) -> Iterator[None]:
    """The process beside the site to which open pages keep a line."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"DATABASE_URL": _address(connections["default"].settings_dict), "SECRET_KEY": settings.SECRET_KEY}
    command = [*LIVE, "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "raadzaal.conf.live:application"]
    process = subprocess.Popen(command, env={**os.environ, **told}, stdout=sys.stderr)
    settings.LIVE = f":{port}"
    yield
    house.everybody_leaves()
    process.terminate()
    process.wait(20)


def _address(told: dict) -> str:
    if "sqlite" in told["ENGINE"]:
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def text_before_the_council(house: House) -> Dossier:
    """A draft on which organisations have reacted, as the committee hands it over."""
    told = {
        "actor": house.world.minister_szw,
        "title": TITLE,
        "requesters": [house.world.organisation("minister_szw")],
        "letter": "Ik vraag de raad advies.",
        "questions": ["Wat is er nodig?"],
        "addressee": "De minister",
        "deadline": house.world.today.replace(year=house.world.today.year + 1),
    }
    return Dossier(house.world, actions.file(**told)).accepted().to_processing().frozen("green")


class Hall:
    """Where each of them looks."""

    def __init__(self, house: House, meeting: str) -> None:
        self.house, self.meeting = house, meeting
        self.members: dict[int, Desk] = {}
        self.item = ""

    def screen(self, name: str) -> str:
        return f"/werk/vergaderingen/{self.meeting}/{name}/"

    @property
    def chair(self) -> Desk:
        return self.house.desk(CHAIR)

    @property
    def secretary(self) -> Desk:
        return self.house.desk(SECRETARIAT)

    def takes_seat(self, number: int, person: str, **options) -> None:
        self.members[number] = self.house.second_desk(person, **options).goes_to(self.screen("zaal"))

    def turns_to(self, number: str) -> None:
        page = self.chair.goes_to(self.screen("voorzitter")).page
        page.get_by_role("button", name=dutch("Go to point %(number)s") % {"number": number}, exact=True).last.click()

    def begins_a_roll_call(self) -> Page:
        page = self.secretary.goes_to(self.screen("griffie")).page
        page.get_by_role("button", name=dutch("Begin the roll call"), exact=True).click()
        return page

    def votes(self, number: int, word: str, *, scripts: bool = True) -> None:
        """On one's own screen, which shows by itself that there is a vote; without scripts, after it is loaded anew."""
        page = self.members[number].page
        if not scripts:
            page.reload()
        expect(page.locator("#own-vote")).to_have_text("")  # of the vote before nothing is left
        group = page.get_by_role("group", name=dutch("For seat %(number)s you vote") % {"number": number})
        group.get_by_role("radio", name=word, exact=True).check()
        page.locator("form[data-vote] button").click()
        said = page.get_by_role("status").filter(has_text=begins_with("Recorded at %(time)s: you vote %(value)s."))
        expect(said).to_contain_text(word.lower())

    def writes_down(self, others: dict[int, str], rest: str) -> None:
        """The secretary, for who votes aloud; then the chair closes the vote."""
        page = self.secretary.goes_to(self.screen("griffie")).page
        seats = page.locator("roll-call.grid-rows fieldset")
        for number, value in others.items():
            seats.filter(has_text=re.compile(rf"^\s*{number}\.")).locator(f'input[value="{value}"]').check()
        self.secretary.fills_in(rest=rest).presses(dutch("Save the votes"))
        page = self.chair.goes_to(self.screen("voorzitter")).page
        page.get_by_role("button", name=dutch("Close the vote"), exact=True).click()
        expect(page.locator("main")).to_contain_text(dutch("The vote is closed."))


def follows(house: House, address: str) -> Page:
    """A page that hears what happens, and is not loaded again from now on."""
    page = house.visitor().goes_to(address).page
    expect(page.locator("live-parts")).to_have_attribute("data-heard", "stream")
    page.evaluate(HERE)
    return page


def was_never_reloaded(*pages: Page) -> None:
    assert [page.evaluate("window.stayedOpen === true") for page in pages] == [True] * len(pages)


def test_from_the_call_to_published_minutes(with_amendments, house: House, live):
    # The members are called; the text is on the agenda, and a point of the council's own
    case, sitting = text_before_the_council(house), Sitting(house)
    hall = Hall(house, sitting.meeting)
    house.desk(SECRETARY).takes(case.advice, "table", **sitting.answer)
    hall.secretary.goes_to(hall.screen("agenda")).fills_in(title=RULES, kind="adopt").presses(dutch("Add"))
    hall.item = Meeting.objects.get(public_id=sitting.meeting).items.get(title="").public_id

    # Two members propose other words for one paragraph; the second only changes its end
    node = case.node(1)
    words = Revision.objects.get(node=node, superseded_at=None).notation
    proposals = hall.screen(f"punten/{hall.item}/voorstellen")
    for number, notation in ((5, f"{words.rstrip('.').rpartition(' ')[0]} anders."), (2, WIDE)):
        desk = house.desk(cast.member(number).key).goes_to(f"{proposals}?alinea={node.public_id}")
        desk.fills_in(change="replace", notation=notation, reason=WHY).presses(dutch("Record the proposal"))
        desk.sees(dutch("The proposal has been recorded."))

    # Everybody comes but one, and for another her substitute; the page and the wall see the chair open
    house.world.clock_at(sitting.day, 10, 20)
    hall.secretary.signs_the_list(sitting.meeting, absent=[34], substituted=[3])
    wall = follows(house, f"/vergaderingen/{sitting.meeting}/scherm/")
    afar = follows(house, f"/vergaderingen/{sitting.meeting}/volgen/")
    hall.chair.goes_to(hall.screen("voorzitter")).presses(dutch("Open the meeting"))
    for page in (wall, afar):
        expect(page.locator("#live-point")).to_contain_text(dutch("The meeting is open; no point is dealt with yet."))
    for number in (2, 5):
        hall.takes_seat(number, cast.member(number).key)
    hall.takes_seat(3, cast.substitute(3).key)
    hall.takes_seat(7, cast.member(7).key, java_script_enabled=False)
    hall.turns_to("1")
    for page in (wall, afar, *(hall.members[number].page for number in (2, 3, 5))):
        expect(page.locator("#point-title")).to_have_text(TITLE)

    # What reaches furthest comes first; adopted, it makes the other fall
    page = hall.secretary.goes_to(proposals).page
    page.locator("#voorstel-2").get_by_role("button", name=dutch("Begin the roll call")).click()
    for number, (word, scripts) in {
        2: ("Voor", True),
        3: ("Tegen", True),
        5: ("Tegen", True),
        7: ("Voor", False),
    }.items():
        hall.votes(number, word, scripts=scripts)
    for page in (wall, afar):
        expect(page.locator("#live-vote .vote-counts dd")).to_have_text(["2", "2", "0", "0", "31"])
    hall.writes_down({9: "against"}, rest="for")
    hall.secretary.goes_to(proposals)
    expect(hall.secretary.page.locator("#voorstel-2 .badge")).to_have_text("Aangenomen")
    fallen = hall.secretary.page.locator("#voorstel-1 .badge")
    expect(fallen).to_have_text(re.compile("Vervallen"))
    expect(fallen).to_contain_text(dutch("with proposal %(number)s") % {"number": 2})
    assert Revision.objects.get(node=node, superseded_at=None).notation == WIDE

    # The text as a whole divides the council: six against, by name
    hall.begins_a_roll_call()
    for number, (word, scripts) in {
        2: ("Tegen", True),
        3: ("Tegen", True),
        5: ("Voor", True),
        7: ("Voor", False),
    }.items():
        hall.votes(number, word, scripts=scripts)
    hall.writes_down(dict.fromkeys((9, 10, 11, 12), "against"), rest="for")
    for page in (wall, afar):
        expect(page.locator("#live-point .decision .badge")).to_contain_text("Vastgesteld")
        expect(page.locator("#live-said")).to_contain_text("29 voor, 6 tegen, 0 blanco")

    # So many leave that nothing can be decided; when they are back it can
    hall.turns_to("2")
    hall.secretary.signs_the_list(sitting.meeting, absent=range(15, 37), substituted=[3])
    page = hall.begins_a_roll_call()
    expect(page.get_by_role("alert")).to_contain_text(re.compile("quorum", re.I))
    expect(afar.locator("#live-quorum")).to_contain_text("14")
    assert not Meeting.objects.get(public_id=sitting.meeting).votings.filter(state="open").exists()
    hall.secretary.signs_the_list(sitting.meeting, absent=[34], substituted=[3])

    # Seventeen against seventeen: the votes are equal, and not everybody is there, so it is put off (art. 27)
    hall.begins_a_roll_call()
    for number, (word, scripts) in {
        2: ("Voor", True),
        3: ("Tegen", True),
        5: ("Voor", True),
        7: ("Blanco", False),
    }.items():
        hall.votes(number, word, scripts=scripts)
    hall.writes_down(dict.fromkeys(range(9, 25), "against"), rest="for")
    expect(wall.locator("#live-said")).to_contain_text("17 voor, 17 tegen, 1 blanco")
    expect(wall.locator("#live-point .decision")).to_contain_text("art. 27 Wet op de SER")
    was_never_reloaded(wall, afar)
    hall.secretary.closes_meeting(sitting.meeting)
    expect(wall.locator("#live-point, .screen-head").first).to_contain_text(re.compile("gesloten|afgelopen", re.I))

    # One vote was heard wrongly: the decision stays as it was, the correction stands beside it
    page = hall.secretary.runs(sitting.meeting).page
    page.get_by_role("link", name=dutch("Correct this vote")).first.click()
    hall.secretary.fills_in(**{f"seat-{cast.seat(9).pk}": "for"}, reason=CORRECTED)
    hall.secretary.presses(dutch("Record the correction"))
    reader = house.visitor().goes_to(f"/vergaderingen/{sitting.meeting}/").sees(CORRECTED, "30 voor, 5 tegen, 0 blanco")
    reader.sees("29 voor, 6 tegen")

    # The minutes make themselves, the next meeting approves them, and everybody reads them
    hall.secretary.goes_to(hall.screen("verslag")).presses(dutch("Draw up the minutes"))
    following = Sitting(house, in_days=20)
    later = Hall(house, following.meeting)
    later.secretary.goes_to(later.screen("agenda"))
    later.secretary.fills_in(title="Verslag", kind="minutes", minutes_of=sitting.meeting).presses(dutch("Add"))
    following.begins()
    later.turns_to("1")
    later.chair.presses(dutch("Adopt without a vote"))
    following.ends()
    hall.secretary.goes_to(hall.screen("verslag")).presses(dutch("Publish the minutes"))
    reader.goes_to(f"/vergaderingen/{sitting.meeting}/verslag/")
    reader.sees(TITLE, RULES, "29 voor, 6 tegen", "17 voor, 17 tegen")
