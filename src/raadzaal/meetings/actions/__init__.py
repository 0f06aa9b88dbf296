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
from raadzaal.meetings.actions.amending import adopt_proposal, propose, rank_proposal, withdraw_proposal
from raadzaal.meetings.actions.attending import sign_in, sign_out, sign_sheet
from raadzaal.meetings.actions.calling import announce, cancel, reschedule, resume, suspend
from raadzaal.meetings.actions.convening import call_again, convene, plan
from raadzaal.meetings.actions.correcting import correct_decision
from raadzaal.meetings.actions.deciding import Hands, Named, decide_by_votes, decide_without_vote, refer_back, take_note
from raadzaal.meetings.actions.electing import begin_election, confirm_count, count_ballots, draw_lot
from raadzaal.meetings.actions.minuting import add_to_minutes, draw_up_minutes, edit_minutes, publish_minutes
from raadzaal.meetings.actions.sessions import close_meeting, open_meeting, turn_to
from raadzaal.meetings.actions.speaking import ask_for_floor, end_turn, give_floor, note, withdraw_turn
from raadzaal.meetings.actions.voting import (
    adopt_unopposed,
    cast,
    close_voting,
    open_voting,
    record_votes,
    stop_voting,
    take_off_consent,
)

__all__ = [
    "Hands",
    "Named",
    "add_item",
    "add_paper",
    "add_to_minutes",
    "adopt_proposal",
    "adopt_unopposed",
    "announce",
    "ask_for_floor",
    "ask_for_vote",
    "begin_election",
    "call_again",
    "cancel",
    "cast",
    "change_item",
    "close_meeting",
    "close_voting",
    "confirm_count",
    "convene",
    "correct_decision",
    "count_ballots",
    "decide_by_votes",
    "decide_without_vote",
    "draw_lot",
    "draw_up_minutes",
    "edit_minutes",
    "end_turn",
    "give_floor",
    "note",
    "open_meeting",
    "open_voting",
    "plan",
    "propose",
    "publish_minutes",
    "put_on_agenda",
    "rank_proposal",
    "record_votes",
    "refer_back",
    "remove_item",
    "reschedule",
    "resume",
    "shift_item",
    "sign_in",
    "sign_out",
    "sign_sheet",
    "stop_voting",
    "suspend",
    "take_note",
    "take_off_consent",
    "turn_to",
    "withdraw_paper",
    "withdraw_proposal",
    "withdraw_turn",
]
