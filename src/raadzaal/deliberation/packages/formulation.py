"""The problem as a linear program in whole numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from raadzaal.deliberation.packages.problem import Choice, Problem
from raadzaal.deliberation.packages.program import Program, Row
from raadzaal.deliberation.stances import Stance, worse

Weights = dict[int, int]


@dataclass
class Formulation:
    """``chosen``: one variable per choice. ``support``: per group what a package gives, in units of the reservation's
    denominator. ``objecting``: each variable that, when 1, is so many objections.

    A variable for a broken condition is forced up only, never down: it costs support, so every question that is asked
    here leaves it down by itself.
    """

    problem: Problem
    program: Program = field(default_factory=Program)
    chosen: dict[Choice, int] = field(default_factory=dict)
    support: dict[str, Weights] = field(default_factory=dict)
    objecting: Weights = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.unit = self.problem.reservation.denominator
        self.support = {group: {} for group in self.problem.weight_of}
        self.chosen = {choice: self.program.variable() for choice in self.problem.choices}
        for paragraph, variants in self.problem.paragraphs.items():
            self.program.require(Row(dict.fromkeys(self._of(paragraph, variants), 1), 1, 1))
        for party in self.problem.counting:
            for choice in self.problem.choices:
                if (party.key, choice.paragraph) in self.problem.viewed:
                    self._stance(party.key, choice)

    @property
    def whole(self) -> dict[str, int]:
        """Per group the most it can give, in the same units."""
        return {group: weight * self.unit for group, weight in self.problem.weight_of.items()}

    @property
    def total(self) -> Weights:
        together: Weights = {}
        for weights in self.support.values():
            for at, weight in weights.items():
                together[at] = together.get(at, 0) + weight
        return together

    @property
    def departing(self) -> Weights:
        first = {Choice(paragraph, variants[0]) for paragraph, variants in self.problem.paragraphs.items()}
        return {at: 1 for choice, at in self.chosen.items() if choice not in first}

    def package(self, ones: Iterable[int]) -> dict[str, str]:
        taken = set(ones)
        return {choice.paragraph: choice.variant for choice, at in self.chosen.items() if at in taken}

    def exclude(self, package: Mapping[str, str]) -> None:
        weights = {self.chosen[Choice(paragraph, variant)]: 1 for paragraph, variant in package.items()}
        self.program.require(Row(weights, most=len(package) - 1))

    def _of(self, paragraph: str, variants: Iterable[str]) -> list[int]:
        return [self.chosen[Choice(paragraph, variant)] for variant in variants]

    def _stance(self, party: str, choice: Choice) -> None:
        stated, at = self.problem.stated(party, choice), self.chosen[choice]
        self._counts(party, at, self._units(stated))
        if stated == Stance.OBJECTION:
            self.objecting[at] = self.objecting.get(at, 0) + 1
        self._broken(party, choice, stated)

    def _broken(self, party: str, choice: Choice, stated: Stance) -> None:
        """One variable for each worse stance that its conditions threaten with, the milder before the worse."""
        conditions = self.problem.binding.get((party, choice), ())
        before, milder = stated, None
        for stance in (Stance.NO_VIEW, Stance.RESERVATION, Stance.OBJECTION):
            threats = [each for each in conditions if each.otherwise == stance and worse(stance, before)]
            if not threats:
                continue
            broken = self.program.variable()
            for each in threats:
                for need in each.needs:
                    self._forced_up(broken, choice, self._of(need.paragraph, need.variants))
            if milder is not None:
                self.program.require(Row({milder: 1, broken: -1}, least=0))
            self._counts(party, broken, self._units(stance) - self._units(before))
            if stance == Stance.OBJECTION:
                self.objecting[broken] = 1
            before, milder = stance, broken

    def _forced_up(self, broken: int, choice: Choice, needed: list[int]) -> None:
        """1 when the choice is taken and none of the needed ones is."""
        weights: Weights = dict.fromkeys(needed, 1)
        weights[broken] = 1
        weights[self.chosen[choice]] = weights.get(self.chosen[choice], 0) - 1
        self.program.require(Row(weights, least=0))

    def _units(self, stance: Stance) -> int:
        return int(self.problem.worth(stance) * self.unit)

    def _counts(self, party: str, at: int, units: int) -> None:
        weights, weight = self.support[self.problem.party[party].group], self.problem.party[party].weight
        if units:
            weights[at] = weights.get(at, 0) + units * weight


def negative(weights: Mapping[int, int]) -> Weights:
    """To ask for the fewest with a question for the most."""
    return {at: -weight for at, weight in weights.items()}
