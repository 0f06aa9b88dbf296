"""What may be read of rounds, and by whom. Every list, count and page starts from these."""

from raadzaal.deliberation.queries.replies import (
    Cell,
    Completeness,
    Place,
    Row,
    completeness,
    filtered,
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
    "Place",
    "Progress",
    "Row",
    "completeness",
    "filtered",
    "invitation_of",
    "invitations_of",
    "open_remarks",
    "outcome",
    "places",
    "positions_in_order",
    "previews_visible",
    "progress",
    "remarks",
    "replies_visible",
    "rounds_visible",
    "still_awaited",
    "support",
    "support_marks",
    "table",
    "waiting_for",
]
