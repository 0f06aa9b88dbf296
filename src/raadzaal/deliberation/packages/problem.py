"""What is open, who counts, what each of them finds of each variant, and under which conditions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from raadzaal.deliberation.stances import HALF, Stance, worth
from raadzaal.procedure.refusals import Refused

# The solver calls a number whole when it is within a millionth of one: up to this size such crumbs never add up to one vote.
LARGEST = 400_000


class Choice(NamedTuple):
    paragraph: str
    variant: str


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, or a Crown member who answers alone. ``weight`` 0: takes part, but counts in no majority."""

    key: str
    group: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Need:
    """That one of *variants* is chosen in *paragraph*."""

    paragraph: str
    variants: frozenset[str]

    def met_in(self, package: Mapping[str, str]) -> bool:
        return package[self.paragraph] in self.variants


@dataclass(frozen=True, slots=True)
class Condition:
    """*party* finds of *choice* what it said as long as every need is met; else it takes the worse stance *otherwise*."""

    party: str
    choice: Choice
    needs: tuple[Need, ...]
    otherwise: Stance

    def at_stake_in(self, package: Mapping[str, str]) -> bool:
        return package.get(self.choice.paragraph) == self.choice.variant

    def met_in(self, package: Mapping[str, str]) -> bool:
        return all(need.met_in(package) for need in self.needs)

    def broken_in(self, package: Mapping[str, str]) -> bool:
        return self.at_stake_in(package) and not self.met_in(package)


@dataclass(frozen=True)
class Problem:
    """``paragraphs``: the variants of each in the order of the text, first what stands there now.

    ``stances`` by party and choice, conditions met; what is missing is no view. ``rankings`` by party and paragraph, the
    first choice first; where there is none, the mildest stances are the first choices.
    """

    paragraphs: Mapping[str, tuple[str, ...]]
    parties: tuple[Party, ...]
    stances: Mapping[tuple[str, Choice], Stance]
    conditions: tuple[Condition, ...] = ()
    rankings: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    reservation: Fraction = HALF

    @cached_property
    def counting(self) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.weight)

    @cached_property
    def party(self) -> dict[str, Party]:
        return {party.key: party for party in self.parties}

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(paragraph, variant) for paragraph, variants in self.paragraphs.items() for variant in variants
        )

    @cached_property
    def binding(self) -> Mapping[tuple[str, Choice], tuple[Condition, ...]]:
        """The conditions on each choice of each party."""
        found: dict[tuple[str, Choice], tuple[Condition, ...]] = {}
        for condition in self.conditions:
            key = condition.party, condition.choice
            found[key] = (*found.get(key, ()), condition)
        return found

    @cached_property
    def viewed(self) -> frozenset[tuple[str, str]]:
        """Who finds something of which paragraph: of one of its variants at least, if only when a condition is broken."""
        stated = {(key, choice.paragraph) for (key, choice), stance in self.stances.items() if stance != Stance.NO_VIEW}
        threatened = {
            (each.party, each.choice.paragraph) for each in self.conditions if each.otherwise != Stance.NO_VIEW
        }
        return frozenset(stated | threatened)

    @cached_property
    def weight_of(self) -> dict[str, int]:
        """Per group the most it can give: its weight on every paragraph of which it finds something, added up."""
        most: dict[str, int] = {}
        for party in self.counting:
            seen = sum((party.key, paragraph) in self.viewed for paragraph in self.paragraphs)
            most[party.group] = most.get(party.group, 0) + party.weight * seen
        return {group: weight for group, weight in most.items() if weight}

    def stated(self, party: str, choice: Choice) -> Stance:
        return self.stances.get((party, choice), Stance.NO_VIEW)

    def worth(self, stance: Stance) -> Fraction:
        return worth(stance, reservation=self.reservation)


def checked(problem: Problem) -> Problem:
    """The same, or the first thing that is wrong with it as a refusal."""
    for refusal in _wrong(problem):
        raise refusal
    return problem


def _wrong(problem: Problem) -> Iterator[Refused]:
    if not problem.paragraphs:
        yield Refused(_("There are no open paragraphs to choose between."), code="nothing_open")
    if not problem.counting:
        yield Refused(_("There is nobody whose support counts."), code="nobody_counts")
    if len(problem.party) < len(problem.parties):
        yield Refused(_("An organisation stands in the list twice."), code="party_twice")
    if any(party.weight < 0 for party in problem.parties) or not 0 <= problem.reservation <= 1:
        yield Refused(_("A weight below zero cannot be counted."), code="bad_weight")
    yield from _wrong_variants(problem)
    yield from _unknown(problem)
    if sum(problem.weight_of.values()) * problem.reservation.denominator > LARGEST:
        yield Refused(_("The weights are too large to be counted exactly."), code="too_large")


def _wrong_variants(problem: Problem) -> Iterator[Refused]:
    for paragraph, variants in problem.paragraphs.items():
        if not variants or len(set(variants)) < len(variants):
            message = _("Paragraph %(paragraph)s needs at least one variant, and each only once.")
            yield Refused(message, code="bad_variants", paragraph=paragraph)


def _unknown(problem: Problem) -> Iterator[Refused]:
    known = set(problem.choices)
    for party, choice in _mentioned(problem):
        if party not in problem.party:
            yield Refused(_("%(party)s is not among those who count."), code="unknown_party", party=party)
        if choice not in known:
            message = _("Paragraph %(paragraph)s has no variant %(variant)s (any more).")
            yield Refused(message, code="unknown_variant", paragraph=choice.paragraph, variant=choice.variant)
    if any(not need.variants for condition in problem.conditions for need in condition.needs):
        yield Refused(_("A condition must name the variant it asks for."), code="empty_condition")


def _mentioned(problem: Problem) -> Iterator[tuple[str, Choice]]:
    yield from problem.stances
    for (party, paragraph), variants in problem.rankings.items():
        yield from ((party, Choice(paragraph, variant)) for variant in variants)
    for condition in problem.conditions:
        yield condition.party, condition.choice
        for need in condition.needs:
            yield from ((condition.party, Choice(need.paragraph, variant)) for variant in sorted(need.variants))
