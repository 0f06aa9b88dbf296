from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council.models import Person
from raadzaal.journal.ids import new_id
from raadzaal.meetings.models.agenda import AgendaItem
from raadzaal.texts.models import Node


class Proposal(models.Model):
    """To change one paragraph of the text before the meeting, or another such proposal (``amends``).

    ``base`` is the notation it started from. ``rank`` is the place the chair gave it where that differs from the rule.
    """

    class Change(models.TextChoices):
        REPLACE = "replace", _("changes the paragraph")
        REMOVE = "remove", _("takes the paragraph out")
        ADD = "add", _("adds a paragraph behind it")
        SPLIT = "split", _("asks for a vote on the paragraph by itself")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposal", "to be decided")
        ADOPTED = "adopted", pgettext_lazy("proposal", "adopted")
        REJECTED = "rejected", pgettext_lazy("proposal", "rejected")
        FALLEN = "fallen", pgettext_lazy("proposal", "fallen")
        WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")
        PUT_OFF = "put_off", pgettext_lazy("proposal", "put off: nothing was decided")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT)
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="amendments")
    node = models.ForeignKey(Node, on_delete=models.PROTECT)
    change = models.CharField(max_length=10, choices=Change)
    base = models.TextField(blank=True)
    notation = models.TextField(blank=True, max_length=20000)
    reason = models.CharField(max_length=500, blank=True)
    rank = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    fell_with = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="felled")
    explanation = models.JSONField(default=list)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_proposal_per_number")]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"
