"""Proposals on the text before the meeting: in which order they come to the vote, what excludes what."""

from dataclasses import dataclass

from raadzaal.council import profile
from raadzaal.meetings import voting_order
from raadzaal.meetings.models import AgendaItem, Proposal
from raadzaal.meetings.voting_order import Motion
from raadzaal.texts.lines import Line
from raadzaal.texts.models import Work
from raadzaal.texts.queries import current

OPEN = Proposal.State.OPEN


def known_here() -> bool:
    """Whether this council knows amendments."""
    return profile.active().switched_on("amendments")


def text_of(item: AgendaItem) -> Work | None:
    """The text a point is about."""
    if not item.case_id:
        return None
    return Work.objects.filter(dossier_id=item.case.public_id).order_by("pk").first()


@dataclass(frozen=True)
class Listed:
    """A proposal at its place in the order. ``against``: open ones that exclude it; ``line``: the paragraph as it is now."""

    proposal: Proposal
    line: Line | None
    against: tuple[Proposal, ...]
    fells: tuple[Proposal, ...]
    next_up: bool


def motions(proposals: list[Proposal], lines: list[Line]) -> list[Motion]:
    places = {line.node: place for place, line in enumerate(lines)}
    return [
        Motion(
            key=each.pk,
            place=places.get(each.node_id, len(places)),
            change=each.change,
            base=each.base,
            notation=each.notation,
            amends=each.amends_id,
            number=each.number,
            rank=each.rank,
        )
        for each in proposals
    ]


def in_order(item: AgendaItem) -> list[Listed]:
    """Every proposal on a point, in the order of voting. Three queries."""
    work = text_of(item)
    lines = current(work) if work else []
    found = {each.pk: each for each in item.proposals.select_related("proposer", "amends", "node", "fell_with")}
    every = motions(list(found.values()), lines)
    open_ones = [motion for motion in every if found[motion.key].state == OPEN]
    up = next((motion.key for motion in voting_order.order(every) if found[motion.key].state == OPEN), None)
    by_node = {line.node: line for line in lines}
    return [
        _listed(motion, found, by_node, open_ones, next_up=motion.key == up) for motion in voting_order.order(every)
    ]


def _listed(motion: Motion, found, by_node, open_ones, *, next_up: bool) -> Listed:
    proposal = found[motion.key]
    if proposal.state != OPEN:
        return Listed(proposal, by_node.get(proposal.node_id), (), (), False)
    against = tuple(found[other.key] for other in open_ones if voting_order.collide(motion, other))
    fells = voting_order.falls_if_adopted(motion, open_ones)
    return Listed(
        proposal,
        by_node.get(proposal.node_id),
        against,
        tuple(found[key] for key in sorted(fells, key=lambda key: found[key].number)),
        next_up,
    )
