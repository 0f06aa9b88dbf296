"""In which ways a point can be voted on here, as the buttons and the chair's words say it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from raadzaal.meetings.models import AgendaItem
from raadzaal.meetings.queries.attendance import rules_now
from raadzaal.meetings.rule_book import TieEffect, VoteForm

BUTTONS = {
    VoteForm.ROLL_CALL: _("Begin the roll call"),
    VoteForm.SHOW_OF_HANDS: _("Vote by show of hands"),
    VoteForm.ELECTRONIC: _("Vote on the screen"),
}
SAID = {
    VoteForm.ROLL_CALL: _("We vote by roll call. I call the members one by one; each says for or against."),
    VoteForm.SHOW_OF_HANDS: _("We vote by show of hands. Who is for? Who is against? Who votes blank?"),
    VoteForm.ELECTRONIC: _("We vote on the screen. Each member votes for the seat they sit on."),
}


@dataclass(frozen=True)
class Way:
    form: str
    button: object
    said: object


def ways(kind: str) -> list[Way]:
    """For a matter or an ordinance; the one that is laid down first. Choices of persons have a page of their own."""
    return [Way(form.value, BUTTONS[form], SAID[form]) for form in rules_now().forms(kind) if form in BUTTONS]


def always_voted_on(item: AgendaItem) -> bool:
    """Whether this council votes also when nobody asks for it."""
    return not rules_now().kind(item.subject).only_on_request


def chair_decides_ties(kind: str) -> bool:
    tie = rules_now().kind(kind).tie
    return TieEffect.CASTING_VOTE in (tie.full_attendance, tie.first, tie.second)
