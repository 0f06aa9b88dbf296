"""What becomes known of what organisations found of a draft, to whom and from when: decided here and nowhere else. Pure.

A round says so when it is opened, so that who answers knows; where it does not, the profile does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from raadzaal.council.profile.conduct import Disclosure

AT_ADOPTION = "at_adoption"
MOST_DAYS = 3650


class Opens(TextChoices):
    """Each opens what the one before it opens, and more."""

    NOTHING = "nothing", _("nothing")
    GROUPS = "groups", _("the support, and one word for each group")
    POSITIONS = "positions", _("the stance of each organisation too")
    REASONS = "reasons", _("their reasons too, and what was done with them")


class To(TextChoices):
    EVERYBODY = "everybody", _("everybody")
    ASKED = "asked", _("those who were asked")


class _Level(IntEnum):
    NOTHING, GROUPS, POSITIONS, REASONS = range(4)


@dataclass(frozen=True)
class Rule:
    """What opens at adoption or so many days after it, and to whom."""

    opens: str
    days: int = 0
    to: str = To.EVERYBODY

    @property
    def level(self) -> int:
        return _Level[self.opens.upper()]


@dataclass(frozen=True)
class Disclosed:
    """``aggregate``: verdict, share and one word for each group; ``positions``: the stance of each organisation too;
    ``reasons``: also why, what it proposed, and what was done with that.
    """

    aggregate: bool = False
    positions: bool = False
    reasons: bool = False


def of_house(told: Disclosure) -> Rule:
    """The profile's rule. More never opens without less."""
    opens = Opens.NOTHING
    for each, wanted in (
        (Opens.GROUPS, told.aggregate),
        (Opens.POSITIONS, told.positions),
        (Opens.REASONS, told.reasons),
    ):
        if wanted != AT_ADOPTION:
            break
        opens = each
    return Rule(opens, told.days_after_adoption)


def strictest(rules: Iterable[Rule]) -> Rule:
    """For what comes from several rounds together: what every one of them opens, when the last does, to whom all do."""
    rules = list(rules)
    to = To.ASKED if any(each.to == To.ASKED for each in rules) else To.EVERYBODY
    opens = min(rules, key=lambda each: each.level).opens
    return Rule(opens, max(each.days for each in rules), to)


def disclosed(rule: Rule, adopted_on: date | None, today: date, to: str = To.EVERYBODY) -> Disclosed:
    """What is open *to* somebody today; nothing before adoption, nor before the days that are to pass after it."""
    if adopted_on is None or today < adopted_on + timedelta(days=rule.days):
        return Disclosed()
    if rule.to == To.ASKED and to != To.ASKED:
        return Disclosed()
    return Disclosed(*(rule.level >= each for each in (_Level.GROUPS, _Level.POSITIONS, _Level.REASONS)))
