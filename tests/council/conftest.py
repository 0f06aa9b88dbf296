import pytest

from raadzaal.accounts.actor import HOUSE, Actor, Capacity
from raadzaal.council import actions, profile, queries
from raadzaal.council.models import Seat

KEEPER = Actor("keeper", "Truus Vlietstra", (Capacity("secretariat"),))


@pytest.fixture
def keeper() -> Actor:
    return KEEPER


@pytest.fixture
def hall(db):
    """The council of the SER profile, with every seat vacant."""
    return actions.install(profile.load("ser"), actor=HOUSE)


@pytest.fixture
def board(hall):
    return queries.executive()


@pytest.fixture
def person(hall):
    """A maker of people."""
    return lambda name="Marjolein Kastelein": actions.register_person(name, actor=KEEPER)


@pytest.fixture
def seat(hall):
    """A seat of the council by its number."""
    return lambda number: Seat.objects.get(body=hall, number=number)
