"""The components page in a real browser: accessible, on every screen, in both languages and both lights."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/components/", "/en/components/", "/components/workspace/", "/components/plain/"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Open a page of the site; what the browser complains of in its console fails the test."""
    contexts, complaints = [], []

    def visit(path: str, width: int = 1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.complaints = complaints
        page.goto(live_server.url + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing(visit, path, width, scheme):
    page = visit(path, width, color_scheme=scheme)
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 360, 820, 1600])
def test_no_page_scrolls_sideways(visit, path, width):
    page = visit(path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_chosen_light_is_remembered(visit):
    page = visit("/components/plain/", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    day = page.evaluate(ground)
    page.get_by_role("button", name="Donkere weergave").click()
    night = page.evaluate(ground)
    page.reload()
    assert page.evaluate(ground) == night != day
    expect(page.get_by_role("button", name="Donkere weergave")).to_have_attribute("aria-pressed", "true")


def test_the_language_can_be_changed_in_place(visit):
    page = visit("/components/plain/")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/components/plain/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_my_dossiers_open_and_close_on_a_phone(visit):
    page = visit("/components/workspace/", 390)
    button = page.get_by_role("button", name="Mijn dossiers en vergaderingen")
    dossier = page.get_by_role("link", name="Energie in de gebouwde omgeving")
    expect(dossier).to_be_hidden()
    button.click()
    expect(dossier).to_be_visible()
    page.keyboard.press("Escape")
    expect(dossier).to_be_hidden()
    expect(button).to_be_focused()


def test_without_scripts_everything_stands_open(visit):
    page = visit("/components/workspace/", 390, java_script_enabled=False)
    expect(page.get_by_role("link", name="Energie in de gebouwde omgeving")).to_be_visible()
    page.locator("details.mark summary").first.click()
    expect(page.get_by_text("Eerst moet duidelijk zijn wat het kleine bedrijven kost.")).to_be_visible()


def test_the_support_card_closes_with_escape(visit):
    page = visit("/components/")
    summary = page.locator("details.mark summary").first
    summary.click()
    card = page.locator("details.mark .mark-card").first
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_text_saves_itself(visit):
    page = visit("/components/")
    page.get_by_label("Uw reactie").fill("Wij steunen paragraaf 12.")
    expect(page.locator(".autosave-status")).to_contain_text("Bewaard om")
    assert page.evaluate("localStorage.getItem('raadzaal-text:/components/autosave/')") is None


def test_a_text_that_could_not_be_saved_is_kept_and_offered_again(visit):
    page = visit("/components/")
    page.context.set_offline(True)
    page.get_by_label("Uw reactie").fill("Onderweg in de trein.")
    expect(page.locator(".autosave-status")).to_have_text("Niet bewaard – wij proberen het opnieuw")
    page.context.set_offline(False)
    page.complaints.clear()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="Zet terug").click()
    expect(page.get_by_label("Uw reactie")).to_have_value("Onderweg in de trein.")
    expect(page.locator(".autosave-status")).to_contain_text("Bewaard om")


def test_a_text_that_somebody_else_changed_leads_to_both(visit):
    page = visit("/components/")
    page.get_by_label("Uw reactie").fill("409")
    link = page.get_by_role("link", name="Vergelijk de twee teksten")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == "/components/#form"
    page.complaints.clear()


def test_a_roll_call_goes_by_keys(visit):
    page = visit("/components/")
    page.locator("roll-call input").first.focus()
    for key in ("v", "t", "o"):
        page.keyboard.press(key)
    votes = "[...document.querySelectorAll('roll-call input:checked')].map(radio => radio.value)"
    assert page.evaluate(votes) == ["for", "against", "abstain"]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("v")
    assert page.evaluate(votes) == ["for", "for", "abstain"]


def test_the_address_of_a_paragraph_can_be_copied(visit, live_server):
    page = visit("/components/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer het adres van alinea 12").click()
    expect(page.get_by_text("Adres gekopieerd")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == f"{live_server.url}/components/#p-12"


def test_what_a_reader_opened_stays_open(visit):
    page = visit("/components/")
    page.get_by_text("Meer hierover").click()
    page.reload()
    expect(page.get_by_text("Blijft open of dicht")).to_be_visible()
