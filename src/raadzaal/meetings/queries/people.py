"""What somebody, or the seats of an organisation, did in public meetings: where they were, how they voted, on what they spoke."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from raadzaal.council.models import Appointment, Organisation, Person
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings.models import Contribution, Decision, Meeting, RollCallVote
from raadzaal.meetings.queries.register import corrected

SHOWN = 50
PUBLIC = {"item__meeting__public": True, "item__closed": False}


@dataclass(frozen=True)
class Attended:
    """Of the public meetings held while somebody was a member: in how many they were."""

    there: int
    held: int


def attended(person: Person) -> Attended:
    """Three queries."""
    seats = list(Appointment.objects.known().filter(person=person, role=Appointment.Role.MEMBER, body__isnull=False))
    held = Meeting.objects.filter(public=True, state=Meeting.State.CLOSED, body__in={row.body_id for row in seats})
    theirs = {meeting.pk for meeting in held if any(_held_on(row, meeting) for row in seats)}
    there = set(person_stays(person).filter(meeting__in=theirs).values_list("meeting_id", flat=True))
    return Attended(len(there), len(theirs))


def _held_on(row: Appointment, meeting: Meeting) -> bool:
    day = meeting.starts_at.astimezone(LEGAL_ZONE).date()
    return (
        row.body_id == meeting.body_id and row.valid_from <= day and (row.valid_until is None or day < row.valid_until)
    )


def person_stays(person: Person):
    return person.stay_set.filter(meeting__public=True)


def votes() -> QuerySet[RollCallVote]:
    """By name, in public, on points that were not closed; the last first."""
    found = RollCallVote.objects.filter(**{f"decision__{name}": value for name, value in PUBLIC.items()})
    found = found.select_related("decision__item__case", "decision__item__meeting__body", "seat", "person")
    return found.prefetch_related("decision__corrections").order_by("-decision__at", "-pk")


def as_corrected(vote: RollCallVote) -> str:
    """What was voted, as it was put right since."""
    value = corrected(vote.decision).get(vote.seat_id, vote.value)
    return str(RollCallVote.Value(value).label)


def turns(person: Person) -> QuerySet[Contribution]:
    found = Contribution.objects.filter(person=person, state=Contribution.State.DONE, **PUBLIC)
    return found.select_related("item__case", "meeting__body").order_by("-began_at", "-pk")


def votes_of_seats(organisation: Organisation) -> list[tuple[Decision, dict[str, int]]]:
    """Per decision how many seats on which this organisation is shown voted what: a count, never a block vote."""
    shown = Q(seat__displayed=organisation) | Q(seat__displayed=None, seat__appointing=organisation)
    counted: dict[int, tuple[Decision, Counter]] = {}
    for vote in votes().filter(shown)[: SHOWN * 20]:
        counted.setdefault(vote.decision_id, (vote.decision, Counter()))[1][vote.value] += 1
    rows = list(counted.values())[:SHOWN]
    return [(decision, {value: counts[value] for value in RollCallVote.Value.values}) for decision, counts in rows]
