"""The words that go with the signs: never a colour or a shape alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from raadzaal.ui.shapes import GroupSupport, SeatView

SOON = 7  # days
SPOKEN_PAST, SPOKEN_AHEAD = -14, 60  # days; further away a date is said in full

SUPPORT = {
    "support": _("supports"),
    "reservation": _("has reservations"),
    "objection": _("objects"),
    "to_confirm": _("is to confirm its support of changed words"),
    "none": _("no reaction"),
    "unknown": _("not asked yet"),
}
STAGE = {"done": _("done"), "now": _("now"), "next": _("to come"), "skipped": _("skipped")}
SEAT_STATE = {
    "": "",
    "present": _("present"),
    "absent": _("absent"),
    "substitute": _("substitute"),
    "vacant": _("vacant"),
}
VOTE = {"for": _("for"), "against": _("against"), "abstain": _("abstains"), "": _("did not vote")}
CHAMBER_TITLE = {"composition": _("Composition of the council"), "attendance": _("Attendance"), "vote": _("Vote")}


def spoken(day: date, days: int) -> str:
    """A date as one says it, `days` from today."""
    near = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    if days in near:
        return near[days]
    if 0 < days <= SPOKEN_AHEAD:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    if SPOKEN_PAST <= days < 0:
        return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}
    return date_format(day, "j F Y")


def spoken_term(day: date, days: int) -> str:
    """A deadline as one says it: what is left, or how much too late."""
    if days == 0:
        return gettext("today is the last day")
    if days > SPOKEN_AHEAD:
        return gettext("until %(date)s") % {"date": date_format(day, "j F Y")}
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day too late", "%(days)d days too late", -days) % {"days": -days}


def support_summary(marks: Sequence[GroupSupport]) -> str:
    return ", ".join(f"{mark.group_label}: {SUPPORT[mark.value]}" for mark in marks)


def seat_name(seat: SeatView, word: str) -> str:
    parts = [
        gettext("Seat %(number)d") % {"number": seat.number},
        seat.person,
        seat.organisation or seat.group_label,
        str(word),
    ]
    return ", ".join(part for part in parts if part)


def columns(kind: str) -> list[tuple[str, str]]:
    """What the chamber's table counts, as (look of the seat, word)."""
    if kind == "vote":
        return [(vote, VOTE[vote]) for vote in ("for", "against", "abstain")] + [
            ("absent", VOTE[""]),
            ("vacant", SEAT_STATE["vacant"]),
        ]
    if kind == "attendance":
        return [(state, SEAT_STATE[state]) for state in ("present", "substitute", "absent", "vacant")]
    return []


def headline(seats: Sequence[SeatView], kind: str) -> tuple[str, str]:
    """The number in the middle of the hall and the words under it."""
    total = len(seats)
    if kind == "vote":
        votes = Counter(seat.vote for seat in seats)
        return f"{votes['for']}–{votes['against']}", gettext("for and against")
    if kind == "attendance":
        here = sum(seat.state in ("present", "substitute") for seat in seats)
        return f"{here}", gettext("present, of %(total)d seats") % {"total": total}
    return f"{total}", ngettext("seat", "seats", total)
