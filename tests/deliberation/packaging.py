"""Problems for the package finder, with what plain enumeration and plain greed make of them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import strategies as st

from raadzaal.deliberation.packages import Choice, Condition, Need, Party, Problem
from raadzaal.deliberation.stances import Stance

LETTERS = "ABCDEF"
BADNESS = {"support": 0, "no_view": 1, "reservation": 2, "objection": 3}
Figures = tuple[bool, Fraction, Fraction, int, int]


def worth(problem: Problem, stance: str) -> Fraction:
    return {"support": Fraction(1), "objection": Fraction(0)}.get(stance, problem.reservation)


def stance_of(problem: Problem, party: str, paragraph: str, package: Mapping[str, str]) -> str:
    choice = (paragraph, package[paragraph])
    stance = str(problem.stances.get((party, choice), "no_view"))
    for condition in problem.conditions:
        if condition.party == party and tuple(condition.choice) == choice:
            met = all(package[need.paragraph] in need.variants for need in condition.needs)
            if not met and BADNESS[condition.otherwise] > BADNESS[stance]:
                stance = str(condition.otherwise)
    return stance


def objections_in(problem: Problem, package: Mapping[str, str]) -> set[tuple[str, str]]:
    return {
        (party.key, paragraph)
        for party in problem.parties
        for paragraph in problem.paragraphs
        if party.weight and stance_of(problem, party.key, paragraph, package) == "objection"
    }


def figures_of(problem: Problem, package: Mapping[str, str]) -> Figures:
    """Unanimous, least, total, and the negative of objections and departures: counted the long way round."""
    most: dict[str, int] = {}
    given: dict[str, Fraction] = {}
    for party in problem.parties:
        for paragraph, variants in problem.paragraphs.items():
            views = [problem.stances.get((party.key, Choice(paragraph, each)), "no_view") for each in variants]
            views += [
                each.otherwise
                for each in problem.conditions
                if each.party == party.key and each.choice.paragraph == paragraph
            ]
            if party.weight and any(view != "no_view" for view in views):
                most[party.group] = most.get(party.group, 0) + party.weight
                carried = party.weight * worth(problem, stance_of(problem, party.key, paragraph, package))
                given[party.group] = given.get(party.group, Fraction(0)) + carried
    objections = len(objections_in(problem, package))
    least = min((given[group] / most[group] for group in most), default=Fraction(0))
    total = sum(given.values(), Fraction(0)) / (sum(most.values()) or 1)
    left = sum(package[paragraph] != variants[0] for paragraph, variants in problem.paragraphs.items())
    return objections == 0, least, total, -objections, -left


def every_package(problem: Problem) -> Iterator[dict[str, str]]:
    for variants in product(*problem.paragraphs.values()):
        yield dict(zip(problem.paragraphs, variants, strict=True))


def greedy(problem: Problem) -> dict[str, str]:
    """What one does by hand: paragraph after paragraph the variant with most support, conditions left aside."""

    def support(paragraph: str, variant: str) -> Fraction:
        return sum(
            (
                party.weight * worth(problem, problem.stances.get((party.key, Choice(paragraph, variant)), "no_view"))
                for party in problem.parties
            ),
            Fraction(0),
        )

    return {
        paragraph: max(variants, key=lambda each: support(paragraph, each))
        for paragraph, variants in problem.paragraphs.items()
    }


@st.composite
def problems(draw, paragraphs=5, variants=3, parties=4, conditions=4) -> Problem:
    keys = [f"p{at}" for at in range(draw(st.integers(1, paragraphs)))]
    text = {key: tuple(LETTERS[: draw(st.integers(1, variants))]) for key in keys}
    voices = tuple(
        Party(f"o{at}", draw(st.sampled_from("ewc")), draw(st.integers(0 if at else 1, 4)))
        for at in range(draw(st.integers(1, parties)))
    )
    choices = [Choice(key, each) for key in keys for each in text[key]]
    stance = st.sampled_from(list(Stance))
    stances = {(voice.key, choice): draw(stance) for voice in voices for choice in choices}
    needs = st.sampled_from(keys).flatmap(
        lambda key: st.builds(Need, st.just(key), st.frozensets(st.sampled_from(text[key]), min_size=1))
    )
    condition = st.builds(
        Condition,
        st.sampled_from([voice.key for voice in voices]),
        st.sampled_from(choices),
        st.lists(needs, min_size=1, max_size=2).map(tuple),
        stance,
    )
    return Problem(
        text,
        voices,
        stances,
        tuple(draw(st.lists(condition, max_size=conditions))),
        reservation=draw(st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(3, 4)])),
    )


def large(seed: int, paragraphs=60, variants=3, parties=12, conditions=40) -> Problem:
    """A draft in which each group leans to a variant of its own, its organisations now and then to another."""
    chance = Random(seed)
    text = {f"p{at:02}": tuple(LETTERS[:variants]) for at in range(paragraphs)}
    voices = tuple(Party(f"o{at:02}", "ewc"[at % 3], chance.randint(1, 7)) for at in range(parties))
    stances: dict[tuple[str, Choice], Stance] = {}
    for key, letters in text.items():
        leaning = {group: chance.choice(letters) for group in "ewc"}
        for voice in voices:
            for letter in letters if chance.random() < 0.9 else ():
                scale = (80, 15, 5) if letter == leaning[voice.group] else (20, 45, 35)
                options = (Stance.SUPPORT, Stance.RESERVATION, Stance.OBJECTION)
                stances[voice.key, Choice(key, letter)] = chance.choices(options, scale)[0]
    supported = sorted(key for key, stance in stances.items() if stance == Stance.SUPPORT)
    return Problem(text, voices, stances, tuple(_conditions(chance, text, supported, conditions)))


def _conditions(chance: Random, text, supported, count: int) -> Iterator[Condition]:
    for party, choice in chance.sample(supported, count):
        other = chance.choice([key for key in text if key != choice.paragraph])
        need = Need(other, frozenset({chance.choice(text[other])}))
        yield Condition(party, choice, (need,), chance.choice((Stance.RESERVATION, Stance.OBJECTION)))
