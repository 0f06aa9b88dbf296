"""The words, and the signs that stand for them, of everything a support map shows."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.deliberation.support_rules import State, Verdict

STATE_WORDS = {
    State.SUPPORT: _("support"),
    State.RESERVATION: pgettext_lazy("map", "reservation"),
    State.OBJECTION: _("objection"),
    State.NO_VIEW: _("no view"),
    State.TO_BE_CONFIRMED: _("to be confirmed"),
    State.NOT_ANSWERED: _("no answer yet"),
    State.NOT_ASKED: _("not asked"),
}
GROUP_WORDS = {
    **{str(state): STATE_WORDS[state] for state in (State.SUPPORT, State.RESERVATION, State.OBJECTION, State.NO_VIEW)},
    "none": _("no reaction"),
}
VERDICT_WORDS = {
    Verdict.UNANIMOUS: _("unanimous"),
    Verdict.BROAD: _("broadly supported"),
    Verdict.DIVIDED: _("divided"),
    Verdict.CONTESTED: _("contested"),
    Verdict.OPEN: _("still open"),
    Verdict.NONE: _("no views"),
}
VERDICT_MEANINGS = {
    Verdict.UNANIMOUS: _("nobody objects"),
    Verdict.BROAD: _("every group carries it, and together by far the most"),
    Verdict.DIVIDED: _("some carry it, others do not"),
    Verdict.CONTESTED: _("a large part of a group, or of all, objects"),
    Verdict.OPEN: _("what has not been answered or confirmed yet decides"),
    Verdict.NONE: _("nobody who counts has said anything of it"),
}
