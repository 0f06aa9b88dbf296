from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.meetings.models.agenda import AgendaItem
from raadzaal.meetings.models.decision import Decision
from raadzaal.meetings.models.meeting import Meeting
from raadzaal.texts.models import Milestone, Work


class Minutes(models.Model):
    """The minutes of a meeting: a text put together from what happened, edited, approved in a later meeting, published."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("minutes", "draft")
        APPROVED = "approved", pgettext_lazy("minutes", "approved")
        PUBLISHED = "published", pgettext_lazy("minutes", "published")

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    work = models.OneToOneField(Work, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    approved_in = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="+")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.state}"


class Correction(models.Model):
    """A vote was counted or written down wrongly: what it should have been, why, and what follows. The decision stays as it was."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="corrections")
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    blank = models.PositiveSmallIntegerField()
    abstaining = models.PositiveSmallIntegerField()
    votes = models.JSONField(default=dict)
    result = models.CharField(max_length=20, choices=Decision.Result)
    reason = models.TextField(max_length=2000)
    corrected_at = models.DateTimeField()
    corrected_by = models.CharField(_("corrected by"), max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.result}"
