"""Who holds what, on any date and as known at any instant; who may sit where; whom a reader may see."""

from raadzaal.council.queries.capacities import actor, actor_for, council, executive, members_on
from raadzaal.council.queries.composition import Composition, Place, composition, sitting
from raadzaal.council.queries.record import colleagues, delegations_of, history, own_appointments, record, successors
from raadzaal.council.queries.substitution import SeatPermit, may_sit, substitutes_for
from raadzaal.council.queries.visibility import (
    PUBLIC_ROLES,
    appointments_visible,
    keeps_records,
    people_visible,
    public_part,
)
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
    "colleagues",
    "composition",
    "council",
    "delegations_of",
    "executive",
    "expiring",
    "history",
    "keeps_records",
    "may_sit",
    "members_on",
    "own_appointments",
    "people_visible",
    "public_part",
    "record",
    "sitting",
    "substitutes_for",
    "successors",
    "warnings",
]
