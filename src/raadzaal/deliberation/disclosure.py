"""What the public learns of what organisations found of a draft, and from when: decided here and nowhere else. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from raadzaal.council.profile.conduct import Disclosure

AT_ADOPTION = "at_adoption"


@dataclass(frozen=True)
class Disclosed:
    """``aggregate``: verdict, share and one word for each group; ``positions``: the stance of each organisation too;
    ``reasons``: also why, what it proposed, and what was done with that.
    """

    aggregate: bool = False
    positions: bool = False
    reasons: bool = False


def disclosed(rule: Disclosure, adopted_on: date | None, today: date) -> Disclosed:
    """Nothing before adoption, nor before the days that the profile lets pass after it. More never opens without less."""
    if adopted_on is None or today < adopted_on + timedelta(days=rule.days_after_adoption):
        return Disclosed()
    aggregate = rule.aggregate == AT_ADOPTION
    positions = aggregate and rule.positions == AT_ADOPTION
    return Disclosed(aggregate, positions, positions and rule.reasons == AT_ADOPTION)
