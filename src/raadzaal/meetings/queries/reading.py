"""Who may read what of a meeting that they may see: closed points and papers."""

from raadzaal.accounts.actor import Actor
from raadzaal.meetings.models import AgendaItem, Meeting, Paper

RUNNING = {"secretariat", "secretary_general", "council_chair", "committee_secretary", "committee_chair"}
VOTING = {"council_member", "executive_committee", "committee_member"}
ATTENDING = VOTING | {"substitute", "advisory_member", "ministry_observer"}
UNSCOPED = {"secretariat", "secretary_general", "council_chair"}
Access = Paper.Access
READERS = {Access.MEMBERS: RUNNING | VOTING | {"substitute"}, Access.VOTING: RUNNING | VOTING, Access.TABLE: RUNNING}


def _holds(actor: Actor, meeting: Meeting, roles: set[str]) -> bool:
    """In the body that meets; the secretariat and the chair of the council everywhere."""
    scope = meeting.body.public_id
    return any(
        capacity.role in roles and (capacity.role in UNSCOPED or capacity.scope == scope)
        for capacity in actor.capacities
    )


def runs(actor: Actor, meeting: Meeting) -> bool:
    return _holds(actor, meeting, RUNNING)


def attends(actor: Actor, meeting: Meeting) -> bool:
    """Whether this reader belongs in the room when the doors are closed."""
    return _holds(actor, meeting, RUNNING | ATTENDING)


def may_read_item(actor: Actor, item: AgendaItem) -> bool:
    """Of a point behind closed doors, others see its number only."""
    return not item.closed or attends(actor, item.meeting)


def may_read_paper(actor: Actor, paper: Paper) -> bool:
    """What goes with a point behind closed doors is never for everybody."""
    meeting = paper.item.meeting
    if paper.access == Access.PUBLIC:
        return may_read_item(actor, paper.item)
    return _holds(actor, meeting, READERS[paper.access])
