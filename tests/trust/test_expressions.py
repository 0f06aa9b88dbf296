"""No regular expression can be kept busy by what somebody sends."""

import pytest

from tests.trust.expressions import LENGTH, Expression, attacks, in_the_product, seconds
from tests.trust.harness import tried

pytestmark = [pytest.mark.trial, pytest.mark.pages]

LIMIT = 0.1
EXPRESSIONS = in_the_product()


def test_the_expressions_of_the_product_are_found():
    rooms = {each.where.partition("/")[0] for each in EXPRESSIONS}
    assert len(EXPRESSIONS) > 25 and {"texts", "ui", "files", "workspace"} - rooms <= {"workspace"}


@pytest.mark.parametrize("each", EXPRESSIONS, ids=lambda each: each.where)
def test_each_is_done_within_a_tenth_of_a_second(each):
    slow = []
    for attack in attacks(each, most=tried(sample=14, full=500)):
        assert len(attack) <= LENGTH
        took = seconds(each, attack, limit=LIMIT)
        if took > LIMIT:
            slow.append((round(took, 2), f"{attack[:30]!r}…{attack[-5:]!r}"))
    assert slow == []


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"\s+$", r"(x|xx)*y", r"a.*b.*c"])
def test_what_is_slow_is_seen(pattern):
    """The trial itself is tried on expressions that are known to be bad."""
    bad = Expression("here", pattern, 0)
    assert any(seconds(bad, attack, limit=LIMIT) > LIMIT for attack in attacks(bad, most=50))
