"""Every field into which somebody can type is known to the trials, and takes what is typed through its own page."""

import pytest

from tests.trust.payloads import payloads
from tests.trust.planting import KEEPS_NOTHING, Planted, text_fields

pytestmark = [pytest.mark.django_db, pytest.mark.trial, pytest.mark.pages]


def test_there_are_three_hundred_ways():
    assert len(set(payloads())) >= 300


def test_every_field_of_every_form_takes_what_is_typed(house):
    planted = Planted(house).all()
    assert "\n".join(planted.refused) == ""
    fields = {each for each in text_fields() if each[0].__module__ not in KEEPS_NOTHING}
    missed = {f"{made.__name__}.{name}" for made, name in fields - planted.filled}
    assert missed == set()
