"""Two changes of one text put together: nothing lost, nothing doubled, and nobody overruled without being asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.texts.merging import collide, edits, merge, same_words, tokens

BASE = "De raad vindt dat het verlof korter moet worden, en dat het Rijk betaalt."


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        (BASE.replace("korter", "langer"), BASE, BASE.replace("korter", "langer")),
        (BASE, BASE.replace("korter", "langer"), BASE.replace("korter", "langer")),
        (
            BASE.replace("korter", "langer"),
            BASE.replace("het Rijk", "de werkgever"),
            "De raad vindt dat het verlof langer moet worden, en dat de werkgever betaalt.",
        ),
        (BASE.replace("korter", "langer"), BASE.replace("korter", "langer"), BASE.replace("korter", "langer")),
        (BASE.replace(" korter", ""), BASE + " Dat is eerlijk.", BASE.replace(" korter", "") + " Dat is eerlijk."),
        (
            BASE.replace("verlof", "**verlof**"),
            BASE.replace("betaalt", "betaalt[^1]"),
            BASE.replace("verlof", "**verlof**").replace("betaalt", "betaalt[^1]"),
        ),
    ],
)
def test_what_does_not_touch_goes_together(one, other, whole):
    merged = merge(BASE, one, other)
    assert not merged.collides
    assert merged.one == merged.other == whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BASE.replace("korter", "langer"), BASE.replace("korter", "beter")),
        (BASE.replace("korter", "langer"), BASE.replace("verlof korter moet", "verlof anders moet")),
        (BASE + " Dat is eerlijk.", BASE + " Dat is duur."),
        (BASE.replace(" korter", ""), BASE.replace("korter", "veel korter")),
    ],
)
def test_who_touches_the_same_words_collides_and_both_are_kept(one, other):
    merged = merge(BASE, one, other)
    assert merged.collides
    assert (merged.one, merged.other) == (one, other)
    assert collide(BASE, other, one)


def test_beside_a_collision_the_rest_goes_together():
    one = BASE.replace("korter", "langer").replace("De raad", "De SER")
    other = BASE.replace("korter", "beter").replace("betaalt", "meebetaalt")
    merged = merge(BASE, one, other)
    assert merged.one == "De SER vindt dat het verlof langer moet worden, en dat het Rijk meebetaalt."
    assert merged.other == "De SER vindt dat het verlof beter moet worden, en dat het Rijk meebetaalt."
    assert [(piece.base, piece.one, piece.other) for piece in merged.pieces if piece.collides] == [
        ("korter", "langer", "beter")
    ]


def test_the_same_words_whatever_their_signs():
    assert same_words("De raad adviseert: niet!", "de Raad  adviseert niet")
    assert not same_words("De raad adviseert niet", "De raad adviseert dit niet")


WORDS = st.lists(st.sampled_from(["de", "raad", " ", ",", "niet", "**", "[^1]", "\n"]), max_size=14).map("".join)


@given(base=WORDS, text=WORDS)
def test_edits_make_the_one_text_of_the_other(base, text):
    old, at, made = tokens(base), 0, []
    for edit in edits(old, tokens(text)):
        made += [*old[at : edit.start], *edit.words]
        at = edit.end
    assert "".join([*made, *old[at:]]) == text


@given(base=WORDS, one=WORDS)
def test_who_changes_alone_gets_it_whole(base, one):
    assert merge(base, one, base).one == one.strip()
    assert merge(base, base, one).one == one.strip()
    assert not merge(base, one, one).collides
    assert merge(base, one, one).one == one.strip()


@given(base=WORDS, one=WORDS, other=WORDS)
def test_it_does_not_matter_who_comes_first(base, one, other):
    there, back = merge(base, one, other), merge(base, other, one)
    assert (there.one, there.other, there.collides) == (back.other, back.one, back.collides)
