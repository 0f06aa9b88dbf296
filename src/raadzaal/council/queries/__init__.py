"""Who holds what, on any date and as known at any instant; who may sit where; whom a reader may see."""

from raadzaal.council.queries.capacities import actor, actor_for, council, executive, members_on
from raadzaal.council.queries.composition import Composition, Place, composition, sitting
from raadzaal.council.queries.substitution import SeatPermit, may_sit, substitutes_for
from raadzaal.council.queries.visibility import PUBLIC_ROLES, appointments_visible, people_visible
from raadzaal.council.queries.warnings import Warning_, expiring, warnings

__all__ = [
    "PUBLIC_ROLES",
    "Composition",
    "Place",
    "SeatPermit",
    "Warning_",
    "actor",
    "actor_for",
    "appointments_visible",
    "composition",
    "council",
    "executive",
    "expiring",
    "may_sit",
    "members_on",
    "people_visible",
    "sitting",
    "substitutes_for",
    "warnings",
]
