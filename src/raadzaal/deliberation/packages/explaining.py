"""A package in plain facts: who gives, who gains, which conditions bind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from raadzaal.deliberation.packages.problem import Choice, Condition, Problem
from raadzaal.deliberation.packages.scoring import Score, score, shares, stance_in
from raadzaal.deliberation.stances import Stance, severity


@dataclass(frozen=True, slots=True)
class Objection:
    party: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Give:
    """*party* gets something else than its first choice, and finds this of it."""

    party: str
    paragraph: str
    wanted: tuple[str, ...]
    gets: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Gain:
    """*party* gets its first choice where others give."""

    party: str
    paragraph: str
    gets: str
    others_give: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition on a variant that was chosen. Met: it holds what it asks for in place; broken: it cost support."""

    condition: Condition
    met: bool


@dataclass(frozen=True)
class Package:
    """``shares``: support per group; ``stances``: what each party finds of what was chosen, by party and paragraph."""

    choices: Mapping[str, str]
    score: Score
    shares: Mapping[str, Fraction]
    stances: Mapping[tuple[str, str], Stance]
    gives: tuple[Give, ...]
    gains: tuple[Gain, ...]
    conditions: tuple[Bound, ...]

    @cached_property
    def objections(self) -> tuple[Objection, ...]:
        return tuple(Objection(*key) for key, stance in self.stances.items() if stance == Stance.OBJECTION)

    @cached_property
    def balance(self) -> dict[str, tuple[int, int]]:
        """Per party on how many paragraphs it gives and gains."""
        parties = dict.fromkeys(party for party, _paragraph in self.stances)
        return {
            party: (sum(each.party == party for each in self.gives), sum(each.party == party for each in self.gains))
            for party in parties
        }


def explained(problem: Problem, choices: Mapping[str, str]) -> Package:
    """Of those who count; what others find of it stands in no package."""
    stances = {
        (party.key, paragraph): stance_in(problem, party.key, paragraph, choices)
        for party in problem.counting
        for paragraph in problem.paragraphs
    }
    gives = tuple(_gives(problem, choices, stances))
    counting = {party.key for party in problem.counting}
    return Package(
        choices=dict(choices),
        score=score(problem, choices),
        shares=shares(problem, choices),
        stances=stances,
        gives=gives,
        gains=tuple(_gains(problem, choices, gives)),
        conditions=tuple(
            Bound(each, each.met_in(choices))
            for each in problem.conditions
            if each.party in counting and each.at_stake_in(choices)
        ),
    )


def first_choices(problem: Problem, party: str, paragraph: str) -> tuple[str, ...]:
    """Its ranking's first; else the variants of which it finds the best; none when all are the same to it."""
    ranking = problem.rankings.get((party, paragraph), ())
    if ranking:
        return ranking[:1]
    found = {
        variant: severity(problem.stated(party, Choice(paragraph, variant)))
        for variant in problem.paragraphs[paragraph]
    }
    best = tuple(variant for variant, level in found.items() if level == min(found.values()))
    return best if len(best) < len(found) else ()


def _gives(problem: Problem, choices: Mapping[str, str], stances: Mapping[tuple[str, str], Stance]) -> Iterator[Give]:
    for (party, paragraph), stance in stances.items():
        wanted = first_choices(problem, party, paragraph)
        if wanted and choices[paragraph] not in wanted:
            yield Give(party, paragraph, wanted, choices[paragraph], stance)


def _gains(problem: Problem, choices: Mapping[str, str], gives: tuple[Give, ...]) -> Iterator[Gain]:
    givers: dict[str, tuple[str, ...]] = {}
    for give in gives:
        givers[give.paragraph] = (*givers.get(give.paragraph, ()), give.party)
    for paragraph, others in givers.items():
        for party in problem.counting:
            if choices[paragraph] in first_choices(problem, party.key, paragraph):
                yield Gain(party.key, paragraph, choices[paragraph], others)
