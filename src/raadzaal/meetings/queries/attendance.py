"""Who is there: the attendance list, and whether the meeting may be held."""

from dataclasses import dataclass
from datetime import date

from raadzaal.council import profile
from raadzaal.council.models import Appointment, Body, Person, Seat
from raadzaal.council.queries import Composition, Place, composition
from raadzaal.council.queries.substitution import POOL, stands_in
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings.models import Meeting, Presence
from raadzaal.meetings.profile_rules import rules_from_profile
from raadzaal.meetings.rules import QuorumResult, Rules, quorum


def meeting_day(meeting: Meeting) -> date:
    return meeting.starts_at.astimezone(LEGAL_ZONE).date()


def sitting_day(meeting: Meeting) -> date:
    """The day by which it counts who sits: that of the meeting; once begun, the day it is, also past midnight."""
    day = meeting_day(meeting)
    if meeting.state in (Meeting.State.OPEN, Meeting.State.SUSPENDED):
        return max(day, clock.today())
    return max(day, meeting.closed_at.astimezone(LEGAL_ZONE).date()) if meeting.closed_at else day


def rules_now() -> Rules:
    return rules_from_profile(profile.active())


@dataclass(frozen=True)
class Candidate:
    person: Person
    as_substitute: bool


@dataclass(frozen=True)
class SheetRow:
    """One seat of the list: who may sit on it (the member first), and who does."""

    place: Place
    candidates: tuple[Candidate, ...]
    presence: Presence | None

    @property
    def seat(self) -> Seat:
        return self.place.seat


@dataclass(frozen=True)
class Attendance:
    """``quorum`` is None for a body without numbered seats, or one for which no quorum is laid down."""

    meeting: Meeting
    rows: tuple[SheetRow, ...]
    sitting: int
    present: int
    quorum: QuorumResult | None

    @property
    def may_be_held(self) -> bool:
        return self.quorum is None or self.quorum.met

    @property
    def total(self) -> int:
        return len(self.rows)


def attendance(meeting: Meeting) -> Attendance:
    """Three queries. Vacant seats do not count (art. 20 Wet op de SER)."""
    made = composition(meeting.body, sitting_day(meeting))
    signed = {each.seat_id: each for each in meeting.presences.select_related("person", "seat")}
    pools = _pools(made)
    rows = tuple(_row(place, pools, signed) for place in made.places)
    sitting = len(made.sitting)
    present = sum(row.presence is not None and not row.place.vacant for row in rows)
    return Attendance(meeting, rows, sitting, present, _quorum(meeting, sitting, present, len(rows)))


def has_quorum_rule(body: Body) -> bool:
    """The council (art. 20 Wet op de SER) and, by art. 29, its executive committee. Committees have none in law."""
    if body.kind == Body.Kind.EXECUTIVE:
        return profile.active().executive_committee.same_rules_as_council
    return body.kind == Body.Kind.COUNCIL


def _quorum(meeting: Meeting, sitting: int, present: int, total: int) -> QuorumResult | None:
    if not total or not has_quorum_rule(meeting.body):
        return None
    return quorum(sitting, present, call=meeting.call, rules=rules_now(), total=total)


def _row(place: Place, pools: dict[str, list[Place]], signed: dict[int, Presence]) -> SheetRow:
    if place.vacant:
        return SheetRow(place, (), signed.get(place.seat.pk))
    candidates = {place.member.person_id: Candidate(place.member.person, False)}
    for appointment in [*place.substitutes, *_pool(place.seat, pools)]:
        candidates.setdefault(appointment.person_id, Candidate(appointment.person, True))
    return SheetRow(place, tuple(candidates.values()), signed.get(place.seat.pk))


def _pools(made: Composition) -> dict[str, list[Place]]:
    """Per side that knows a pool, its seats with a substitute."""
    found = {rule.group: [] for rule in profile.active().council.substitutes.groups if rule.model == POOL}
    for place in made.places:
        if place.substitutes and place.seat.group in found:
            found[place.seat.group].append(place)
    return found


def _pool(seat: Seat, pools: dict[str, list[Place]]) -> list[Appointment]:
    others = [place for place in pools.get(seat.group, ()) if place.seat.pk != seat.pk and stands_in(place.seat, seat)]
    return [each for place in others for each in place.substitutes]


def seats_taken(meeting: Meeting) -> set[int]:
    """The seats (primary keys) for which somebody signed."""
    return set(meeting.presences.values_list("seat_id", flat=True))
