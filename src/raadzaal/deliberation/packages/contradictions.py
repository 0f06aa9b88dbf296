"""Conditions of one organisation that can never hold together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from raadzaal.deliberation.packages.problem import Choice, Condition, Problem
from raadzaal.deliberation.stances import worse


@dataclass(frozen=True, slots=True)
class Contradiction:
    """No package contains *choice* and meets these *conditions* of *party*; without any one of them some would."""

    party: str
    choice: Choice
    conditions: tuple[Condition, ...]


def contradictions(problem: Problem) -> list[Contradiction]:
    """The finder still works with them: a condition that is broken is a worse stance, as always."""
    found: list[Contradiction] = []
    for party in problem.party:
        own = [condition for condition in problem.conditions if condition.party == party]
        for choice in dict.fromkeys(condition.choice for condition in own):
            if not _possible(problem.paragraphs, own, choice):
                found.append(Contradiction(party, choice, _smallest(problem.paragraphs, own, choice)))
    return _without_repeats(found)


def without_effect(problem: Problem) -> list[Condition]:
    """Conditions whose breaking would leave the stance as it is."""
    return [each for each in problem.conditions if not worse(each.otherwise, problem.stated(each.party, each.choice))]


def _smallest(paragraphs: Mapping[str, Sequence[str]], own: list[Condition], choice: Choice) -> tuple[Condition, ...]:
    """Leave out every condition that is not needed for the contradiction."""
    kept = list(own)
    for condition in own:
        fewer = [each for each in kept if each is not condition]
        if not _possible(paragraphs, fewer, choice):
            kept = fewer
    return tuple(kept)


def _without_repeats(found: list[Contradiction]) -> list[Contradiction]:
    """The same conditions are told once, though they rule out more than one choice."""
    return list({(each.party, each.conditions): each for each in reversed(found)}.values())[::-1]


def _possible(paragraphs: Mapping[str, Sequence[str]], own: Sequence[Condition], choice: Choice) -> bool:
    touched = {condition.choice.paragraph for condition in own} | {
        need.paragraph for condition in own for need in condition.needs
    }
    open_still = {paragraph: set(paragraphs[paragraph]) for paragraph in (*sorted(touched), choice.paragraph)}
    open_still[choice.paragraph] = {choice.variant}
    return _solvable(open_still, own)


def _solvable(open_still: dict[str, set[str]], own: Sequence[Condition]) -> bool:
    """Whether one variant can be taken from each set so that no condition is broken: narrow, then try, fewest first."""
    while narrowed := _narrowed(open_still, own):
        open_still = narrowed
    if not all(open_still.values()):
        return False
    undecided = [paragraph for paragraph, variants in open_still.items() if len(variants) > 1]
    if not undecided:
        return True
    paragraph = min(undecided, key=lambda each: (len(open_still[each]), each))
    return any(_solvable(open_still | {paragraph: {variant}}, own) for variant in sorted(open_still[paragraph]))


def _narrowed(open_still: Mapping[str, set[str]], own: Sequence[Condition]) -> dict[str, set[str]] | None:
    """The sets with one variant fewer, or None when no condition rules one out."""
    for condition in own:
        for paragraph, variants in _left_by(condition, open_still):
            if variants < open_still[paragraph]:
                return {**open_still, paragraph: variants}
    return None


def _left_by(condition: Condition, open_still: Mapping[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
    paragraph, variant = condition.choice
    if variant not in open_still[paragraph]:
        return
    for need in condition.needs:
        if (
            need.paragraph == paragraph
            and variant not in need.variants
            or not open_still[need.paragraph] & need.variants
        ):
            yield paragraph, open_still[paragraph] - {variant}
        elif open_still[paragraph] == {variant}:
            yield need.paragraph, open_still[need.paragraph] & need.variants
