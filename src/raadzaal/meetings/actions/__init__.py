"""The only writers of meetings, who attends them, and what they decide."""

from raadzaal.meetings.actions.agenda import ask_for_vote, put_on_agenda
from raadzaal.meetings.actions.attending import sign_in, sign_out, sign_sheet
from raadzaal.meetings.actions.convening import call_again, convene, plan
from raadzaal.meetings.actions.deciding import decide_by_roll_call, decide_without_vote, refer_back, take_note
from raadzaal.meetings.actions.sessions import close_meeting, open_meeting

__all__ = [
    "ask_for_vote",
    "call_again",
    "close_meeting",
    "convene",
    "decide_by_roll_call",
    "decide_without_vote",
    "open_meeting",
    "plan",
    "put_on_agenda",
    "refer_back",
    "sign_in",
    "sign_out",
    "sign_sheet",
    "take_note",
]
