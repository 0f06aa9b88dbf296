"""The closed room of an organisation within a round: who is in it, what they say there, and more time that is asked for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from raadzaal.council.models import Organisation, Person
from raadzaal.journal.ids import new_id
from raadzaal.texts.models import Node


class InnerGroup(models.Model):
    """Part of an organisation that is asked as such, as a branch or a region, with a last day of its own."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    invitation = models.ForeignKey("deliberation.Invitation", on_delete=models.PROTECT, related_name="inner_groups")
    name = models.CharField(max_length=120)
    deadline = models.DateField()

    class Meta:
        ordering = ["deadline", "name"]
        constraints = [models.UniqueConstraint(fields=["invitation", "name"], name="one_inner_group_by_name")]

    def __str__(self) -> str:
        return self.name


class Guest(models.Model):
    """Somebody whom an organisation lets into its room: a person of the council's record, or somebody by e-mail address.

    In the room only: a guest sees nothing else of the dossier, and nobody outside the organisation sees the guest.
    """

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    invitation = models.ForeignKey("deliberation.Invitation", on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    group = models.ForeignKey(InnerGroup, on_delete=models.PROTECT, null=True, related_name="guests")
    invited_by = models.CharField(max_length=120)
    invited_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["group__deadline", "group__name", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self):
        """The group's own last day, and never later than the organisation's."""
        own = self.invitation.last_day
        return min(self.group.deadline, own) if self.group else own


class InnerRemark(models.Model):
    """What somebody says inside the room of one paragraph, one for each person. ``taken_at``: it went into the reply."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    invitation = models.ForeignKey("deliberation.Invitation", on_delete=models.PROTECT, related_name="inner_remarks")
    node = models.ForeignKey(Node, on_delete=models.PROTECT)
    group = models.ForeignKey(InnerGroup, on_delete=models.PROTECT, null=True)
    author = models.CharField(max_length=40)
    author_name = models.CharField(max_length=120)
    stance = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True, max_length=5000)
    proposed = models.TextField(blank=True, max_length=20000)
    changed_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["changed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "node", "author"], name="one_inner_remark_each"),
        ]

    def __str__(self) -> str:
        return f"{self.node_id}: {self.author_name}"


class OwnVoice(models.Model):
    """An independent member of the council who is asked individually: ``organisation`` is how a round knows them."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="own_voice")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="own_voice")

    def __str__(self) -> str:
        return f"{self.person}"


class TimeRequest(models.Model):
    """More time that an organisation asks for, with its reason, and what the secretary of the committee answers."""

    class Answer(models.TextChoices):
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    invitation = models.ForeignKey("deliberation.Invitation", on_delete=models.PROTECT, related_name="time_requests")
    until = models.DateField()
    reason = models.TextField(max_length=2000)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answer_reason = models.TextField(blank=True, max_length=2000)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"], condition=models.Q(answer=""), name="one_open_time_request_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.until}"
