"""The scale of a round, and how much each step of it carries. Pure: the words match those of the models."""

from enum import StrEnum
from fractions import Fraction


class Stance(StrEnum):
    SUPPORT = "support"
    RESERVATION = "reservation"
    OBJECTION = "objection"
    NO_VIEW = "no_view"


# From what costs a text nothing to what stands in its way.
_MILDEST_FIRST = (Stance.SUPPORT, Stance.NO_VIEW, Stance.RESERVATION, Stance.OBJECTION)
HALF = Fraction(1, 2)


def severity(stance: str) -> int:
    return _MILDEST_FIRST.index(Stance(stance))


def worse(stance: str, than: str) -> bool:
    return severity(stance) > severity(than)


def worth(stance: str, *, reservation: Fraction = HALF) -> Fraction:
    """What a stance adds to the support of a text, from 0 to 1.

    No view is worth as much as a reservation where it must be worth something: it neither carries nor obstructs.
    """
    if stance == Stance.SUPPORT:
        return Fraction(1)
    return Fraction(0) if stance == Stance.OBJECTION else reservation
