from django.db import models

from raadzaal.journal.ids import new_id


class SynonymGroup(models.Model):
    """Words for the same thing: who searches for one finds the others too."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    words = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return ", ".join(self.words)

    def role_scopes(self) -> dict[str, set[str]]:
        return {}
