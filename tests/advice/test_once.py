"""What is done twice by mistake is done once, and what changes nothing is not told."""

import pytest
from django.urls import reverse

from raadzaal.advice import actions
from raadzaal.advice.models import Advice
from raadzaal.journal.models import Entry
from tests.counting import client_of
from tests.dossier import Dossier

pytestmark = pytest.mark.django_db


def request_of(world) -> dict:
    return {
        "title": "Zorgen naast het werk",
        "kind": "advice",
        "requesters": [world.organisation("minister_szw")],
        "letter": "Ik vraag de raad advies.",
        "questions": ["Wat is nodig?"],
        "addressee": "De minister",
    }


def filed(world, actor, key: str) -> Advice:
    given = request_of(world) | {"deadline": world.today.replace(year=world.today.year + 1)}
    return actions.file(actor=actor, key=key, **given)


def test_one_form_sent_twice_makes_one_dossier(world):
    first = filed(world, world.secretariat, "k1")
    entries = Entry.objects.count()
    assert filed(world, world.secretariat, "k1").pk == first.pk
    assert (Advice.objects.count(), Entry.objects.count()) == (1, entries)
    assert first.stages_reached.count() == first.letters.count() == 1


def test_another_form_or_somebody_else_s_makes_another(world):
    made = {filed(world, world.secretariat, "k1").pk, filed(world, world.secretariat, "k2").pk}
    made |= {filed(world, world.minister_szw, "k1").pk, filed(world, world.minister_szw, "").pk}
    made |= {filed(world, world.minister_szw, "").pk}
    assert len(made) == 5


def test_a_start_of_ones_own_once_too(world):
    given = {"title": "Wonen", "committee": world.sea, "ground": "prepare", "key": "k"}
    first = actions.initiate(actor=world.executive, **given)
    assert actions.initiate(actor=world.executive, **given).pk == first.pk


def test_the_form_on_the_page_has_its_key(world):
    client = client_of(world.secretariat)
    address = reverse("advice:file")
    key = client.get(address).context["form"]["key"].value()
    assert key != client.get(address).context["form"]["key"].value()
    sent = {
        "title": "Zorg", "kind": "advice", "requesters": [world.organisation("minister_szw").pk], "letter": "Graag.",
        "questions": "Wat?", "addressee": "De minister", "deadline": "2027-06-01", "key": key,
    }  # fmt: skip
    places = {client.post(address, sent)["Location"] for _each in range(2)}
    assert len(places) == 1
    assert Advice.objects.count() == 1


def test_the_same_words_again_are_not_told(world):
    dossier = Dossier.requested(world).accepted().written()
    dossier.edited(1, "Anders.")
    entries = Entry.objects.count()
    number = dossier.edited(1, "Anders.", "Nog eens opgeslagen")
    assert number == dossier.edited(1, "Anders.")
    assert Entry.objects.count() == entries
