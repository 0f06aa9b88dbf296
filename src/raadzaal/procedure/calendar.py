"""Working days and holidays as the General Extension of Time Limits Act sees them.

Source: arts. 1 and 3 Algemene termijnenwet (Atw). Not the public holidays of a wall calendar:
5 May counts every year, and Good Friday counts as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2200
SATURDAY, SUNDAY = 5, 6


class TermError(ValueError):
    """A date or length that no term can be counted with; `code` is for programs, words() for people."""

    code = "term-error"
    message = _("This term cannot be calculated.")

    def __init__(self, **params):
        self.params = params
        super().__init__(f"{self.code} {params}" if params else self.code)

    def words(self):
        return str(self.message % self.params)


class DateOutOfRangeError(TermError):
    code = "date-out-of-range"
    message = _("The year must lie between %(first)d and %(last)d.")

    def __init__(self):
        super().__init__(first=FIRST_YEAR, last=LAST_YEAR)


class NotALegalDayError(TermError):
    code = "not-a-legal-day"
    message = _("A legal date is a day, without a time.")


def checked(day):
    """The same day, if it is a plain date within the years this calendar knows."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise NotALegalDayError(given=repr(day))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DateOutOfRangeError()
    return day


def shifted(day, days):
    """`days` later (earlier if negative), refusing what falls outside the calendar."""
    try:
        return checked(day + timedelta(days=days))
    except OverflowError as error:
        raise DateOutOfRangeError() from error


def easter_sunday(year):
    """First Sunday after the ecclesiastical full moon of the Gregorian calendar, found through its epact."""
    golden = year % 19 + 1
    century = year // 100 + 1
    leap_days_dropped = 3 * century // 4 - 12
    moon_correction = (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moon_correction - leap_days_dropped) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    march_day = 44 - epact
    if march_day < 21:
        march_day += 30
    full_moon = date(year, 3, 1) + timedelta(days=march_day - 1)
    return full_moon + timedelta(days=7 - (full_moon.weekday() + 1) % 7)


def sovereigns_day(year):
    """The day on which the birthday of the sovereign is celebrated (art. 3(1) Atw); never a Sunday."""
    if year >= 2014:
        day, instead_of_sunday = date(year, 4, 27), -1
    elif year >= 1980:
        day, instead_of_sunday = date(year, 4, 30), -1
    elif year >= 1949:
        day, instead_of_sunday = date(year, 4, 30), 1
    else:
        day, instead_of_sunday = date(year, 8, 31), 1
    return day if day.weekday() != SUNDAY else day + timedelta(days=instead_of_sunday)


def _fixed(month, day):
    return lambda year: date(year, month, day)


def _after_easter(days):
    return lambda year: easter_sunday(year) + timedelta(days=days)


@dataclass(frozen=True)
class HolidayRule:
    key: str
    name: str
    falls_on: Callable[[int], date]


@dataclass(frozen=True)
class Holiday:
    key: str
    name: str
    day: date


@dataclass(frozen=True)
class EquatedDay:
    """A day equated with a holiday by decree (art. 3(3) Atw), with the citation of that decree."""

    day: date
    name: str
    citation: str

    def __post_init__(self):
        checked(self.day)


# Art. 3(1) and (2) Atw. Easter Sunday and Whit Sunday are Sundays anyway; they stand here for their names.
DUTCH_HOLIDAYS = (
    HolidayRule("new_year", _("New Year's Day"), _fixed(1, 1)),
    HolidayRule("good_friday", _("Good Friday"), _after_easter(-2)),
    HolidayRule("easter_sunday", _("Easter Sunday"), _after_easter(0)),
    HolidayRule("easter_monday", _("Easter Monday"), _after_easter(1)),
    HolidayRule("sovereigns_day", _("King's Day"), sovereigns_day),
    HolidayRule("liberation_day", _("Liberation Day"), _fixed(5, 5)),
    HolidayRule("ascension_day", _("Ascension Day"), _after_easter(39)),
    HolidayRule("whit_sunday", _("Whit Sunday"), _after_easter(49)),
    HolidayRule("whit_monday", _("Whit Monday"), _after_easter(50)),
    HolidayRule("christmas_day", _("Christmas Day"), _fixed(12, 25)),
    HolidayRule("boxing_day", _("Boxing Day"), _fixed(12, 26)),
)
QUEENS_DAY = _("Queen's Day")


@dataclass(frozen=True)
class LegalCalendar:
    """Which days count as working days for legal terms; `equated` holds the days added by decree."""

    equated: tuple[EquatedDay, ...] = ()
    rules: tuple[HolidayRule, ...] = DUTCH_HOLIDAYS

    def __post_init__(self):
        object.__setattr__(self, "equated", tuple(self.equated))
        object.__setattr__(self, "rules", tuple(self.rules))

    def holidays(self, year):
        """Every holiday of the year, by day; where two fall together the first rule gives the name."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise DateOutOfRangeError()
        return dict(_holidays(self, year))

    def holiday(self, day):
        return _holidays(self, checked(day).year).get(day)

    def is_working_day(self, day):
        return checked(day).weekday() < SATURDAY and self.holiday(day) is None

    def next_working_day(self, day):
        """The day itself, or the first day after it that is no Saturday, Sunday or holiday."""
        while not self.is_working_day(day):
            day = shifted(day, 1)
        return day

    def why_no_working_day(self, day):
        """(key, name) of what keeps the day from counting; None for a working day."""
        if holiday := self.holiday(day):
            return holiday.key, holiday.name
        return {SATURDAY: ("saturday", _("Saturday")), SUNDAY: ("sunday", _("Sunday"))}.get(day.weekday())


@lru_cache(maxsize=512)
def _holidays(calendar, year):
    found = {}
    for rule in calendar.rules:
        day = rule.falls_on(year)
        found.setdefault(day, Holiday(rule.key, _name(rule, year), day))
    for extra in calendar.equated:
        if extra.day.year == year:
            found.setdefault(extra.day, Holiday("equated", extra.name, extra.day))
    return found


def _name(rule, year):
    return QUEENS_DAY if rule.key == "sovereigns_day" and year < 2014 else rule.name
