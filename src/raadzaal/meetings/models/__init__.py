from raadzaal.meetings.models.agenda import AgendaItem, Paper
from raadzaal.meetings.models.attendance import Presence, Stay
from raadzaal.meetings.models.decision import VOTED, Decision, RollCallVote
from raadzaal.meetings.models.election import BallotRound, Election
from raadzaal.meetings.models.meeting import Intention, Meeting
from raadzaal.meetings.models.minutes import Correction, Minutes
from raadzaal.meetings.models.proposal import Proposal
from raadzaal.meetings.models.speaking import Contribution, Note
from raadzaal.meetings.models.voting import CastVote, Voting

__all__ = [
    "VOTED",
    "AgendaItem",
    "BallotRound",
    "CastVote",
    "Contribution",
    "Correction",
    "Decision",
    "Election",
    "Intention",
    "Meeting",
    "Minutes",
    "Note",
    "Paper",
    "Presence",
    "Proposal",
    "RollCallVote",
    "Stay",
    "Voting",
]
