"""The minutes: drawn up when the meeting is over, edited, approved in a later one, published."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import acts
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked
from raadzaal.meetings.minute_book import blocks
from raadzaal.meetings.models import AgendaItem, Meeting, Minutes
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions as texts
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.models import Milestone, Node

State = Minutes.State


@performs("meetings.draw_up_minutes", by=RECORDERS)
def draw_up_minutes(meeting: Meeting, *, actor: Actor, on: date) -> Done:
    """Put together once, from what happened; from then on they are edited by hand. Returns the Minutes."""
    meeting = locked(meeting)
    if meeting.state != Meeting.State.CLOSED:
        raise Refused(_("Minutes are drawn up when the meeting is over."), code="not_over")
    if Minutes.objects.filter(meeting=meeting).exists():
        raise Refused(_("The minutes have been drawn up already."), code="drawn_up")
    work = texts.begin(meeting.public_id)
    after = None
    for block in blocks(meeting, actor):
        after = texts.add(work, after=after, block=block, actor=actor).node
    made = Minutes.objects.create(meeting=meeting, work=work)
    return Done(facts={"work": work.public_id}, result=made, audience=audience(meeting))


@performs("meetings.edit_minutes", by=RECORDERS)
def edit_minutes(meeting: Meeting, *, actor: Actor, on: date, node: Node, notation: str, base: int) -> Done:
    """One paragraph; empty takes it out. Raises Conflict when somebody else wrote in it meanwhile."""
    minutes = _draft(meeting, node)
    if notation.strip():
        revision = texts.edit(node, notation=notation, base=base, actor=actor)
    else:
        revision = texts.remove(node, base=base, actor=actor, reason="")
    facts = {"work": minutes.work.public_id, "node": node.public_id, "revision": revision.number}
    return Done(facts=facts, result=revision, audience=audience(meeting))


@performs("meetings.add_to_minutes", by=RECORDERS)
def add_to_minutes(meeting: Meeting, *, actor: Actor, on: date, after: Node, notation: str) -> Done:
    minutes = _draft(meeting, after)
    block = Block(Kind.PARAGRAPH, 0, notation.strip())
    revision = texts.add(minutes.work, after=after, block=block, actor=actor)
    facts = {"work": minutes.work.public_id, "node": revision.node.public_id}
    return Done(facts=facts, result=revision, audience=audience(meeting))


def _draft(meeting: Meeting, node: Node) -> Minutes:
    meeting = locked(meeting)
    minutes = Minutes.objects.select_related("work").filter(meeting=meeting).first()
    if minutes is None or node.work_id != minutes.work_id:
        raise Refused(_("This paragraph is not in these minutes."), code="foreign", field="node")
    if minutes.state != State.DRAFT:
        raise Refused(_("These minutes have been approved; they are not changed any more."), code="approved")
    return minutes


def approve_minutes(item: AgendaItem, *, actor: Actor, on: date) -> Minutes:
    """Within the act by which a later meeting decides on them. They are frozen as they are then."""
    acts.require()
    minutes = Minutes.objects.select_related("work").filter(meeting=item.minutes_of_id, state=State.DRAFT).first()
    if minutes is None:
        raise Refused(_("There are no minutes of that meeting to approve."), code="no_minutes")
    minutes.milestone = texts.freeze(minutes.work, Milestone.Key.ADOPTED, actor=actor, on=on)
    minutes.state, minutes.approved_in = State.APPROVED, item
    minutes.save()
    return minutes


@performs("meetings.publish_minutes", by=RECORDERS)
def publish_minutes(meeting: Meeting, *, actor: Actor, on: date) -> Done:
    """Of a public meeting, once approved: for everybody."""
    meeting = locked(meeting)
    minutes = Minutes.objects.filter(meeting=meeting, state=State.APPROVED).select_related("milestone").first()
    if minutes is None or not meeting.public:
        raise Refused(_("Only approved minutes of a public meeting are published."), code="not_approved")
    minutes.state, minutes.published_on = State.PUBLISHED, on
    minutes.save()
    return Done(facts={"digest": minutes.milestone.digest}, result=minutes, audience=audience(meeting))
