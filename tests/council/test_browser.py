"""The council's pages in a real browser: accessible on a desk and in the hand, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from raadzaal.council.models import Appointment
from raadzaal.demo import cast
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=["desk", "hand"])
def page(request, chromium, live_server, world):
    width, scheme = request.param
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    yield page
    context.close()
    assert [each for each in complaints if "422" not in each] == []  # a refusal is told of here too


def accessible(page, url: str) -> None:
    page.goto(url)
    found = Axe().run(page, options=RULES).response["violations"]
    assert not found, (url, [(each["id"], each["nodes"][0]["html"]) for each in found])
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], f"{url} scrolls sideways"


def test_the_public_pages(page):
    person = cast.person("aleid-ruysenaar")
    for language in ("", "/en"):
        for url in ("/raad/", "/raad/commissies/sea/", "/raad/organisaties/fnv/", f"/raad/leden/{person.public_id}/"):
            accessible(page, language + url)


def test_the_record(page):
    user = cast.person("truus-vlietstra").user
    user.set_password(PASSWORD)
    user.save()
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    seated = Appointment.objects.known().get(seat__body__key="council", seat__number=5, role="member")
    for url in ("", "nieuw/", "nieuw/gremium/", "personen/", "zittingstermijn/", f"{seated.public_id}/"):
        accessible(page, f"/werk/benoemingen/{url}")
    accessible(page, "/werk/waarneming/")
    page.goto(f"/werk/benoemingen/{seated.public_id}/")
    page.get_by_text("Beëindigen").first.click()
    page.locator("#end_until").fill("2020-01-01")
    page.get_by_role("button", name="Beëindigen").click()
    expect(page.get_by_role("alert")).to_contain_text("Dit eindigt voordat het begint.")
