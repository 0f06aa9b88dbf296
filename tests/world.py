"""A council to test with: the SER profile with its invented people, a clock that stands still, and hands to act with.

The council is installed through its own acts once per run; every other test gets a copy of the rows.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import pytest
from django.apps import apps
from django.db import transaction

from raadzaal.accounts.actor import ANYBODY, Actor
from raadzaal.demo import cast
from raadzaal.demo.install import install
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.journal.models import Head
from tests.copies import Copy

TERM_BEGINS = date(2026, 4, 1)
TODAY = date(2026, 9, 1)
"""A Tuesday in the first year of a term of office."""


class World:
    """Everybody in the council, by the role in which they act. Actors are looked up at the moment of the clock."""

    def __init__(self, clocks: ExitStack) -> None:
        self._clocks = clocks

    # -- time --------------------------------------------------------------------------------------------------------

    def clock_at(self, day: date, hour: int = 10, minute: int = 0) -> date:
        """From now on it is *day*, until the test ends or the clock is set again."""
        self._clocks.enter_context(clock.at(datetime.combine(day, time(hour, minute), LEGAL_ZONE)))
        return day

    @contextmanager
    def again_at(self, moment: datetime) -> Iterator[None]:
        """The same people in a copy of what was played, with a clock of its own that begins at *moment*."""
        with ExitStack() as clocks:
            self._clocks = clocks
            clocks.enter_context(clock.at(moment))
            yield

    def days_later(self, days: int) -> date:
        return self.clock_at(self.today + timedelta(days=days))

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def is_new(self) -> bool:
        """Whether nothing has been done in it yet."""
        (head,) = _installed(TODAY).rows[Head]
        return self.today == TODAY and Head.objects.get().seq == head.seq

    # -- places ------------------------------------------------------------------------------------------------------

    body = staticmethod(cast.body)
    organisation = staticmethod(cast.organisation)
    seat = staticmethod(cast.seat)
    person = staticmethod(cast.person)

    @property
    def council(self):
        return cast.body("council")

    @property
    def sea(self):
        """The committee that most tests work in."""
        return cast.body("sea")

    # -- people ------------------------------------------------------------------------------------------------------

    actor = staticmethod(cast.actor)
    secretary_of = staticmethod(cast.secretary_of)
    chair_of = staticmethod(cast.chair_of)
    coordinator = staticmethod(cast.coordinator)
    policy_officer = staticmethod(cast.policy_officer)
    office = staticmethod(cast.office)

    @property
    def secretariat(self) -> Actor:
        return cast.secretariat()

    @property
    def secretary_general(self) -> Actor:
        return cast.secretary_general()

    @property
    def executive(self) -> Actor:
        return cast.executive()

    @property
    def chair(self) -> Actor:
        """The chair of the council."""
        return cast.chair()

    @property
    def administrator(self) -> Actor:
        return cast.administrator()

    @property
    def secretary(self) -> Actor:
        """The secretary of the committee that most tests work in."""
        return cast.secretary_of("sea")

    @property
    def other_secretary(self) -> Actor:
        return cast.secretary_of("duo")

    @property
    def committee_chair(self) -> Actor:
        return cast.chair_of("sea")

    @property
    def committee_member(self) -> Actor:
        """A member of the committee that sits in neither the council's offices nor its executive committee."""
        return cast.actor("lotte-spaanderman")

    @property
    def advisory_member(self) -> Actor:
        return cast.actor("ibrahim-toure-bakker")

    @property
    def ministry_observer(self) -> Actor:
        return cast.actor("floor-hengevoort")

    @property
    def council_member(self) -> Actor:
        """A member of the council and of no committee that tests work in."""
        return cast.actor("carla-de-vette")

    @property
    def substitute(self) -> Actor:
        return cast.actor("orlando-cijntje")

    @property
    def former_member(self) -> Actor:
        """Somebody whose seat went to another when the term began."""
        return cast.actor("aleid-ruysenaar")

    @property
    def minister_szw(self) -> Actor:
        return cast.office("minister_szw")

    @property
    def other_minister(self) -> Actor:
        return cast.office("minister_fin")

    @property
    def anybody(self) -> Actor:
        return ANYBODY


@lru_cache(maxsize=2)
def _installed(today: date) -> Copy:
    """A newly installed council. Made once, in a transaction that is undone."""
    head = apps.get_model("journal", "Head")
    with transaction.atomic():
        head.objects.all().delete()
        head.objects.create()
        with clock.at(datetime.combine(min(TERM_BEGINS, today), time(9), LEGAL_ZONE)):
            install(today)
        made = Copy.taken()
        transaction.set_rollback(True)
    return made


@contextmanager
def council_installed() -> Iterator[World]:
    """The council on a Tuesday in September, at ten in the morning, in the database that is open now."""
    _installed(TODAY).put()
    with ExitStack() as clocks:
        made = World(clocks)
        made.clock_at(TODAY)
        yield made


@pytest.fixture
def world(db):
    with council_installed() as made:
        yield made
