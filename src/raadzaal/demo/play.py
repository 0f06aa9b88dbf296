"""The show year, played through the real acts in the order in which everything would have happened."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

from raadzaal.accounts.actor import HOUSE
from raadzaal.correspondence import mailing
from raadzaal.demo import play_answer, play_council, play_intake, play_round, play_text, play_today
from raadzaal.demo.content import Advice, load
from raadzaal.demo.install import install, present_term, renew
from raadzaal.demo.schedule import Calendar, Event
from raadzaal.demo.show import Played, Show
from raadzaal.journal import clock, followers
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.journal.models import Audience, Entry, Head
from raadzaal.journal.verification import verify
from raadzaal.procedure.engine import Council, Done, performs
from raadzaal.procedure.roles import house

PHASES = (play_intake, play_text, play_round, play_council, play_answer)
DAYS_BEFORE = 30

Tell = Callable[[str], object]


class Broken(RuntimeError):
    """The journal of the show year does not verify."""


def play(today: date, tell: Tell, advices: Iterable[Advice] = ()) -> Show:
    """Everything, or only *advices*, up to *today*. Raises Broken."""
    show = begin(today, advices or load())
    show.whole = not advices
    tell(f"{len(show.dossiers)} advices, {show.calendar.day(_first(show)):%B %Y} – {today:%B %Y}")
    for month, events in groupby(timeline(show), lambda event: event.at.strftime("%Y-%m")):
        before = Head.objects.get(pk=1).seq
        for event in events:
            happen(event)
        tell(f"{month}  {Head.objects.get(pk=1).seq - before} acts")
    _finish(show)
    return show


def begin(today: date, advices: Iterable[Advice]) -> Show:
    """The council is there, and nothing has been asked yet."""
    show = Show(today)
    for index, told in enumerate(advices):
        show.dossiers[told.key] = Played(show, told, minute=index * 2)
    first_day = show.calendar.day(_first(show)) - timedelta(days=DAYS_BEFORE)
    with clock.at(datetime.combine(first_day, time(9), LEGAL_ZONE)):
        mark_begin(Council(), actor=HOUSE)
        install(today)
    return show


def _first(show: Show) -> int:
    return min((each.told.request or each.told.intention).date for each in show.dossiers.values())


def timeline(show: Show) -> list[Event]:
    """Everything that happens, in order; what would be later today has just happened."""
    now = clock.now() - timedelta(minutes=1)
    events = sorted((event for event in _events(show)), key=lambda event: event.at)
    return [event if event.at <= now else Event(now, event.act, event.mails) for event in events]


def _events(show: Show) -> Iterator[Event]:
    yield from play_council.sessions(show)
    if show.whole:
        yield from play_today.events(show)
    yield from play_answer.letters(show)
    for played in show.dossiers.values():
        for phase in PHASES:
            yield from phase.events(played)
    since = present_term(show.today)[0]
    if since > Calendar(show.today).day(_first(show)) - timedelta(days=DAYS_BEFORE):
        yield show.calendar.event(since, 0, 30, lambda: renew(show.today))


def happen(event: Event) -> None:
    with clock.at(event.at):
        event.act()
        if event.mails:
            followers.catch_up()
            mailing.deliver()


def _finish(show: Show) -> None:
    mark_end(Council(), actor=HOUSE, advices=len(show.dossiers))
    followers.catch_up()
    verdict = verify()
    if not verdict.ok:
        raise Broken(f"entry {verdict.bad}: {verdict.reason}")


@performs("demo.begun", by=house, audience=Audience.SECRETARIAT)
def mark_begin(_council, *, actor, on) -> Done:
    """The first entry of a show year: this journal holds nothing that ever happened."""
    return Done()


@performs("demo.played", by=house, audience=Audience.SECRETARIAT)
def mark_end(_council, *, actor, on, advices: int) -> Done:
    """The last entry of a show year that was played to its end."""
    return Done(facts={"advices": advices})


def begun() -> bool:
    return Entry.objects.filter(kind=mark_begin.kind, seq=1).exists()


def played() -> Entry | None:
    """The entry that says that the year was played to its end."""
    return Entry.objects.filter(kind=mark_end.kind).order_by("seq").last()
