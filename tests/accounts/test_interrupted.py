"""Who writes for longer than a session lasts loses nothing, and nobody else reads it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raadzaal.accounts.interrupted import INTERRUPTED, MOST
from raadzaal.journal import clock
from raadzaal.meetings.models import AgendaItem
from tests.accounts.conftest import PASSWORD
from tests.dossier import Sitting

pytestmark = pytest.mark.django_db
WORDS = "Een punt waaraan lang is geschreven,\nmet “aanhalingstekens” & <tekens>"
PLACE = reverse("accounts:interrupted")


def with_password(person):
    person.user.set_password(PASSWORD)
    person.user.save()
    return person.user


@pytest.fixture
def secretariat(world):
    return with_password(world.person("truus-vlietstra"))


@pytest.fixture
def agenda(world) -> str:
    return reverse("meetings:agenda", args=[Sitting.called(world).meeting.public_id])


def sign_in(client, user):
    where = f"/account/login/?next={PLACE}"
    return client.post(where, {"login": user.email, "password": PASSWORD, "next": PLACE})


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def end(client) -> None:
    """Twelve hours later."""
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(minutes=1)) == 1


def interrupted(client, agenda: str, **more):
    """A point that is typed while the session lasts, and sent after it has ended."""
    sent = client.get(agenda).context["form"]["sent"].value()
    end(client)
    typed = {"title": WORDS.replace("\n", " "), "kind": "talk", "subject": "matter", "sent": sent} | more
    return client.post(agenda, typed, headers={"referer": f"http://testserver{agenda}"})


def sent_again(page) -> tuple[str, dict[str, str]]:
    """Where the first form of the page goes, and what a browser sends with it."""
    action, content = re.search(
        r'<form method="post" action="([^"]+)">(.*?)</form>', page.content.decode(), re.DOTALL
    ).groups()
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', content)
    return unescape(action), {name: unescape(value) for name, value in found}


def test_after_signing_in_again_it_is_back_and_can_be_sent(agenda, secretariat):
    client = signed_in(secretariat)
    answer = interrupted(client, agenda)
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={PLACE}")
    assert not AgendaItem.objects.exists()
    assert sign_in(client, secretariat)["Location"] == PLACE
    page = client.get(PLACE)
    assert "Wat u schreef is er nog" in page.content.decode() and "no-store" in page["Cache-Control"]
    assert WORDS.replace("\n", " ") in unescape(page.content.decode())
    to, fields = sent_again(page)
    assert client.post(to, fields).status_code == 302
    assert AgendaItem.objects.get().title == WORDS.replace("\n", " ")
    assert INTERRUPTED not in client.session
    assert client.get(PLACE)["Location"] == reverse("workspace:home")


def test_sent_twice_it_is_still_done_once(agenda, secretariat):
    client = signed_in(secretariat)
    interrupted(client, agenda)
    sign_in(client, secretariat)
    to, fields = sent_again(client.get(PLACE))
    for _each in range(2):
        assert client.post(to, fields).status_code == 302
    assert AgendaItem.objects.count() == 1


def test_it_can_be_left(agenda, secretariat):
    client = signed_in(secretariat)
    interrupted(client, agenda)
    sign_in(client, secretariat)
    assert client.post(PLACE)["Location"] == agenda
    assert INTERRUPTED not in client.session and not AgendaItem.objects.exists()


def test_whoever_else_signs_in_there_never_sees_it(world, agenda, secretariat):
    client = signed_in(secretariat)
    interrupted(client, agenda)
    sign_in(client, with_password(world.person("hans-barteling")))
    answer = client.get(PLACE)
    assert answer.status_code == 302 and INTERRUPTED not in client.session
    client.logout()
    sign_in(client, secretariat)
    assert client.get(PLACE).status_code == 302


def test_after_an_hour_it_is_gone(agenda, secretariat):
    client = signed_in(secretariat)
    interrupted(client, agenda)
    sign_in(client, secretariat)
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert client.get(PLACE).status_code == 302
    assert client.get(PLACE).status_code == 302


@pytest.mark.parametrize("long", [MOST + 1, MOST * 10])
def test_what_is_too_much_to_keep_is_shown_to_be_copied(agenda, secretariat, long):
    answer = interrupted(signed_in(secretariat), agenda, title="x" * long)
    page = answer.content.decode()
    assert answer.status_code == 403 and "x" * long in page and "U bent afgemeld" in page
    assert f"?next={agenda}" in page


def test_who_signed_out_in_another_window_gets_the_words_back_at_once(agenda, secretariat):
    """Whose they are is not known any more, so nothing of them stays."""
    client = signed_in(secretariat)
    client.post(reverse("account_logout"))
    answer = client.post(agenda, {"title": WORDS, "kind": "talk"})
    assert answer.status_code == 403 and "lang is geschreven" in answer.content.decode()
    assert not [each for each in Session.objects.all() if INTERRUPTED in each.get_decoded()]


def test_a_button_without_words_leads_to_signing_in(agenda, secretariat):
    where = reverse("meetings:convene", args=[agenda.split("/")[3]])
    assert Client().post(where)["Location"].startswith("/account/login/?next=")


def test_a_file_is_asked_for_again_with_the_words_still_there(agenda, secretariat):
    client = signed_in(secretariat)
    client.post(agenda, {"title": "Stukken", "kind": "talk", "subject": "matter"})
    point = AgendaItem.objects.get()
    where = reverse("meetings:add_paper", args=[agenda.split("/")[3], point.public_id])
    end(client)
    client.post(where, {"paper_title": WORDS, "access": "public", "file": SimpleUploadedFile("x.docx", b"x")})
    sign_in(client, secretariat)
    page = client.get(PLACE)
    assert "Een bestand dat u koos, is niet bewaard." in page.content.decode()
    to, fields = sent_again(page)
    answer = client.post(to, fields)
    assert answer.status_code == 422 and "lang is geschreven" in answer.content.decode()


def test_a_form_from_elsewhere_is_not_kept(agenda, secretariat):
    client = signed_in(secretariat)
    end(client)
    client.handler.enforce_csrf_checks = True
    answer = client.post(agenda, {"title": WORDS})
    assert answer.status_code == 403 and "U bent afgemeld" not in answer.content.decode()
    assert not [each for each in Session.objects.all() if INTERRUPTED in each.get_decoded()]


def test_a_page_that_saves_by_itself_is_only_sent_away(agenda, secretariat):
    client = signed_in(secretariat)
    end(client)
    answer = client.post(agenda, {"title": WORDS}, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 302
    assert not [each for each in Session.objects.all() if INTERRUPTED in each.get_decoded()]
