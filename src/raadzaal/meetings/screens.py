"""What the screens of a meeting show, from one look at how it stands."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.meetings import presenting, prospect, script
from raadzaal.meetings.models import Meeting, Presence
from raadzaal.meetings.queries import attendance
from raadzaal.meetings.queries.proposals import known_here
from raadzaal.meetings.queries.speaking import floor, time_by_group
from raadzaal.meetings.queries.voting import Standing, running, setting_of, standing
from raadzaal.meetings.wording import sentence
from raadzaal.ui.shapes import SeatView


@dataclass(frozen=True)
class VoteView:
    """A vote that is being held, for everybody to see."""

    standing: Standing
    before: list[str]
    so_far: list[str]
    seats: list[SeatView]


def context(meeting: Meeting, actor: Actor) -> dict:
    """The same for every screen; what a screen leaves out it does not show."""
    counted = attendance(meeting)
    rows = presenting.agenda(meeting, counted, actor)
    current = next((row for row in rows if row.item.pk == meeting.at_item_id), None)
    turns = floor(current.item if current else None)
    voting = running(meeting)
    stands = standing(voting, counted) if voting else None
    now = script.Situation(meeting, counted, rows, current, turns, stands)
    return {
        "meeting": meeting,
        "title": presenting.title(meeting),
        "state": presenting.state_word(meeting),
        "counted": counted,
        "rows": rows,
        "current": current,
        "floor": turns,
        "times": _times(meeting),
        "vote": _vote(stands, counted) if stands else None,
        "before": _before(now),
        "script": script.words(now),
        "next_step": script.next_step(now),
        "following": now.following,
        "amendments": known_here(),
    }


def _times(meeting: Meeting) -> list[tuple[str, int, int]]:
    """Side, whole minutes, seconds beyond them."""
    spent = [(name or _("advisory voices"), int(time.total_seconds())) for name, time in time_by_group(meeting)]
    return [(name, seconds // 60, seconds % 60) for name, seconds in spent]


def _vote(stands: Standing, counted) -> VoteView:
    before = prospect.beforehand(setting_of(stands.voting.item, counted, of_proposal=bool(stands.voting.proposal_id)))
    seats = presenting.voted_seats(counted, list(stands.cast.values()))
    return VoteView(stands, _words(before), _words(prospect.so_far(stands.outlook, stands.to_come)), seats)


def _before(now: script.Situation) -> list[str]:
    """What a vote on the present point would take."""
    if not now.to_decide or now.standing or now.current.item.kind == now.current.item.Kind.NOTE:
        return []
    if not now.counted.rows:
        return []
    return _words(prospect.beforehand(setting_of(now.current.item, now.counted)))


def _words(steps) -> list[str]:
    return [sentence(step) for step in steps]


def own_presence(meeting: Meeting, actor: Actor) -> Presence | None:
    """The seat this reader sits on now."""
    if not actor.key:
        return None
    return meeting.presences.filter(person__public_id=actor.key).select_related("seat").first()
