"""What the screens of a meeting show, from one look at how it stands."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Appointment
from raadzaal.meetings import presenting, prospect, script
from raadzaal.meetings.models import AgendaItem, BallotRound, Meeting, Presence
from raadzaal.meetings.queries import attendance, sitting_day
from raadzaal.meetings.queries.elections import ElectionView, shown
from raadzaal.meetings.queries.proposals import known_here
from raadzaal.meetings.queries.speaking import floor, time_by_group
from raadzaal.meetings.queries.voting import Standing, running, setting_of, standing
from raadzaal.meetings.ways import Way, ways
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
        "chosen": _chosen(now),
        "script": script.words(now),
        "next_step": script.next_step(now),
        "announcement": script.announcement(now),
        "ways": _ways(now),
        "following": now.following,
        "amendments": known_here(),
    }


def _ways(now: script.Situation) -> list[Way]:
    """In which ways a vote can begin now on the present point."""
    may = now.current and now.current.open_to_vote and not now.standing and now.meeting.state == Meeting.State.OPEN
    return ways(now.current.item.subject) if may else []


def _times(meeting: Meeting) -> list[tuple[str, int, int]]:
    """Side, whole minutes, seconds beyond them."""
    spent = [(name or _("advisory voices"), int(time.total_seconds())) for name, time in time_by_group(meeting)]
    return [(name, seconds // 60, seconds % 60) for name, seconds in spent]


def _vote(stands: Standing, counted) -> VoteView:
    voting = stands.voting
    setting = setting_of(voting.item, counted, of_proposal=bool(voting.proposal_id), form=voting.form)
    before = _words(prospect.beforehand(setting))
    if not stands.shown:
        return VoteView(stands, before, [], [])
    seats = presenting.voted_seats(counted, list(stands.cast.values()))
    return VoteView(stands, before, _words(prospect.so_far(stands.outlook, stands.to_come)), seats)


def _chosen(now: script.Situation) -> list[ElectionView]:
    """Of a choice between persons that is dealt with now: what the round to come takes, and how the others ended."""
    if now.current is None or now.current.hidden or now.current.item.kind != AgendaItem.Kind.PERSONS:
        return []
    return [shown(each, now.counted) for each in now.current.elections]


def to_confirm(meeting: Meeting, actor: Actor) -> BallotRound | None:
    """What this reader counted as a teller and has not confirmed yet."""
    if not actor.key:
        return None
    rows = BallotRound.objects.filter(election__item__meeting=meeting, stage=BallotRound.Stage.COUNTED)
    for row in rows.select_related("election__item"):
        if actor.key in row.counted_by and actor.key not in row.confirmed:
            return row
    return None


def _before(now: script.Situation) -> list[str]:
    """What a vote on the present point would take."""
    if not now.to_decide or now.standing or now.current.item.kind == now.current.item.Kind.NOTE:
        return []
    if not now.counted.rows:
        return []
    return _words(prospect.beforehand(setting_of(now.current.item, now.counted)))


def _words(steps) -> list[str]:
    return [sentence(step) for step in steps]


def why_no_vote(meeting: Meeting, actor: Actor) -> str:
    """For a member or substitute of a seat on which somebody else sits: whose vote it is."""
    own = Appointment.objects.on(sitting_day(meeting)).filter(
        person__public_id=actor.key, body=meeting.body_id, seat__isnull=False
    )
    taken = meeting.presences.filter(seat__in=own.values("seat")).select_related("person", "seat").first()
    if taken is None:
        return _("You have not signed the attendance list for a seat, so you have no vote.") if own.exists() else ""
    return _("%(person)s signed for seat %(number)s and votes for it. You have an advisory voice.") % {
        "person": taken.person.name,
        "number": taken.seat.number,
    }


def own_presence(meeting: Meeting, actor: Actor) -> Presence | None:
    """The seat this reader sits on now."""
    if not actor.key:
        return None
    return meeting.presences.filter(person__public_id=actor.key).select_related("seat").first()
