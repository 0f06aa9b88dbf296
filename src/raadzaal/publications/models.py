from django.db import models

from raadzaal.files.models import StoredFile
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
    """An adopted text with its number.

    On the public site from ``published_on``, and only while it has that day: what is withdrawn has it in its ``Withdrawal``.
    """

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

    def role_scopes(self) -> dict[str, set[str]]:
        return {}


class Correction(models.Model):
    """An erratum: what is published came to say ``right`` where it said ``wrong``. The text that stood there stays reachable."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    before = models.OneToOneField(Milestone, on_delete=models.PROTECT, related_name="corrected_by")
    after = models.OneToOneField(Milestone, on_delete=models.PROTECT, related_name="correction")
    node = models.CharField(max_length=26)
    place = models.CharField(max_length=60)
    wrong = models.TextField(max_length=2000)
    right = models.TextField(max_length=2000, blank=True)
    reason = models.TextField(max_length=5000)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["publication", "number"]
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="one_correction_per_number")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.number}"


class Withdrawal(models.Model):
    """Why a publication is no longer on the public site; ``published_on`` is since when it had been there."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")
    published_on = models.DateField()
    on = models.DateField()
    reason = models.TextField(max_length=5000)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.on}"


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


class Rendition(models.Model):
    """A published text in one form, byte for byte as it goes out; its digest is in the journal.

    ``fingerprint`` is of what it was made from: what is told of an advice may grow (whose support is opened when), and then
    another rendition takes its place. This one stays, and what was taken away earlier is still known.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="renditions")
    form = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "form", "fingerprint"], name="one_rendition_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.form}"
