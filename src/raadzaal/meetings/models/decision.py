from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council.models import Person, Seat
from raadzaal.journal.ids import new_id
from raadzaal.meetings.models.agenda import AgendaItem


class Decision(models.Model):
    """What was decided on an item and why that is the result. Never changed; a revote is another decision."""

    class Method(models.TextChoices):
        WITHOUT_VOTE = "without_vote", _("without a vote")
        ROLL_CALL = "roll_call", _("by roll call")
        SHOW_OF_HANDS = "show_of_hands", _("by show of hands")
        ELECTRONIC = "electronic", _("by electronic vote")
        NOTED = "noted", _("taken note of")
        REFERRED_BACK = "referred_back", _("referred back")

    class Result(models.TextChoices):
        ADOPTED = "adopted", pgettext_lazy("decision", "adopted")
        REJECTED = "rejected", pgettext_lazy("decision", "rejected")
        DEFERRED = "deferred", _("deferred: the votes were equal")
        VOID = "void", _("void: too few took part")
        NOTED = "noted", _("taken note of")
        REFERRED_BACK = "referred_back", _("referred back")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    method = models.CharField(max_length=20, choices=Method)
    result = models.CharField(max_length=20, choices=Result)
    on = models.DateField()
    at = models.DateTimeField()
    sitting = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    blank = models.PositiveSmallIntegerField(default=0)
    abstaining = models.PositiveSmallIntegerField(default=0)
    explanation = models.JSONField(default=list)
    reason = models.TextField(blank=True, max_length=5000)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.result}"

    @property
    def was_voted(self) -> bool:
        return self.method in VOTED


VOTED = (Decision.Method.ROLL_CALL, Decision.Method.SHOW_OF_HANDS, Decision.Method.ELECTRONIC)
"""The ways in which votes were counted; their names are those of the forms of voting (``meetings.rule_book``)."""


class RollCallVote(models.Model):
    """The vote of a seat, in a roll call or in another vote in which it was written down who voted what."""

    class Value(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        BLANK = "blank", _("blank")
        ABSTAINS = "abstains", _("abstains because of a personal interest")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    value = models.CharField(max_length=10, choices=Value)

    class Meta:
        ordering = ["seat__number"]
        constraints = [models.UniqueConstraint(fields=["decision", "seat"], name="one_vote_per_seat")]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.value}"
