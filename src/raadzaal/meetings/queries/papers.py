"""Papers of the points of an agenda, as far as a reader may have them."""

from collections.abc import Sequence

from raadzaal.accounts.actor import Actor
from raadzaal.meetings.models import AgendaItem, Meeting, Paper
from raadzaal.meetings.queries.reading import may_read_paper


def readable(meeting: Meeting, items: Sequence[AgendaItem], actor: Actor) -> dict[int, list[Paper]]:
    """Per point (primary key). One query."""
    found: dict[int, list[Paper]] = {}
    own = {item.pk: item for item in items}
    for paper in Paper.objects.filter(item__meeting=meeting, withdrawn_at=None).select_related("file").order_by("pk"):
        paper.item = own[paper.item_id]
        paper.item.meeting = meeting
        if may_read_paper(actor, paper):
            found.setdefault(paper.item_id, []).append(paper)
    return found
