"""Legal terms: from an event to a last day, with every step of the way explained.

The General Extension of Time Limits Act (Algemene termijnenwet, Atw) is obeyed where it applies and only there:
a last day on a Saturday, Sunday or holiday moves to the next working day (art. 1), a term of three days or more
holds at least two working days (art. 2), and terms counted back, in hours, in years, or longer than 90 days,
twelve weeks or three months stay outside it (arts. 1(2) and 4).
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from raadzaal.procedure.calendar import LegalCalendar, checked
from raadzaal.procedure.explanation import LEGAL_ZONE, Step, explain
from raadzaal.procedure.lengths import Length, Unit, moved, moved_inclusive
from raadzaal.procedure.term_act import act_verdict
from raadzaal.procedure.term_count import Count, basis_params, merged, plain
from raadzaal.procedure.term_rules import (
    CountedBackError,
    CountsFrom,
    Extension,
    HoursAloneError,
    InstantNeededError,
    Suspension,
    SuspensionError,
    TermResult,
    TermRule,
)

__all__ = [
    "CountedBackError",
    "CountsFrom",
    "Extension",
    "InstantNeededError",
    "HoursAloneError",
    "Length",
    "Suspension",
    "SuspensionError",
    "TermResult",
    "TermRule",
    "TermState",
    "compute",
    "days_left",
    "explain",
    "legal_day",
    "state",
]


def compute(rule, since, *, calendar=None, suspensions=(), extensions=()):
    """The last day of the term that starts with what happened on `since`.

    Suspensions are Suspension objects or (start, resumes_on or None) pairs. An extension lengthens the term before
    the Act looks at its end: six weeks and two weeks are eight weeks, moved once. Whether the Act applies is judged
    by that whole length.
    """
    calendar = calendar or LegalCalendar()
    suspensions, extensions = merged(suspensions), tuple(extensions)
    if rule.backwards and (suspensions or extensions):
        raise CountedBackError()
    if rule.length.unit is Unit.HOURS:
        return _in_hours(rule, since, suspensions, extensions)
    if any(extension.length.unit is Unit.HOURS for extension in extensions):
        raise HoursAloneError()
    since = legal_day(since)
    if rule.backwards:
        return _counted_back(rule, since, calendar)
    return Count(rule, since, calendar, suspensions, extensions).result()


def legal_day(moment):
    """The day in Amsterdam of an instant; a date as it is."""
    if not isinstance(moment, datetime):
        return checked(moment)
    if moment.tzinfo is None:
        raise InstantNeededError()
    return checked(moment.astimezone(LEGAL_ZONE).date())


def _counted_back(rule, since, calendar):
    """The latest day, so many days before `since`; art. 1(2) Atw leaves it where it is."""
    back = moved_inclusive if rule.counts_from is CountsFrom.EVENT_DAY else moved
    due = back(since, rule.length, -1, calendar.is_working_day)
    steps = [Step("start_back", {"since": since}), Step("length_back", {"length": plain(rule.length), "end": due.day})]
    if due.missing:
        steps.append(Step("month_end", {"missing": due.missing}))
    steps.append(Step(act_verdict(rule, [rule.length])[1]))
    steps += [Step("due_back", {"due": due.day}), Step("basis", basis_params(rule.basis))]
    return TermResult(rule, since, due.day, due.day, False, tuple(steps))


def _in_hours(rule, since, suspensions, extensions):
    """Hours run on through nights, weekends and the change to summer time."""
    if not isinstance(since, datetime) or since.tzinfo is None:
        raise InstantNeededError()
    if suspensions or any(extension.length.unit is not Unit.HOURS for extension in extensions):
        raise HoursAloneError()
    sign = -1 if rule.backwards else 1
    ends = _after_hours(since, sign * rule.length.count)
    started, lasted = ("start_back", "length_back") if rule.backwards else ("start_instant", "length_hours")
    steps = [Step(started, {"since": since}), Step(lasted, {"length": plain(rule.length), "end": ends})]
    for extension in extensions:
        ends = _after_hours(ends, extension.length.count)
        params = {"length": plain(extension.length), "reason": extension.reason, "end": ends}
        steps.append(Step("extended_hours", params | {"citation": extension.basis.citation}))
    steps.append(Step(act_verdict(rule, [rule.length])[1]))
    steps += [Step("due_instant", {"due": ends}), Step("basis", basis_params(rule.basis))]
    due = legal_day(ends)
    return TermResult(rule, legal_day(since), due, due, False, tuple(steps), due_at=ends)


def _after_hours(instant, hours):
    ends = instant.astimezone(UTC) + timedelta(hours=hours)
    legal_day(ends)
    return ends


def days_left(due, today):
    """Days until the last day; 0 on it, negative after it, None while there is no end date."""
    return None if due is None else (due - today).days


class TermState(StrEnum):
    RUNNING = "running"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"

    @property
    def label(self):
        return _STATE_LABELS[self]


_STATE_LABELS = {
    TermState.RUNNING: _("running"),
    TermState.DUE_SOON: _("due soon"),
    TermState.DUE_TODAY: _("due today"),
    TermState.OVERDUE: _("overdue"),
    TermState.SUSPENDED: _("suspended"),
}


def state(due, today, soon=7):
    """`soon` is in days."""
    left = days_left(due, today)
    if left is None:
        return TermState.SUSPENDED
    if left < 0:
        return TermState.OVERDUE
    if left == 0:
        return TermState.DUE_TODAY
    return TermState.DUE_SOON if left <= soon else TermState.RUNNING
