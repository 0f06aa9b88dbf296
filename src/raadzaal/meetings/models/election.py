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

    @property
    def held(self) -> "list[BallotRound]":
        """The rounds that are settled, void ones too; with ``prefetch_related("rounds")`` without a query."""
        return [row for row in self.rounds.all() if row.settled]

    @property
    def to_confirm(self) -> "BallotRound | None":
        return next((row for row in self.rounds.all() if row.stage == BallotRound.Stage.COUNTED), None)

    @property
    def going_on(self) -> list[str]:
        """Who stands now: after a round in which nobody was chosen, those who go on."""
        valid = [row for row in self.held if not row.void]
        return valid[-1].going_on if valid else self.candidates


class BallotRound(models.Model):
    """The ballots of one round as the tellers counted them: numbers only. ``counts`` per candidate, in their order;
    ``going_on``: who stands in the next round, or between whom the lot is drawn.

    It counts once both tellers have confirmed it; until then it can be counted again. ``counted_by``: the tellers
    (public ids), in the order of their names; ``aloud``: of which of them the secretary recorded what they said in the meeting.
    """

    class Stage(models.TextChoices):
        COUNTED = "counted", _("the tellers are to confirm it")
        SETTLED = "settled", pgettext_lazy("round", "settled")

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.SETTLED)
    candidates = models.JSONField()
    counts = models.JSONField()
    blank = models.PositiveSmallIntegerField()
    invalid = models.PositiveSmallIntegerField()
    handed_in = models.PositiveSmallIntegerField(null=True)
    abstaining = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField()
    sitting = models.PositiveSmallIntegerField()
    tellers = models.CharField(max_length=300)
    counted_by = models.JSONField(default=list)
    confirmed = models.JSONField(default=list)
    aloud = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, blank=True)
    going_on = models.JSONField(default=list)
    explanation = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["election", "number"], name="one_count_per_round")]

    def __str__(self) -> str:
        return f"{self.election_id}/{self.number}"

    @property
    def settled(self) -> bool:
        return self.stage == self.Stage.SETTLED

    @property
    def void(self) -> bool:
        """Held, and to be held again at once."""
        return self.outcome == "mismatch"

    @property
    def agrees(self) -> bool:
        """Whether as many ballots were handed in as there are voters."""
        return self.handed_in == self.present - self.abstaining

    @property
    def told_by(self) -> list[tuple[str, str, bool, bool]]:
        """Of each teller the public id, the name, whether they confirmed it, and whether only aloud."""
        names = self.tellers.splitlines()
        return [
            (key, name, key in self.confirmed, key in self.aloud)
            for key, name in zip(self.counted_by, names, strict=False)
        ]

    @property
    def rows(self) -> list[tuple[str, int]]:
        return list(zip(self.candidates, self.counts, strict=True))
