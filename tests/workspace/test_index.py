"""What the index of the dossiers holds, however the entries came to it."""

import pytest

from raadzaal.advice import actions, queries
from raadzaal.advice.models import Advice
from raadzaal.council.models import Person
from raadzaal.journal import followers
from raadzaal.journal.models import Cursor
from raadzaal.workspace.models import SearchRow
from raadzaal.workspace.search import find
from tests.dossier import STAGES, Dossier, at_stage


def kept() -> list[tuple]:
    return sorted(SearchRow.objects.values_list("subject", "dossier", "kind", "heading", "words"))


def take_out(dossier: Dossier, index: int) -> None:
    node = dossier.node(index)
    base = node.revisions.get(superseded_at=None).number
    actions.restructure(
        dossier.advice, actor=dossier.secretary, change="remove", node=node, base=base, reason="Dubbel."
    )


@pytest.fixture
def two_dossiers(world):
    first, second = Dossier.requested(world).accepted().written(), Dossier.requested(world).accepted().written()
    yield first, second


def test_one_by_one_or_together_makes_no_difference(two_dossiers, monkeypatch):
    first, second = two_dossiers
    first.edited(1, "Mantelzorg is werk.")
    take_out(second, 2)
    followers.catch_up()
    together = kept()
    SearchRow.objects.all().delete()
    Cursor.objects.all().delete()
    monkeypatch.setattr(followers, "BATCH", 1)
    followers.catch_up()
    assert kept() == together
    assert len([row for row in together if row[2] == "paragraph"]) == 9


def test_a_paragraph_is_found_by_what_it_says_now(two_dossiers, world):
    first, _second = two_dossiers
    followers.catch_up()
    first.edited(1, "Mantelzorg is werk.")
    followers.catch_up()
    assert [row.dossier for row in find(world.secretary, "mantelzorg werk")] == [first.advice.public_id]
    take_out(first, 1)
    followers.catch_up()
    assert not find(world.secretary, "mantelzorg werk")


def test_a_letter_is_found_by_what_it_says(world):
    dossier = Dossier.requested(world)
    followers.catch_up()
    letter = dossier.letter("request_received")
    assert find(world.secretariat, letter.subject).filter(subject=f"letter:{letter.public_id}").exists()


def test_nothing_new_writes_nothing(two_dossiers, django_assert_num_queries):
    followers.catch_up()
    with django_assert_num_queries(2):
        assert followers.catch_up() == 0


def test_what_may_be_searched_is_what_may_be_read(world):
    """The question put to the database and the question put about one dossier have one answer, for everybody."""
    for stage in STAGES:
        at_stage(world, stage)
    dossiers = Advice.objects.select_related("committee", "request")
    for key in Person.objects.values_list("key", flat=True):
        actor = world.actor(key)
        seen = set(queries.visible(actor).values_list("pk", flat=True))
        readable = {each.pk for each in dossiers if each.pk in seen and queries.may_read_draft(each, actor)}
        assert set(queries.readable_drafts(actor).values_list("pk", flat=True)) == readable, key
