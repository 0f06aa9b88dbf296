import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raadzaal.deliberation.packages import (
    Choice,
    Condition,
    Level,
    Need,
    Objection,
    Party,
    Problem,
    contradictions,
    find,
    scoring,
    stances_of,
    without_effect,
)
from raadzaal.deliberation.stances import Stance
from raadzaal.procedure.refusals import Refused
from tests.deliberation.packaging import every_package, figures_of, greedy, large, objections_in, problems

QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SUPPORT, RESERVATION, OBJECTION, NO_VIEW = Stance.SUPPORT, Stance.RESERVATION, Stance.OBJECTION, Stance.NO_VIEW


def figures(package):
    score = package.score
    return score.unanimous, score.least, score.total, score.minus_objections, score.minus_departures


def table(rows: dict[str, str], **more) -> Problem:
    """``{"fnv": "A+ B- / A+ B-"}``: paragraphs between slashes; + supports, ~ reservation, - objection, 0 no view."""
    signs = {"+": SUPPORT, "~": RESERVATION, "-": OBJECTION, "0": NO_VIEW}
    text: dict[str, tuple[str, ...]] = {}
    stances = {}
    for party, row in rows.items():
        for at, cell in enumerate(row.split("/"), 1):
            text[f"p{at}"] = tuple(word[0] for word in cell.split())
            stances |= {(party, Choice(f"p{at}", word[0])): signs[word[1]] for word in cell.split()}
    groups = {"fnv": "workers", "cnv": "workers", "vno": "employers", "lto": "employers", "prof": "crown"}
    parties = tuple(Party(party, groups[party], 1) for party in rows)
    return Problem(text, parties, stances, **more)


def only_if(party: str, choice: str, *needs: str, otherwise=OBJECTION) -> Condition:
    """``only_if("fnv", "p1 A", "p2 B")``"""
    wanted = (need.split() for need in needs)
    asked = tuple(Need(paragraph, frozenset(variants)) for paragraph, variants in wanted)
    return Condition(party, Choice(*choice.split()), asked, otherwise)


@settings(max_examples=200, **QUIET)
@given(problems(), st.integers(1, 4))
def test_the_best_packages_are_those_of_counting_all(problem, best):
    expected = sorted((figures_of(problem, package) for package in every_package(problem)), reverse=True)
    result = find(problem, best=best, seconds=60)
    assert result.proven
    assert [figures(package) for package in result.packages] == expected[:best]
    assert [figures_of(problem, package.choices) for package in result.packages] == expected[:best]
    assert len({tuple(package.choices.items()) for package in result.packages}) == len(result.packages)


@settings(max_examples=200, **QUIET)
@given(problems())
def test_the_fewest_objections_are_those_of_counting_all(problem):
    sets = [objections_in(problem, package) for package in every_package(problem)]
    smallest = min(map(len, sets))
    obstacle = find(problem, best=1, seconds=60).obstacle
    if smallest == 0:
        assert obstacle is None
        return
    found = {(each.party, each.paragraph) for each in obstacle.objections}
    assert obstacle.proven
    assert len(found) == smallest == obstacle.at_least
    assert found in sets
    heaviest = max(
        figures_of(problem, package)[2]
        for package in every_package(problem)
        if len(objections_in(problem, package)) == smallest
    )
    assert obstacle.package.score.total == heaviest


@settings(max_examples=100, **QUIET)
@given(problems())
def test_lifting_the_obstacle_makes_unanimity_possible(problem):
    obstacle = find(problem, best=1, seconds=60).obstacle
    if obstacle is None:
        return
    lifted = {(each.party, each.paragraph) for each in obstacle.objections}
    stances = {
        (party, choice): NO_VIEW if (party, choice.paragraph) in lifted else stance
        for (party, choice), stance in problem.stances.items()
    }
    conditions = tuple(each for each in problem.conditions if (each.party, each.choice.paragraph) not in lifted)
    eased = replace(problem, stances=stances, conditions=conditions)
    assert find(eased, best=1, seconds=60).packages[0].score.unanimous


@settings(max_examples=100, **QUIET)
@given(problems(paragraphs=6))
def test_greed_is_never_better(problem):
    assert find(problem, best=1, seconds=60).packages[0].score >= scoring.score(problem, greedy(problem))


@settings(max_examples=100, **QUIET)
@given(problems())
def test_an_explanation_agrees_with_the_stances(problem):
    for package in find(problem, best=2, seconds=60).packages:
        assert {(each.party, each.paragraph) for each in package.objections} == objections_in(problem, package.choices)
        assert all(give.gets not in give.wanted for give in package.gives)
        assert all(package.choices[gain.paragraph] == gain.gets and gain.others_give for gain in package.gains)
        assert {(give.party, give.paragraph) for give in package.gives}.isdisjoint(
            {(gain.party, gain.paragraph) for gain in package.gains}
        )


def test_the_same_question_has_the_same_answer():
    problem = large(seed=3, paragraphs=25, parties=9, conditions=15)
    first, second = (find(problem, best=2, seconds=60) for _ in range(2))
    assert first.proven
    assert [package.choices for package in first.packages] == [package.choices for package in second.packages]
    assert first.obstacle == second.obstacle


def test_a_large_problem_is_better_than_greed():
    problem = large(seed=5)
    result = find(problem, best=1, seconds=120)
    assert result.proven
    assert result.packages[0].score.least > figures_of(problem, greedy(problem))[1]


def test_unanimous_comes_before_more_support():
    problem = table({"fnv": "A+ B~", "cnv": "A+ B~", "vno": "A- B~"})
    first, second = find(problem, best=2).packages
    assert (first.choices, first.score.unanimous, first.score.least) == ({"p1": "B"}, True, Fraction(1, 2))
    assert (second.choices, second.objections) == ({"p1": "A"}, (Objection("vno", "p1"),))


def test_the_least_supporting_group_comes_before_the_total():
    problem = table({"fnv": "A+ B~ C-", "cnv": "A+ B~ C-", "vno": "A- B~ C+"})
    assert find(problem, best=1).packages[0].choices == {"p1": "B"}


def test_a_condition_ties_two_paragraphs_together():
    rows = {"fnv": "A+ B- / A+ B+", "vno": "A+ B+ / A~ B+"}
    assert find(table(rows), best=1).packages[0].choices == {"p1": "A", "p2": "B"}
    tied = find(table(rows, conditions=(only_if("fnv", "p1 A", "p2 A"),)), best=1).packages[0]
    assert (tied.choices, tied.score.least) == ({"p1": "A", "p2": "A"}, Fraction(3, 4))
    assert [(each.condition.party, each.met) for each in tied.conditions] == [("fnv", True)]


def test_the_example_in_the_docs_is_what_is_counted():
    problem = table({"fnv": "A+ B- / A+ B+", "vno": "A+ B+ / A~ B+"}, conditions=(only_if("fnv", "p1 A", "p2 A"),))
    page = (Path(__file__).parents[2] / "docs/support.md").read_text()
    rows = re.findall(r"^\| ([AB]), ([AB]) \|.*\| (\d) \| ([\d/]+) \| ([\d/]+) \|$", page, re.MULTILINE)
    told = {(one, two): (int(count), Fraction(least), Fraction(total)) for one, two, count, least, total in rows}
    found = {
        tuple(package.choices.values()): (package.score.objections, package.score.least, package.score.total)
        for package in find(problem, best=4).packages
    }
    assert found == told
    assert next(iter(found)) == ("A", "A")


def test_the_solver_is_not_loaded_before_it_is_asked():
    lines = ["import sys", "import raadzaal.deliberation.packages", "assert 'highspy' not in sys.modules"]
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True)


def test_a_broken_condition_costs_no_more_than_it_threatens_with():
    problem = table(
        {"fnv": "A+ / A+"},
        conditions=(only_if("fnv", "p1 A", "p2 A"), only_if("fnv", "p1 A", "p2 A", otherwise=RESERVATION)),
    )
    assert find(problem).packages[0].score.total == 1
    problem = table({"fnv": "A+ / A+ B+"}, conditions=(only_if("fnv", "p1 A", "p2 B", otherwise=RESERVATION),))
    assert [package.score.total for package in find(problem).packages] == [1, Fraction(3, 4)]


def test_who_gives_and_who_gains():
    problem = table({"fnv": "A+ B~", "cnv": "A~ B+", "vno": "A- B+"})
    package = find(problem, best=1).packages[0]
    assert [(give.party, give.wanted, give.gets, give.stance) for give in package.gives] == [
        ("fnv", ("A",), "B", RESERVATION)
    ]
    assert [(gain.party, gain.others_give) for gain in package.gains] == [("cnv", ("fnv",)), ("vno", ("fnv",))]
    assert package.balance == {"fnv": (1, 0), "cnv": (0, 1), "vno": (0, 1)}


def test_a_ranking_tells_the_first_choice():
    problem = table({"fnv": "A+ B+", "vno": "A~ B+"}, rankings={("fnv", "p1"): ("A", "B")})
    assert [give.wanted for give in find(problem, best=1).packages[0].gives] == [("A",)]


def test_who_does_not_count_stands_in_nobodys_way():
    problem = table({"fnv": "A+ B-"})
    expert = Party("expert", "experts", 0)
    stances = problem.stances | {("expert", Choice("p1", "A")): OBJECTION}
    result = find(Problem(problem.paragraphs, (*problem.parties, expert), stances), best=1)
    assert (result.packages[0].choices, result.packages[0].score.unanimous) == ({"p1": "A"}, True)
    assert "experts" not in result.packages[0].shares


def test_a_group_without_a_view_is_not_the_least_supporting_one():
    problem = table({"fnv": "A+ B-", "prof": "A0 B0"})
    assert find(problem, best=1).packages[0].shares == {"workers": 1}


def test_everybody_objects_to_everything():
    problem = table({"fnv": "A- B- / A-", "vno": "A- B- / A-"})
    result = find(problem)
    assert [package.score.least for package in result.packages] == [0, 0]
    assert len(result.obstacle.objections) == 4


def test_nobody_finds_anything():
    result = find(table({"fnv": "A0 B0"}), best=1)
    assert (result.packages[0].choices, result.packages[0].score.unanimous, result.proven) == ({"p1": "A"}, True, True)


def test_one_variant_each_is_one_package():
    result = find(table({"fnv": "A+ / A~"}))
    assert [package.choices for package in result.packages] == [{"p1": "A", "p2": "A"}]
    assert result.proven


def test_no_time_gives_what_there_is_and_says_what_it_lacks():
    result = find(large(seed=1), best=2, seconds=0)
    assert not result.proven
    assert result.gap.level in Level
    assert result.gap.found <= result.gap.possible
    assert len(result.packages) == 1


def test_little_time_never_claims_too_much():
    """Whatever the moment at which time strikes: what is found lies within what is said to be possible."""
    problem = large(seed=2, paragraphs=30, parties=9, conditions=20)
    true = find(problem, best=1, seconds=120).packages[0].score
    for seconds in (0.01, 0.05, 0.1, 0.2, 0.4):
        result = find(problem, best=1, seconds=seconds)
        assert result.packages[0].score <= true
        if result.gap is not None and result.gap.level == Level.LEAST:
            assert result.gap.found <= true.least <= result.gap.possible
        if result.gap is not None and result.gap.level == Level.TOTAL:
            assert result.gap.found <= true.total <= result.gap.possible


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (Problem({}, (Party("fnv", "workers"),), {}), "nothing_open"),
        (Problem({"p1": ("A",)}, (), {}), "nobody_counts"),
        (Problem({"p1": ("A",)}, (Party("fnv", "workers", 0),), {}), "nobody_counts"),
        (Problem({"p1": ("A",)}, (Party("fnv", "w"), Party("fnv", "w")), {}), "party_twice"),
        (Problem({"p1": ("A",)}, (Party("fnv", "w"), Party("vno", "e", -1)), {}), "bad_weight"),
        (Problem({"p1": ()}, (Party("fnv", "w"),), {}), "bad_variants"),
        (Problem({"p1": ("A", "A")}, (Party("fnv", "w"),), {}), "bad_variants"),
        (Problem({"p1": ("A",)}, (Party("fnv", "w"),), {("fnv", Choice("p1", "B")): SUPPORT}), "unknown_variant"),
        (Problem({"p1": ("A",)}, (Party("fnv", "w"),), {("cnv", Choice("p1", "A")): SUPPORT}), "unknown_party"),
        (Problem({"p1": ("A",)}, (Party("fnv", "w"),), {}, (only_if("fnv", "p1 A", "p9 A"),)), "unknown_variant"),
        (
            Problem(
                {"p1": ("A",)},
                (Party("fnv", "w"),),
                {},
                (Condition("fnv", Choice("p1", "A"), (Need("p1", frozenset()),), OBJECTION),),
            ),
            "empty_condition",
        ),
        (Problem({"p1": ("A",)}, (Party("fnv", "w"),), {}, rankings={("fnv", "p1"): ("B",)}), "unknown_variant"),
        (Problem({"p1": ("A",)}, (Party("fnv", "w", 10**7),), {("fnv", Choice("p1", "A")): SUPPORT}), "too_large"),
    ],
)
def test_what_cannot_be_counted_is_refused(problem, code):
    with pytest.raises(Refused) as refused:
        find(problem)
    assert refused.value.code == code
    assert "%" not in str(refused.value)


TWO_OPEN = {"fnv": "A+ B+ C+ / A+ B+ C+", "vno": "A+ B+ C+ / A+ B+ C+"}


@pytest.mark.parametrize(
    ("conditions", "told"),
    [
        ([only_if("fnv", "p1 B", "p2 A"), only_if("fnv", "p1 B", "p2 C")], [(0, 1)]),
        ([only_if("fnv", "p1 B", "p2 A"), only_if("fnv", "p2 A", "p1 C")], [(0, 1)]),
        ([only_if("fnv", "p1 B", "p1 A")], [(0,)]),
        ([only_if("fnv", "p1 B", "p2 AB"), only_if("fnv", "p1 B", "p2 BC")], []),
        ([only_if("fnv", "p1 B", "p2 A"), only_if("vno", "p1 B", "p2 C")], []),
        ([only_if("fnv", "p1 A", "p2 A"), only_if("fnv", "p1 B", "p2 B"), only_if("fnv", "p1 C", "p2 C")], []),
        (
            [only_if("fnv", "p1 B", "p2 BC"), only_if("fnv", "p2 B", "p1 A"), only_if("fnv", "p2 C", "p1 A")],
            [(0, 1, 2)],
        ),
        ([only_if("fnv", "p1 A", "p2 B"), only_if("fnv", "p1 B", "p2 A"), only_if("fnv", "p1 B", "p2 C")], [(1, 2)]),
    ],
)
def test_conditions_that_can_never_hold_together_are_named(conditions, told):
    problem = table(TWO_OPEN, conditions=tuple(conditions))
    assert [found.conditions for found in contradictions(problem)] == [
        tuple(conditions[at] for at in each) for each in told
    ]
    assert find(problem, best=1).contradictions == tuple(contradictions(problem))


@settings(max_examples=150, **QUIET)
@given(problems(conditions=6, parties=1))
def test_a_contradiction_is_one_when_all_packages_are_tried(problem):
    told = {found.choice: found for found in contradictions(problem)}
    for choice in {condition.choice for condition in problem.conditions}:
        possible = any(
            package[choice.paragraph] == choice.variant and not any(c.broken_in(package) for c in problem.conditions)
            for package in every_package(problem)
        )
        if choice in told:
            assert not possible
        elif not possible:
            assert any(set(found.conditions) <= set(problem.conditions) for found in told.values())


def test_a_condition_that_threatens_with_nothing_is_named():
    idle = only_if("vno", "p1 A", "p2 A", otherwise=SUPPORT)
    assert without_effect(table(TWO_OPEN, conditions=(idle, only_if("fnv", "p1 A", "p2 A")))) == [idle]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, "000"),
        ({"position": "support"}, "+00"),
        ({"position": "objection"}, "-00"),
        ({"ranking": "BA"}, "~+0"),
        ({"ranking": "BAC", "position": "reservation"}, "~~~"),
        ({"ranking": "BAC", "position": "objection"}, "---"),
        ({"ranking": "BA", "position": "no_view"}, "~00"),
        ({"ranking": "BA", "said": {"A": "objection"}}, "-+0"),
    ],
)
def test_stances_follow_from_position_and_ranking(given, found):
    signs = {"+": "support", "~": "reservation", "-": "objection", "0": "no_view"}
    assert list(stances_of("ABC", **given).values()) == [signs[sign] for sign in found]
