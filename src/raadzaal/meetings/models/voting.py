from django.db import models
from django.utils.translation import gettext_lazy as _

from raadzaal.council.models import Person, Seat
from raadzaal.journal.ids import new_id
from raadzaal.meetings.models.agenda import AgendaItem
from raadzaal.meetings.models.decision import Decision, RollCallVote
from raadzaal.meetings.models.meeting import Meeting
from raadzaal.meetings.models.proposal import Proposal


class Voting(models.Model):
    """A vote that is being held, on a point of the agenda or on a proposal to change its text.

    Closed, it has led to a decision on the point, or to the state of the proposal. ``may_change`` and ``shown`` are the rules
    of an electronic vote as they were when it began: whether a vote is final at once, and whether it is seen before the close.
    """

    class Form(models.TextChoices):
        ROLL_CALL = "roll_call", _("roll call")
        SHOW_OF_HANDS = "show_of_hands", _("show of hands")
        ELECTRONIC = "electronic", _("electronic vote")

    class State(models.TextChoices):
        OPEN = "open", _("being held")
        CLOSED = "closed", _("closed")
        STOPPED = "stopped", _("stopped without a result")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votings")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votings")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="votings")
    form = models.CharField(max_length=15, choices=Form, default=Form.ROLL_CALL)
    may_change = models.BooleanField(default=True)
    shown = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, related_name="voting")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting"], condition=models.Q(state="open"), name="one_voting_at_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state}"

    @property
    def on_screen(self) -> bool:
        return self.form == self.Form.ELECTRONIC

    @property
    def by_hands(self) -> bool:
        return self.form == self.Form.SHOW_OF_HANDS

    @property
    def label(self) -> str:
        """What is voted on."""
        if self.proposal_id is None:
            return self.item.label
        return _("proposal %(number)s on %(label)s") % {"number": self.proposal.number, "label": self.item.label}


class CastVote(models.Model):
    """The vote of a seat in a vote that is being held. A seat votes once, whoever sits on it."""

    voting = models.ForeignKey(Voting, on_delete=models.PROTECT, related_name="cast")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    value = models.CharField(max_length=10, choices=RollCallVote.Value)
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["seat__number"]
        constraints = [models.UniqueConstraint(fields=["voting", "seat"], name="one_cast_vote_per_seat")]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.value}"
