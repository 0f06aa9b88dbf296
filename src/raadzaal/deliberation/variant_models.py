"""Paragraphs whose words are still open, and what organisations find of the ways in which they may go."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from raadzaal.journal.ids import new_id
from raadzaal.procedure.models import Case
from raadzaal.texts.models import Node

FIRST = "A"
"""The letter of the words that stand in the text; all others are kept as variants."""


class Fork(models.Model):
    """A paragraph with variants, until one of them is chosen. Its words are variant A; the others follow in order.

    ``revision`` is the number of the paragraph's revision in which the chosen words stand, ``before`` of the one they replaced.
    """

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="forks")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="forks")
    made_at = models.DateTimeField()
    chosen = models.CharField(max_length=1, blank=True)
    reason = models.TextField(blank=True, max_length=5000)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    before = models.PositiveIntegerField(null=True)
    revision = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["node"], condition=models.Q(decided_at=None), name="one_open_fork_per_paragraph"
            )
        ]

    def __str__(self) -> str:
        return f"{self.node_id}: {self.chosen or '?'}"


class Variant(models.Model):
    """Other words for a paragraph. ``rounds`` are those in which organisations were asked about it: then its words stand."""

    fork = models.ForeignKey(Fork, on_delete=models.PROTECT, related_name="variants")
    letter = models.CharField(max_length=1)
    notation = models.TextField(max_length=100000)
    notes = models.JSONField(default=list)
    author_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    rounds = models.ManyToManyField("deliberation.Round", related_name="variants")

    class Meta:
        ordering = ["fork", "letter"]
        constraints = [models.UniqueConstraint(fields=["fork", "letter"], name="one_variant_per_letter")]

    def __str__(self) -> str:
        return f"{self.fork_id}-{self.letter}"


class FormerWords(models.Model):
    """What a variant said before its words were bettered, from ``at`` to ``until``: a version kept in between shows these."""

    fork = models.ForeignKey(Fork, on_delete=models.PROTECT, related_name="former")
    letter = models.CharField(max_length=1)
    notation = models.TextField(max_length=100000)
    notes = models.JSONField(default=list)
    author_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["fork", "letter", "at"]

    def __str__(self) -> str:
        return f"{self.fork_id}-{self.letter} {self.at:%Y-%m-%d}"


class Ranking(models.Model):
    """In what order an organisation would have the variants of one paragraph: letters, the first choice first."""

    reply = models.ForeignKey("deliberation.Reply", on_delete=models.PROTECT, related_name="rankings")
    fork = models.ForeignKey(Fork, on_delete=models.PROTECT, related_name="rankings")
    order = models.JSONField(default=list)
    author_name = models.CharField(max_length=120)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "fork"], name="one_ranking_per_paragraph")]

    def __str__(self) -> str:
        return f"{self.fork_id}: {''.join(self.order)}"


class Condition(models.Model):
    """What an organisation finds of ``letter`` holds as long as ``needs`` becomes ``needs_letter``; ``otherwise`` it finds this."""

    class Otherwise(models.TextChoices):
        RESERVATION = "reservation", _("support with reservation")
        OBJECTION = "objection", _("objection")

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="conditions")
    letter = models.CharField(max_length=1)
    needs = models.ForeignKey(Fork, on_delete=models.PROTECT, related_name="+")
    needs_letter = models.CharField(max_length=1)
    otherwise = models.CharField(max_length=20, choices=Otherwise)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "letter", "needs", "needs_letter"], name="each_condition_once")
        ]

    def __str__(self) -> str:
        return f"{self.letter} <- {self.needs_id}-{self.needs_letter}"
