from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council.models import Body, Person
from raadzaal.journal.ids import new_id


class Meeting(models.Model):
    """``sequence`` grows each time something changes for who is called: calendars go by it (RFC 5545, 3.8.7.4).

    ``at_item`` is what the meeting deals with now; ``resumes_at`` when a suspended meeting is expected to go on.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CONVENED = "convened", _("convened")
        OPEN = "open", _("in session")
        SUSPENDED = "suspended", pgettext_lazy("meeting", "suspended")
        CLOSED = "closed", _("closed")
        NOT_HELD = "not_held", _("not held: too few members")
        CANCELLED = "cancelled", _("cancelled")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(_("place"), max_length=120, blank=True)
    public = models.BooleanField(default=True)
    call = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    sequence = models.PositiveSmallIntegerField(default=0)
    moved_because = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    resumes_at = models.DateTimeField(null=True)
    at_item = models.ForeignKey("meetings.AgendaItem", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return f"{self.body} {self.starts_at:%Y-%m-%d}"

    def role_scopes(self) -> dict[str, set[str]]:
        return self.body.role_scopes()


class Intention(models.Model):
    """What a member or substitute has said beforehand: whether they come."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="intentions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    comes = models.BooleanField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_intention_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.comes}"
