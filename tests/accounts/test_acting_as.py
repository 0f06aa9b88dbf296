"""In which role somebody acts, and for whom."""

from datetime import date

import pytest

from raadzaal.council import actions
from raadzaal.council.models import Appointment
from raadzaal.demo import cast

pytestmark = pytest.mark.django_db
URL = "/account/hoedanigheid/"


@pytest.fixture
def deputy(client, world):
    """Sits in the council, in its executive committee and in a committee."""
    client.force_login(cast.person("marjolein-kastelein").user, "django.contrib.auth.backends.ModelBackend")
    return client


def text(response) -> str:
    return response.content.decode()


def acting(client) -> set[str]:
    return {capacity.role for capacity in client.get(URL).wsgi_request.actor.capacities}


def sources(client) -> dict[str, str]:
    return {capacity.role: capacity.source for capacity in client.get(URL).context["holder"].capacities}


def test_at_first_somebody_acts_in_all_roles(deputy):
    assert acting(deputy) == {"council_member", "executive_committee", "committee_member"}


def test_a_role_is_chosen_and_left_again(deputy):
    held = sources(deputy)
    deputy.post(URL, {"capacity": held["executive_committee"]})
    assert acting(deputy) == {"executive_committee"}
    assert sources(deputy) == held, "the choice does not hide the others"
    deputy.post(URL, {"capacity": "all"})
    assert len(acting(deputy)) == 3


def test_every_page_shows_who_acts_and_as_what(deputy):
    deputy.post(URL, {"capacity": sources(deputy)["executive_committee"]})
    masthead = text(deputy.get("/raad/")).partition("</header>")[0]
    assert "Marjolein Kastelein" in masthead and "dagelijks bestuur" in masthead


@pytest.mark.parametrize("capacity", ["", "x", "zzzzzzzzzzzz"])
def test_what_is_not_held_cannot_be_chosen(deputy, world, capacity):
    theirs = Appointment.objects.filter(person__key="carla-de-vette").first().public_id
    for wanted in (capacity, theirs):
        deputy.post(URL, {"capacity": wanted})
        assert len(acting(deputy)) == 3


def test_a_role_that_ends_is_lost_though_it_was_chosen(deputy, world):
    chosen = sources(deputy)["executive_committee"]
    deputy.post(URL, {"capacity": chosen})
    world.days_later(1)
    row = Appointment.objects.known().get(public_id=chosen)
    actions.end(row, actor=world.secretariat, until=date(2026, 9, 2))
    assert "executive_committee" not in acting(deputy)


def test_standing_in_says_for_whom(client, world):
    row = Appointment.objects.known().get(person__key="hans-barteling")
    stand_in = cast.person("shirley-pinas")
    actions.delegate(
        row, actor=cast.actor("hans-barteling"), delegate=stand_in, since=date(2026, 9, 1), until=date(2026, 9, 8)
    )
    client.force_login(stand_in.user, "django.contrib.auth.backends.ModelBackend")
    assert "(Hans Barteling)" in text(client.get(URL))


def test_who_holds_nothing_is_told_so(client, world):
    client.force_login(cast.person("aleid-ruysenaar").user, "django.contrib.auth.backends.ModelBackend")
    assert "U heeft vandaag geen rol" in text(client.get(URL))


def test_a_visitor_is_asked_to_sign_in(client, world):
    assert client.get(URL)["Location"].startswith("/account/login/")


@pytest.mark.parametrize("onward", ["https://elders.example/", "//elders.example", "javascript:alert(1)"])
def test_afterwards_one_stays_on_this_site(deputy, onward):
    assert deputy.post(URL, {"capacity": "all", "next": onward})["Location"] == URL
    assert deputy.post(URL, {"capacity": "all", "next": "/raad/"})["Location"] == "/raad/"
