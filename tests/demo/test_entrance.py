from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import NoReverseMatch, reverse

from raadzaal.council import actions
from raadzaal.council.models import Person
from raadzaal.demo import cast, doors, views
from raadzaal.journal import clock
from raadzaal.meetings import actions as meetings
from tests.demo import show_urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(settings, world):
    settings.DEMO = True
    settings.ROOT_URLCONF = show_urls.__name__
    return world


def text(response) -> str:
    return response.content.decode()


def enter(client, person):
    return client.post("/demo/binnen/", {"person": person.public_id})


def test_every_role_has_a_door(client, show):
    page = text(client.get("/demo/"))
    for title in ("Aanvrager", "Secretariaat", "Dagelijks bestuur", "Commissiesecretaris", "Organisaties", "Raad"):
        assert f">{title}</h3>" in page
    assert "Enter the show council" in text(client.get("/en/demo/"))


def test_every_door_leads_in(client, show):
    everybody = [visitor.person for door in doors.doors() for visitor in door.visitors]
    assert len(everybody) > 20
    for person in everybody:
        assert enter(client, person)["Location"] == "/werk/"
        assert client.session["_auth_user_id"] == str(person.user_id)


def test_three_walks_lead_somewhere(client, show):
    page = text(client.get("/demo/"))
    assert page.count("<h3>") == 3 and 'class="button" href="/adviezen/"' in page
    for walk in doors.walks():
        assert enter(client, walk.person)["Location"] == "/werk/"


def test_one_click_changes_role_with_a_new_session(client, show):
    enter(client, cast.person("carla-de-vette"))
    client.post("/account/hoedanigheid/", {"capacity": "all"})
    before = client.session.session_key
    enter(client, cast.person("hans-barteling"))
    assert client.session.session_key != before
    assert client.get("/werk/").wsgi_request.actor.name == "Hans Barteling"


def test_entering_asks_a_form_of_our_own(show):
    client = Client(enforce_csrf_checks=True)
    assert enter(client, cast.person("hans-barteling")).status_code == 403
    assert client.get("/demo/binnen/").status_code == 405


def test_only_invented_people_can_be_entered_as(client, show):
    real = actions.register_person("Tess van Dam", actor=show.secretariat)
    actions.give_account(real, actor=show.secretariat, email="tess@voorbeeld.example", site="http://x/", invite=False)
    assert enter(client, Person.objects.get(pk=real.pk)).status_code == 403
    assert client.post("/demo/binnen/", {"person": "zzzzzzzzzzzz"}).status_code == 404
    assert "_auth_user_id" not in client.session


class TestWhereItIsNoShow:
    def test_the_addresses_do_not_exist(self, client, world, settings):
        assert not settings.DEMO
        assert client.get("/demo/").status_code == 404
        assert enter(client, cast.person("hans-barteling")).status_code == 404
        with pytest.raises(NoReverseMatch):
            reverse("demo:entrance")

    def test_the_views_refuse_though_they_were_mounted(self, client, world, settings):
        settings.ROOT_URLCONF = show_urls.__name__
        assert client.get("/demo/").status_code == 404
        assert enter(client, cast.person("hans-barteling")).status_code == 404
        assert "_auth_user_id" not in client.session

    def test_the_function_refuses(self, rf, world, client):
        request = rf.post("/demo/binnen/")
        request.session, request.user = client.session, AnonymousUser()
        with pytest.raises(PermissionDenied):
            views.enter_as(request, cast.person("hans-barteling"))


def test_who_sits_down_at_the_meeting_that_goes_on_comes_to_their_screen(client, show):
    assert "die nu bezig is" not in text(client.get("/demo/"))
    meeting = meetings.plan(
        show.council, actor=show.secretariat, starts_at=clock.now() + timedelta(minutes=1), place="Raadzaal"
    )
    meetings.convene(meeting, actor=show.secretariat)
    seats = {cast.seat(number).pk: cast.member(number).pk for number in range(1, 37)}
    meetings.sign_sheet(meeting, actor=show.secretariat, seats=seats)
    meetings.open_meeting(meeting, actor=show.chair)
    assert "die nu bezig is" in text(client.get("/demo/"))
    for seated in doors.running().seated:
        told = {"person": seated.person.public_id, "screen": seated.screen}
        answer = client.post("/demo/binnen/", told)
        assert answer.url == reverse(f"meetings:{seated.screen}", args=[meeting.public_id])
        assert client.get(answer.url).status_code == 200
    assert client.post("/demo/binnen/", told | {"screen": "elders"}).url == reverse("workspace:home")
