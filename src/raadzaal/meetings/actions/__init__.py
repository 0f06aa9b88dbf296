"""The only writers of meetings, who attends them, and what they decide."""

from raadzaal.meetings.actions.agenda import ask_for_vote, put_on_agenda
from raadzaal.meetings.actions.agenda_editing import (
    add_item,
    add_paper,
    change_item,
    remove_item,
    shift_item,
    withdraw_paper,
)
from raadzaal.meetings.actions.attending import sign_in, sign_out, sign_sheet
from raadzaal.meetings.actions.calling import announce, cancel, reschedule, resume, suspend
from raadzaal.meetings.actions.convening import call_again, convene, plan
from raadzaal.meetings.actions.deciding import decide_by_roll_call, decide_without_vote, refer_back, take_note
from raadzaal.meetings.actions.sessions import close_meeting, open_meeting

__all__ = [
    "add_item",
    "add_paper",
    "announce",
    "ask_for_vote",
    "call_again",
    "cancel",
    "change_item",
    "close_meeting",
    "convene",
    "decide_by_roll_call",
    "decide_without_vote",
    "open_meeting",
    "plan",
    "put_on_agenda",
    "refer_back",
    "remove_item",
    "reschedule",
    "resume",
    "shift_item",
    "sign_in",
    "sign_out",
    "sign_sheet",
    "suspend",
    "take_note",
    "withdraw_paper",
]
