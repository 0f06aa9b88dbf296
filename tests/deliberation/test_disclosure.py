"""What opens to the public, when: a table by hand."""

from datetime import date

import pytest

from raadzaal.council.profile.conduct import Disclosure
from raadzaal.deliberation.disclosure import Disclosed, disclosed

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
    assert disclosed(rule, adopted_on, today) == Disclosed("a" in opens, "p" in opens, "r" in opens)
