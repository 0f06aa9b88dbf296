from django.db import models
from django.utils.translation import gettext_lazy as _

from raadzaal.council.models import Organisation
from raadzaal.journal.ids import new_id
from raadzaal.procedure.models import Case


class Letter(models.Model):
    """A letter of the council: drafted by a step, sent by a person."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("not sent")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=8, default="nl")
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("text"), max_length=20000)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    public = models.BooleanField(default=False)
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-drafted_at", "-pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def dossier_id(self) -> str:
        return self.case.public_id

    def role_scopes(self) -> dict[str, set[str]]:
        return self.case.role_scopes()


class Addressee(models.Model):
    """To whom a letter goes; ``person_key`` where it goes to somebody in particular."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="addressees")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    copy = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class OutgoingMail(models.Model):
    """The outbox. ``key`` makes each mail unique, so that it is made once however often the follower reads.

    ``calendar`` is a message for the reader's calendar that goes with it (RFC 6047), if there is one. ``unsubscribe`` is where
    a mail program ends it in one click (RFC 8058); such mail is between the house and its reader, and in nobody's list.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("handed over")
        FAILED = "failed", _("given up")

    key = models.CharField(max_length=120, unique=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="mails", null=True)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    unsubscribe = models.URLField(max_length=300, blank=True)
    message_id = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return self.key
