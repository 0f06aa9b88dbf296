"""Words that must meet, and words that must not. By hand."""

import pytest

from raadzaal.record.search import dutch

MEET = """
advies adviezen
lid leden
kroonlid kroonleden
wet wetten
loon lonen loonen
werknemer werknemers
mogelijkheid mogelijkheden
voordeel voordelen
middel middelen
kind kinderen
sector sectoren
brief brieven
bedrijf bedrijven
mens mensch menschen mensen
commissie kommissie commissies
actie aktie acties
produktie productie
sociaal sociale
financieel financiële
economisch economische
idee ideeën
tussen tusschen
zo zoo
zodanig zoodanig
probleem problemen
handel handelen
verlof verloven
minimumloon minimumlonen
programma programma’s programma's
raad raden
oud oude
laag lage
crisis Crisis
coöperatie cooperatie
boete boetes
ĳzer ijzer
"""

APART = """
wet weet
verleden verleed
lid leed
advies advocaat
man maan
bom boom
stad staat
premie première
arbeid arbeiden
"""


@pytest.mark.parametrize("line", MEET.strip().splitlines())
def test_words_that_meet(line):
    assert len({dutch.terms(word) for word in line.split()}) == 1, {word: dutch.terms(word) for word in line.split()}


@pytest.mark.parametrize("line", APART.strip().splitlines()[:-1])
def test_words_that_stay_apart(line):
    first, last = line.split()
    assert dutch.terms(first) != dutch.terms(last)


def test_a_word_of_any_length_or_script_is_borne():
    for text in ("a" * 100_000, "é" * 500, "Ωμέγα", "中文", "١٢٣", "'", "’s", "--", "x\x00y"):
        assert isinstance(dutch.terms(text), str)
    assert len(dutch.terms("a" * 100_000)) <= dutch.LONGEST_WORD * 2
