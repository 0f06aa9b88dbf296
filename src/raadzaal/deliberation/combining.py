"""Proposals put together with the paragraph as it stands now: what does not touch goes in, the rest is laid side by side. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from raadzaal.deliberation.proposals import Proposal, rewords
from raadzaal.texts.merging import Merged, merge


@dataclass(frozen=True)
class Combined:
    """``one`` and ``other`` are whole texts; they differ only in the stretches where ``collision`` lies, between whose words
    ``sides`` tells ("" for the paragraph as it stands). ``left_out`` did not repeat the paragraph: where their words belong
    is for somebody to say.
    """

    one: str
    other: str
    sides: tuple[str, str] = ("", "")
    collision: Merged | None = None
    left_out: tuple[Proposal, ...] = ()

    @property
    def collides(self) -> bool:
        return self.collision is not None


def combined(sent: str, present: str, proposals: Sequence[Proposal]) -> Combined:
    """*sent* is what all were asked about. Where a third collides as well, the first two are laid side by side."""
    usable = [each for each in proposals if rewords(sent, each.words)]
    left_out = tuple(each for each in proposals if each not in usable)
    one, so_far, rest = present, [], list(usable)
    while rest:
        proposal = rest.pop(0)
        merged = merge(sent, one, proposal.words)
        if merged.collides:
            return _laid_side_by_side(sent, merged, (", ".join(so_far), proposal.who), rest, left_out)
        one = merged.one
        so_far.append(proposal.who)
    return Combined(one, one, left_out=left_out)


def _laid_side_by_side(
    sent: str, merged: Merged, sides: tuple[str, str], rest: Iterable[Proposal], left_out: tuple[Proposal, ...]
) -> Combined:
    one, other = merged.one, merged.other
    for proposal in rest:
        one, other = merge(sent, one, proposal.words).one, merge(sent, other, proposal.words).one
    return Combined(one, other, sides, merged, left_out)
