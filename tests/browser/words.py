"""Words on the pages: buttons and links are found by the Dutch on them, told here by what they are translated from."""

from django.utils.translation import gettext, override, pgettext

from raadzaal.advice.procedure import AdviceProcedure


def dutch(words: str) -> str:
    with override("nl"):
        return gettext(words)


def dutch_in(context: str, words: str) -> str:
    with override("nl"):
        return pgettext(context, words)


def begins_with(words: str) -> str:
    """What stands before the first name or number in them."""
    said = dutch(words)
    return said[: min((at for at in (said.find("%"), said.find("{")) if at >= 0), default=len(said))].strip()


def label_of(step: str) -> str:
    with override("nl"):
        return str(AdviceProcedure.step(step).label)


def done_of(step: str) -> str:
    with override("nl"):
        return str(AdviceProcedure.step(step).done)
