"""What the chair can say now, and what comes next: made from how the meeting stands."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raadzaal.meetings.models import AgendaItem, Meeting
from raadzaal.meetings.presenting import AgendaRow
from raadzaal.meetings.queries import Attendance
from raadzaal.meetings.queries.speaking import Floor
from raadzaal.meetings.queries.voting import Standing
from raadzaal.meetings.ways import always_voted_on, ways
from raadzaal.meetings.wording import sentence

Kind, State = AgendaItem.Kind, Meeting.State


@dataclass(frozen=True)
class NextStep:
    """``act`` is the name of an address of a meeting; ``item`` where the address needs one; ``fields`` are posted."""

    label: str
    act: str
    item: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    meeting: Meeting
    counted: Attendance
    rows: list[AgendaRow]
    current: AgendaRow | None
    floor: Floor
    standing: Standing | None

    @property
    def following(self) -> AgendaRow | None:
        """The next point after the present one, or the first."""
        if self.current is None:
            return self.rows[0] if self.rows else None
        here = self.rows.index(self.current)
        return self.rows[here + 1] if here + 1 < len(self.rows) else None

    @property
    def to_decide(self) -> bool:
        row = self.current
        return row is not None and not row.decisions and row.item.kind in (Kind.ADOPT, Kind.NOTE, Kind.MINUTES)


def words(now: Situation) -> list[str]:
    """To be read out, sentence by sentence."""
    if now.meeting.state == State.CONVENED:
        return _opening(now)
    if now.meeting.state == State.SUSPENDED:
        return [_("The meeting is suspended.")]
    if now.meeting.state != State.OPEN:
        return []
    if now.standing:
        return _voting(now)
    if now.floor.speaking:
        turn = now.floor.speaking
        return [_("%(person)s has the floor (%(kind)s).") % {"person": turn.person, "kind": turn.get_kind_display()}]
    return _item(now) if now.current else [_("We come to the agenda. Does anybody want to change its order?")]


def _opening(now: Situation) -> list[str]:
    if not now.counted.may_be_held:
        return [sentence(step) for step in now.counted.quorum.explanation]
    said = [_("I open the meeting of %(body)s.") % {"body": now.meeting.body}]
    if now.counted.quorum:
        said += [sentence(step) for step in now.counted.quorum.explanation]
    return said


def _item(now: Situation) -> list[str]:
    row = now.current
    said = [_("We come to point %(number)s: %(label)s.") % {"number": row.number, "label": row.item.label}]
    if row.item.closed:
        said.append(_("This point is dealt with behind closed doors; I ask the public to leave."))
    if row.decisions:
        result = row.decisions[-1].decision.get_result_display()
        return [_("Point %(number)s: %(result)s.") % {"number": row.number, "result": result}, _after(now)]
    if now.floor.waiting:
        turn = now.floor.waiting[0]
        return [*said, _("I give the floor to %(person)s (%(kind)s).") % {
            "person": turn.person, "kind": turn.get_kind_display()}]  # fmt: skip
    return said + _deciding(row)


def _deciding(row: AgendaRow) -> list[str]:
    if row.item.kind == Kind.NOTE:
        return [_("The meeting takes note of this.")]
    if row.item.kind not in (Kind.ADOPT, Kind.MINUTES):
        return [_("Who wants to speak?")]
    if row.item.vote_asked_by:
        asks = _("%(person)s asks for a vote.") % {"person": row.item.vote_asked_by}
        return [asks, str(ways(row.item.subject)[0].said)]
    if always_voted_on(row.item):
        return [_("Does anybody want to speak?"), str(ways(row.item.subject)[0].said)]
    return [_("Does anybody want to speak? Does anybody ask for a vote?"), _("If not, it is adopted.")]


def _voting(now: Situation) -> list[str]:
    counts, label = now.standing.counts, now.standing.voting.label
    if now.standing.voting.by_hands and not now.standing.cast:
        said = _("We vote on: %(label)s. Who is for? Who is against? Who votes blank?")
        return [said % {"label": label}]
    if now.standing.to_come:
        said = ngettext(
            "We vote on: %(label)s. %(count)d member is still to vote.",
            "We vote on: %(label)s. %(count)d members are still to vote.",
            now.standing.to_come,
        )
        return [said % {"label": label, "count": now.standing.to_come}]
    if not now.standing.shown:
        return [_("Everybody has voted. I close the vote.")]
    numbers = {"for": counts["for"], "against": counts["against"], "blank": counts["blank"]}
    return [_("Everybody has voted: %(for)d for, %(against)d against, %(blank)d blank.") % numbers]


def _after(now: Situation) -> str:
    return _("We go on to the next point.") if now.following else _("That was the last point. I close the meeting.")


def announcement(now: Situation) -> str:
    """What a screen reader is told when it changes: that there is a vote, and how it ended."""
    if now.standing:
        return _("A vote is being held on: %(label)s.") % {"label": now.standing.voting.label}
    if now.current is None or now.current.hidden or not now.current.decisions:
        return ""
    decision = now.current.decisions[-1].decision
    told = {"number": now.current.number, "result": decision.get_result_display()}
    said = _("Point %(number)s: %(result)s.") % told
    if not decision.was_voted:
        return said
    counts = {"for": decision.in_favour, "against": decision.against, "blank": decision.blank}
    return said + " " + _("%(for)d for, %(against)d against, %(blank)d blank.") % counts


def next_step(now: Situation) -> NextStep | None:
    """The one thing that comes next; None when the meeting is over, or waits for the attendance list."""
    meeting = now.meeting
    if meeting.state == State.CONVENED and now.counted.may_be_held:
        return NextStep(_("Open the meeting"), "open")
    if meeting.state == State.SUSPENDED:
        return NextStep(_("Go on with the meeting"), "resume")
    if meeting.state != State.OPEN:
        return None
    if now.standing:
        voting = {"voting": now.standing.voting.public_id}
        return None if now.standing.to_come else NextStep(_("Close the vote"), "close_voting", fields=voting)
    if now.floor.speaking:
        return NextStep(_("End this turn"), "end_turn")
    if now.floor.waiting and not (now.current and now.current.decisions):
        turn = now.floor.waiting[0]
        label = _("Give the floor to %(person)s") % {"person": turn.person}
        return NextStep(label, "give_floor", fields={"turn": turn.public_id})
    return _decision(now) or _onwards(now)


def _decision(now: Situation) -> NextStep | None:
    if not now.to_decide:
        return None
    item = now.current.item
    if item.vote_asked_by_id or (item.kind != Kind.NOTE and always_voted_on(item)):
        return NextStep(str(ways(item.subject)[0].button), "open_voting", item.public_id)
    label = _("Take note") if item.kind == Kind.NOTE else _("Adopt without a vote")
    return NextStep(label, "adopt", item.public_id)


def _onwards(now: Situation) -> NextStep:
    if now.following:
        label = _("Go to point %(number)s") % {"number": now.following.number}
        return NextStep(label, "turn_to", now.following.item.public_id)
    return NextStep(_("Close the meeting"), "close")
