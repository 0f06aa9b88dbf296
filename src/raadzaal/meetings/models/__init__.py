from raadzaal.meetings.models.agenda import AgendaItem, Paper
from raadzaal.meetings.models.attendance import Presence
from raadzaal.meetings.models.decision import Decision, RollCallVote
from raadzaal.meetings.models.meeting import Intention, Meeting

__all__ = ["AgendaItem", "Decision", "Intention", "Meeting", "Paper", "Presence", "RollCallVote"]
