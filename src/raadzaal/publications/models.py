from django.db import models

from raadzaal.journal.ids import new_id
from raadzaal.procedure.models import Case
from raadzaal.texts.models import Milestone


class NumberSeries(models.Model):
    """Which serial was given out last in a year. Locked while a number is given out, so there are no gaps or doubles."""

    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="one_series_per_kind_and_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Publication(models.Model):
    """An adopted text with its number. On the public site from ``published_on``."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="publication")
    milestone = models.OneToOneField(Milestone, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    adopted_on = models.DateField()
    published_on = models.DateField(null=True, db_index=True)
    summary = models.TextField(blank=True, max_length=5000)
    summary_en = models.TextField(blank=True, max_length=5000)

    class Meta:
        ordering = ["-year", "-serial"]
        constraints = [models.UniqueConstraint(fields=["year", "serial"], name="one_advice_per_number")]

    def __str__(self) -> str:
        return f"{self.year}/{self.serial}"


class PublicEvent(models.Model):
    """Projection: what the public may see of a dossier's journal."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    dossier = models.CharField(max_length=26, db_index=True)
    kind = models.CharField(max_length=80)
    on = models.DateField()
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
