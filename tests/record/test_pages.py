import json

import pytest
from django.urls import reverse

from raadzaal.journal import followers
from raadzaal.journal.models import Entry
from raadzaal.procedure.refusals import Refused
from raadzaal.record import actions
from raadzaal.record.models import SynonymGroup
from raadzaal.record.search import store
from tests.advice.test_page_queries import counts
from tests.counting import client_of, queries_of
from tests.dossier import Dossier, at_stage
from tests.record.making import document, index

pytestmark = pytest.mark.django_db
SEARCH = reverse("record:search")


@pytest.fixture
def filled(index_home, db):
    index(
        document("een", "Met <b>pensioen</b>", "Wie werkt gaat met pensioen & meer.", committee="Commissie A"),
        *[document(f"reeks{at}", f"Reeks {at}", "Een pensioen in de reeks.") for at in range(25)],
    )


def test_before_anything_is_asked(client, index_home):
    page = client.get(SEARCH).content.decode()
    assert 'name="q"' in page and "record-found" not in page


def test_a_search_stands_in_its_address(client, filled):
    page = client.get(SEARCH, {"q": "pensioen", "soort": "advice", "page": "3"}).content.decode()
    assert "26 gevonden" in page
    assert page.count("<h3>") == 6
    assert "q=pensioen&amp;soort=advice&amp;page=2" in page


def test_marks_and_nothing_unescaped(client, filled):
    page = client.get(SEARCH, {"q": "titel:pensioen"}).content.decode()
    assert "Met &lt;b&gt;<mark>pensioen</mark>&lt;/b&gt;" in page
    assert "<mark>pensioen</mark> &amp; meer" in page


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("", 200, "Typ een woord"),
        ("   ", 200, "Typ een woord"),
        ("x" * 10_000, 422, "langer dan 300 tekens"),
        ("AND OR -", 200, "Niets gevonden"),
        ("- * ()", 422, "geen woord"),
        ("-pensioen", 422, "alleen wat niet gevonden mag worden"),
        ("zeppelin", 200, "Niets gevonden"),
    ],
)
def test_clear_answers(client, filled, typed, status, words):
    answer = client.get(SEARCH, {"q": typed})
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_what_was_refused_is_still_in_the_field(client, filled):
    assert 'value="-pensioen"' in client.get(SEARCH, {"q": "-pensioen"}).content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999", "99", "1e3", ""])
def test_any_page_is_answered(client, filled, page):
    assert client.get(SEARCH, {"q": "pensioen", "page": page}).status_code == 200


def test_without_an_index(client, index_home):
    store.remove()
    answer = client.get(SEARCH, {"q": "pensioen"})
    assert answer.status_code == 503 and "over een minuut" in answer.content.decode()


def test_suggestions(client, filled):
    answer = json.loads(client.get(reverse("record:suggestions"), {"q": "pens"}).content)
    assert answer == {"suggestions": ["pensioen"]}


def test_questions_to_the_database_do_not_grow(world, index_home):
    client = client_of(world.anybody)
    found = counts(client, f"{SEARCH}?q=zorgen", lambda: (Dossier.requested(world), followers.catch_up()))
    assert len(set(found)) == 1, found


# -- synonyms ----------------------------------------------------------------------------------------------------------


def test_the_secretariat_keeps_synonyms(world, index_home):
    at_stage(world, "received").published()
    followers.rebuild("public_search")
    client, visitor = client_of(world.secretariat), client_of(world.anybody)
    assert "Niets gevonden" in visitor.get(SEARCH, {"q": "invalpoel"}).content.decode()
    answer = client.post(reverse("record:synonyms"), {"words": "invalpoel\nvervangpool"})
    assert answer.status_code == 302
    assert "vervangpools</mark>" in visitor.get(SEARCH, {"q": "invalpoel"}).content.decode()
    group = SynonymGroup.objects.get()
    assert Entry.objects.latest("seq").kind == "record.add_synonyms"
    client.post(reverse("record:drop_synonyms", args=[group.public_id]))
    assert "Niets gevonden" in visitor.get(SEARCH, {"q": "invalpoel"}).content.decode()


@pytest.mark.parametrize(
    "words", [[], ["een"], ["een", "een "], ["een", "x" * 61], ["een", "!!"], [f"w{at}" for at in range(13)]]
)
def test_lists_that_are_no_synonyms(world, words):
    with pytest.raises(Refused):
        actions.add_synonyms(words, actor=world.secretariat)
    assert not SynonymGroup.objects.exists()


def test_a_word_stands_in_one_list(world):
    actions.add_synonyms(["aow", "ouderdomspensioen"], actor=world.secretariat)
    with pytest.raises(Refused):
        actions.add_synonyms(["AOW", "staatspensioen"], actor=world.secretariat)


def test_nobody_else_keeps_synonyms(world):
    for actor in (world.secretary, world.chair, world.administrator, world.coordinator("fnv"), world.anybody):
        with pytest.raises(Refused):
            actions.add_synonyms(["een", "ander"], actor=actor)


def test_the_list_of_synonyms_asks_a_fixed_number_of_questions(world):
    client = client_of(world.secretariat)
    first = queries_of(client, reverse("record:synonyms"))
    for at in range(20):
        actions.add_synonyms([f"eerste{at}", f"tweede{at}"], actor=world.secretariat)
    assert queries_of(client, reverse("record:synonyms")) == first
