"""One address does not take the API from all others, and scripts of other sites may read it."""

import pytest
from django.test import Client

from raadzaal.record.api.pace import PACE, REMEMBERED, Pace, network
from tests.record.api_asking import API, PROBLEM

pytestmark = pytest.mark.django_db


class Watch:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_so_many_a_minute_and_then_a_wait_that_is_true():
    watch = Watch()
    pace = Pace(watch)
    assert [pace.wait("192.0.2.1", 3) for _ in range(3)] == [0, 0, 0]
    seconds = pace.wait("192.0.2.1", 3)
    assert seconds == 20
    watch.now += seconds - 0.1
    assert pace.wait("192.0.2.1", 3) == 1
    watch.now += 0.2
    assert pace.wait("192.0.2.1", 3) == 0


def test_others_do_not_wait_for_it():
    pace = Pace(Watch())
    pace.wait("192.0.2.1", 1)
    assert pace.wait("192.0.2.1", 1)
    assert pace.wait("192.0.2.2", 1) == 0


def test_a_million_addresses_do_not_fill_the_memory():
    pace = Pace(Watch())
    for number in range(REMEMBERED + 500):
        pace.wait(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 5)
    assert len(pace._asked) == REMEMBERED


@pytest.mark.parametrize(
    "address, counted",
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix", "unix"),
    ],
)
def test_what_counts_as_one_address(address, counted):
    assert network(address) == counted


@pytest.fixture
def fresh():
    PACE.forget()
    yield
    PACE.forget()


def test_too_many_questions_are_told_when_to_come_back(settings, fresh):
    settings.API_PER_MINUTE = 2
    answers = [Client().get(API) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2]["Content-Type"] == PROBLEM and answers[2].json()["status"] == 429
    assert 1 <= int(answers[2]["Retry-After"]) <= 30
    assert answers[2]["Access-Control-Allow-Origin"] == "*"


def test_behind_a_proxy_it_is_the_visitor_who_counts(settings, fresh):
    settings.API_PER_MINUTE, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1, 1
    asked = [Client().get(API, headers={"x-forwarded-for": f"203.0.113.9, 198.51.100.{last}"}) for last in (1, 1, 2)]
    assert [each.status_code for each in asked] == [200, 429, 200]


def test_a_made_up_address_does_not_help_where_no_proxy_is(settings, fresh):
    settings.API_PER_MINUTE = 1
    asked = [Client().get(API, headers={"x-forwarded-for": f"198.51.100.{last}"}) for last in (1, 2)]
    assert [each.status_code for each in asked] == [200, 429]


@pytest.mark.parametrize("path", ["", "/advices", "/openapi.json", "/nothing-here"])
def test_a_browser_asks_first_and_hears_what_it_may(path):
    asked = {"origin": "https://elders.example", "access-control-request-method": "GET"}
    answer = Client().options(API + path, headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Allow-Methods"] == answer["Allow"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
