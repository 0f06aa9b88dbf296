"""What a council sets about meeting and voting, as plain data with exact fractions.

The defaults are arts. 20-27 Wet op de SER, which art. 29 declares applicable to the executive committee as well.
Counting with them is done in raadzaal.meetings.rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType


class RulesError(ValueError):
    """Meeting rules that cannot be counted with."""


class CountError(ValueError):
    """Numbers that no meeting can have; `code` says which."""

    def __init__(self, code, **params):
        self.code, self.params = code, params
        super().__init__(f"{code} {params}" if params else code)


class Comparison(StrEnum):
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ANY = "any"


class Base(StrEnum):
    """What a part is taken of: members in office, all seats, members present, or votes cast."""

    SITTING = "sitting"
    TOTAL = "total"
    PRESENT = "present"
    CAST = "votes_cast"


class VoteForm(StrEnum):
    ROLL_CALL = "roll_call"
    SECRET_BALLOT = "secret_ballot"  # noqa: S105 -- a way of voting, no password
    SHOW_OF_HANDS = "show_of_hands"
    ELECTRONIC = "electronic"


class TieEffect(StrEnum):
    FAIL = "fail"
    LOT = "lot"
    DEFER = "defer"
    CASTING_VOTE = "casting_vote"


@dataclass(frozen=True)
class Threshold:
    """A part of a base, or a fixed number; "any" asks for nothing."""

    comparison: Comparison
    fraction: Fraction | None = None
    number: int | None = None

    def __post_init__(self):
        object.__setattr__(self, "comparison", Comparison(self.comparison))
        given = [each for each in (self.fraction, self.number) if each is not None]
        if len(given) != (self.comparison is not Comparison.ANY) or isinstance(self.fraction, float):
            raise RulesError(f"{self.comparison} {given}")
        if self.fraction is not None:
            self._set_fraction(Fraction(self.fraction))

    def _set_fraction(self, fraction):
        object.__setattr__(self, "fraction", fraction)
        reachable = fraction < 1 or (fraction == 1 and self.comparison is Comparison.AT_LEAST)
        if fraction < 0 or not reachable:
            raise RulesError(f"{self.comparison} {fraction}")

    @property
    def asks_nothing(self):
        return self.comparison is Comparison.ANY

    def met(self, part, whole):
        return part >= self.needed(whole)

    def needed(self, whole):
        """The smallest whole number that meets it."""
        if self.asks_nothing:
            return 0
        bar, rest = self._bar(whole)
        return bar + 1 if rest or self.comparison is Comparison.MORE_THAN else bar

    def _bar(self, whole):
        if self.fraction is None:
            return self.number, 0
        return divmod(whole * self.fraction.numerator, self.fraction.denominator)

    @property
    def is_qualified(self):
        """Asks more than equally divided votes can ever give."""
        return self.fraction is not None and self.fraction > Fraction(1, 2)

    @property
    def plain(self):
        return self.comparison.value, str(self.number if self.fraction is None else self.fraction)


MORE_THAN_HALF = Threshold(Comparison.MORE_THAN, Fraction(1, 2))
TWO_THIRDS = Threshold(Comparison.AT_LEAST, Fraction(2, 3))
ANY_NUMBER = Threshold(Comparison.ANY)


@dataclass(frozen=True)
class TieRule:
    """What equally divided votes lead to: with everybody present, otherwise, and for the second time (art. 27)."""

    full_attendance: TieEffect = TieEffect.FAIL
    first: TieEffect = TieEffect.DEFER
    second: TieEffect = TieEffect.FAIL

    def __post_init__(self):
        for name in ("full_attendance", "first", "second"):
            object.__setattr__(self, name, TieEffect(getattr(self, name)))


@dataclass(frozen=True)
class KindRule:
    """How one kind of decision is voted on.

    `blanks_take_part`: a blank counts towards validity; so for persons (art. 25(2) Wet op de SER), not for matters.
    `only_on_request`: without a request for a vote the proposal counts as adopted (art. 24(2)); matters only.
    """

    majority: Threshold = MORE_THAN_HALF
    majority_base: Base = Base.CAST
    tie: TieRule = TieRule()
    form: VoteForm = VoteForm.ROLL_CALL
    only_on_request: bool = True
    blanks_take_part: bool = False

    def __post_init__(self):
        object.__setattr__(self, "majority_base", Base(self.majority_base))
        object.__setattr__(self, "form", VoteForm(self.form))


DUTCH_KINDS = MappingProxyType(
    {
        "matter": KindRule(),
        "ordinance": KindRule(majority=TWO_THIRDS),
        "person": KindRule(
            tie=TieRule(full_attendance=TieEffect.LOT, second=TieEffect.LOT),
            form=VoteForm.SECRET_BALLOT,
            only_on_request=False,
            blanks_take_part=True,
        ),
    }
)


@dataclass(frozen=True)
class OnScreen:
    """Electronic votes by seat: for which kinds of decision, and whether a vote may be changed and seen before the close."""

    kinds: frozenset[str]
    may_change: bool
    shown_while_held: bool
    citation: str


@dataclass(frozen=True)
class Citations:
    """Where each rule stands, as it is shown to members."""

    quorum: str = "art. 20 Wet op de SER"
    abstaining: str = "art. 23 Wet op de SER"
    no_vote_asked: str = "art. 24(2) Wet op de SER"
    turnout: str = "art. 25(1) Wet op de SER"
    revote: str = "art. 25(3) Wet op de SER"
    any_number: str = "art. 25(4) Wet op de SER"
    majority: str = "art. 26(2) Wet op de SER"
    tie_full: str = "art. 27(1) Wet op de SER"
    tie: str = "art. 27(2) Wet op de SER"


@dataclass(frozen=True)
class Rules:
    """`quorum` holds a threshold per call, the last one staying in force.

    `council_margin`: a view is that of "the Council" from seats minus this margin (SER practice, not law).
    """

    quorum: tuple[Threshold, ...] = (MORE_THAN_HALF, MORE_THAN_HALF, ANY_NUMBER)
    quorum_base: Base = Base.SITTING
    turnout: Threshold = MORE_THAN_HALF
    turnout_base: Base = Base.SITTING
    minus_abstaining: bool = True
    revote_always_valid: bool = True
    kinds: Mapping[str, KindRule] = field(default_factory=lambda: DUTCH_KINDS)
    blanks_are_cast: bool = False
    some_members_at_most: int = 4
    council_margin: int = 4
    citations: Citations = Citations()
    on_screen: OnScreen | None = None

    def __post_init__(self):
        object.__setattr__(self, "quorum", tuple(self.quorum))
        object.__setattr__(self, "quorum_base", Base(self.quorum_base))
        object.__setattr__(self, "turnout_base", Base(self.turnout_base))
        object.__setattr__(self, "kinds", MappingProxyType(dict(self.kinds)))
        if not self.quorum or self.some_members_at_most < 1 or self.council_margin < 0:
            raise RulesError("quorum or dissent thresholds")

    def kind(self, kind):
        try:
            return self.kinds[kind]
        except KeyError:
            raise CountError("unknown-kind", kind=kind) from None

    def forms(self, kind):
        """In which ways this kind of decision is voted on here; the one that is laid down first."""
        laid_down = self.kind(kind).form
        allowed = self.on_screen is not None and kind in self.on_screen.kinds
        return (laid_down, VoteForm.ELECTRONIC) if allowed else (laid_down,)

    def quorum_at(self, call):
        return self.quorum[min(call, len(self.quorum)) - 1]

    def any_number(self, call):
        return self.quorum_at(call).asks_nothing


DUTCH_RULES = Rules()
