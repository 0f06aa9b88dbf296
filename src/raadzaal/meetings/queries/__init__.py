"""Meetings, who sits in them, and what was decided. Every list and page starts from these."""

from raadzaal.meetings.queries.attendance import (
    Attendance,
    Candidate,
    SheetRow,
    attendance,
    meeting_day,
    seats_taken,
    sitting_day,
)
from raadzaal.meetings.queries.decisions import decisions_of, undecided_before, votes_by_organisation, words
from raadzaal.meetings.queries.meetings import ENDED, past, running_for, upcoming, visible

__all__ = [
    "ENDED",
    "Attendance",
    "Candidate",
    "SheetRow",
    "attendance",
    "decisions_of",
    "meeting_day",
    "past",
    "running_for",
    "seats_taken",
    "sitting_day",
    "undecided_before",
    "upcoming",
    "visible",
    "votes_by_organisation",
    "words",
]
