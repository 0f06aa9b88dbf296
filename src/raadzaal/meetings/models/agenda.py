from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council.models import Person
from raadzaal.files.models import StoredFile
from raadzaal.journal.ids import new_id
from raadzaal.meetings.models.meeting import Meeting
from raadzaal.procedure.models import Case


class AgendaItem(models.Model):
    """A point of the agenda, under another one where it has a ``parent``; about a dossier, or about what its title says.

    ``revote``: the vote in the meeting before was void. ``vote_asked_by``: the member who asked for a roll call.
    ``rapporteur``: the member who answers for it, in a council that knows them.
    ``order`` counts among the points under one parent. ``minutes_of``: the earlier meeting whose minutes are approved.
    """

    class Kind(models.TextChoices):
        ADOPT = "adopt", _("for adoption")
        NOTE = "note", _("to take note of")
        TALK = "talk", _("to discuss")
        PERSONS = "persons", _("choice of persons")
        MINUTES = "minutes", _("approval of minutes")

    class Subject(models.TextChoices):
        MATTER = "matter", pgettext_lazy("decision on", "a matter")
        ORDINANCE = "ordinance", pgettext_lazy("decision on", "an ordinance")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="agenda_items")
    title = models.CharField(max_length=250, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=10, choices=Subject, default=Subject.MATTER)
    order = models.PositiveSmallIntegerField()
    closed = models.BooleanField(default=False)
    consent = models.BooleanField(default=False)
    begins_at = models.TimeField(null=True)
    minutes_of = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="approved_in")
    revote = models.BooleanField(default=False)
    rapporteur = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    vote_asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="one_item_per_case_and_meeting")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.case.local_title if self.case_id else self.title

    @property
    def dossier_id(self) -> str:
        return self.case.public_id if self.case_id else ""

    def role_scopes(self) -> dict[str, set[str]]:
        return self.meeting.role_scopes()


class Paper(models.Model):
    """A document with a point of the agenda, and who may read it."""

    class Access(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("members and substitutes of the body, and who runs the meeting")
        VOTING = "voting", _("members of the body, and who runs the meeting")
        TABLE = "table", _("only who runs the meeting")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    file_name = models.CharField(max_length=200)
    access = models.CharField(max_length=10, choices=Access)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def role_scopes(self) -> dict[str, set[str]]:
        return self.item.role_scopes()
