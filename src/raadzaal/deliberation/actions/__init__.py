"""The only writers of rounds, replies and what becomes of them."""

from raadzaal.deliberation.actions.answers import dispose, record_dissent
from raadzaal.deliberation.actions.drafts import mark_opened, save_general, save_position, start_reply
from raadzaal.deliberation.actions.rankings import save_ranking
from raadzaal.deliberation.actions.replies import submit_reply
from raadzaal.deliberation.actions.returned import land, take_returned
from raadzaal.deliberation.actions.rounds import close_round, extend, open_round
from raadzaal.deliberation.actions.support import confirm, freeze_support, overrule
from raadzaal.deliberation.actions.variants import ask_about_variants, choose, offer_variant

__all__ = [
    "ask_about_variants",
    "choose",
    "close_round",
    "confirm",
    "dispose",
    "extend",
    "freeze_support",
    "land",
    "mark_opened",
    "offer_variant",
    "open_round",
    "overrule",
    "record_dissent",
    "save_general",
    "save_position",
    "save_ranking",
    "start_reply",
    "submit_reply",
    "take_returned",
]
