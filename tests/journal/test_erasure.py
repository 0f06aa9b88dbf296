"""Words can be erased lawfully, and in no other way unseen."""

import pytest

from raadzaal.journal.acts import act, record
from raadzaal.journal.erasure import ErasedAlready, erase
from raadzaal.journal.models import Entry, Words
from raadzaal.journal.queries import facts, words
from raadzaal.journal.verification import verify
from tests.journal.making import fact

WHO = {"actor": "somebody0001", "role": "secretariat", "ground": "art. 17 AVG"}


@pytest.fixture
def told(db) -> Entry:
    with act():
        record(fact(words={"actor": "Anna Verwey", "reason": "Zij was ziek."}))
    return Entry.objects.latest("seq")


def test_erasing_keeps_the_chain_whole_and_is_told(told):
    erase(told.seq, "reason", **WHO)
    assert words(told) == {"actor": "Anna Verwey"}
    assert Words.objects.get(entry=told, field="reason").salt in (b"", memoryview(b""))
    last = Entry.objects.latest("seq")
    assert (last.kind, facts(last)["entry"], facts(last)["ground"]) == ("journal.erase", told.seq, "art. 17 AVG")
    assert verify().ok


def test_what_is_gone_cannot_be_erased_again(told):
    erase(told.seq, "reason", **WHO)
    with pytest.raises(ErasedAlready):
        erase(told.seq, "reason", **WHO)
    with pytest.raises(Words.DoesNotExist):
        erase(told.seq, "nothing", **WHO)
    assert verify().ok


def test_words_that_disappear_without_a_word_are_missed(told):
    Words.objects.filter(entry=told, field="reason").update(value=None, salt=b"", erased_at=told.at)
    assert verify().bad == told.seq
