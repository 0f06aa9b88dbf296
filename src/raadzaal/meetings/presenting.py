"""Meetings as what a page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.presenting import group_label
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import queries, registry
from raadzaal.meetings.models import AgendaItem, CastVote, Decision, Election, Meeting, Paper, Proposal, RollCallVote
from raadzaal.meetings.queries import Attendance, SheetRow
from raadzaal.meetings.queries.agenda import Numbered, numbered
from raadzaal.meetings.queries.papers import readable
from raadzaal.meetings.queries.reading import may_read_item
from raadzaal.ui.shapes import SeatView

Value = RollCallVote.Value
ON_THE_DRAWING = {Value.FOR: "for", Value.AGAINST: "against", Value.BLANK: "abstain", Value.ABSTAINS: "abstain"}


def seats(counted: Attendance) -> list[SeatView]:
    """The hall as it is filled: the member, a substitute, or nobody."""
    return [_seat(row, _state(row)) for row in counted.rows]


def _state(row: SheetRow) -> str:
    if row.place.vacant:
        return "vacant"
    if row.presence is None:
        return "absent"
    return "substitute" if row.presence.as_substitute else "present"


def _seat(row: SheetRow, state: str, vote: str = "", person: str = "") -> SeatView:
    member = row.place.member.person.name if row.place.member else ""
    sits = row.presence.person.name if row.presence else member
    return SeatView(
        number=row.seat.number,
        group=row.seat.group,
        group_label=group_label(row.seat.group),
        organisation=str(row.place.organisation or ""),
        person=person or sits,
        state=state,
        vote=vote,
    )


def voted_seats(counted: Attendance, votes: Sequence[RollCallVote]) -> list[SeatView]:
    cast = {vote.seat_id: vote for vote in votes}
    found = []
    for row in counted.rows:
        vote = cast.get(row.seat.pk)
        if vote is None:
            found.append(_seat(row, "vacant" if row.place.vacant else ""))
        else:
            found.append(_seat(row, "", ON_THE_DRAWING[vote.value], vote.person.name))
    return found


@dataclass(frozen=True)
class DecisionView:
    decision: Decision
    because: list[str]
    seats: list[SeatView]
    votes: Sequence[RollCallVote]
    by_organisation: list[tuple[str, dict[str, int]]]


@dataclass(frozen=True)
class AgendaRow:
    """An item with what upper rooms know of it, and what was decided."""

    item: AgendaItem
    shown: registry.ItemView
    decisions: list[DecisionView]
    place: Numbered
    hidden: bool = False
    papers: Sequence[Paper] = ()

    @property
    def open_to_vote(self) -> bool:
        return self.item.kind == AgendaItem.Kind.ADOPT and not self.decisions

    @property
    def proposals(self) -> list[Proposal]:
        """In the order of their numbers; none of a point behind closed doors."""
        return [] if self.hidden else list(self.item.proposals.all())

    @property
    def elections(self) -> list[Election]:
        if self.hidden:
            return []
        found = list(self.item.elections.all())
        for each in found:
            each.item = self.item
        return found

    @property
    def number(self) -> str:
        return self.place.number


def agenda(meeting: Meeting, counted: Attendance, actor: Actor) -> list[AgendaRow]:
    """A number of queries that does not grow with the agenda or the votes. Of closed points others see the number."""
    found = meeting.items.select_related("case", "vote_asked_by", "minutes_of__body", "rapporteur").prefetch_related(
        "decisions__votes__person",
        "decisions__votes__seat__displayed",
        "decisions__votes__seat__appointing",
        "decisions__corrections",
        "elections__rounds",
        "proposals__proposer",
        "proposals__fell_with",
    )
    items = list(found)
    for item in items:
        item.meeting = meeting
    shown = registry.shown(items, actor)
    papers = readable(meeting, items, actor)
    return [_row(place, shown, papers, counted, actor) for place in numbered(items)]


def _row(place: Numbered, shown: dict, papers: dict, counted: Attendance, actor: Actor) -> AgendaRow:
    item = place.item
    if not may_read_item(actor, item):
        return AgendaRow(item, registry.ItemView(), [], place, hidden=True)
    decisions = [_decision(each, counted) for each in item.decisions.all()]
    return AgendaRow(item, shown[item.pk], decisions, place, papers=papers.get(item.pk, ()))


def _decision(decision: Decision, counted: Attendance) -> DecisionView:
    votes = list(decision.votes.all())
    return DecisionView(
        decision=decision,
        because=queries.words(decision),
        seats=voted_seats(counted, votes) if votes else [],
        votes=votes,
        by_organisation=queries.votes_by_organisation(votes),
    )


def recorded(cast: CastVote) -> str:
    """The acknowledgement of a vote; until it is there the vote does not count."""
    time = time_format(cast.cast_at.astimezone(LEGAL_ZONE).time(), "H:i:s")
    return _("Recorded at %(time)s: you vote %(value)s.") % {"time": time, "value": cast.get_value_display()}


def state_word(meeting: Meeting) -> tuple[str, str]:
    """The word of the state, and how its sign looks."""
    looks = {
        Meeting.State.OPEN: "now",
        Meeting.State.CLOSED: "done",
        Meeting.State.NOT_HELD: "ended",
        Meeting.State.CONVENED: "waiting",
        Meeting.State.SUSPENDED: "waiting",
        Meeting.State.CANCELLED: "ended",
    }
    return str(meeting.get_state_display()), looks.get(meeting.state, "")


def title(meeting: Meeting) -> str:
    if meeting.call > 1:
        return _("%(body)s, call %(call)s") % {"body": meeting.body, "call": meeting.call}
    return str(meeting.body)
