"""What opens to the public, when: a table by hand."""

from datetime import date

import pytest

from raadzaal.council.profile.conduct import Disclosure
from raadzaal.deliberation.disclosure import Disclosed, Rule, disclosed, of_house, strictest

ADOPTED = date(2026, 9, 17)
NEVER, OPEN = "never", "at_adoption"


@pytest.mark.parametrize(
    ("aggregate", "positions", "reasons", "days", "adopted_on", "today", "opens"),
    [
        (NEVER, NEVER, NEVER, 0, ADOPTED, ADOPTED, ""),
        (OPEN, NEVER, NEVER, 0, None, ADOPTED, ""),
        (OPEN, NEVER, NEVER, 0, ADOPTED, ADOPTED, "a"),
        (OPEN, OPEN, NEVER, 0, ADOPTED, ADOPTED, "ap"),
        (OPEN, OPEN, OPEN, 0, None, ADOPTED, ""),
        (OPEN, OPEN, OPEN, 0, ADOPTED, ADOPTED, "apr"),
        (OPEN, OPEN, OPEN, 0, ADOPTED, date(2026, 9, 16), ""),
        (OPEN, OPEN, OPEN, 30, ADOPTED, date(2026, 10, 16), ""),
        (OPEN, OPEN, OPEN, 30, ADOPTED, date(2026, 10, 17), "apr"),
        (OPEN, NEVER, OPEN, 0, ADOPTED, ADOPTED, "a"),
        (NEVER, OPEN, OPEN, 0, ADOPTED, ADOPTED, ""),
    ],
)
def test_what_opens_when(aggregate, positions, reasons, days, adopted_on, today, opens):
    rule = Disclosure(positions=positions, aggregate=aggregate, reasons=reasons, days_after_adoption=days)
    assert disclosed(of_house(rule), adopted_on, today) == Disclosed("a" in opens, "p" in opens, "r" in opens)


LATER = date(2026, 10, 17)


@pytest.mark.parametrize(
    ("opens", "days", "to", "today", "everybody", "asked"),
    [
        ("nothing", 0, "everybody", ADOPTED, "", ""),
        ("groups", 0, "everybody", ADOPTED, "a", "a"),
        ("positions", 0, "everybody", ADOPTED, "ap", "ap"),
        ("reasons", 0, "everybody", ADOPTED, "apr", "apr"),
        ("nothing", 0, "asked", ADOPTED, "", ""),
        ("groups", 0, "asked", ADOPTED, "", "a"),
        ("reasons", 0, "asked", ADOPTED, "", "apr"),
        ("reasons", 30, "asked", date(2026, 10, 16), "", ""),
        ("reasons", 30, "asked", LATER, "", "apr"),
        ("positions", 30, "everybody", date(2026, 10, 16), "", ""),
        ("positions", 30, "everybody", LATER, "ap", "ap"),
    ],
)
def test_what_a_round_opens_to_whom(opens, days, to, today, everybody, asked):
    rule = Rule(opens, days, to)
    for who, expected in (("everybody", everybody), ("asked", asked)):
        told = disclosed(rule, ADOPTED, today, who)
        assert told == Disclosed("a" in expected, "p" in expected, "r" in expected), who
        assert disclosed(rule, None, today, who) == Disclosed()


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("groups", 0, "everybody"), ("reasons", 0, "everybody"), ("groups", 0, "everybody")),
        (("reasons", 10, "everybody"), ("reasons", 0, "everybody"), ("reasons", 10, "everybody")),
        (("reasons", 0, "asked"), ("positions", 5, "everybody"), ("positions", 5, "asked")),
        (("nothing", 0, "everybody"), ("reasons", 0, "everybody"), ("nothing", 0, "everybody")),
    ],
)
def test_of_rounds_together_the_least_opens(one, other, together):
    assert strictest([Rule(*one), Rule(*other)]) == strictest([Rule(*other), Rule(*one)]) == Rule(*together)
