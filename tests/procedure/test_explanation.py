"""Every sentence that explains a legal date or a count exists in Dutch."""

import re

import pytest
from django.utils import translation

from raadzaal.meetings import wording
from raadzaal.procedure import explanation

SENTENCES = {**explanation.SENTENCES, **wording.SENTENCES}
PLACE = re.compile(r"%\((\w+)\)")


class Anything(dict):
    """Fills every place of a sentence with its own name, and counts as one or as many."""

    def __init__(self, count):
        self.count = count

    def __missing__(self, key):
        return _Place(key, self.count)


class _Place(int):
    def __new__(cls, name, count):
        place = super().__new__(cls, count)
        place.name = name
        return place

    def __str__(self):
        return f"<{self.name}>"


def told(code, language, count):
    with translation.override(language):
        return str(SENTENCES[code] % Anything(count))


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_dutch_in_dutch(code, count):
    assert told(code, "nl", count) != told(code, "en", count)


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_ends_as_a_sentence(code):
    assert told(code, "nl", 2).endswith(".")


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["ma"], "ma"), (["ma", "di"], "ma of di"), (["ma", "di", "wo"], "ma, di of wo")],
)
def test_enumeration(words, expected):
    with translation.override("nl"):
        assert explanation.enumeration(words) == expected
