"""The number of a publication is stored as year and serial, and written as the council's profile wants it."""

import re

_PLACE = re.compile(r"\{(?:(?P<year>year2?)|serial(?::0(?P<width>[1-6]))?)\}")


class NumberPatternError(ValueError):
    """The pattern of a profile cannot write a year and a serial."""


class NumberError(ValueError):
    """No publication has this year and serial."""


def format_number(pattern, year, serial):
    """ "{year2}/{serial:02}" writes 2026 and 4 as 26/04; {year} is the whole year, :02 is at least two digits."""
    check_pattern(pattern)
    if not 1900 <= year <= 2200 or not 1 <= serial <= 999_999:
        raise NumberError(f"{year}/{serial}")
    return _PLACE.sub(lambda place: _written(place, year, serial), pattern)


def check_pattern(pattern):
    """A pattern holds one year and one serial and no other braces, or two publications could get the same number."""
    places = [bool(place["year"]) for place in _PLACE.finditer(pattern)]
    rest = _PLACE.sub("", pattern)
    if sorted(places) != [False, True] or "{" in rest or "}" in rest:
        raise NumberPatternError(pattern)


def _written(place, year, serial):
    if place["year"]:
        return f"{year % 100:02d}" if place["year"] == "year2" else str(year)
    return str(serial).zfill(int(place["width"] or 1))
