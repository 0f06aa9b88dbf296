from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council import profile
from raadzaal.council.models import Body, Organisation, Seat
from raadzaal.deliberation import disclosure
from raadzaal.deliberation.room_models import Guest, InnerGroup, InnerRemark, OwnVoice, TimeRequest  # noqa: F401 -- the same
from raadzaal.deliberation.variant_models import Condition, Fork, FormerWords, Ranking, Variant  # noqa: F401 -- found here by Django
from raadzaal.journal.ids import new_id
from raadzaal.procedure.models import Case
from raadzaal.texts.models import Milestone, Node, Revision


class Round(models.Model):
    """The consultation of the organisations' own ranks on one frozen text (achterbanberaad).

    ``committee`` is the body that asks, and the only one that reads what comes in, but for what ``replies_seen`` opens to the
    others who were asked. ``scale`` are the stances on offer where they are not those of the profile (see ``scale``).
    """

    class Seen(models.TextChoices):
        NEVER = "never", _("never")
        OWN_IN = "own_in", _("once their own reply is in")
        CLOSED = "closed", _("once the round is closed")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rounds")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT)
    committee = models.ForeignKey(Body, on_delete=models.PROTECT, null=True)
    opened_on = models.DateField()
    deadline = models.DateField()
    draft_public = models.BooleanField(default=True)
    closed_on = models.DateField(null=True)
    scale = models.JSONField(default=list)
    reminded_on = models.DateField(null=True)
    replies_seen = models.CharField(max_length=10, choices=Seen, default=Seen.NEVER)
    opens = models.CharField(max_length=10, choices=disclosure.Opens, blank=True)
    opens_after = models.PositiveSmallIntegerField(default=0)
    opens_to = models.CharField(max_length=10, choices=disclosure.To, blank=True)

    class Meta:
        ordering = ["opened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.case} {self.opened_on}"

    @property
    def dossier_id(self) -> str:
        return self.case.public_id

    @property
    def disclosure(self) -> disclosure.Rule:
        """What was said when it was opened; of a round in which nothing was said, what the profile says."""
        if not self.opens:
            return disclosure.of_house(profile.active().rounds.disclosure)
        return disclosure.Rule(self.opens, self.opens_after, self.opens_to or disclosure.To.EVERYBODY)

    def role_scopes(self) -> dict[str, set[str]]:
        asked = set(self.invitations.values_list("organisation__public_id", flat=True))
        in_committee = self.committee.role_scopes() if self.committee else {}
        return {**in_committee, "organisation_coordinator": asked, "organisation_member": asked}


class Invitation(models.Model):
    """An organisation asked to react; ``extended_until`` where it got more time, ``opened_at`` when it first looked.

    Who has a standing of their own reacts like everybody else and counts in no majority, but for independent members where the
    profile says so. ``late_allowed_at``: the secretary
    takes its reply after the last day, and also after the round was closed.
    """

    class Standing(models.TextChoices):
        PARTY = "party", _("party")
        ADVISORY = "advisory", _("advises")
        OBSERVER = "observer", _("observes for a ministry")
        EXPERT = "expert", _("expert")
        YOUTH = "youth", _("youth platform")
        HEARING = "hearing", _("hearing")
        MEMBER = "member", _("independent member")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.PARTY)
    extended_until = models.DateField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    extension_reason = models.TextField(blank=True, max_length=2000)
    opened_at = models.DateTimeField(null=True)
    late_allowed_at = models.DateTimeField(null=True)
    late_reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["organisation__group", "organisation__name"]
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="one_invitation_each")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.organisation}"

    def role_scopes(self) -> dict[str, set[str]]:
        own = {self.organisation.public_id}
        return {"organisation_coordinator": own, "organisation_member": own}

    @property
    def dossier_id(self) -> str:
        return self.round.case.public_id

    @property
    def last_day(self):
        return self.extended_until or self.round.deadline


class Reply(models.Model):
    """One organisation's reply. As long as it is a draft nobody outside the organisation sees it.

    A reply that was taken back is a draft again, with why in ``withdrawn_reason``.
    """

    class Mandate(models.TextChoices):
        PROVISIONAL = "provisional", pgettext_lazy("reply", "provisional")
        CONFIRMED = "confirmed", pgettext_lazy("reply", "confirmed by its own ranks")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT)
    general = models.TextField(_("general remarks"), blank=True, max_length=20000)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=120, blank=True)
    late = models.BooleanField(default=False)
    mandate = models.CharField(max_length=12, choices=Mandate, default=Mandate.CONFIRMED)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_reason = models.TextField(blank=True, max_length=2000)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.invitation_id}"

    @property
    def dossier_id(self) -> str:
        return self.invitation.round.case.public_id

    @property
    def provisional(self) -> bool:
        return self.mandate == self.Mandate.PROVISIONAL

    def role_scopes(self) -> dict[str, set[str]]:
        return self.invitation.role_scopes()


class Stance(models.TextChoices):
    """The scale of a round; meaning and question of each stand in the profile."""

    SUPPORT = "support", _("support")
    RESERVATION = "reservation", _("support with reservation")
    OBJECTION = "objection", _("objection")
    NO_VIEW = "no_view", _("no view")


class Position(models.Model):
    """What an organisation finds of one paragraph. ``stance`` may be empty as long as the reply is a draft.

    Without ``node`` it is the general remark of a reply that was sent: it gets an answer like every other.
    """

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="positions")
    node = models.ForeignKey(Node, null=True, on_delete=models.PROTECT)
    stance = models.CharField(max_length=20, choices=Stance, blank=True)
    reason = models.TextField(blank=True, max_length=20000)
    proposed = models.TextField(blank=True, max_length=20000)
    author_name = models.CharField(max_length=120)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "node"], name="one_position_per_paragraph"),
            models.UniqueConstraint(
                fields=["reply"], condition=models.Q(node=None), name="one_general_remark_per_reply"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node_id}: {self.stance}"


class ReturnedPreview(models.Model):
    """A Word file that an organisation worked in, looked over before it lands in its draft reply. Nobody else sees it.

    ``entries`` is one for each paragraph that something was said of, ``loose`` what could not be placed; each keeps what became
    of it under ``status``: empty as long as nobody chose, "landed", "kept" (the organisation's own draft stayed) or "out".
    """

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="previews")
    file = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    entries = models.JSONField()
    loose = models.JSONField()
    warnings = models.JSONField(default=list)
    made_by = models.CharField(max_length=40)
    author_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def open_count(self) -> int:
        return sum(not each["status"] for each in (*self.entries, *self.loose))


class Disposition(models.Model):
    """What was done with a remark, and why; ``number`` counts how often that was said anew (``EarlierDisposition``).

    ``before`` and ``revision`` are numbers of the paragraph's revisions: as the organisation saw it, and as it stood when the
    remark was answered. What changed lies between them.
    """

    class Outcome(models.TextChoices):
        TAKEN_OVER = "taken_over", _("taken over")
        PARTLY = "partly", _("partly taken over")
        NOT = "not", _("not taken over")
        NOTED = "noted", _("noted")

    position = models.OneToOneField(Position, on_delete=models.PROTECT)
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField(max_length=5000)
    number = models.PositiveSmallIntegerField(default=1)
    before = models.PositiveIntegerField(null=True)
    revision = models.PositiveIntegerField(null=True)
    author_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.position_id}: {self.outcome}"


class EarlierDisposition(models.Model):
    """An answer to a remark that another took the place of, and ``because`` of what."""

    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, related_name="earlier")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=Disposition.Outcome)
    reason = models.TextField(max_length=5000)
    revision = models.PositiveIntegerField(null=True)
    author_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    because = models.TextField(max_length=2000)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["disposition", "number"], name="one_answer_per_number")]

    def __str__(self) -> str:
        return f"{self.disposition_id}-{self.number}: {self.outcome}"


class Confirmation(models.Model):
    """What an organisation finds, outside a round, of a paragraph whose words changed since it spoke of them."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="confirmations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT)
    node = models.ForeignKey(Node, on_delete=models.PROTECT)
    stance = models.CharField(max_length=20, choices=Stance)
    reason = models.TextField(blank=True, max_length=5000)
    author_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.node_id}: {self.stance}"


class SupportOverrule(models.Model):
    """The secretary's word on whether the words between two revisions changed in substance. The last one holds."""

    class Verdict(models.TextChoices):
        UNCHANGED = "unchanged", _("counts as unchanged")
        CHANGED = "changed", _("counts as changed")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="support_overrules")
    node = models.ForeignKey(Node, on_delete=models.PROTECT)
    before = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(max_length=2000)
    author_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.node_id}: {self.verdict}"


class SupportSnapshot(models.Model):
    """The support map as it stood when a text was adopted, in the journal's canonical form; the digest is in the chain.

    ``content`` holds a salt: without it the few possible maps of a short text could be tried against the digest.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="support_snapshots")
    milestone = models.OneToOneField(Milestone, on_delete=models.PROTECT, related_name="support_snapshot")
    content = models.TextField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.milestone_id}"


class Dissent(models.Model):
    """A view in an advice that is not everybody's (art. 45 Wet op de SER): in the text, or as a minority note."""

    class Form(models.TextChoices):
        IN_TEXT = "in_text", _("mentioned in the text")
        MINORITY_NOTE = "minority_note", _("minority note")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dissents")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, null=True)
    form = models.CharField(max_length=20, choices=Form)
    text = models.TextField(max_length=20000)
    seats = models.ManyToManyField(Seat)
    on = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.form}"
