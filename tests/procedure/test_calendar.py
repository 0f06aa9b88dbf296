"""Which days are working days for legal terms (arts. 1 and 3 Algemene termijnenwet)."""

from datetime import date, datetime

import holidays
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.procedure.calendar import (
    DateOutOfRangeError,
    EquatedDay,
    LegalCalendar,
    NotALegalDayError,
    easter_sunday,
    sovereigns_day,
)

CALENDAR = LegalCalendar()
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))

EASTERS = [
    (1913, date(1913, 3, 23)),
    (1943, date(1943, 4, 25)),
    (1954, date(1954, 4, 18)),
    (1981, date(1981, 4, 19)),
    (2000, date(2000, 4, 23)),
    (2008, date(2008, 3, 23)),
    (2011, date(2011, 4, 24)),
    (2024, date(2024, 3, 31)),
    (2026, date(2026, 4, 5)),
    (2038, date(2038, 4, 25)),
    (2049, date(2049, 4, 18)),
    (2076, date(2076, 4, 19)),
]

HOLIDAYS_2026 = {
    date(2026, 1, 1): "Nieuwjaarsdag",
    date(2026, 4, 3): "Goede Vrijdag",
    date(2026, 4, 5): "eerste Paasdag",
    date(2026, 4, 6): "tweede Paasdag",
    date(2026, 4, 27): "Koningsdag",
    date(2026, 5, 5): "Bevrijdingsdag",
    date(2026, 5, 14): "Hemelvaartsdag",
    date(2026, 5, 24): "eerste Pinksterdag",
    date(2026, 5, 25): "tweede Pinksterdag",
    date(2026, 12, 25): "eerste Kerstdag",
    date(2026, 12, 26): "tweede Kerstdag",
}

SOVEREIGNS_DAYS = [
    (1948, date(1948, 8, 31)),
    (1950, date(1950, 5, 1)),
    (1978, date(1978, 5, 1)),
    (1979, date(1979, 4, 30)),
    (1989, date(1989, 4, 29)),
    (2006, date(2006, 4, 29)),
    (2013, date(2013, 4, 30)),
    (2014, date(2014, 4, 26)),
    (2015, date(2015, 4, 27)),
    (2025, date(2025, 4, 26)),
    (2026, date(2026, 4, 27)),
]


@pytest.mark.parametrize(("year", "expected"), EASTERS)
def test_easter(year, expected):
    assert easter_sunday(year) == expected


def test_holidays_of_2026_in_dutch():
    with translation.override("nl"):
        assert {day: str(each.name) for day, each in CALENDAR.holidays(2026).items()} == HOLIDAYS_2026


@pytest.mark.parametrize(("year", "expected"), SOVEREIGNS_DAYS)
def test_birthday_of_the_sovereign(year, expected):
    assert sovereigns_day(year) == expected


def test_queens_day_until_2013_kings_day_from_2014():
    with translation.override("nl"):
        assert str(CALENDAR.holiday(date(2013, 4, 30)).name) == "Koninginnedag"
        assert str(CALENDAR.holiday(date(2014, 4, 26)).name) == "Koningsdag"
    assert CALENDAR.is_working_day(date(2014, 4, 30))


@pytest.mark.parametrize("year", [1990, 2004, 2021, 2024, 2025, 2026, 2027])
def test_5_may_counts_every_year(year):
    assert CALENDAR.holiday(date(year, 5, 5)) is not None


def test_ascension_on_5_may_is_one_holiday():
    assert CALENDAR.holiday(date(2016, 5, 5)).key == "liberation_day"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 4, 2), date(2026, 4, 2)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2025, 12, 25), date(2025, 12, 29)),
        (date(2022, 1, 1), date(2022, 1, 3)),
        (date(2026, 5, 5), date(2026, 5, 6)),
        (date(2026, 5, 23), date(2026, 5, 26)),
    ],
)
def test_next_working_day(day, expected):
    assert CALENDAR.next_working_day(day) == expected


def test_a_day_equated_by_decree_is_no_working_day():
    bridge = EquatedDay(date(2026, 5, 15), "dag na Hemelvaartsdag", "Stcrt. 2025, 1")
    calendar = LegalCalendar(equated=(bridge,))
    assert calendar.next_working_day(date(2026, 5, 14)) == date(2026, 5, 18)
    assert calendar.why_no_working_day(bridge.day) == ("equated", "dag na Hemelvaartsdag")
    assert CALENDAR.is_working_day(bridge.day)


@pytest.mark.parametrize("year", [1899, 2201, 0, 10_000])
def test_years_outside_the_calendar_are_refused(year):
    with pytest.raises(DateOutOfRangeError) as refusal:
        CALENDAR.holidays(year)
    assert refusal.value.code == "date-out-of-range"
    with translation.override("nl"):
        assert refusal.value.words() == "Het jaar moet liggen tussen 1900 en 2200."


def test_an_instant_is_no_legal_day():
    with pytest.raises(NotALegalDayError):
        CALENDAR.is_working_day(datetime(2026, 5, 4, 12))


@pytest.mark.parametrize("year", range(1966, 2101))
def test_agrees_with_the_holidays_package(year):
    """That package knows 5 May only in some years before 1990; the Act counts it every year. It begins in 1966."""
    theirs = set(holidays.country_holidays("NL", years=year, categories=("public", "optional")))
    assert theirs | {date(year, 5, 5)} == set(CALENDAR.holidays(year))


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@given(days)
def test_next_working_day_is_near_and_stays(day):
    following = CALENDAR.next_working_day(day)
    assert CALENDAR.next_working_day(following) == following
    assert 0 <= (following - day).days <= 5


@given(days)
def test_a_day_is_a_working_day_or_has_a_reason(day):
    assert CALENDAR.is_working_day(day) == (CALENDAR.why_no_working_day(day) is None)
