from django.db import models


class SearchRow(models.Model):
    """Projection: what can be found within dossiers. ``words`` is folded to lower case without accents."""

    dossier = models.CharField(max_length=26, db_index=True)
    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    heading = models.CharField(max_length=250)
    words = models.TextField()
    seq = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject"], name="one_row_per_subject")]

    def __str__(self) -> str:
        return self.subject
