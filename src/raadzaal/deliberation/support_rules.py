"""What the support of a paragraph, a chapter or an advice is, in whole numbers and exact fractions. Pure.

docs/support.md tells the same with an example by hand.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from typing import Self

from raadzaal.deliberation.stances import HALF, Stance
from raadzaal.texts.blocks import Block
from raadzaal.texts.substance import block_changed_in_substance


class State(StrEnum):
    """What stands in one cell of the support map."""

    SUPPORT = "support"
    RESERVATION = "reservation"
    OBJECTION = "objection"
    NO_VIEW = "no_view"
    TO_BE_CONFIRMED = "to_be_confirmed"
    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"


class Verdict(StrEnum):
    """``open``: what has not been answered yet decides; ``none``: nobody who counts finds anything of it."""

    UNANIMOUS = "unanimous"
    BROAD = "broad"
    DIVIDED = "divided"
    CONTESTED = "contested"
    OPEN = "open"
    NONE = "none"


class Weighing(StrEnum):
    SEATS = "seats"
    ONE_EACH = "one_each"


@dataclass(frozen=True, slots=True)
class Voice:
    """An organisation, or a Crown member who is asked individually. Not ``voting``: experts, advisory and observing members,
    the youth platform, ministries; they are shown and count in no majority."""

    key: str
    group: str
    seats: int = 1
    voting: bool = True


@dataclass(frozen=True)
class SupportRules:
    """The profile's rules. A reservation carries ``reservation`` of what support carries. No view is left out of the whole
    unless ``no_view_counts``: then it weighs there and carries nothing.

    A text is *contested* when in some group at least ``contested_group`` of the whole objects, or of everybody
    ``contested_total``; else *broad* when every group carries at least ``broad_group`` and all together ``broad_total``.
    A chapter or advice is *contested* when ``parts_contested`` of its paragraphs are, *broad* when ``parts_broad`` of them
    are broad or better.
    """

    weighing: Weighing = Weighing.SEATS
    reservation: Fraction = HALF
    no_view_counts: bool = False
    unanimous_with_reservations: bool = True
    broad_group: Fraction = HALF
    broad_total: Fraction = Fraction(3, 4)
    contested_group: Fraction = HALF
    contested_total: Fraction = Fraction(1, 3)
    parts_broad: Fraction = Fraction(3, 4)
    parts_contested: Fraction = Fraction(1, 4)

    def __post_init__(self) -> None:
        for name in (
            "broad_group",
            "broad_total",
            "contested_group",
            "contested_total",
            "parts_broad",
            "parts_contested",
        ):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} must lie above 0 and not above 1")
        if not 0 <= self.reservation <= 1:
            raise ValueError("a reservation carries between nothing and all of what support carries")

    @classmethod
    def of(cls, data: Mapping[str, object]) -> Self:
        """From a profile: fractions are written as "3/4"."""
        read = {"weighing": Weighing, "no_view_counts": bool, "unanimous_with_reservations": bool}
        known = {each.name for each in fields(cls)}
        if unknown := data.keys() - known:
            raise ValueError(f"not a rule of support: {', '.join(sorted(unknown))}")
        return cls(**{name: read.get(name, Fraction)(value) for name, value in data.items()})  # type: ignore[arg-type, operator]

    def weight(self, voice: Voice) -> int:
        if not voice.voting:
            return 0
        return voice.seats if self.weighing == Weighing.SEATS else 1


@dataclass(frozen=True, slots=True)
class Cell:
    """``stance``: what was said last, also when it is to be confirmed. ``confirmed``: by the organisation's own ranks."""

    state: State
    stance: Stance | None = None
    confirmed: bool = False

    @property
    def provisional(self) -> bool:
        return self.stance is not None and not self.confirmed

    @property
    def counts_as(self) -> Stance | None:
        """None as long as it is open. Nobody supports words it has not seen; an objection stands until it is withdrawn."""
        if self.state == State.TO_BE_CONFIRMED:
            return self.stance if self.stance == Stance.OBJECTION else None
        return self.stance


def cell(*, asked: bool, stance: str = "", confirmed: bool = False, words_changed: bool = False) -> Cell:
    """``words_changed``: in substance, since the stance was taken, and the secretary has not judged otherwise."""
    if not asked:
        return Cell(State.NOT_ASKED)
    if not stance:
        return Cell(State.NOT_ANSWERED)
    if words_changed:
        return Cell(State.TO_BE_CONFIRMED, Stance(stance))
    return Cell(State(stance), Stance(stance), confirmed)


def to_be_confirmed(old: Block | None, new: Block | None) -> bool:
    """Whether a stance on *old* says nothing yet about *new*; None is a paragraph that was not there, or is there no more."""
    if old is None or new is None:
        return old is not new
    return block_changed_in_substance(old, new)


@dataclass(frozen=True, slots=True)
class Tally:
    """Weights. ``open``: asked, and not answered or to be confirmed."""

    support: int = 0
    reservation: int = 0
    objection: int = 0
    no_view: int = 0
    open: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def whole(self, rules: SupportRules) -> int:
        """What was answered and counts."""
        return self.support + self.reservation + self.objection + (self.no_view if rules.no_view_counts else 0)

    def carried(self, rules: SupportRules) -> Fraction:
        return self.support + rules.reservation * self.reservation

    def share(self, rules: SupportRules) -> Fraction | None:
        """Support as part of the whole; None where nobody finds anything of it."""
        whole = self.whole(rules)
        return self.carried(rules) / whole if whole else None

    def opposed(self, rules: SupportRules) -> Fraction:
        whole = self.whole(rules)
        return Fraction(self.objection, whole) if whole else Fraction(0)

    def settled(self, stance: Stance) -> "Tally":
        """The same if everything that is open would turn out like this."""
        rest = {"support": self.open} if stance == Stance.SUPPORT else {"objection": self.open}
        return Tally(self.support, self.reservation, self.objection, self.no_view) + Tally(**rest)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict is open as long as the best and the worst that is still possible differ."""

    at_worst: Verdict
    at_best: Verdict

    @property
    def verdict(self) -> Verdict:
        return self.at_worst if self.at_worst == self.at_best else Verdict.OPEN


@dataclass(frozen=True)
class Support:
    """Of one paragraph, or of several together: then ``total`` and ``groups`` are added up over the paragraphs, and
    ``paragraphs`` says how many have each verdict."""

    groups: Mapping[str, Tally]
    judgement: Judgement
    paragraphs: Mapping[Verdict, int]

    @property
    def total(self) -> Tally:
        return sum(self.groups.values(), Tally())

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict


def support(cells: Iterable[tuple[Voice, Cell]], rules: SupportRules) -> Support:
    """Of one paragraph. Whoever does not count, or was not asked, is in no figure."""
    groups: dict[str, Tally] = {}
    for voice, each in cells:
        weight = rules.weight(voice)
        if weight and each.state != State.NOT_ASKED:
            name = str(each.counts_as or "open")
            groups[voice.group] = groups.get(voice.group, Tally()) + Tally(**{name: weight})
    judged = judgement(groups, rules)
    return Support(groups, judged, {judged.verdict: 1})


def together(parts: Collection[Support], rules: SupportRules) -> Support:
    """Of a chapter or an advice, from its paragraphs."""
    groups: dict[str, Tally] = {}
    for group, tally in chain.from_iterable(part.groups.items() for part in parts):
        groups[group] = groups.get(group, Tally()) + tally
    worst = _of_parts([part.judgement.at_worst for part in parts], rules)
    best = _of_parts([part.judgement.at_best for part in parts], rules)
    verdicts = [part.verdict for part in parts]
    return Support(groups, Judgement(worst, best), {each: verdicts.count(each) for each in Verdict if each in verdicts})


def judgement(groups: Mapping[str, Tally], rules: SupportRules) -> Judgement:
    """What was answered, with all that is open first against and then in favour."""
    worst, best = (
        _verdict([tally.settled(stance) for tally in groups.values()], rules)
        for stance in (Stance.OBJECTION, Stance.SUPPORT)
    )
    return Judgement(worst, best)


def _verdict(groups: Collection[Tally], rules: SupportRules) -> Verdict:
    total = sum(groups, Tally())
    if not total.support + total.reservation + total.objection:
        return Verdict.NONE
    if not total.objection and (rules.unanimous_with_reservations or not total.reservation):
        return Verdict.UNANIMOUS
    if total.opposed(rules) >= rules.contested_total or any(
        each.opposed(rules) >= rules.contested_group for each in groups
    ):
        return Verdict.CONTESTED
    shares = [share for each in groups if (share := each.share(rules)) is not None]
    whole = total.share(rules) or Fraction(0)
    broad = whole >= rules.broad_total and all(share >= rules.broad_group for share in shares)
    return Verdict.BROAD if broad else Verdict.DIVIDED


def _of_parts(verdicts: Collection[Verdict], rules: SupportRules) -> Verdict:
    """Paragraphs of which nobody finds anything are left out."""
    told = [verdict for verdict in verdicts if verdict != Verdict.NONE]
    if not told:
        return Verdict.NONE
    if all(verdict == Verdict.UNANIMOUS for verdict in told):
        return Verdict.UNANIMOUS
    if Fraction(told.count(Verdict.CONTESTED), len(told)) >= rules.parts_contested:
        return Verdict.CONTESTED
    carried = told.count(Verdict.UNANIMOUS) + told.count(Verdict.BROAD)
    return Verdict.BROAD if Fraction(carried, len(told)) >= rules.parts_broad else Verdict.DIVIDED
