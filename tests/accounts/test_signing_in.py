import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.test import Client

from raadzaal.accounts import invitation
from raadzaal.accounts.models import User
from raadzaal.journal.acts import NoAct, act
from tests.accounts.conftest import PASSWORD
from tests.accounts.identity_provider import identity_provider

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def text(response) -> str:
    return response.content.decode()


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def sign_in(client, user, password=PASSWORD, url=LOGIN):
    return client.post(url, {"login": user.email, "password": password})


def test_the_page_is_ours_in_two_languages(client, world):
    dutch, english = client.get(LOGIN), client.get("/en/account/login/")
    assert "<h1>Aanmelden</h1>" in text(dutch) and "<h1>Sign in</h1>" in text(english)
    assert 'lang="nl"' in text(dutch) and 'lang="en"' in text(english)


def test_an_address_and_a_password_let_somebody_in(client, user):
    response = sign_in(client, user)
    assert response.status_code == 302 and signed_in(client)


def test_the_address_is_read_without_regard_to_capitals(client, user):
    client.post(LOGIN, {"login": user.email.upper(), "password": PASSWORD})
    assert signed_in(client)


def test_the_session_is_another_one_after_signing_in(client, user):
    client.get("/account/hoedanigheid/")
    client.session.save()
    before = client.session.session_key
    sign_in(client, user)
    assert client.session.session_key != before


@pytest.mark.parametrize("address", ["", "niemand@voorbeeld.example"])
def test_a_wrong_password_says_no_more_than_that(client, user, address):
    response = client.post(LOGIN, {"login": address or user.email, "password": "niet dit wachtwoord"})
    assert not signed_in(client)
    assert "Het e-mailadres en het wachtwoord horen niet bij elkaar." in text(response)


def test_a_closed_account_is_not_let_in(client, user):
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_in(client, user)
    assert not signed_in(client)


def test_guessing_is_slowed_down(client, user):
    for _attempt in range(5):
        sign_in(client, user, "verkeerd")
    response = sign_in(client, user)
    assert not signed_in(client)
    assert "Te vaak geprobeerd. Wacht even." in text(response)


def test_too_many_requests_get_a_page_in_our_face(client, user, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, user, "verkeerd")
    response = sign_in(client, user, "verkeerd")
    assert response.status_code == 429
    assert "Te veel pogingen" in text(response) and "masthead" in text(response)


def test_nobody_signs_up(client, world):
    number = User.objects.count()
    given = {"email": "nieuw@voorbeeld.example", "password1": PASSWORD, "password2": PASSWORD}
    assert "U kunt hier geen account maken" in text(client.post("/account/signup/", given))
    assert User.objects.count() == number


def test_signing_out_ends_the_session(client, user):
    sign_in(client, user)
    client.post("/account/logout/")
    assert not signed_in(client)


PAGES = (
    "/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/account/signup/",
    "/account/inactive/", "/account/confirm-email/", "/account/3rdparty/login/error/", "/account/3rdparty/login/cancelled/",
    "/account/password/reset/key/done/", "/account/password/reset/key/1-x/",
)  # fmt: skip
OWN_PAGES = (
    "/account/hoedanigheid/", "/account/logout/", "/account/email/", "/account/password/change/", "/account/2fa/",
    "/account/3rdparty/", "/account/2fa/webauthn/",
)  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
def test_pages_for_visitors_wear_our_face(client, world, url):
    faithful(client.get(url, follow=True))


@pytest.mark.parametrize("url", OWN_PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_an_account_wear_our_face(client, user, url, language):
    sign_in(client, user)
    faithful(client.get(language + url, follow=True))


def faithful(response):
    page = text(response)
    assert response.status_code in (200, 401)
    assert 'class="masthead"' in page and page.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|javascript:", page)


class TestANewPassword:
    def asked(self, client, mailoutbox, email):
        client.post("/account/password/reset/", {"email": email})
        return re.search(r"https?://\S+", mailoutbox[-1].body) if mailoutbox else None

    def test_comes_by_a_link_that_works_once(self, client, user, mailoutbox):
        link = self.asked(client, mailoutbox, user.email).group()
        form = client.get(link, follow=True)
        new = "een ander lang wachtwoord"
        assert client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}).status_code == 302
        assert sign_in(Client(), user, new).status_code == 302
        assert "werkt niet meer" in text(Client().get(link, follow=True))

    def test_an_unknown_address_gets_the_same_answer(self, client, user, mailoutbox):
        answers = {
            text(client.post("/account/password/reset/", {"email": email}, follow=True))
            for email in (user.email, "niemand@voorbeeld.example")
        }
        assert len({re.sub(r'value="[^"]*"', "", answer) for answer in answers}) == 1
        assert "/signup/" not in mailoutbox[-1].body

    def test_a_short_one_is_refused(self, client, user):
        sign_in(client, user)
        given = {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}
        assert "field-error" in text(client.post("/account/password/change/", given))
        assert sign_in(Client(), user).status_code == 302

    def test_the_owner_is_told_of_a_change(self, client, user, mailoutbox):
        sign_in(client, user)
        new = "een ander lang wachtwoord"
        client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
        assert [mail.to for mail in mailoutbox] == [[user.email]]
        assert "Er is iets veranderd aan uw account" in mailoutbox[0].body


class TestAnInvitation:
    @pytest.fixture
    def invited(self, db):
        with act():
            return invitation.new_user("tess@voorbeeld.example")

    def follow(self, link):
        client = Client()
        return client, client.get(link, follow=True)

    def choose(self, link):
        client, page = self.follow(link)
        given = {"password1": PASSWORD, "password2": PASSWORD}
        return client.post(page.redirect_chain[-1][0], given) if page.redirect_chain else page

    def test_lets_somebody_choose_a_password_once(self, invited):
        link = invitation.link(invited, "http://testserver/")
        assert self.choose(link).status_code == 302
        assert sign_in(Client(), invited).status_code == 302
        assert "werkt niet meer" in text(self.follow(link)[1])

    def test_ends_after_some_days(self, invited, settings, monkeypatch):
        link = invitation.link(invited, "http://testserver/")
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert "werkt niet meer" in text(self.follow(link)[1])

    def test_of_another_installation_is_refused(self, invited, settings):
        settings.SECRET_KEY = "van een ander"
        link = invitation.link(invited, "http://testserver/")
        settings.SECRET_KEY = "van ons"
        assert "werkt niet meer" in text(self.follow(link)[1])

    def test_of_somebody_else_is_refused(self, user):
        with act():
            invited = invitation.new_user("tess@voorbeeld.example")
        link = invitation.link(invited, "http://testserver/")
        theirs = invitation.link(user, "http://testserver/")
        mixed = theirs.partition("-")[0] + "-" + link.partition("-")[2]
        assert "werkt niet meer" in text(self.follow(mixed)[1])

    def test_is_a_mail_in_dutch(self, invited, mailoutbox):
        invitation.send(invited, "Tess van Dam", "https://raad.example/")
        assert mailoutbox[0].subject == "Uw account bij de raad"
        assert "https://raad.example/account/password/reset/key/" in mailoutbox[0].body

    def test_nobody_is_let_in_before_it(self, invited):
        sign_in(client := Client(), invited, "")
        assert not signed_in(client)

    def test_accounts_are_made_within_an_act(self, db):
        with pytest.raises(NoAct):
            invitation.new_user("tess@voorbeeld.example")


def code_of(user) -> str:
    secret = Authenticator.objects.get(user=user, type="totp").wrap().instance.data["secret"]
    from raadzaal.accounts.adapter import SecondFactorAdapter

    return current_code(SecondFactorAdapter().decrypt(secret))


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def enrolment(client, user):
    """The page on which an authenticator app is switched on; the password is asked once more before it."""
    sign_in(client, user)
    again = client.get("/account/2fa/totp/activate/", follow=True)
    faithful(again)
    return client.post(again.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)


class TestASecondFactor:
    @pytest.fixture
    def protected(self, client, user):
        EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
        secret = enrolment(client, user).context["form"].secret
        self.answer = client.post("/account/2fa/totp/activate/", {"code": current_code(secret)}, follow=True)
        self.secret = secret
        return user

    def test_the_drawing_to_scan_stands_in_the_page_itself(self, client, user):
        EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
        page = enrolment(client, user)
        faithful(page)
        assert "<svg" in text(page) and "data:" not in text(page)

    def test_comes_with_recovery_codes(self, protected):
        faithful(self.answer)
        assert "Herstelcodes" in text(self.answer)

    def test_a_password_alone_no_longer_lets_in(self, protected):
        client = Client()
        response = client.post(LOGIN, {"login": protected.email, "password": PASSWORD}, follow=True)
        assert not signed_in(client)
        faithful(response)
        assert "Nog één stap" in text(response)

    def test_a_code_does_and_a_wrong_one_does_not(self, protected):
        from django.core.cache import cache

        cache.clear()  # the code of enrolment counts as used
        client = Client()
        sign_in(client, protected)
        wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
        assert not signed_in(client) and "Deze code klopt niet." in text(wrong)
        client.post("/account/2fa/authenticate/", {"code": current_code(self.secret)})
        assert signed_in(client)

    def test_a_recovery_code_works_once(self, protected):
        codes = Authenticator.objects.get(user=protected, type="recovery_codes").wrap().get_unused_codes()
        for works in (True, False):
            client = Client()
            sign_in(client, protected)
            client.post("/account/2fa/authenticate/", {"code": codes[0]})
            assert signed_in(client) is works

    def test_its_secret_is_not_readable_in_the_database(self, protected):
        kept = Authenticator.objects.get(user=protected, type="totp").data["secret"]
        assert self.secret not in kept

    def test_a_former_key_of_the_installation_still_opens_it(self, protected, settings):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "een nieuwe sleutel"
        assert code_of(protected) == current_code(self.secret)


class TestThroughAnOrganisation:
    @pytest.fixture
    def organisation(self, settings):
        with identity_provider() as found:
            app = {"provider_id": "oidc", "name": "De bond", "client_id": "raadzaal", "secret": "geheim"}
            app["settings"] = {"server_url": found.address}
            settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
            yield found

    def come_back(self, client, organisation, **who):
        organisation.who = {"sub": "1", **who}
        away = client.post("/account/oidc/oidc/login/")
        state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
        return client.get("/account/oidc/oidc/login/callback/", {"code": "eenmalig", "state": state}, follow=True)

    def test_is_absent_until_it_is_set(self, client, world):
        assert settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] == []
        assert "Of via uw organisatie" not in text(client.get(LOGIN))
        assert client.get("/account/oidc/oidc/login/").status_code == 404

    def test_sends_somebody_there(self, client, world, organisation):
        assert "De bond" in text(client.get(LOGIN))
        faithful(client.get("/account/oidc/oidc/login/"))
        response = client.post("/account/oidc/oidc/login/")
        assert response.status_code == 302
        assert response["Location"].startswith(f"{organisation.address}/authorize?client_id=raadzaal&")

    def test_lets_in_whose_address_it_vouches_for(self, client, user, organisation):
        EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
        self.come_back(client, organisation, email=user.email, email_verified=True)
        assert client.session["_auth_user_id"] == str(user.pk)

    @pytest.mark.parametrize(
        ("who", "says"),
        [
            ({"email": "niemand@voorbeeld.example", "email_verified": True}, "geen account maken"),
            ({"email_verified": False}, "geen account maken"),
        ],
    )
    def test_lets_nobody_else_in(self, client, user, organisation, who, says):
        EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
        number = User.objects.count()
        response = self.come_back(client, organisation, **{"email": user.email, **who})
        assert not signed_in(client) and says in text(response)
        assert User.objects.count() == number
