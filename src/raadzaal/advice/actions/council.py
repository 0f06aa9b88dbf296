"""What the council does with a draft advice, and what a committee does that closes one itself."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from raadzaal.advice.procedure import AdviceProcedure, Stage
from raadzaal.council import profile
from raadzaal.council.models import Body
from raadzaal.deliberation import actions as deliberation
from raadzaal.deliberation.models import Dissent
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import actions as meetings
from raadzaal.meetings.dissent import note_until
from raadzaal.meetings.models import VOTED, AgendaItem, Decision, Meeting
from raadzaal.procedure.engine import Done, carries_out
from raadzaal.procedure.refusals import Refused
from raadzaal.publications import actions as publications
from raadzaal.texts import actions as texts
from raadzaal.texts.models import Milestone


@carries_out(AdviceProcedure.table)
def table(advice, *, actor, on, meeting) -> Done:
    """Put the draft advice on the agenda of a meeting of the council; the text is frozen as it goes there."""
    _of_the_council(meeting)
    frozen = texts.freeze(advice.work, Milestone.Key.TABLED, actor=actor, on=on)
    item = meetings.put_on_agenda(meeting, advice, AgendaItem.Kind.ADOPT, on=on)
    return Done(facts={"meeting": meeting.public_id, "item": item.public_id, "digest": frozen.digest}, result=item)


@carries_out(AdviceProcedure.reschedule)
def reschedule(advice, *, actor, on, meeting) -> Done:
    """Put the same text on the agenda of another meeting, when the first is over or left the matter undecided (art. 27 W)."""
    _of_the_council(meeting)
    item = meetings.put_on_agenda(meeting, advice, AgendaItem.Kind.ADOPT, on=on)
    return Done(facts={"meeting": meeting.public_id, "item": item.public_id}, result=item)


def _of_the_council(meeting) -> None:
    if meeting.body.kind != Body.Kind.COUNCIL:
        raise Refused(_("The council decides in its own meeting."), code="other_body", field="meeting")


def _open_item(advice) -> AgendaItem | None:
    """Where the council dealt, or is to deal, with it."""
    items = advice.agenda_items.filter(kind=AgendaItem.Kind.ADOPT)
    return items.select_related("meeting__body").order_by("pk").last()


@carries_out(AdviceProcedure.adopt)
def adopt(advice, *, actor, on, method, votes=None, meeting=None) -> Done:
    """Record how the council decided (arts. 20-28 W).

    Adopted: the tabled text becomes the advice, gets its number, and the letter to the requester is drafted. Equal votes or
    too few voters: it goes to *meeting*, else to the next one that is planned; with none planned it waits to be tabled again.
    Rejected: back to the committee.
    """
    item = _open_item(advice)
    if method in VOTED:
        decision = meetings.decide_by_votes(item, votes or {}, actor=actor, on=on, method=method)
    elif method == Decision.Method.WITHOUT_VOTE:
        decision = meetings.decide_without_vote(item, actor=actor, on=on)
    else:
        raise Refused(_("The council decides without a vote or by roll call."), code="unknown", field="method")
    facts = {"decision": decision.public_id, "method": decision.method, "result": decision.result}
    if decision.result == Decision.Result.ADOPTED:
        return Done(facts={**facts, **_number(advice, actor, on)}, result=decision)
    if decision.result in (Decision.Result.DEFERRED, Decision.Result.VOID):
        if meeting := meeting or _next_meeting(item.meeting):
            meetings.put_on_agenda(meeting, advice, AgendaItem.Kind.ADOPT, on=on, revote=True)
        return Done(facts=facts, target=Stage.TABLED, letters=(), result=decision)
    return Done(facts=facts, target=Stage.PROCESSING, letters=(), result=decision)


def _next_meeting(meeting: Meeting) -> Meeting | None:
    waiting = (Meeting.State.PLANNED, Meeting.State.CONVENED)
    later = Meeting.objects.filter(body=meeting.body, state__in=waiting, starts_at__gt=meeting.starts_at)
    return later.order_by("starts_at").first()


def _number(advice, actor, on) -> dict:
    """The text, its number, and who stood behind it."""
    frozen = texts.freeze(advice.work, Milestone.Key.ADOPTED, actor=actor, on=on)
    publication = publications.give_number(advice, frozen, kind=advice.kind, on=on)
    support = deliberation.freeze_support(advice, frozen)
    kept = {"support": support.digest} if support else {}
    return {"year": publication.year, "serial": publication.serial, "digest": frozen.digest, **kept}


@carries_out(AdviceProcedure.refer_back)
def refer_back(advice, *, actor, on, reason) -> Done:
    """A house rule: the council sends the draft back to its committee, with what it wants looked at again."""
    decision = meetings.refer_back(_open_item(advice), reason, actor=actor, on=on)
    return Done(facts={"decision": decision.public_id}, words={"reason": reason}, result=decision)


@carries_out(AdviceProcedure.conclude)
def conclude(advice, *, actor, on) -> Done:
    """The committee closes its own advice (art. 43 W), or the one it gives on the council's behalf (art. 44 W)."""
    return Done(facts={"ground": advice.ground, **_number(advice, actor, on)})


@carries_out(AdviceProcedure.take_note)
def take_note(advice, *, actor, on, meeting) -> Done:
    """The council takes note, without debate."""
    _of_the_council(meeting)
    item = meetings.put_on_agenda(meeting, advice, AgendaItem.Kind.NOTE, on=on)
    decision = meetings.take_note(item, actor=actor, on=on)
    advice.noted_on = on
    return Done(facts={"meeting": meeting.public_id, "decision": decision.public_id})


@carries_out(AdviceProcedure.dissent)
def dissent(advice, *, actor, on, text, seats, form, node=None) -> Done:
    """A view that is not everybody's: mentioned on request; a minority note only by who defended it in the meeting (art. 45 W)."""
    if node is not None and node.work_id != advice.work_id:
        raise Refused(_("This paragraph does not belong to this dossier."), code="foreign", field="node")
    item = _open_item(advice)
    if form == Dissent.Form.MINORITY_NOTE and item:
        _check_in_time(item.meeting)
    row = deliberation.record_dissent(
        advice, text, seats, form, node=node, present=_present(item) if item else set(), on=on
    )
    return Done(
        facts={"dissent": row.public_id, "form": form, "seats": sorted(seat.number for seat in seats)},
        words={"text": text},
        result=row,
    )


def _check_in_time(meeting: Meeting) -> None:
    note = profile.active().dissent.minority_note
    until = note_until(meeting.closed_at, note.deadline_hours)
    if until and clock.now() > until:
        raise Refused(
            _("A minority note could be handed in until %(until)s (%(citation)s)."),
            code="note_too_late",
            field="form",
            until=date_format(until.astimezone(LEGAL_ZONE), "j F Y, H:i"),
            citation=note.basis.citation,
        )


def _present(item: AgendaItem) -> set[int]:
    return set(item.meeting.presences.values_list("seat_id", flat=True))
