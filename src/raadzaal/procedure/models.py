from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from raadzaal.journal.ids import new_id
from raadzaal.procedure.vocabulary import Procedure


class Case(models.Model):
    """A dossier in a procedure. Task rooms extend it; ``revision`` grows with each step, so that a stale page is noticed."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    procedure = models.CharField(max_length=40)
    profile_version = models.CharField(max_length=10)
    stage = models.CharField(max_length=40, db_index=True)
    revision = models.PositiveIntegerField(default=0)
    title = models.CharField(_("title"), max_length=250)
    title_en = models.CharField(_("title in English"), max_length=250, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def declared(self) -> type[Procedure]:
        return Procedure.registry[self.procedure]

    @property
    def stage_label(self):
        return self.declared.stages(self.stage).label

    @property
    def local_title(self) -> str:
        return self.title_en if get_language() == "en" and self.title_en else self.title

    def role_scopes(self) -> dict[str, set[str]]:
        """Per scoped role, the bodies and organisations whose people may act in this dossier."""
        return {}


class StageReached(models.Model):
    """When a dossier came into a stage; more than once where it was sent back."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stages_reached")
    stage = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.stage}"


class Term(models.Model):
    """A legal term that runs, ran or was stopped in a dossier. ``rule`` names a TermRule of its procedure."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="terms")
    rule = models.CharField(max_length=60)
    since = models.DateField()
    due = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["stopped_on", "due"])]

    def __str__(self) -> str:
        return f"{self.rule} {self.due}"


class Suspension(models.Model):
    """A period that does not count; open while ``until`` is empty."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="suspensions")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.TextField(max_length=2000)

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"


class Extension(models.Model):
    """Days added to a term, with the reason given."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="extensions")
    days = models.PositiveSmallIntegerField()
    reason = models.TextField(max_length=2000)
    on = models.DateField()

    def __str__(self) -> str:
        return f"+{self.days}"


class SentForm(models.Model):
    """A form from which a step was taken. Sent a second time, it takes none: the key stands in the page."""

    key = models.CharField(max_length=26, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
