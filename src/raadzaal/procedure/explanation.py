"""Every legal date in words: steps of a calculation, written out in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as written
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from raadzaal.procedure.basis import BasisKind
from raadzaal.procedure.calendar import DUTCH_HOLIDAYS

LEGAL_ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Step:
    """One step of a calculation: a code and its facts. Words are made only when somebody reads them."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def full_date(day):
    """ "maandag 4 mei 2026"; an instant also gets its time in Amsterdam."""
    if isinstance(day, datetime):
        return written(day.astimezone(LEGAL_ZONE), "l j F Y, H:i")
    return written(day, "l j F Y")


def enumeration(words):
    """ "a", "a or b", "a, b or c"."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(list)s or %(last)s") % {"list": ", ".join(words[:-1]), "last": words[-1]}


LENGTH_WORDS = {
    "hours": ngettext_lazy("%(count)d hour", "%(count)d hours", "count"),
    "days": ngettext_lazy("%(count)d day", "%(count)d days", "count"),
    "working_days": ngettext_lazy("%(count)d working day", "%(count)d working days", "count"),
    "weeks": ngettext_lazy("%(count)d week", "%(count)d weeks", "count"),
    "months": ngettext_lazy("%(count)d month", "%(count)d months", "count"),
    "years": ngettext_lazy("%(count)d year", "%(count)d years", "count"),
}


DAY_NAMES = {rule.key: rule.name for rule in DUTCH_HOLIDAYS} | {"suspended": _("suspended")}


def length_words(unit, count):
    return LENGTH_WORDS[unit] % {"count": count}


SENTENCES = {
    "start_day_after": _("The term starts on %(first)s, the day after %(since)s."),
    "start_same_day": _("The term starts on %(since)s; that day counts too."),
    "start_instant": _("The term starts on %(since)s."),
    "start_back": _("The term is counted back from %(since)s."),
    "length": _("It lasts %(length)s, until and including %(end)s."),
    "length_back": _("Going back %(length)s leads to %(end)s."),
    "length_hours": _("It lasts %(length)s, until %(end)s."),
    "extended": _("It was extended by %(length)s (%(reason)s; %(citation)s), until and including %(end)s."),
    "extended_hours": _("It was extended by %(length)s (%(reason)s; %(citation)s), until %(end)s."),
    "month_end": _("That month has no day %(missing)d, so the last day of the month counts."),
    "suspended": ngettext_lazy(
        "It was suspended for %(days)d day, from %(start)s, and runs again from %(resumes_on)s: the end"
        " becomes %(end)s.",
        "It was suspended for %(days)d days, from %(start)s, and runs again from %(resumes_on)s: the end"
        " becomes %(end)s.",
        "days",
    ),
    "suspended_open": _("It has been suspended since %(start)s. There is no end date until it runs again."),
    "suspended_before": _("The suspension that ended on %(resumes_on)s changes nothing: the term had not started yet."),
    "suspended_after": _("The suspension from %(start)s changes nothing: the term had already ended."),
    "act_counted_back": _(
        "The General Extension of Time Limits Act does not apply, because the term is counted back (art. 1(2) Atw)."
    ),
    "act_hours": _(
        "The General Extension of Time Limits Act does not apply, because the term is given in hours (art. 4(a) Atw)."
    ),
    "act_over_days": _(
        "The General Extension of Time Limits Act does not apply, because the term is longer than 90 days"
        " (art. 4(a) Atw)."
    ),
    "act_over_weeks": _(
        "The General Extension of Time Limits Act does not apply, because the term is longer than twelve weeks"
        " (art. 4(a) Atw)."
    ),
    "act_over_months": _(
        "The General Extension of Time Limits Act does not apply, because the term is longer than three months"
        " (art. 4(a) Atw)."
    ),
    "act_years": _(
        "The General Extension of Time Limits Act does not apply, because the term is given in years (art. 4(a) Atw)."
    ),
    "act_agreement": _(
        "The General Extension of Time Limits Act does not apply, because an agreement sets the term, not"
        " an act of law."
    ),
    "act_house_rule": _(
        "The General Extension of Time Limits Act does not apply, because a house rule sets the term, not"
        " an act of law."
    ),
    "act_set_aside": _("The General Extension of Time Limits Act does not apply, because the rule sets it aside."),
    "act_by_own_rule": _("The rule itself lets the General Extension of Time Limits Act apply."),
    "not_moved": _("%(end)s is a working day, so the end does not move."),
    "moved": _(
        "The term cannot end on %(because)s, so it runs until and including %(due)s, the next working day"
        " (art. 1(1) Atw)."
    ),
    "minimum": _(
        "The term must hold at least two working days and held one, so it runs until and including"
        " %(due)s (art. 2 Atw)."
    ),
    "due": _("The last day is %(due)s."),
    "due_back": _("The latest day is %(due)s."),
    "due_instant": _("The term ends on %(due)s."),
    "basis": _("Ground: %(citation)s (%(kind)s)."),
}


def explain(result):
    """The whole calculation, one sentence a step, in the active language."""
    return [sentence(step) for step in result.explanation]


def sentence(step):
    """Dutch writes its weekdays small, so the sentence gets its capital here."""
    text = str(SENTENCES[step.code] % {key: _shown(key, value) for key, value in step.params.items()})
    return text[:1].upper() + text[1:]


def _shown(key, value):
    if isinstance(value, date):
        return full_date(value)
    if key in _SHOWN:
        return _SHOWN[key](value)
    return value


def _named_day(day, key, name):
    if key in ("saturday", "sunday"):
        return full_date(day)
    return f"{full_date(day)} ({DAY_NAMES.get(key, name)})"


# Params that are kept as plain data in a step and only become words here.
_SHOWN = {
    "length": lambda value: length_words(*value),
    "because": lambda days: enumeration(_named_day(*day) for day in days),
    "kind": lambda kind: BasisKind(kind).label,
    "citation": gettext,
}
