"""The stances on offer in a round: those of the profile, or some of them, in the words and with the demands of that round."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from raadzaal.council import profile
from raadzaal.council.profile.conduct import Stance
from raadzaal.council.profile.localised import Localised
from raadzaal.deliberation.models import Round
from raadzaal.procedure.refusals import Refused

WORDS = ("label", "meaning", "question")
LONGEST = 200


def scale_of(running: Round | None) -> tuple[Stance, ...]:
    if running is None or not running.scale:
        return profile.active().rounds.stances
    return tuple(_stance(each) for each in running.scale)


def _stance(told: Mapping) -> Stance:
    words = {name: Localised(told[name]) for name in WORDS}
    return Stance(key=told["key"], needs_reason=told["needs_reason"], **words)


def kept(stances: Iterable[Stance]) -> list[dict]:
    """As a round keeps them; nothing where they are just those of the profile. Raises Refused.

    The keys are those of the profile: what a stance weighs is no matter of one round.
    """
    given = list(stances)
    known = {each.key for each in profile.active().rounds.stances}
    if len({each.key for each in given} & known) != len(given):
        raise Refused(
            _("Offer each stance of the council's scale at most once."), code="unknown_stance", field="offered"
        )
    if len(given) < 2:
        raise Refused(_("Offer at least two stances to choose from."), code="short_scale", field="offered")
    if tuple(given) == profile.active().rounds.stances:
        return []
    return [_told(each) for each in given]


def _told(stance: Stance) -> dict:
    words = {}
    for name in WORDS:
        text = getattr(stance, name)
        words[name] = {language: text.in_language(language)[:LONGEST] for language in text.languages}
    return {"key": stance.key, "needs_reason": stance.needs_reason, **words}
