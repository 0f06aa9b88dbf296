"""How long a term lasts, and what a length does to a date."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from raadzaal.procedure.calendar import DateOutOfRangeError, TermError, shifted


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


# Longest length that makes sense per unit; more than this is a slip of the keyboard.
LONGEST = {
    Unit.HOURS: 8_784,
    Unit.DAYS: 3_660,
    Unit.WORKING_DAYS: 1_300,
    Unit.WEEKS: 522,
    Unit.MONTHS: 240,
    Unit.YEARS: 100,
}


class LengthError(TermError):
    code = "length-invalid"
    message = _("A term has one length, in one unit: a whole number of at least 1.")


class LengthTooLongError(TermError):
    code = "length-too-long"
    message = _("A term in this unit is at most %(longest)d.")


@dataclass(frozen=True, kw_only=True)
class Length:
    """One unit, one whole number: Length(weeks=6)."""

    hours: int = 0
    days: int = 0
    working_days: int = 0
    weeks: int = 0
    months: int = 0
    years: int = 0

    def __post_init__(self):
        given = [(unit, count) for unit in Unit if (count := getattr(self, unit.value)) != 0]
        if len(given) != 1 or type(given[0][1]) is not int or given[0][1] < 1:
            raise LengthError(given=[(unit.value, count) for unit, count in given])
        unit, count = given[0]
        if count > LONGEST[unit]:
            raise LengthTooLongError(unit=unit.value, longest=LONGEST[unit])

    @property
    def unit(self):
        return next(unit for unit in Unit if getattr(self, unit.value))

    @property
    def count(self):
        return getattr(self, self.unit.value)


class Moved(NamedTuple):
    """Where a date lands, and the day of the month that was missing there (31 in February), if any."""

    day: date
    missing: int | None = None


def months_on(day, months):
    """`months` later (earlier if negative) on the same day of the month, or on its last day if it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise DateOutOfRangeError()
    last = monthrange(year, month + 1)[1]
    landed = shifted(date(year, month + 1, min(day.day, last)), 0)
    return Moved(landed, day.day if day.day > last else None)


def working_days_on(day, count, counts):
    """The day `count` counting days further on (back if negative); `counts(day)` says which days count."""
    step = 1 if count > 0 else -1
    for _nth in range(abs(count)):
        day = shifted(day, step)
        while not counts(day):
            day = shifted(day, step)
    return day


def moved(day, length, sign, counts):
    """The last day of a term of this length when `day` itself does not count. `sign` -1 counts back."""
    count = sign * length.count
    match length.unit:
        case Unit.DAYS:
            return Moved(shifted(day, count))
        case Unit.WEEKS:
            return Moved(shifted(day, 7 * count))
        case Unit.WORKING_DAYS:
            return Moved(working_days_on(day, count, counts))
        case Unit.MONTHS:
            return months_on(day, count)
        case Unit.YEARS:
            return months_on(day, 12 * count)
    raise LengthError(given=length.unit.value)


def moved_inclusive(day, length, sign, counts):
    """As moved(), when `day` itself is the first day of the term.

    A month from 1 March runs to 31 March; a month from 31 January to the end of February, which has no 31st.
    """
    if length.unit not in (Unit.MONTHS, Unit.YEARS):
        return moved(shifted(day, -sign), length, sign, counts)
    end = moved(day, length, sign, counts)
    clipped_forward = end.missing and sign > 0
    return end if clipped_forward else Moved(shifted(end.day, -sign), end.missing)


def joined(lengths):
    """The lengths in order, neighbours in the same unit added up: 1 month and 2 months is 3 months from the start."""
    summed = []
    for length in lengths:
        if summed and summed[-1].unit == length.unit:
            length = Length(**{length.unit.value: summed.pop().count + length.count})
        summed.append(length)
    return summed
