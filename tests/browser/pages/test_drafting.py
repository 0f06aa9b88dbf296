"""Writing together: the order of the text, who is at work where, words replaced everywhere, and two texts for one paragraph."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from raadzaal.advice import actions
from raadzaal.council.actions import delegate
from raadzaal.council.models import Appointment
from raadzaal.deliberation.models import Ranking
from raadzaal.journal import clock
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.models import AtWork
from raadzaal.texts.queries import LEASE, current
from tests.browser.pages.test_keyboard import url, walk
from tests.browser.pages.visiting import Visitor, sideways, unheard
from tests.house import COMMITTEE, ROLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PLAIN = {"java_script_enabled": False}
HAND, DESK = 390, 1280


@pytest.fixture
def dossier(house):
    return house.dossiers["drafting"]


@pytest.fixture
def where(house):
    """``where("edit", node)``: an address of the text."""
    return lambda name, *more: url(f"advice:{name}", house.of("drafting")["public_id"], *more)


@pytest.fixture
def colleague(house):
    """The secretary of another committee, who stands in for the one of this committee too."""
    world = house.world
    lent = Appointment.objects.on(world.today).get(
        person=world.person(ROLES["secretary"]), role=Appointment.Role.SECRETARY, body=world.body(COMMITTEE)
    )
    until = world.today + timedelta(days=30)
    person = world.person(ROLES["other_secretary"])
    delegate(lent, actor=world.secretariat, delegate=person, since=world.today, until=until)
    return "other_secretary"


def lines(dossier) -> list:
    return current(dossier.advice.work)


def order(dossier) -> list[str]:
    return [line.node_id for line in lines(dossier)]


def words(dossier, node_id: str) -> str:
    return next(line.block.notation for line in lines(dossier) if line.node_id == node_id)


def with_a_second_chapter(dossier) -> tuple[str, str]:
    """The headings of the two chapters; the second begins before the second recommendation."""
    block = Block(Kind.HEADING, 1, "Aanpak")
    change = {"change": "add", "after": dossier.node(3), "block": block}
    second = actions.restructure(dossier.advice, actor=dossier.secretary, **change).node
    return order(dossier)[0], second.public_id


def entry(page: Page, node_id: str) -> Locator:
    return page.locator(f"#c-{node_id}")


def moved(page: Page, node_id: str) -> None:
    """One is back at the same entry, on the page of the new order."""
    expect(page.get_by_text(re.compile("is verplaatst"))).to_be_visible()
    expect(entry(page, node_id)).to_be_focused()


def take_back(page: Page, what: str) -> None:
    page.get_by_role("button", name=f"Terugnemen: {what}").click()
    expect(page.get_by_text(f"Teruggenomen: {what}.")).to_be_visible()


# -- the order ---------------------------------------------------------------------------------------------------------


def test_a_section_moves_by_key_and_its_numbers_follow(visit, dossier, where):
    first, second = with_a_second_chapter(dossier)
    before = order(dossier)
    page = visit("secretary").open(where("text"))
    expect(entry(page, second).locator(".number")).to_have_text("2")
    entry(page, second).focus()
    page.keyboard.press("Alt+ArrowUp")
    moved(page, second)
    at = before.index(second)
    assert order(dossier) == before[at:] + before[:at]
    expect(entry(page, second).locator(".number")).to_have_text("1")
    expect(entry(page, first).locator(".number")).to_have_text("2")
    take_back(page, "verplaatst")
    assert order(dossier) == before
    expect(entry(page, second).locator(".number")).to_have_text("2")


def test_a_paragraph_moves_by_key_again_and_again(visit, dossier, where):
    before = order(dossier)
    page = visit("secretary").open(where("text"))
    page.locator("contents-tree details.under summary").first.press("Enter")
    entry(page, before[1]).focus()
    for label in ("2", "3"):
        page.keyboard.press("Alt+ArrowDown")
        moved(page, before[1])
        expect(entry(page, before[1])).to_have_text(label)
    assert order(dossier) == [before[0], before[2], before[3], before[1], *before[4:]]
    page.keyboard.press("Alt+ArrowUp")
    expect(entry(page, before[1])).to_have_text("2")
    assert order(dossier) == [before[0], before[2], before[1], *before[3:]]


def test_the_help_says_the_keys_to_who_cannot_see(visit, dossier, where):
    page = visit("secretary").open(where("text"))
    described = entry(page, order(dossier)[0]).get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_contain_text("Alt")


def test_a_paragraph_is_dragged_behind_another(visit, dossier, where):
    before = order(dossier)
    page = visit("secretary").open(where("text"))
    page.locator("contents-tree details.under summary").first.click()
    entry(page, before[1]).drag_to(entry(page, before[3]))
    moved(page, before[1])
    assert order(dossier) == [before[0], before[2], before[3], before[1], *before[4:]]
    take_back(page, "verplaatst")
    assert order(dossier) == before


def test_a_section_is_dragged_behind_all_of_another(visit, dossier, where):
    first, second = with_a_second_chapter(dossier)
    before = order(dossier)
    page = visit("secretary").open(where("text"))
    entry(page, first).drag_to(entry(page, second))
    moved(page, first)
    at = before.index(second)
    assert order(dossier) == before[at:] + before[:at]


def test_the_order_changes_without_a_script_too(visit, dossier, where):
    _first, second = with_a_second_chapter(dossier)
    before = order(dossier)
    page = visit("secretary", **PLAIN).open(where("move", second))
    page.get_by_label("Zet haar na").select_option("front")
    page.get_by_role("button", name="Verplaatsen").click()
    expect(page.get_by_text("Het gedeelte is verplaatst")).to_be_visible()
    at = before.index(second)
    assert order(dossier) == before[at:] + before[:at]
    take_back(page, "verplaatst")
    assert order(dossier) == before


# -- who is at work ----------------------------------------------------------------------------------------------------


def test_a_colleague_sees_who_is_writing_until_the_lease_ends(visit, dossier, where, colleague):
    node = order(dossier)[1]
    visit("secretary").open(where("edit", node))
    writer = AtWork.objects.get(node__public_id=node).name
    other = visit(colleague)
    label = other.open(where("text")).locator(f"#p-{node}").get_by_text(f"{writer} schrijft hier")
    expect(label).to_be_visible()
    expect(other.open(where("edit", node)).locator("#at-work")).to_contain_text(f"{writer} schrijft ook in deze alinea")
    with clock.at(clock.now() + LEASE):
        other.set_clock()
        expect(other.open(where("text")).locator(f"#p-{node}")).to_be_visible()
        expect(label).to_have_count(0)
        assert other.open(where("edit", node)).locator("#at-work").text_content() == ""


def test_who_writes_is_told_when_another_comes_and_goes(visit, dossier, where, colleague):
    node = order(dossier)[1]
    page = visit("secretary").page
    page.clock.install()
    visit("secretary").open(where("edit", node))
    told = page.locator("#at-work")
    expect(told).to_have_text("")
    visit(colleague).open(where("edit", node))
    page.clock.run_for(31_000)
    expect(told).to_contain_text("schrijft ook in deze alinea")
    with clock.at(clock.now() + LEASE):
        visit("secretary").set_clock()
        page.clock.run_for(31_000)
        expect(told).to_have_text("")


def test_nobody_is_kept_from_saving(visit, dossier, where, colleague):
    node = order(dossier)[1]
    visit("secretary").open(where("edit", node))
    page = visit(colleague).open(where("edit", node))
    page.get_by_label("Tekst", exact=True).fill("Werkenden zorgen samen.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("De alinea is opgeslagen.")).to_be_visible()
    assert words(dossier, node) == "Werkenden zorgen samen."


# -- words replaced everywhere -----------------------------------------------------------------------------------------


def test_words_are_replaced_where_ticked_and_taken_back_in_one_go(visit, dossier, where):
    before = {line.node_id: line.block.notation for line in lines(dossier)}
    long = [node for node, text in before.items() if "lang" in text]
    assert len(long) == 2
    page = visit("secretary").open(where("replace"))
    page.get_by_label("Zoek", exact=True).fill("lang")
    page.locator("[name=by]").fill("kort")
    page.get_by_role("button", name="Zoek", exact=True).click()
    hits = page.locator(".hits li")
    expect(hits).to_have_count(2)
    expect(hits.first.locator("del")).to_have_text("lang")
    expect(hits.first.locator("ins")).to_have_text("kort")
    assert {line.node_id: line.block.notation for line in lines(dossier)} == before
    hits.last.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Vervang door ‘kort’").click()
    expect(page.get_by_text("Vervangen in 1 alinea.")).to_be_visible()
    assert {line.node_id: line.block.notation for line in lines(dossier)} == before | {
        long[0]: before[long[0]].replace("lang", "kort")
    }
    take_back(page, "woorden vervangen")
    assert {line.node_id: line.block.notation for line in lines(dossier)} == before


def test_one_taking_back_undoes_a_replacement_everywhere(visit, dossier, where):
    before = {line.node_id: line.block.notation for line in lines(dossier)}
    page = visit("secretary", **PLAIN).open(f"{where('replace')}?sought=lang&by=kort")
    page.get_by_role("button", name="Vervang door ‘kort’").click()
    expect(page.get_by_text("Vervangen in 2 alinea's.")).to_be_visible()
    assert not any("lang" in line.block.notation for line in lines(dossier))
    take_back(page, "woorden vervangen")
    assert {line.node_id: line.block.notation for line in lines(dossier)} == before


# -- two texts for one paragraph -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(HAND, "dark"), (DESK, "light")])
def test_who_comes_second_sees_both_texts_and_loses_nothing(visit, dossier, where, colleague, width, scheme):
    node, mine, theirs = order(dossier)[1], "Mijn zin over mantelzorg.", "Hun zin over mantelzorg."
    visitor = visit("secretary", width=width, color_scheme=scheme)
    page = visitor.open(where("edit", node))
    page.get_by_label("Tekst", exact=True).fill(mine)
    page.locator("[name=reason]").fill("Korter.")
    other = visit(colleague).open(where("edit", node))
    other.get_by_label("Tekst", exact=True).fill(theirs)
    other.get_by_role("button", name="Opslaan", exact=True).click()
    expect(other.get_by_text("De alinea is opgeslagen.")).to_be_visible()
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Er is niets verloren")).to_be_visible()
    expect(page.locator("section[aria-labelledby=theirs] .text")).to_have_text(theirs)
    expect(page.locator("section[aria-labelledby=mine] .text")).to_have_text(mine)
    expect(page.get_by_label("Tekst", exact=True)).to_have_value(mine)
    expect(page.locator("[name=reason]")).to_have_value("Korter.")
    assert words(dossier, node) == theirs
    assert (unheard(page), sideways(page)) == ([], False)
    side_by_side(page, width)
    page.get_by_label("Tekst", exact=True).fill(f"{theirs} {mine}")
    page.get_by_role("button", name="Deze tekst opslaan").click()
    expect(page.get_by_text("De alinea is opgeslagen.")).to_be_visible()
    assert words(dossier, node) == f"{theirs} {mine}"
    told_of_a_conflict(visitor)


def told_of_a_conflict(visitor: Visitor) -> None:
    """A browser tells its console of the answer 409, and of nothing else here."""
    assert [said for said in visitor.complaints if "409" not in said] == []
    visitor.complaints.clear()


def side_by_side(page: Page, width: int) -> None:
    """Beside each other where there is room, one under the other in the hand."""
    left, right = (page.locator(".two-texts > section").nth(at).bounding_box() for at in (0, 1))
    assert left and right
    assert (left["y"] == right["y"]) is (width == DESK)


def test_what_was_typed_waits_for_who_went_away_from_a_conflict(visit, dossier, where, colleague):
    node, mine = order(dossier)[1], "Mijn zin over mantelzorg."
    visitor = visit("secretary", **PLAIN)
    page = visitor.open(where("edit", node))
    page.get_by_label("Tekst", exact=True).fill(mine)
    dossier.edited(1, "Hun zin over mantelzorg.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Er is niets verloren")).to_be_visible()
    page.goto(where("text"))
    visitor.open(where("edit", node))
    expect(page.locator("section[aria-labelledby=mine] .text")).to_have_text(mine)
    told_of_a_conflict(visitor)


def test_a_paragraph_that_was_taken_out_gives_back_what_was_typed(visit, dossier, where):
    node, mine = dossier.node(2), "Mijn zin over mantelzorg."
    visitor = visit("secretary", width=HAND, color_scheme="dark", **PLAIN)
    page = visitor.open(where("edit", node.public_id))
    page.get_by_label("Tekst", exact=True).fill(mine)
    actions.restructure(dossier.advice, actor=dossier.secretary, change="remove", node=node, base=1, reason="Dubbel.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Een alinea die is geschrapt")).to_be_visible()
    expect(page.locator("section[aria-labelledby=mine] .text")).to_have_text(mine)
    assert sideways(page) is False
    page.get_by_role("button", name="De alinea terugzetten").click()
    expect(page.get_by_text("is teruggezet")).to_be_visible()
    visitor.open(where("edit", node.public_id))
    expect(page.get_by_text(mine).first).to_be_visible()
    told_of_a_conflict(visitor)


# -- opening a round -----------------------------------------------------------------------------------------------------


def opening(visitor: Visitor) -> Page:
    """The form by which a round is opened, with everything in it to be seen."""
    page = visitor.page
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    return page


@pytest.mark.parametrize(("width", "scheme"), [(HAND, "dark"), (DESK, "light")])
def test_who_opens_a_round_can_read_the_whole_form(visit, dossier, where, width, scheme):
    visitor = visit("secretary", width=width, color_scheme=scheme)
    visitor.open(where("act", "consult"))
    expect(visitor.page.get_by_label("Steun: wat het betekent")).to_be_hidden()
    page = opening(visitor)
    expect(page.get_by_label("Steun: wat het betekent")).to_be_visible()
    assert (unheard(page), sideways(page)) == ([], False)


def test_what_is_wrong_in_a_folded_part_is_not_hidden(visit, dossier, where):
    dossier.frozen("white")
    visitor = visit("secretary", **PLAIN)
    data = {"deadline": "2027-01-01", "replies_seen": "never", "meaning_support": "x" * 201, "offered": ["support"]}
    page = visitor.open_posted(where("act", "consult"), data)
    wrong = page.get_by_label("Steun: wat het betekent")
    expect(wrong).to_be_visible()
    expect(wrong).to_have_value("x" * 201)
    expect(page.locator("[name=observers]").first).to_be_hidden()


def test_who_is_asked_reads_what_will_open_of_an_answer(visit, house, dossier, where):
    dossier.frozen("white")
    page = visit("secretary", **PLAIN).open(where("act", "consult"))
    page.get_by_label("Reactie uiterlijk op").fill((house.world.today + timedelta(days=28)).isoformat())
    page.get_by_label("ook hun redenen, en wat daarmee is gedaan").check()
    page.get_by_label("Dagen na de vaststelling").fill("30")
    page.get_by_label("wie gevraagd is").check()
    page.get_by_role("button", name="Achterbanberaad openen").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Achterbanberaad openen")
    running = dossier.advice.rounds.get()
    assert (running.opens, running.opens_after, running.opens_to) == ("reasons", 30, "asked")
    asked = visit("coordinator").open(url("deliberation:round", running.public_id))
    expect(asked.locator("main")).to_contain_text("gaat dit open voor wie gevraagd is")
    expect(asked.locator("main")).to_contain_text("30 dagen later")


# -- an order of variants ------------------------------------------------------------------------------------------------


def test_variants_are_put_in_order_by_key(visit, house, dossier):
    dossier.frozen("white").consulted(("fnv",))
    forked, running = house.of("drafting")["forked"], dossier.advice.rounds.get()
    visitor = visit("coordinator")
    page = visitor.open(url("deliberation:round", running.public_id))
    ways = page.locator(f"#v-{forked}")
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    assert walk(page) == []
    ways.get_by_label("Plaats van variant B").focus()
    page.keyboard.press("1")
    ways.get_by_label("Plaats van variant A").focus()
    page.keyboard.press("2")
    assert unheard(page) == []
    ways.get_by_role("button", name="Bewaar deze volgorde").press("Enter")
    expect(page).to_have_url(re.compile(f"#v-{forked}$"))
    expect(ways.get_by_label("Plaats van variant B")).to_have_value("1")
    assert Ranking.objects.get(fork__node__public_id=forked).order == ["B", "A"]
    assert sideways(visit("coordinator", width=320).open(url("deliberation:round", running.public_id))) is False
