"""What organisations propose in place of the words of one paragraph, laid beside each other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from raadzaal.texts.merging import collide, edits, same_words, tokens

_KEPT = 1 / 2
"""A proposal repeats the paragraph when at least this part of the words of the shorter of the two stays where it was."""


@dataclass(frozen=True)
class Proposal:
    """``key`` is the public id of the position that holds it, ``who`` the organisation."""

    key: str
    who: str
    words: str


@dataclass(frozen=True)
class Beside:
    """What one proposal has to do with the others on its paragraph: the keys of those with the ``same`` words, and of
    those that would change the ``same places`` into something else. ``rewords``: whether it repeats the paragraph at all,
    and does not rather say what is wanted.
    """

    rewords: bool
    same: tuple[str, ...] = ()
    collides: tuple[str, ...] = ()


def rewords(base: str, words: str) -> bool:
    """Whether *words* are the paragraph in other words: else a secretary has to write where they belong."""
    before, after = tokens(base), tokens(words)
    changed = edits(before, after)
    kept = _words(before) - sum(_words(before[edit.start : edit.end]) for edit in changed)
    shorter = min(_words(before), _words(after))
    return shorter > 0 and kept >= _KEPT * shorter and (kept > 1 or kept == shorter)


def _words(stretch: Sequence[str]) -> int:
    return sum(token[0].isalnum() for token in stretch)


def beside(base: str, proposals: Sequence[Proposal]) -> dict[str, Beside]:
    """By key. *base* is the paragraph as all of them were asked about it."""
    reworded = {each.key: rewords(base, each.words) for each in proposals}

    def others(one: Proposal):
        return (other for other in proposals if other.key != one.key)

    def collides(one: Proposal, other: Proposal) -> bool:
        both = reworded[one.key] and reworded[other.key]
        return both and not same_words(one.words, other.words) and collide(base, one.words, other.words)

    return {
        one.key: Beside(
            reworded[one.key],
            tuple(other.key for other in others(one) if same_words(one.words, other.words)),
            tuple(other.key for other in others(one) if collides(one, other)),
        )
        for one in proposals
    }
