"""The acts by which seats, people and appointments come and go. Nothing is changed: a correction supersedes."""

from raadzaal.council.actions.appointing import appoint, reappoint_all, replace_mid_term
from raadzaal.council.actions.delegating import delegate, withdraw_delegation
from raadzaal.council.actions.ending import correct, end, revoke
from raadzaal.council.actions.handing_over import hand_over
from raadzaal.council.actions.installing import install
from raadzaal.council.actions.organisations import set_address
from raadzaal.council.actions.people import give_account, register_person

__all__ = [
    "appoint",
    "correct",
    "delegate",
    "end",
    "give_account",
    "hand_over",
    "install",
    "reappoint_all",
    "register_person",
    "replace_mid_term",
    "revoke",
    "set_address",
    "withdraw_delegation",
]
