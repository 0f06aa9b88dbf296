from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may read an entry. The order is from wide to narrow."""

    PUBLIC = "public", _("everybody")
    DOSSIER = "dossier", _("those who work on the dossier")
    ORGANISATION = "organisation", _("one organisation and those who receive its reply")
    SECRETARIAT = "secretariat", _("the secretariat")


class Entry(models.Model):
    """One act, as it was hashed. The columns repeat what stands in ``body`` so that it can be found; proof reads ``body``."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=80)
    dossier = models.CharField(max_length=26, blank=True)
    scope = models.CharField(max_length=26, blank=True)
    audience = models.CharField(max_length=20, choices=Audience)
    actor = models.CharField(max_length=40)
    role = models.CharField(max_length=80)
    body = models.BinaryField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["dossier", "seq"]), models.Index(fields=["audience", "seq"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Words(models.Model):
    """Words about or by a person, beside the chain. The chain holds only their salted commitment, so they can be erased."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="words", db_constraint=False)
    field = models.CharField(max_length=40)
    salt = models.BinaryField(max_length=16)
    value = models.TextField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "field"], name="one_word_per_field")]

    def __str__(self) -> str:
        return f"{self.entry_id}.{self.field}"


class Head(models.Model):
    """The end of the chain: one row, locked by whoever appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=b"\0" * 32)

    def __str__(self) -> str:
        return str(self.seq)


class Cursor(models.Model):
    """How far a follower has read."""

    name = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name}@{self.seq}"
