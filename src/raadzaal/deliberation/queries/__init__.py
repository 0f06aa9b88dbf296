"""What may be read of rounds, and by whom. Every list, count and page starts from these."""

from raadzaal.deliberation.queries.reactions import Narrowing, Reactions, reactions
from raadzaal.deliberation.queries.replies import (
    Cell,
    Completeness,
    Place,
    Row,
    completeness,
    earlier_draft,
    open_remarks,
    outcome,
    places,
    positions_in_order,
    previews_visible,
    remarks,
    replies_visible,
    table,
)
from raadzaal.deliberation.queries.rounds import (
    Progress,
    invitation_of,
    invitations_of,
    progress,
    rounds_visible,
    still_awaited,
    waiting_for,
)
from raadzaal.deliberation.queries.support import support, support_marks

__all__ = [
    "Cell",
    "Completeness",
    "Narrowing",
    "Place",
    "Progress",
    "Reactions",
    "Row",
    "completeness",
    "earlier_draft",
    "invitation_of",
    "invitations_of",
    "open_remarks",
    "outcome",
    "places",
    "positions_in_order",
    "previews_visible",
    "progress",
    "reactions",
    "remarks",
    "replies_visible",
    "rounds_visible",
    "still_awaited",
    "support",
    "support_marks",
    "table",
    "waiting_for",
]
