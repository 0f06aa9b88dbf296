from django.db import models
from django.utils.translation import gettext_lazy as _

from raadzaal.files.models import StoredFile
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


class Import(models.Model):
    """One list of older publications that is brought in. The same list is one import, however often it is begun."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=20, blank=True)
    rows = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def role_scopes(self) -> dict[str, set[str]]:
        return {}


class Item(models.Model):
    """A publication of before this house kept them: of record, with its original and the text that could be read in it."""

    class Kind(models.TextChoices):
        ADVICE = "advice", _("advice")
        LETTER = "letter", _("letter advice")
        EXPLORATION = "exploration", _("exploration")
        ALERT = "alert", _("alert")
        REPORT = "report", _("report")
        ORDINANCE = "ordinance", _("ordinance")
        OTHER = "other", _("other publication")

    class Quality(models.TextChoices):
        GOOD = "good", _("the text was read well")
        RECOGNISED = "recognised", _("the text was recognised in a scan and holds mistakes")
        POOR = "poor", _("the text was read with many mistakes")
        NONE = "none", _("no text could be read; only the original is there")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    import_of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20, choices=Kind)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=400)
    theme = models.CharField(max_length=120, blank=True)
    on = models.DateField()
    summary = models.TextField(blank=True, max_length=5000)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT)
    file_name = models.CharField(max_length=200)
    quality = models.CharField(max_length=12, choices=Quality)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["year", "serial"], name="one_item_per_number")]

    def __str__(self) -> str:
        return self.title


class ItemParagraph(models.Model):
    """``place`` counts from 1 and never changes: it is the paragraph's address."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="paragraphs")
    place = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["item", "place"], name="one_paragraph_per_place")]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.place}"


class ImportRow(models.Model):
    """What became of a row of the list. A row that has one is never taken again."""

    import_of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="report")
    number = models.PositiveIntegerField()
    item = models.OneToOneField(Item, on_delete=models.PROTECT, null=True, related_name="row")
    code = models.CharField(max_length=30, blank=True)
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["import_of", "number"], name="one_outcome_per_row")]

    def __str__(self) -> str:
        return f"{self.number}: {self.code or self.item_id}"


class Subscription(models.Model):
    """Somebody who hears by e-mail of what they chose: a private choice, outside the acts, and gone when they end it.

    ``about`` is the public id of a dossier, the key of a committee, or the address of a search without its question mark.
    ``key`` is in every mail: who has it may confirm, change and end this one, and nothing else.
    """

    class What(models.TextChoices):
        ADVICES = "advices", _("all advices")
        COMMITTEE = "committee", _("the work of a committee")
        DOSSIER = "dossier", _("a dossier")
        SEARCH = "search", _("a search")

    class Pace(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        WEEKLY = "weekly", _("once a week")

    email = models.EmailField()
    what = models.CharField(max_length=12, choices=What)
    about = models.CharField(max_length=500, blank=True)
    pace = models.CharField(max_length=10, choices=Pace)
    language = models.CharField(max_length=8)
    key = models.CharField(max_length=43, unique=True)
    asked_at = models.DateTimeField()
    asks = models.PositiveSmallIntegerField(default=1)
    confirmed_at = models.DateTimeField(null=True)
    digest_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["email", "what", "about"], name="followed_once")]
        indexes = [models.Index(fields=["what", "about"])]

    def __str__(self) -> str:
        return f"{self.what} {self.about}"


class Awaited(models.Model):
    """Something that will stand in somebody's next weekly mail."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="awaited")
    seq = models.PositiveBigIntegerField()
    title = models.CharField(max_length=300)
    words = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["subscription", "seq"], name="awaited_once")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.seq}"
