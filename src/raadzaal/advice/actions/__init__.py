"""Every act on an advice. Importing this binds each step of the procedure to its action."""

from raadzaal.advice.actions.answers import (
    answer,
    answer_in_part,
    explain_delay,
    follow_up,
    register_response,
    remind,
)
from raadzaal.advice.actions.council import adopt, conclude, dissent, refer_back, reschedule, table, take_note
from raadzaal.advice.actions.delivery import correct, publish, receipt, send, take_back
from raadzaal.advice.actions.drafting import bring_in, edit, freeze, recommend, restructure, summarise
from raadzaal.advice.actions.intake import accept, decline, file, initiate, withdraw
from raadzaal.advice.actions.revising import revise
from raadzaal.advice.actions.rounds import close_round, consult, dispose, extend_reply
from raadzaal.advice.actions.taking_over import take_over
from raadzaal.advice.actions.variants import choose_variant, offer_variants

__all__ = [
    "accept",
    "adopt",
    "answer",
    "answer_in_part",
    "bring_in",
    "choose_variant",
    "close_round",
    "conclude",
    "consult",
    "correct",
    "decline",
    "dispose",
    "dissent",
    "edit",
    "explain_delay",
    "extend_reply",
    "file",
    "follow_up",
    "freeze",
    "initiate",
    "offer_variants",
    "publish",
    "recommend",
    "receipt",
    "refer_back",
    "register_response",
    "reschedule",
    "remind",
    "restructure",
    "revise",
    "send",
    "summarise",
    "table",
    "take_back",
    "take_note",
    "take_over",
    "withdraw",
]
