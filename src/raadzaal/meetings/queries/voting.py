"""A vote before, while and after it is held: who may vote, how it stands, what it takes."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from raadzaal.council.models import Appointment, Seat
from raadzaal.meetings import prospect
from raadzaal.meetings.models import AgendaItem, CastVote, Decision, Meeting, Presence, RollCallVote, Voting
from raadzaal.meetings.queries.attendance import Attendance, attendance, rules_now, sitting_day
from raadzaal.meetings.queries.decisions import undecided_before
from raadzaal.meetings.rule_book import VoteForm

Value = RollCallVote.Value


def entitled(meeting: Meeting) -> dict[int, Presence]:
    """Who may vote, per seat (primary key): who signed for a seat that is not vacant now."""
    return {row.seat.pk: row.presence for row in attendance(meeting).rows if row.presence and not row.place.vacant}


def sits_for(meeting: Meeting, seat: Seat) -> Presence | None:
    """The same for one seat, in three queries that do not grow with the council."""
    day = sitting_day(meeting)
    held = Appointment.objects.on(day).filter(seat=seat, role=Appointment.Role.MEMBER)
    if not held.exists() or not Seat.objects.on(day).filter(pk=seat.pk, body=meeting.body_id).exists():
        return None
    return meeting.presences.filter(seat=seat).select_related("person", "seat").first()


def running(meeting: Meeting) -> Voting | None:
    return meeting.votings.filter(state=Voting.State.OPEN).select_related("item__case", "proposal").first()


@dataclass(frozen=True)
class Standing:
    """How a vote stands: the counts, who is still to vote, and what may come of it.

    ``shown``: whether anybody may see now who voted what; where not, ``counts`` and ``outlook`` are not to be told either.
    """

    voting: Voting
    cast: dict[int, CastVote]
    counts: dict[str, int]
    to_come: int
    setting: prospect.Setting

    @cached_property
    def outlook(self) -> prospect.Outlook:
        """Costs the square of how many are still to vote; for those who are shown it."""
        told = [self.counts[value] for value in (Value.FOR, Value.AGAINST, Value.BLANK, Value.ABSTAINS)]
        return prospect.outlook(self.setting, *told)

    @property
    def shown(self) -> bool:
        return self.voting.shown


def standing(voting: Voting, counted: Attendance) -> Standing:
    cast = {each.seat_id: each for each in voting.cast.select_related("person", "seat")}
    counts = Counter(each.value for each in cast.values())
    may_vote = sum(1 for row in counted.rows if row.presence and not row.place.vacant)
    given = {value: counts[value] for value in Value.values}
    setting = setting_of(voting.item, counted, of_proposal=bool(voting.proposal_id), form=voting.form)
    return Standing(voting, cast, given, may_vote - len(cast), setting)


def setting_of(item: AgendaItem, counted: Attendance, *, of_proposal: bool = False, form: str = "") -> prospect.Setting:
    """Under which rules a vote on this point is held now."""
    before = undecided_before(item.case) if item.case_id and not of_proposal else []
    return prospect.Setting(
        rules=rules_now(),
        kind="matter" if of_proposal else item.subject,
        sitting=counted.sitting,
        present=counted.present,
        total=counted.total,
        call=counted.meeting.call,
        revote=before[:1] == [Decision.Result.VOID],
        second_tie=Decision.Result.DEFERRED in before,
        form=VoteForm(form) if form else None,
    )
