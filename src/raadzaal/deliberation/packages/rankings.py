"""From what an organisation wrote down to what it finds of each variant."""

from collections.abc import Mapping, Sequence

from raadzaal.deliberation.stances import Stance, worse


def stances_of(
    variants: Sequence[str],
    *,
    position: str = "",
    ranking: Sequence[str] = (),
    said: Mapping[str, str] | None = None,
) -> dict[str, Stance]:
    """What one organisation finds of every variant of one paragraph.

    *said* of a variant always holds. Else, where there is a *ranking*, its first variant gets the *position* on the
    paragraph (support when there is none) and every lower one a reservation: who prefers something else does not yet
    object. Variants it did not rank, and without a ranking all but the first (the text on which the position was taken),
    are no view. An objection to the paragraph as a whole is an objection to every variant that was ranked.
    """
    found = dict.fromkeys(variants, Stance.NO_VIEW)
    found |= _ranked(ranking, position) if ranking else _unranked(variants, position)
    found |= {variant: Stance(stance) for variant, stance in (said or {}).items()}
    return {variant: found[variant] for variant in variants}


def _ranked(ranking: Sequence[str], position: str) -> dict[str, Stance]:
    first = Stance(position) if position else Stance.SUPPORT
    lower = Stance.RESERVATION if worse(Stance.RESERVATION, first) else first
    return {ranking[0]: first} | dict.fromkeys(ranking[1:], lower)


def _unranked(variants: Sequence[str], position: str) -> dict[str, Stance]:
    return {variants[0]: Stance(position)} if position and variants else {}
