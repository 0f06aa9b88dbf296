import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.ui.cleaning import TooLong, clean, clean_line


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b\x07c", "abc"),
        ("loon\u202egnp.exe", "loongnp.exe"),
        ("\u2066geïsoleerd\u2069", "geïsoleerd"),
        ("e\u0301e\u0301n", "één"),
        ("\ufeffbegin", "begin"),
        ("half\ud800", "half"),
        ("  rand  ", "rand"),
    ],
)
def test_signs_nobody_can_see_are_gone(raw, kept):
    assert clean(raw) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw):
    once = clean(raw)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_too_long_says_how_long():
    with pytest.raises(TooLong) as refusal:
        clean("a" * 11, limit=10)
    assert refusal.value.params == {"length": 11, "limit": 10}
    assert "11" in refusal.value.message


def test_a_mountain_of_accents_takes_no_time():
    started = time.process_time()
    clean("a" + "\u0316\u0301" * 39_000, limit=20_000)
    assert time.process_time() - started < 0.5


def test_one_line_stays_one_line():
    assert clean_line(" De \n raad\t adviseert ") == "De raad adviseert"
