"""The only writers of rounds, replies and what becomes of them."""

from raadzaal.deliberation.actions.answers import dispose, record_dissent
from raadzaal.deliberation.actions.drafts import mark_opened, save_general, save_position, start_reply
from raadzaal.deliberation.actions.rankings import save_ranking
from raadzaal.deliberation.actions.remarks import save_remark, take_over
from raadzaal.deliberation.actions.replies import Change, confirm_reply, submit_reply, withdraw_reply
from raadzaal.deliberation.actions.returned import land, take_returned
from raadzaal.deliberation.actions.room import invite, let_in, open_group, show_out
from raadzaal.deliberation.actions.rounds import close_round, extend, open_round
from raadzaal.deliberation.actions.support import confirm, freeze_support, overrule
from raadzaal.deliberation.actions.time import allow_late, answer_time, ask_time, remind
from raadzaal.deliberation.actions.variants import ask_about_variants, choose, offer_variant
from raadzaal.deliberation.actions.voices import own_voice

__all__ = [
    "Change",
    "allow_late",
    "answer_time",
    "ask_about_variants",
    "ask_time",
    "choose",
    "close_round",
    "confirm",
    "confirm_reply",
    "dispose",
    "extend",
    "freeze_support",
    "invite",
    "land",
    "let_in",
    "mark_opened",
    "offer_variant",
    "open_group",
    "open_round",
    "overrule",
    "own_voice",
    "record_dissent",
    "remind",
    "save_general",
    "save_position",
    "save_ranking",
    "save_remark",
    "show_out",
    "start_reply",
    "submit_reply",
    "take_over",
    "take_returned",
    "withdraw_reply",
]
