"""What a package is worth, counted exactly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from raadzaal.deliberation.packages.problem import Choice, Party, Problem
from raadzaal.deliberation.stances import Stance, severity


@dataclass(frozen=True, order=True, slots=True)
class Score:
    """Higher is better, field by field: nobody objects; support of the least supporting group; total support; and among
    equals fewer objections, fewer paragraphs that leave the text as it stands."""

    unanimous: bool
    least: Fraction
    total: Fraction
    minus_objections: int
    minus_departures: int

    @property
    def objections(self) -> int:
        return -self.minus_objections

    @property
    def departures(self) -> int:
        return -self.minus_departures


def stance_in(problem: Problem, party: str, paragraph: str, package: Mapping[str, str]) -> Stance:
    """What the party finds of this paragraph in this package, broken conditions taken into account."""
    choice = Choice(paragraph, package[paragraph])
    broken = (each.otherwise for each in problem.binding.get((party, choice), ()) if not each.met_in(package))
    return max((problem.stated(party, choice), *broken), key=severity)


def counted(problem: Problem, package: Mapping[str, str]) -> Iterator[tuple[Party, str, Stance]]:
    """Every party that counts on every paragraph of which it finds something."""
    for party in problem.counting:
        for paragraph in problem.paragraphs:
            if (party.key, paragraph) in problem.viewed:
                yield party, paragraph, stance_in(problem, party.key, paragraph, package)


def shares(problem: Problem, package: Mapping[str, str]) -> dict[str, Fraction]:
    """Per group what it gives of what it could give; a group that finds nothing of anything is left out."""
    given = dict.fromkeys(problem.weight_of, Fraction(0))
    for party, _paragraph, stance in counted(problem, package):
        given[party.group] += party.weight * problem.worth(stance)
    return {group: weight / problem.weight_of[group] for group, weight in given.items()}


def score(problem: Problem, package: Mapping[str, str]) -> Score:
    by_group = shares(problem, package)
    whole = sum(problem.weight_of.values())
    objections = sum(stance == Stance.OBJECTION for _party, _paragraph, stance in counted(problem, package))
    return Score(
        unanimous=not objections,
        least=min(by_group.values(), default=Fraction(0)),
        total=sum(by_group[group] * problem.weight_of[group] for group in by_group) / Fraction(whole or 1),
        minus_objections=-objections,
        minus_departures=-sum(package[paragraph] != variants[0] for paragraph, variants in problem.paragraphs.items()),
    )
