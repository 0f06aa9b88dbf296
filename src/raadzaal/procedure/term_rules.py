"""What a procedure declares about a term, and what can happen to a term on its way."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from django.utils.translation import gettext_lazy as _

from raadzaal.procedure.basis import Basis
from raadzaal.procedure.calendar import TermError, checked
from raadzaal.procedure.explanation import Step
from raadzaal.procedure.lengths import Length


class SuspensionError(TermError):
    code = "suspension-invalid"
    message = _("A suspension ends after it begins.")


class CountedBackError(TermError):
    code = "counted-back-is-fixed"
    message = _("A term that is counted back cannot be suspended or extended.")


class InstantNeededError(TermError):
    code = "hours-need-an-instant"
    message = _("A term in hours starts at a time of day, with its time zone.")


class HoursAloneError(TermError):
    code = "hours-stand-alone"
    message = _("A term in hours is extended in hours only, and is not suspended.")


class CountsFrom(StrEnum):
    DAY_AFTER_EVENT = "day_after_event"
    EVENT_DAY = "event_day"


@dataclass(frozen=True)
class TermRule:
    """A term as a procedure declares it.

    `atw`: "by_law" follows the Act's own scope (terms in acts of law and decrees under them, art. 5 Atw);
    True lets the Act apply to a self-made term, within its own limits; False sets it aside.
    """

    name: str
    length: Length
    basis: Basis
    counts_from: CountsFrom = CountsFrom.DAY_AFTER_EVENT
    atw: bool | Literal["by_law"] = "by_law"
    backwards: bool = False

    def __post_init__(self):
        object.__setattr__(self, "counts_from", CountsFrom(self.counts_from))
        if self.atw not in (True, False, "by_law"):
            raise ValueError(f"atw: {self.atw!r}")


@dataclass(frozen=True)
class Suspension:
    """The clock stands still from `start` and runs again on `resumes_on`, which counts; None while it is open."""

    start: date
    resumes_on: date | None = None

    def __post_init__(self):
        checked(self.start)
        if self.resumes_on is not None and checked(self.resumes_on) <= self.start:
            raise SuspensionError(start=self.start.isoformat(), resumes_on=self.resumes_on.isoformat())

    @property
    def is_open(self):
        return self.resumes_on is None

    @property
    def days(self):
        return (self.resumes_on - self.start).days

    def covers(self, day):
        return self.start <= day and (self.is_open or day < self.resumes_on)


@dataclass(frozen=True)
class Extension:
    length: Length
    reason: str
    basis: Basis


@dataclass(frozen=True)
class TermResult:
    """`due` is the last day on which the act is still in time; None while a suspension is open.

    `nominal` is the end before the Act moved it. `due_at` is set for terms in hours only.
    """

    rule: TermRule
    since: date
    due: date | None
    nominal: date | None
    act_applies: bool
    explanation: tuple[Step, ...]
    due_at: datetime | None = None
