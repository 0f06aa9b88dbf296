"""An act is whole or absent, whatever acts it is made of and wherever it goes wrong."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from raadzaal.journal import acts
from raadzaal.journal.acts import NoAct, act, record, require, running
from raadzaal.journal.canonical import NotCanonical
from raadzaal.journal.models import Entry, Head
from raadzaal.journal.verification import verify
from tests.journal.making import append, fact, subjects


class Stumbled(Exception):
    pass


@dataclass(frozen=True)
class Doing:
    """A fact, or an act made of more; ``stumbles`` at its end; ``caught`` by who does it."""

    number: int = 0
    parts: tuple = ()
    stumbles: bool = False
    caught: bool = False

    def do(self) -> None:
        if not self.parts:
            record(fact(self.number, words={"actor": "Anna"}))
            return
        with act():
            for part in self.parts:
                part.attempt()
            if self.stumbles:
                raise Stumbled

    def attempt(self) -> None:
        try:
            self.do()
        except Stumbled:
            if not self.caught:
                raise

    def told(self) -> list[int] | None:
        """What should stand in the journal afterwards; None when it is undone."""
        if not self.parts:
            return [self.number]
        found = []
        for part in self.parts:
            told = part.told()
            if told is None and not part.caught:
                return None
            found += told or []
        return None if self.stumbles else found


facts = st.builds(Doing, number=st.integers(0, 999))
doings = st.recursive(
    facts,
    lambda inner: st.builds(
        Doing, parts=st.lists(inner, min_size=1, max_size=4).map(tuple), stumbles=st.booleans(), caught=st.booleans()
    ),
    max_leaves=12,
)
outer = st.builds(
    Doing, parts=st.lists(doings, min_size=1, max_size=4).map(tuple), stumbles=st.booleans(), caught=st.just(True)
)


class WhateverIsDone(TestCase):
    @given(st.lists(outer, max_size=4))
    def test_the_journal_tells_exactly_what_was_not_undone_and_verifies(self, done):
        before = Entry.objects.count()
        for each in done:
            each.attempt()
        told = [number for each in done for number in each.told() or []]
        self.assertEqual(subjects()[before:], [f"test:{number}" for number in told])
        self.assertFalse(running())
        self.assertTrue(verify().ok)
        self.assertEqual(Head.objects.get().seq, Entry.objects.count())


def test_nothing_is_recorded_outside_an_act(db):
    with pytest.raises(NoAct):
        record(fact())
    with pytest.raises(NoAct):
        require()
    with act():
        require()


@pytest.mark.django_db(transaction=True)
def test_what_happens_after_the_commit_may_be_an_act_of_its_own():
    def afterwards() -> None:
        assert not running()
        append(2)

    with act():
        record(fact(1))
        transaction.on_commit(afterwards)
    assert subjects() == ["test:1", "test:2"]
    assert verify().ok


@pytest.mark.parametrize(
    "bad",
    [
        {"facts": {"share": 0.5}},
        {"facts": {1: "x"}},
        {"words": {"reason": None}},
        {"words": {"reason": "a\0b"}},
        {"subject": 7},
    ],
    ids=str,
)
def test_what_has_no_single_form_is_refused_at_once_and_undoes_the_act(db, bad):
    before = Entry.objects.count()
    with pytest.raises(NotCanonical), act():
        record(fact(1))
        record(fact(2, **bad))
    assert Entry.objects.count() == before


def test_threads_do_not_share_an_act(db):
    import threading

    seen = []
    with act():
        thread = threading.Thread(target=lambda: seen.append(acts.running()))
        thread.start()
        thread.join()
    assert seen == [False]
