from django.db import models
from django.utils.translation import gettext_lazy as _

from raadzaal.council.models import Person, Seat
from raadzaal.journal.ids import new_id
from raadzaal.meetings.models.agenda import AgendaItem
from raadzaal.meetings.models.meeting import Meeting


class Contribution(models.Model):
    """Somebody's turn to speak on a point: asked for, begun, ended. ``seat`` is None for an advisory voice."""

    class Kind(models.TextChoices):
        INTRODUCTION = "introduction", _("introduction")
        FIRST = "first", _("first term")
        SECOND = "second", _("second term")
        QUESTION = "question", _("question")
        INTERRUPTION = "interruption", _("interruption")
        EXPLANATION = "explanation", _("explanation of vote")
        ORDER = "order", _("point of order")

    class State(models.TextChoices):
        WAITING = "waiting", _("has asked for the floor")
        SPEAKING = "speaking", _("has the floor")
        DONE = "done", _("has spoken")
        WITHDRAWN = "withdrawn", _("does not want to speak any more")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="contributions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="contributions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(state="speaking"), name="one_speaker_at_once"
            ),
            models.UniqueConstraint(
                fields=["item", "person", "kind"], condition=models.Q(state="waiting"), name="asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class Note(models.Model):
    """What the secretary writes down during the meeting, for its minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="notes")
    text = models.TextField(max_length=5000)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]
