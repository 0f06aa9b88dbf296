"""Who speaks, who waits, and how long each side has spoken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from raadzaal.council.presenting import group_label
from raadzaal.journal import clock
from raadzaal.meetings.models import AgendaItem, Contribution, Meeting

State = Contribution.State


@dataclass(frozen=True)
class Floor:
    """Of one point: who has the floor, who waits (points of order first), who has spoken."""

    speaking: Contribution | None
    waiting: tuple[Contribution, ...]
    spoken: tuple[Contribution, ...]


def floor(item: AgendaItem | None) -> Floor:
    """One query."""
    if item is None:
        return Floor(None, (), ())
    turns = list(item.contributions.select_related("person", "seat__displayed", "seat__appointing"))
    speaking = next((turn for turn in turns if turn.state == State.SPEAKING), None)
    waiting = [turn for turn in turns if turn.state == State.WAITING]
    waiting.sort(key=lambda turn: (turn.kind != Contribution.Kind.ORDER, turn.asked_at, turn.pk))
    spoken = sorted((turn for turn in turns if turn.state == State.DONE), key=lambda turn: (turn.began_at, turn.pk))
    return Floor(speaking, tuple(waiting), tuple(spoken))


def time_by_group(meeting: Meeting, item: AgendaItem | None = None) -> list[tuple[str, timedelta]]:
    """How long each side of the council spoke in the meeting, or on one point of it; who speaks now counts until now."""
    turns = meeting.contributions.filter(began_at__isnull=False).select_related("seat")
    if item is not None:
        turns = turns.filter(item=item)
    return added_up(turns, clock.now())


def added_up(turns: Sequence[Contribution], now: datetime) -> list[tuple[str, timedelta]]:
    """Longest first; those without a seat last, under an empty name."""
    spent: dict[str, timedelta] = {}
    for turn in turns:
        group = turn.seat.group if turn.seat_id else ""
        spent[group] = spent.get(group, timedelta()) + ((turn.ended_at or now) - turn.began_at)
    ordered = sorted(spent.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    return [(str(group_label(group)) if group else "", time) for group, time in ordered]
