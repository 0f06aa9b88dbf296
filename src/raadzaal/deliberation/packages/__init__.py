"""The package finder: which variants of the open paragraphs, taken together, carry the most support.

``find(problem)`` is the way in; docs/support.md tells the rules with an example by hand. Pure, and exact: the solver
proposes and bounds, every figure that is shown is counted again in whole numbers and fractions.
"""

from raadzaal.deliberation.packages.contradictions import Contradiction, contradictions, without_effect
from raadzaal.deliberation.packages.explaining import Bound, Gain, Give, Objection, Package
from raadzaal.deliberation.packages.finding import find
from raadzaal.deliberation.packages.problem import Choice, Condition, Need, Party, Problem
from raadzaal.deliberation.packages.rankings import stances_of
from raadzaal.deliberation.packages.results import Gap, Level, Obstacle, Result
from raadzaal.deliberation.packages.scoring import Score

__all__ = [
    "Bound",
    "Choice",
    "Condition",
    "Contradiction",
    "Gain",
    "Gap",
    "Give",
    "Level",
    "Need",
    "Objection",
    "Obstacle",
    "Package",
    "Party",
    "Problem",
    "Result",
    "Score",
    "contradictions",
    "find",
    "stances_of",
    "without_effect",
]
