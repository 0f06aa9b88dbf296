"""The house's one clock. Acts read it; only the show council and the trials may set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LEGAL_ZONE = ZoneInfo("Europe/Amsterdam")
_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present instant, aware, UTC."""
    return _set.get() or timezone.now()


def today() -> date:
    """The legal date: the calendar day in Amsterdam."""
    return now().astimezone(LEGAL_ZONE).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Play what follows as if it happened at *instant*."""
    token = _set.set(instant)
    try:
        yield
    finally:
        _set.reset(token)
