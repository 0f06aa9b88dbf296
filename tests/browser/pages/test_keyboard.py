"""By keyboard alone: every act can be reached, one sees where one is, and nothing keeps hold of the focus."""

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from raadzaal.meetings import actions as meetings
from raadzaal.meetings.models import CastVote
from tests.browser.pages.visiting import sideways
from tests.house import ROLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Marks what can have the focus; of radio buttons one is enough, the arrows do the rest.
MARK = """() => {
  const groups = new Set();
  const seen = element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]');
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')];
  return all.filter(element => {
    if (!seen(element) || element.disabled || element.tabIndex < 0) return false;
    if (element.type !== 'radio') return true;
    const fresh = !groups.has(element.name);
    groups.add(element.name);
    return fresh;
  }).map((element, number) => { element.dataset.stop = element.name && element.type === 'radio' ? element.name : number; return String(element.dataset.stop); });
}"""
HERE = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const look = getComputedStyle(element), card = element.getBoundingClientRect();
  return {
    stop: element.type === 'radio' ? element.name : element.dataset.stop,
    seen: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
    size: Math.min(card.width, card.height),
    what: element.outerHTML.slice(0, 120),
  };
}"""


def url(name: str, *args, language: str = "nl") -> str:
    with translation.override(language):
        return reverse(name, args=args)


def walk(page: Page) -> list[str]:
    """Tab from the top to the end; what was not reached, was not seen, or kept the focus."""
    wanted = page.evaluate(MARK)
    reached, wrong = [], []
    for _step in range(len(wanted) + 20):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            break
        if not here["seen"]:
            wrong.append(f"not to be seen: {here['what']}")
        reached.append(here["stop"])
    else:
        wrong.append("the walk does not end")
    wrong += [f"not reached: {_words(page, stop)}" for stop in wanted if stop not in reached]
    return wrong


def _words(page: Page, stop: str) -> str:
    return page.locator(f'[data-stop="{stop}"]').first.evaluate("element => element.outerHTML")[:120]


WALKS = (
    ("anonymous", "site:home", None),
    ("anonymous", "advice:public_dossier", "answered"),
    ("anonymous", "advice:procedures", None),
    ("anonymous", "council:composition", None),
    ("secretary", "workspace:home", None),
    ("secretary", "advice:dossier", "processing"),
    ("secretary", "advice:text", "drafting"),
    ("council_chair", "advice:dossier", "tabled"),
    ("requester", "advice:file", None),
    ("secretariat", "meetings:run", "open"),
    ("council_chair", "meetings:chair", "open"),
    ("secretariat", "meetings:secretary", "open"),
    ("council_member", "meetings:member", "open"),
    ("anonymous", "meetings:follow", "open"),
    ("anonymous", "meetings:hall", "open"),
    ("secretariat", "meetings:agenda", "open"),
    ("secretary", "advice:edit", "drafting"),
    ("secretary", "advice:move", "drafting"),
    ("secretary", "advice:replace", "drafting"),
    ("secretary", "advice:compare", "processing"),
    ("secretary", "advice:alterations", "drafting"),
    ("secretary", "advice:variants", "drafting"),
    ("secretary", "advice:packages", "drafting"),
    ("secretary", "advice:consult", "drafting"),
    ("secretary", "deliberation:reactions", "processing"),
    ("secretary", "deliberation:progress", "consulting"),
    ("secretary", "advice:support", "processing"),
    ("secretary", "advice:support_paragraph", "processing"),
    ("coordinator", "advice:support", "processing"),
    ("coordinator", "deliberation:round", "consulting"),
    ("coordinator", "deliberation:room", "consulting"),
    ("coordinator", "deliberation:submit", "consulting"),
    ("coordinator", "deliberation:returned", "consulting"),
    ("coordinator", "deliberation:returned_preview", "consulting"),
    ("coordinator", "deliberation:outcome", "processing"),
)
OF_A_PARAGRAPH = {
    "advice:edit": "node",
    "advice:move": "node",
    "advice:variants": "forked",
    "advice:support_paragraph": "recommendation",
}


def place(house, name: str, about: str | None) -> str:
    if about is None:
        return url(name)
    ids, room = house.of(about), name.partition(":")[0]
    if name == "advice:consult":
        return url("advice:act", ids["public_id"], "consult")
    if name == "deliberation:returned_preview":
        return url(name, ids["round"], ids["returned"])
    if name in OF_A_PARAGRAPH:
        return url(name, ids["public_id"], ids[OF_A_PARAGRAPH[name]])
    return url(name, ids[{"meetings": "meeting", "deliberation": "round"}.get(room, "public_id")])


@pytest.mark.parametrize(("role", "name", "about"), WALKS, ids=[f"{role}-{name}" for role, name, _about in WALKS])
def test_a_walk_by_tab_reaches_everything(visit, house, role, name, about):
    page = visit(role).open(place(house, name, about))
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    assert walk(page) == []


def test_the_first_stop_leads_to_the_text(visit, house):
    page = visit("secretary").open(url("advice:dossier", house.of("processing")["public_id"]))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de tekst")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize(("role", "name"), [("anonymous", "site:home"), ("secretary", "workspace:home")])
def test_the_menu_opens_and_closes_by_key_on_a_phone(visit, role, name):
    page = visit(role, width=390).open(url(name))
    button = page.locator("menu-toggle:visible button").first
    link = page.locator(".collapsible a").first
    expect(link).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()


def test_a_support_mark_opens_and_closes_by_key(visit, house):
    page = visit("secretary").open(url("advice:text", house.of("processing")["public_id"]))
    mark = page.locator("details.mark summary").first
    mark.focus()
    page.keyboard.press("Enter")
    card = page.locator("details.mark .mark-card").first
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_tools_of_a_paragraph_show_when_the_focus_comes(visit, house):
    page = visit("secretary").open(url("advice:text", house.of("drafting")["public_id"]))
    tool = page.locator(".paragraph .row-tools a").first
    tool.focus()
    expect(tool).to_have_css("opacity", "1")


def test_a_roll_call_goes_by_keys(visit, house):
    page = visit("council_chair").open(url("advice:act", house.of("tabled")["public_id"], "adopt"))
    page.locator("roll-call input").first.focus()
    for key in "vtv":
        page.keyboard.press(key)
    votes = page.evaluate("[...document.querySelectorAll('roll-call input:checked')].map(vote => vote.value)")
    assert votes == ["for", "against", "for"]
    assert page.evaluate(
        "document.activeElement.closest('fieldset').contains(document.querySelectorAll('roll-call fieldset')[3].querySelector('input'))"
    )


def test_one_s_own_vote_goes_by_keys_and_the_result_is_told_in_words(visit, house):
    """A group of radio buttons with a name, and a status that a screen reader hears; also on the smallest screen."""
    meeting = house.meetings["open"]
    with translation.override("nl"):
        item = meetings.add_item(meeting, actor=house.world.secretariat, title="Reglement", kind="adopt")
        meetings.open_voting(meeting, actor=house.world.secretariat, item=item)
    page = visit("council_member", width=320).open(url("meetings:member", meeting.public_id))
    seat = meeting.presences.get(person__key=ROLES["council_member"]).seat
    group = page.get_by_role("group", name=f"Voor zetel {seat.number} stemt u", exact=True)
    told = [group.get_by_role("radio", name=word, exact=True) for word in ("Voor", "Tegen", "Blanco")]
    assert [each.count() for each in told] == [1, 1, 1]
    assert not sideways(page)
    told[0].focus()
    page.keyboard.press("ArrowDown")
    expect(told[1]).to_be_checked()
    page.keyboard.press("Enter")
    said = page.get_by_role("status").filter(has_text="Vastgelegd om")
    expect(said).to_contain_text("tegen")
    assert CastVote.objects.get(voting__item=item, seat=seat).value == "against"
    expect(page.get_by_role("button", name="Mijn stem wijzigen")).to_be_visible()
