from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.substance import block_changed_in_substance, changed_in_substance
from tests.texts import edits

IN_DUTCH = [(*pair, "nl", False) for pair in edits.pairs(edits.THE_SAME)]
IN_DUTCH += [(*pair, "nl", True) for pair in edits.pairs(edits.ANOTHER)]
IN_ENGLISH = [(*pair, "en", False) for pair in edits.pairs(edits.THE_SAME_IN_ENGLISH)]
IN_ENGLISH += [(*pair, "en", True) for pair in edits.pairs(edits.ANOTHER_IN_ENGLISH)]
EDITS = [*IN_DUTCH, *IN_ENGLISH]


@pytest.mark.parametrize(("old", "new", "language", "changed"), EDITS)
def test_judged_as_by_hand(old, new, language, changed):
    assert changed_in_substance(old, new, language=language) is changed


def test_the_judgement_does_not_depend_on_the_direction():
    wrong = [edit for edit in EDITS if changed_in_substance(edit[1], edit[0], language=edit[2]) is not edit[3]]
    assert len(EDITS) > 120
    assert wrong == []


def test_a_comma_means_something_else_in_english():
    assert not changed_in_substance("5,000 workers", "5000 workers", language="en")
    assert changed_in_substance("5,000 workers", "5000 workers", language="nl")


PARAGRAPH = Block("paragraph", 0, "Het loon stijgt[^a] met 3%.", notes=(("a", "Bron: CPB, raming 2026."),))


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        ({"notes": (("a", "Bron: CPB, raming 2027."),)}, True),
        ({"notes": (("b", "Bron: CPB; raming 2026"),), "notation": "Het loon stijgt[^b] met 3%."}, False),
        ({"notes": ()}, True),
        ({"kind": Kind.QUOTE}, False),
        ({"kind": Kind.RECOMMENDATION}, True),
        ({"asset": "0" * 64}, True),
        ({"alt": "beschrijving"}, False),
        ({"notation": "Het loon stijgt[^a] met 4%."}, True),
    ],
)
def test_all_that_belongs_to_a_paragraph_counts(edit, changed):
    assert block_changed_in_substance(PARAGRAPH, replace(PARAGRAPH, **edit)) is changed


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("| a | b |\n| --- | --- |\n| 1 | 2 |", "|a|b|\n|---|---|\n|1|2|", False),
        ("| a | b |\n| 1 | 2 |", "| a | b |\n| 2 | 1 |", True),
        ("| a | b |\n| 1 2 | |", "| a | b |\n| 1 | 2 |", True),
        (": Lonen\n| a | b |", ": Prijzen\n| a | b |", True),
    ],
)
def test_cells_of_a_table(old, new, changed):
    table = Block("table", 0, old)
    assert block_changed_in_substance(table, replace(table, notation=new)) is changed


NOTATION = st.text(alphabet="ab1.,% *\n^-|", max_size=40)


@given(NOTATION)
def test_a_text_says_the_same_as_itself(notation):
    assert not changed_in_substance(notation, f" {notation}\n")


@given(NOTATION, NOTATION)
def test_both_directions_judge_alike(old, new):
    assert changed_in_substance(old, new) == changed_in_substance(new, old)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_another_amount_is_always_seen(one, other):
    assert changed_in_substance(f"€ {one} per jaar", f"€ {other} per jaar") == (one != other)
