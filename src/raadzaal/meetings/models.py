from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council.models import Body, Person, Seat
from raadzaal.journal.ids import new_id
from raadzaal.procedure.models import Case


class Meeting(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CONVENED = "convened", _("convened")
        OPEN = "open", _("in session")
        CLOSED = "closed", _("closed")
        NOT_HELD = "not_held", _("not held: too few members")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(_("place"), max_length=120, blank=True)
    public = models.BooleanField(default=True)
    call = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return f"{self.body} {self.starts_at:%Y-%m-%d}"

    def role_scopes(self) -> dict[str, set[str]]:
        return self.body.role_scopes()


class AgendaItem(models.Model):
    """``revote``: the vote in the meeting before was void. ``vote_asked_by``: the member who asked for a roll call."""

    class Kind(models.TextChoices):
        ADOPT = "adopt", _("for adoption")
        NOTE = "note", _("to take note of")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    kind = models.CharField(max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField()
    revote = models.BooleanField(default=False)
    vote_asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="one_item_per_case_and_meeting")]

    def __str__(self) -> str:
        return f"{self.order}. {self.case}"

    @property
    def dossier_id(self) -> str:
        return self.case.public_id

    def role_scopes(self) -> dict[str, set[str]]:
        return self.meeting.role_scopes()


class Presence(models.Model):
    """Who sat for a seat in a meeting: the member, or a substitute instead. One person a seat."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    as_substitute = models.BooleanField(default=False)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["seat__number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_person_per_seat"),
            models.UniqueConstraint(fields=["meeting", "person"], name="one_seat_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.person_id}"


class Decision(models.Model):
    """What was decided on an item and why that is the result. Never changed; a revote is another decision."""

    class Method(models.TextChoices):
        WITHOUT_VOTE = "without_vote", _("without a vote")
        ROLL_CALL = "roll_call", _("by roll call")
        NOTED = "noted", _("taken note of")
        REFERRED_BACK = "referred_back", _("referred back")

    class Result(models.TextChoices):
        ADOPTED = "adopted", pgettext_lazy("decision", "adopted")
        REJECTED = "rejected", pgettext_lazy("decision", "rejected")
        DEFERRED = "deferred", _("deferred: the votes were equal")
        VOID = "void", _("void: too few took part")
        NOTED = "noted", _("taken note of")
        REFERRED_BACK = "referred_back", _("referred back")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    method = models.CharField(max_length=20, choices=Method)
    result = models.CharField(max_length=20, choices=Result)
    on = models.DateField()
    at = models.DateTimeField()
    sitting = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    blank = models.PositiveSmallIntegerField(default=0)
    abstaining = models.PositiveSmallIntegerField(default=0)
    explanation = models.JSONField(default=list)
    reason = models.TextField(blank=True, max_length=5000)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.result}"


class RollCallVote(models.Model):
    class Value(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        BLANK = "blank", _("blank")
        ABSTAINS = "abstains", _("abstains because of a personal interest")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    value = models.CharField(max_length=10, choices=Value)

    class Meta:
        ordering = ["seat__number"]
        constraints = [models.UniqueConstraint(fields=["decision", "seat"], name="one_vote_per_seat")]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.value}"
