"""The package finder on sixty open paragraphs, beside going through them one by one and taking what has most support."""

from collections.abc import Iterator
from statistics import median

from bench.figures import Figure, Stopwatch
from raadzaal.deliberation.packages import find
from raadzaal.deliberation.packages.scoring import score
from tests.deliberation.packaging import greedy, large

PARAGRAPHS, VARIANTS, ORGANISATIONS, CONDITIONS = 60, 3, 12, 40
PROBLEMS = 5
BOUND = 60


def figures(world) -> Iterator[Figure]:
    problems = [large(seed, PARAGRAPHS, VARIANTS, ORGANISATIONS, CONDITIONS) for seed in range(PROBLEMS)]
    found, by_hand, results, baselines = Stopwatch(), Stopwatch(), [], []
    for problem in problems:
        with by_hand.running():
            package = greedy(problem)
        with found.running():
            results.append(find(problem, best=1, seconds=BOUND))
        baselines.append(score(problem, package))
    size = f"{PARAGRAPHS} × {VARIANTS} × {ORGANISATIONS} × {CONDITIONS}"
    yield Figure(f"best package of {size}", found.median, "s", "greedy", by_hand.median)
    yield Figure("slowest of them", max(found.times), "s")
    yield Figure("proven best", sum(result.proven for result in results), "count", "problems", PROBLEMS)
    best = [result.packages[0].score for result in results]
    yield Figure(
        "support of the weakest group",
        _percent(each.least for each in best),
        "%",
        "greedy",
        _percent(each.least for each in baselines),
    )
    yield Figure(
        "objections",
        median(each.objections for each in best),
        "count",
        "greedy",
        median(each.objections for each in baselines),
    )
    yield Figure("fewest that stand in the way", median(len(result.obstacle.objections) for result in results), "count")


def _percent(shares) -> float:
    return float(median(shares) * 100)
