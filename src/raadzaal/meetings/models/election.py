from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.journal.ids import new_id
from raadzaal.meetings.models.agenda import AgendaItem


class Election(models.Model):
    """A choice between persons by unsigned ballots (art. 24 Wet op de SER). Who put in which ballot is known nowhere."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("election", "being held")
        LOT = "lot", _("the lot decides")
        ELECTED = "elected", pgettext_lazy("election", "somebody was chosen")
        NOBODY = "nobody", _("nobody was chosen")
        DEFERRED = "deferred", _("put off to the next meeting")
        VOID = "void", _("void: too few took part")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="elections")
    office = models.CharField(max_length=200)
    candidates = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    elected = models.CharField(max_length=120, blank=True)
    by_lot = models.BooleanField(default=False)
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.office


class BallotRound(models.Model):
    """The ballots of one round as the tellers counted them: numbers only. ``counts`` per candidate, in their order;
    ``going_on``: who stands in the next round, or between whom the lot is drawn."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    candidates = models.JSONField()
    counts = models.JSONField()
    blank = models.PositiveSmallIntegerField()
    invalid = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    sitting = models.PositiveSmallIntegerField()
    tellers = models.CharField(max_length=300)
    outcome = models.CharField(max_length=10)
    going_on = models.JSONField(default=list)
    explanation = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["election", "number"], name="one_count_per_round")]

    def __str__(self) -> str:
        return f"{self.election_id}/{self.number}"

    @property
    def rows(self) -> list[tuple[str, int]]:
        return list(zip(self.candidates, self.counts, strict=True))
