"""Numbers of publications: stored as year and serial, written by the pattern of the profile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.council.profile.loading import load
from raadzaal.publications.numbering import NumberError, NumberPatternError, format_number


@pytest.mark.parametrize(
    ("pattern", "year", "serial", "expected"),
    [
        ("{year2}/{serial:02}", 2026, 4, "26/04"),
        ("{year2}/{serial:02}", 2021, 123, "21/123"),
        ("{year2}/{serial:02}", 2002, 7, "02/07"),
        ("{year}/{serial:02}", 2002, 7, "2002/07"),
        ("XC {serial}/{year}", 2025, 7, "XC 7/2025"),
        ("advies {serial:03}-{year}", 1950, 1, "advies 001-1950"),
    ],
)
def test_written_by_the_pattern(pattern, year, serial, expected):
    assert format_number(pattern, year, serial) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{year}",
        "{serial}",
        "{year}/{year2}/{serial}",
        "{year}/{serial}/{serial}",
        "{year}/{serial:02",
        "{year}/{serial:x}",
        "{year.real}/{serial}",
        "{year}/{serial}{}",
        "{{year}}/{serial}",
    ],
)
def test_a_pattern_writes_one_year_and_one_serial(pattern):
    with pytest.raises(NumberPatternError):
        format_number(pattern, 2026, 1)


@pytest.mark.parametrize(("year", "serial"), [(1899, 1), (2201, 1), (2026, 0), (2026, -1), (2026, 1_000_000)])
def test_numbers_nobody_gives_out_are_refused(year, serial):
    with pytest.raises(NumberError):
        format_number("{year}/{serial}", year, serial)


@pytest.mark.parametrize("council", ["ser", "voorbeeldraad"])
def test_agrees_with_the_profiles(council):
    numbering = load(council).numbering
    assert format_number(numbering.advice, 2026, 4) == numbering.advice_number(year=2026, serial=4)


numbers = st.tuples(st.integers(2000, 2099), st.integers(1, 999_999))


@given(numbers, numbers)
def test_two_publications_of_a_century_never_get_the_same_number(one, other):
    same = format_number("{year2}/{serial:02}", *one) == format_number("{year2}/{serial:02}", *other)
    assert same == (one == other)
