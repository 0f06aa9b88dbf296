"""The index never tells what the public may not read, and tells what is public within one turn of the worker."""

import pytest
from django.urls import reverse

from raadzaal.journal import followers
from raadzaal.record.search import finding, store
from tests.dossier import Dossier, at_stage

pytestmark = pytest.mark.django_db

# stage of a dossier | found as: word | kinds it is found as
BY_STAGE = """
requested  | zorgen       | dossier
drafting   | zorgen       | dossier
drafting   | vervangpools |
consulting | vervangpools |
processing | vervangpools |
tabled     | vervangpools |
tabled     | zorgen       | dossier meeting
adopted    | vervangpools |
sent       | vervangpools |
received   | vervangpools |
received   | zorgen       | dossier meeting
published  | vervangpools | advice
published  | zorgen       | advice dossier meeting
declined   | zorgen       | dossier
withdrawn  | zorgen       | dossier
"""


@pytest.fixture
def fresh(world, index_home):
    followers.rebuild("public_search")


def brought_to(world, stage: str) -> Dossier:
    if stage != "published":
        return at_stage(world, stage)
    dossier = at_stage(world, "received")
    dossier.published()
    return dossier


def kinds(word: str) -> set[str]:
    return {hit.kind for hit in finding.find(word, chosen={}).hits}


@pytest.mark.parametrize("line", BY_STAGE.strip().splitlines())
def test_by_stage(world, index_home, line):
    stage, word, expected = (part.strip() for part in line.split("|"))
    brought_to(world, stage)
    followers.rebuild("public_search")
    assert kinds(word) == set(expected.split())
    if not expected:
        assert finding.suggest(word[:5]) == []


def test_an_act_is_found_after_one_turn(world, fresh):
    assert kinds("zorgen") == set()
    followers.catch_up()
    dossier = Dossier.requested(world)
    followers.catch_up()
    assert kinds("zorgen") == {"dossier"}
    assert finding.find("zorgen", chosen={}).hits[0].url == reverse(
        "advice:public_dossier", args=[dossier.advice.public_id]
    )


def test_a_published_paragraph_is_opened_where_it_stands(world, index_home, client):
    dossier = brought_to(world, "published")
    followers.rebuild("public_search")
    hit = finding.find("vervangpools", chosen={}).hits[0]
    address, _hash, anchor = hit.url.partition("#")
    page = client.get(address)
    assert page.status_code == 200 and f'id="{anchor}"' in page.content.decode()
    assert hit.status == "waiting" and hit.committee == dossier.advice.committee.name


def test_following_and_making_anew_come_to_the_same(world, fresh):
    followers.catch_up()
    brought_to(world, "published")
    followers.catch_up()
    followed = _told()
    followers.rebuild("public_search")
    assert _told() == followed


def _told() -> list:
    opened = store.reader()
    docs = opened.execute("SELECT key, digest FROM doc ORDER BY key").fetchall()
    return [docs, opened.execute("SELECT * FROM form ORDER BY surface").fetchall()]


def test_a_missing_index_is_made_by_the_worker(world, index_home):
    at_stage(world, "requested")
    assert not store.exists()
    followers.catch_up()
    assert kinds("zorgen") == {"dossier"}


def test_what_happens_while_it_is_made_anew_is_not_lost(world, fresh, monkeypatch):
    """An act, and a turn of the worker, between the making and the taking over."""
    followers.catch_up()
    made = store.Beside.fill

    def fill(self, documents):
        count = made(self, documents)
        monkeypatch.undo()
        Dossier.requested(world)
        followers.catch_up()
        assert kinds("zorgen") == {"dossier"}
        return count

    monkeypatch.setattr(store.Beside, "fill", fill)
    followers.rebuild("public_search")
    assert kinds("zorgen") == {"dossier"}


def test_progress_tells_of_it(world, fresh):
    assert [each.behind for each in followers.progress() if each.name == "public_search"] == [0]
