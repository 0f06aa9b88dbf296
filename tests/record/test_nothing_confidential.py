"""A house full of what is confidential: not a word of it may be in the index, in its counts or in its suggestions."""

import pytest

from raadzaal.journal import followers
from raadzaal.record.search import finding, store
from tests.house import CANARIES

pytestmark = pytest.mark.django_db

# What of it may be found, by hand. Everything else that lies about in the house must not.
PUBLIC_CANARIES: set[str] = set()


def everything_said() -> str:
    opened = store.reader()
    tables = ("doc", "part", "form", "doc_words", "part_words")
    return "\n".join(str(row) for table in tables for row in opened.execute(f"SELECT * FROM {table}"))


def test_nothing_confidential_of_a_whole_house_is_anywhere_in_it(house, index_home):
    followers.rebuild("public_search")
    said = everything_said()
    assert "zorgverlof" in said
    assert {
        name for name, words in CANARIES.items() if words in said or words.replace("-", " ") in said
    } == PUBLIC_CANARIES


def test_what_the_public_is_not_shown_of_people(house, index_home):
    """Who works for an organisation or a ministry is not public."""
    followers.rebuild("public_search")
    assert finding.find("Carla de Vette", chosen={}).total == 1
    assert finding.find('"Shirley Pinas"', chosen={}).total == 0
    assert finding.find('"Floor Hengevoort"', chosen={}).total == 0
