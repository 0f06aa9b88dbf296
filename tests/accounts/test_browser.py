"""Passkeys in a real browser, with an authenticator that the browser itself plays."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """A page with a key that verifies its owner; what the policy of the pages forbids is an error."""
    context = chromium.new_context(locale="nl-NL", base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    forbidden = []
    page.on(
        "console", lambda message: forbidden.append(message.text) if "Content Security Policy" in message.text else None
    )
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()
    assert forbidden == []


def accessible(page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(each["id"], each["nodes"][0]["html"]) for each in found]


def sign_in(page, user) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()


def add_passkey(page, user) -> None:
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    sign_in(page, user)
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    accessible(page)
    page.get_by_label("Als passkey").check()
    page.get_by_role("button", name="Deze sleutel toevoegen").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()


def sign_out(page) -> None:
    page.goto("/account/hoedanigheid/")
    accessible(page)
    page.get_by_role("button", name="Afmelden").click()


def test_a_passkey_is_added_and_lets_in_without_a_password(page, user):
    add_passkey(page, user)
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1
    sign_out(page)
    page.goto("/account/login/")
    accessible(page)
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    page.wait_for_url("**/werk/**")
    page.goto("/account/hoedanigheid/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hans Barteling")


def test_a_key_is_the_second_factor_after_the_password(page, user):
    add_passkey(page, user)
    sign_out(page)
    sign_in(page, user)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    accessible(page)
    page.get_by_role("button", name="Beveiligingssleutel of passkey gebruiken").click()
    page.wait_for_url("**/werk/**")


def test_without_a_key_one_is_told_so_and_stays(page, user):
    page.goto("/account/login/")
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    expect(page.get_by_role("alert")).to_have_text("Dat lukte niet. Probeer het opnieuw of kies een andere manier.")


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pages_for_visitors_are_accessible(page, user, language):
    for url in ("login/", "password/reset/", "password/reset/done/", "signup/", "password/reset/key/1-x/"):
        page.goto(f"{language}/account/{url}")
        accessible(page)


def test_the_pages_of_an_account_are_accessible(page, user):
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    sign_in(page, user)
    for url in ("hoedanigheid/", "email/", "password/change/", "2fa/", "2fa/webauthn/", "logout/"):
        page.goto(f"/account/{url}")
        accessible(page)
    page.goto("/account/2fa/totp/activate/")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("img", name="De geheime sleutel hieronder")).to_be_visible()
    accessible(page)
