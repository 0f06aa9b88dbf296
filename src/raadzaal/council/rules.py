"""What the law and the profile say about holding a seat, in plain dates."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.council.profile.composition import Term
from raadzaal.procedure import roles
from raadzaal.procedure.refusals import BadDate, Refused

KEEPERS = roles.secretariat | roles.secretary_general | roles.administrator | roles.house
"""Who keeps the record of people and appointments."""

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2200, 1, 1)


def term_of(term: Term, since: date, day: date) -> tuple[date, date]:
    """The term of office *day* falls in, as first day and first day after it; terms are counted from *since*.

    Everybody retires together and a replacement serves only what is left of it (art. 8 Wet op de SER).
    """
    month, first = (int(part) for part in term.begins.split("-"))
    anchor = date(since.year, month, first)
    years = day.year - (1 if day < date(day.year, month, first) else 0)
    begin = years - (years - anchor.year) % term.years
    return date(begin, month, first), date(begin + term.years, month, first)


def check_period(since: date, until: date | None, *, until_field: str = "valid_until") -> None:
    """Raises Refused for an end on or before the beginning, and for years that cannot be meant."""
    if not FIRST_DAY <= since <= LAST_DAY:
        raise BadDate(field="valid_from", date=since)
    if until is not None and not FIRST_DAY <= until <= LAST_DAY:
        raise BadDate(field=until_field, date=until)
    if until is not None and until <= since:
        raise Refused(_("This ends before it begins."), code="ends_before_begin", field=until_field)


def overlaps(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Whether two periods share a day; the end of a period is no part of it, and None is open."""
    return (other_until is None or since < other_until) and (until is None or other_since < until)
