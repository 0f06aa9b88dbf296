"""The minutes as they put themselves together from what happened. In Dutch, the language of the council's texts."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import presenting
from raadzaal.meetings.models import Contribution, Meeting
from raadzaal.meetings.queries import attendance
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.notation import escape

State = Contribution.State


def blocks(meeting: Meeting, secretary: Actor) -> list[Block]:
    """Who was there, and point by point: notes, speakers, proposals, votes and decisions. Of closed points, only that they were."""
    with translation.override("nl"):
        return [*_opening(meeting), *_attendance(meeting), *_points(meeting, secretary), *_closing(meeting)]


def _heading(words: str, level: int = 1) -> Block:
    return Block(Kind.HEADING, level, escape(words))


def _said(words: str) -> Block:
    return Block(Kind.PARAGRAPH, 0, escape(words))


def _listed(words: str) -> Block:
    return Block(Kind.LIST_ITEM, 1, escape(words))


def _clock(moment) -> str:
    return time_format(moment.astimezone(LEGAL_ZONE).time(), "H:i")


def _opening(meeting: Meeting) -> Iterator[Block]:
    day = date_format(meeting.starts_at.astimezone(LEGAL_ZONE), "l j F Y")
    yield _said(_("Minutes of the meeting of %(body)s on %(day)s.") % {"body": meeting.body, "day": day})
    if meeting.opened_at:
        yield _said(_("The chair opens the meeting at %(time)s.") % {"time": _clock(meeting.opened_at)})


def _attendance(meeting: Meeting) -> Iterator[Block]:
    yield _heading(_("Attendance"))
    counted = attendance(meeting)
    if counted.quorum:
        yield _said(" ".join(counted.quorum.words()))
    stays = meeting.stays.select_related("person", "seat__displayed", "seat__appointing")
    for stay in stays.order_by("seat__number", "came_at"):
        organisation = stay.seat.displayed or stay.seat.appointing
        words = f"{stay.person.name}" + (f", {organisation}" if organisation else "")
        if stay.as_substitute:
            words += _(" (substitute)")
        yield _listed(words + _until(meeting, stay))


def _until(meeting: Meeting, stay) -> str:
    """Nothing for who was there from the beginning to the end."""
    words = ""
    if meeting.opened_at and stay.came_at > meeting.opened_at:
        words += _(", from %(time)s") % {"time": _clock(stay.came_at)}
    if stay.left_at and meeting.closed_at and stay.left_at < meeting.closed_at:
        words += _(", until %(time)s") % {"time": _clock(stay.left_at)}
    return words


def _points(meeting: Meeting, secretary: Actor) -> Iterator[Block]:
    for row in presenting.agenda(meeting, attendance(meeting), secretary):
        if row.item.closed:
            yield _heading(_("%(number)s A point behind closed doors") % {"number": row.number})
            yield _said(_("This point was dealt with behind closed doors."))
            continue
        yield _heading(f"{row.number} {row.item.label}", min(row.place.depth + 1, 6))
        yield from _point(row)


def _point(row) -> Iterator[Block]:
    item = row.item
    if item.rapporteur:
        yield _said(_("Rapporteur: %(person)s") % {"person": item.rapporteur.name} + ".")
    for note in item.notes.all():
        for paragraph in note.text.splitlines():
            if paragraph.strip():
                yield _said(paragraph.strip())
    turns = item.contributions.filter(state=State.DONE).select_related("person").order_by("began_at", "pk")
    spoken = list(dict.fromkeys(f"{turn.person.name} ({turn.get_kind_display()})" for turn in turns))
    if spoken:
        yield _said(_("The floor was taken by %(names)s.") % {"names": "; ".join(spoken)})
    for proposal in row.proposals:
        yield _said(_proposal(proposal))
    for election in row.elections:
        if election.elected:
            words = _("%(name)s was chosen as %(office)s.") % {"name": election.elected, "office": election.office}
            yield _said(words + (_(" The lot decided.") if election.by_lot else ""))
    for each in row.decisions:
        yield _said(_("Decision: %(result)s.") % {"result": each.decision.get_result_display()} + _why(each))
        for against in (vote for vote in each.votes if vote.value == "against"):
            yield _listed(_("Against: %(name)s") % {"name": against.person.name})


def _proposal(proposal) -> str:
    words = {"number": proposal.number, "name": proposal.proposer.name, "change": proposal.get_change_display()}
    return _("Proposal %(number)s of %(name)s, which %(change)s: %(state)s.") % (
        words | {"state": proposal.get_state_display()}
    )


def _why(each) -> str:
    return " " + " ".join(each.because) if each.because else ""


def _closing(meeting: Meeting) -> Iterator[Block]:
    if meeting.closed_at:
        yield _heading(_("Close"))
        yield _said(_("The chair closes the meeting at %(time)s.") % {"time": _clock(meeting.closed_at)})
