"""What lets somebody in ends when it should, works for one person only, and in this house only."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.signing import dumps
from django.test import Client
from django.urls import reverse

from raadzaal.accounts import invitation
from raadzaal.accounts.models import User
from raadzaal.demo import cast
from raadzaal.journal.acts import act
from tests.accounts.conftest import PASSWORD
from tests.site.test_urls_by_role import ACCOUNT, SENT, account_url

pytestmark = pytest.mark.django_db

LOGIN, LOGOUT, WORK = "/account/login/", "/account/logout/", "/werk/"
NEW = "een heel ander lang wachtwoord"
GONE = "werkt niet meer"


@pytest.fixture(autouse=True)
def no_memory_of_earlier_tries():
    cache.clear()


@pytest.fixture
def user(world):
    found = cast.person("hans-barteling").user
    found.set_password(PASSWORD)
    found.save()
    return found


def signed_in(user, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": password})
    return client


def with_session(key: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def text(answer) -> str:
    return answer.content.decode()


def inside(client: Client) -> bool:
    return client.get(WORK).status_code == 200


def chosen(link: str, password: str):
    """Follows a link by which a password is set, as a browser that never was here."""
    client = Client()
    page = client.get(link, follow=True)
    if not page.redirect_chain or "password1" not in page.content.decode():
        return page
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})


# -- sessions ----------------------------------------------------------------------------------------------------------


def test_who_was_watched_before_signing_in_is_not_followed_inside(user):
    """A session that an attacker gave somebody is not the one in which they are signed in."""
    given = with_session("a" * 32)
    given.get(LOGIN)
    given.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert inside(given)
    assert key_of(given) != "a" * 32
    assert not inside(with_session("a" * 32))


def test_after_signing_out_the_old_cookie_opens_nothing(user):
    client = signed_in(user)
    stolen = key_of(client)
    assert inside(with_session(stolen))
    client.post(LOGOUT)
    assert not inside(with_session(stolen))
    assert not Session.objects.filter(session_key=stolen).exists()


def test_signing_out_is_not_done_by_a_picture_on_another_site(user):
    client = signed_in(user)
    client.get(LOGOUT)
    assert inside(client)


def test_a_new_password_ends_the_sessions_elsewhere(user):
    here, elsewhere = signed_in(user), signed_in(user)
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert not inside(elsewhere)
    assert inside(signed_in(user, NEW)) and not inside(signed_in(user))


def test_a_closed_account_is_put_out_at_once(user):
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not inside(client)


def test_a_session_ends_by_itself(user, world):
    client = signed_in(user)
    kept = Session.objects.get(session_key=key_of(client))
    assert 0 < client.session.get_expiry_age() <= 12 * 3600
    Session.objects.filter(pk=kept.pk).update(expire_date="2020-01-01T00:00Z")
    assert not inside(client)


@pytest.mark.parametrize("key", ["", "a", "0" * 32, "é" * 32, "../../etc/passwd", "' OR 1=1 --", "x" * 4000])
def test_a_made_up_session_opens_nothing(user, key):
    assert not inside(with_session(key))


def test_the_cookies_cannot_be_read_by_scripts_and_do_not_go_elsewhere(user):
    cookie = signed_in(user).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_a_role_of_somebody_else_cannot_be_taken_by_the_session(user, world):
    """What the session says of the role narrows what somebody holds; it gives nothing."""
    client = signed_in(user)
    session = client.session
    session["acting_as"] = cast.secretariat().capacities[0].source
    session.save()
    assert client.get(reverse("correspondence:outbox")).status_code == 404


@pytest.mark.parametrize("name", [line.split("|")[0].strip() for line in ACCOUNT.strip().splitlines()])
def test_no_page_of_an_account_takes_a_form_from_elsewhere(user, name):
    client = signed_in(user)
    client.handler.enforce_csrf_checks = True
    assert client.post(account_url(name), SENT).status_code == 403


def test_a_form_from_before_signing_in_again_gives_back_its_words(user):
    client = signed_in(user)
    client.handler.enforce_csrf_checks = True
    answer = client.post(WORK, {"reason": "Met zorg getypt <b>"})
    assert answer.status_code == 403
    assert "Met zorg getypt &lt;b&gt;" in text(answer) and "masthead" in text(answer)


# -- links ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def invited(world):
    with act():
        return invitation.new_user("tess@voorbeeld.example")


def reset_link(user, mailoutbox) -> str:
    Client().post("/account/password/reset/", {"email": user.email})
    return re.search(r"https?://\S+", mailoutbox[-1].body).group()


def test_of_two_links_the_older_is_dead_when_the_newer_was_used(user, mailoutbox):
    older, newer = reset_link(user, mailoutbox), reset_link(user, mailoutbox)
    assert chosen(newer, NEW).status_code == 302
    assert GONE in chosen(older, PASSWORD).content.decode()
    assert inside(signed_in(user, NEW))


def test_an_invitation_is_dead_after_a_reset_by_mail(invited, mailoutbox):
    link = invitation.link(invited, "http://testserver/")
    assert chosen(reset_link(invited, mailoutbox), NEW).status_code == 302
    assert GONE in chosen(link, PASSWORD).content.decode()


def test_an_invitation_that_has_ended_is_not_revived(invited, settings):
    """Neither by asking again, nor by following it half-way in time."""
    link = invitation.link(invited, "http://testserver/")
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    settings.PASSWORD_RESET_TIMEOUT = -1
    answer = client.post(form, {"password1": NEW, "password2": NEW})
    assert answer.status_code == 200 and not inside(signed_in(invited, NEW))


def test_a_link_of_another_installation_is_refused(user, settings, mailoutbox):
    settings.SECRET_KEY = "van een ander"
    link = reset_link(user, mailoutbox)
    settings.SECRET_KEY = "van ons"
    assert GONE in chosen(link, NEW).content.decode()


def test_a_session_of_another_installation_says_nothing_here(user, settings):
    """Its content is signed with that installation's secret, even were its row copied."""
    client = signed_in(user)
    settings.SECRET_KEY = "van een ander"
    assert not inside(client)


def test_a_confirmation_of_an_address_by_another_installation_is_refused(user, settings):
    settings.SECRET_KEY = "van een ander"
    key = dumps(user.emailaddress_set.values_list("pk", flat=True).first() or 1, salt="account")
    settings.SECRET_KEY = "van ons"
    page = Client().get(reverse("account_confirm_email", kwargs={"key": key}))
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_the_link_does_not_travel_on(invited):
    """It stands in no address of the page on which the password is typed, and that page sends no referrer elsewhere."""
    link = invitation.link(invited, "http://testserver/")
    page = Client().get(link, follow=True)
    assert link.rstrip("/").rpartition("-")[2] not in page.redirect_chain[-1][0]
    assert page["Referrer-Policy"] == "same-origin"


def test_a_new_address_is_told_to_the_old_one(user, mailoutbox):
    """And nothing changes before the new one was followed from its own mail; that link works once."""
    old, client = user.email, signed_in(user)
    EmailAddress.objects.get_or_create(user=user, email=old, verified=True, primary=True)
    client.post("/account/email/", {"action_add": "", "email": "ander@voorbeeld.example"})
    assert User.objects.get(pk=user.pk).email == old
    (asked,) = mailoutbox
    link = re.search(r"https?://\S+", asked.body).group()
    client.post(link)
    assert User.objects.get(pk=user.pk).email == "ander@voorbeeld.example"
    assert old in {address for mail in mailoutbox[1:] for address in mail.to}
    assert Client().post(link).status_code == 404


@pytest.mark.parametrize(
    "where",
    ["https://elders.example/", "//elders.example", "javascript:alert(1)", "/\\elders.example", "https:elders.example"],
)
def test_nobody_is_sent_elsewhere_after_signing_in(user, where):
    client = Client()
    answer = client.post(f"{LOGIN}?next={where}", {"login": user.email, "password": PASSWORD, "next": where})
    assert answer.status_code == 302 and "elders" not in answer["Location"] and "javascript" not in answer["Location"]
    chosen_role = client.post("/account/hoedanigheid/", {"capacity": "all", "next": where})
    assert "elders" not in chosen_role["Location"] and "javascript" not in chosen_role["Location"]
