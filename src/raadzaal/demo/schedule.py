"""When something happens in the show year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from raadzaal.demo.content import resolve
from raadzaal.journal.clock import LEGAL_ZONE


@dataclass(frozen=True)
class Event:
    """Something that somebody does at a moment; ``mails`` when mail goes out by it."""

    at: datetime
    act: Callable[[], object]
    mails: bool = False


@dataclass(frozen=True)
class Calendar:
    """Days of the content, which are counted from the day of the show, as real days."""

    today: date

    def day(self, offset: int) -> date:
        return resolve(offset, self.today)

    def event(
        self, day: int | date, hour: int, minute: int, act: Callable[[], object], *, mails: bool = False
    ) -> Event:
        on = day if isinstance(day, date) else self.day(day)
        return Event(datetime.combine(on, time(hour, minute), LEGAL_ZONE), act, mails)


def next_working_day(day: date) -> date:
    following = day + timedelta(days=1)
    return following + timedelta(days=max(0, 7 - following.weekday()) if following.weekday() > 4 else 0)
