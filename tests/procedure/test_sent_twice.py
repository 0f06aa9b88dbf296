"""One press of a button makes one thing, however often the browser sends it; its sender is told so where the form stood."""

import pytest
from django.urls import reverse

from raadzaal.meetings.models import AgendaItem
from raadzaal.procedure.forgetting import forget_sent_forms
from raadzaal.procedure.models import SentForm
from tests.counting import client_of
from tests.dossier import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda(world) -> str:
    return reverse("meetings:agenda", args=[Sitting.called(world).meeting.public_id])


@pytest.fixture
def point(world, agenda) -> dict:
    """A point as it is typed, with the key of the page it is typed on."""
    sent = client_of(world.secretariat).get(agenda).context["form"]["sent"].value()
    return {"title": "Werkprogramma", "kind": "talk", "subject": "matter", "sent": sent}


def test_the_second_is_told_on_the_page_of_the_form_and_makes_nothing(world, agenda, point):
    client = client_of(world.secretariat)
    assert client.post(agenda, point).status_code == 302
    again = client.post(agenda, point, headers={"referer": f"http://testserver{agenda}"}, follow=True)
    assert again.redirect_chain == [(f"http://testserver{agenda}", 302)]
    assert "Dit is twee keer verstuurd." in again.content.decode()
    assert AgendaItem.objects.filter(title="Werkprogramma").count() == 1


def test_a_page_opened_anew_makes_another(world, agenda, point):
    client = client_of(world.secretariat)
    assert client.post(agenda, point).status_code == 302
    other = client.get(agenda).context["form"]["sent"].value()
    assert other != point["sent"]
    assert client.post(agenda, point | {"sent": other}).status_code == 302
    assert AgendaItem.objects.filter(title="Werkprogramma").count() == 2


def test_what_was_refused_is_not_spent(world, agenda, point):
    client = client_of(world.secretariat)
    refused = client.post(agenda, point | {"title": ""})
    assert refused.status_code == 422 and refused.context["form"]["sent"].value() == point["sent"]
    assert not SentForm.objects.exists()
    assert client.post(agenda, point).status_code == 302


@pytest.mark.parametrize("referer", ["", "https://elders.example/agenda", "//elders.example/"])
def test_nobody_is_sent_elsewhere(world, agenda, point, referer):
    client = client_of(world.secretariat)
    client.post(agenda, point)
    again = client.post(agenda, point, headers={"referer": referer})
    assert (again.status_code, again["Location"]) == (302, reverse("workspace:home"))


def test_a_key_is_forgotten_long_after_its_page(world, agenda, point):
    client_of(world.secretariat).post(agenda, point)
    world.days_later(59)
    assert forget_sent_forms() == 0 and SentForm.objects.count() == 1
    world.days_later(2)
    assert forget_sent_forms() == 1 and not SentForm.objects.exists()
