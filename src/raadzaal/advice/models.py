from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council.models import Body, Organisation
from raadzaal.journal.ids import new_id
from raadzaal.procedure.models import Case
from raadzaal.texts.models import Node, Work


class Ground(models.TextChoices):
    """On what legal ground the committee works; whose advice it becomes follows from it."""

    PREPARE = "prepare", _("prepares the council's advice (art. 42 Wet op de SER)")
    MANDATE = "mandate", _("advises on behalf of the council (art. 44 Wet op de SER)")
    OWN = "own", _("advises in its own name (art. 43 Wet op de SER)")


class Kind(models.TextChoices):
    ADVICE = "advice", _("advice")
    LETTER = "letter", _("letter advice")
    EXPLORATION = "exploration", _("exploration")


class Advice(Case):
    """An advice from request, or own initiative, to answer."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ADVICE)
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, blank=True)
    committee = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="advices")
    own_initiative = models.BooleanField(default=False)
    main_lines = models.BooleanField(_("on main lines of policy"), default=True)
    work = models.OneToOneField(Work, on_delete=models.PROTECT, null=True, blank=True)
    scope = models.TextField(_("scope"), blank=True, max_length=5000)
    closing_reason = models.TextField(blank=True, max_length=5000)
    in_part = models.BooleanField(default=False)
    accepted_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    noted_on = models.DateField(null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True, max_length=5000)
    summary_en = models.TextField(_("summary in English"), blank=True, max_length=5000)
    form_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)

    @property
    def dossier_id(self) -> str:
        return self.public_id

    def role_scopes(self) -> dict[str, set[str]]:
        """Its committee's people, the organisations asked in its rounds, and those who requested it."""
        committee = {self.committee.public_id} if self.committee else set()
        invitations = [each for running in self.rounds.all() for each in running.invitations.all()]
        asked = {each.organisation.public_id for each in invitations}
        requesters = {each.public_id for each in self.request.requesters.all()} if self.requested else set()
        in_committee = (
            "committee_secretary",
            "committee_chair",
            "committee_member",
            "advisory_member",
            "ministry_observer",
        )
        return {
            **dict.fromkeys(in_committee, committee),
            "organisation_coordinator": asked,
            "organisation_member": asked,
            "requester": requesters,
        }

    @property
    def requested(self) -> bool:
        return not self.own_initiative and hasattr(self, "request")


class Request(models.Model):
    """The request for advice (art. 41 Wet op de SER): in writing, by one or more ministers or a Chamber, with a deadline."""

    advice = models.OneToOneField(Advice, on_delete=models.PROTECT, related_name="request")
    requesters = models.ManyToManyField(Organisation, related_name="requests")
    letter = models.TextField(_("letter"), max_length=20000)
    questions = models.JSONField(default=list)
    received_on = models.DateField()
    deadline = models.DateField(null=True)
    addressee = models.CharField(_("addressee of the answer"), max_length=200)
    of_council_itself = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.advice_id}"


class Recommendation(models.Model):
    """A recommendation is a paragraph with an addressee, the objective and the argument it rests on."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="recommendations")
    node = models.OneToOneField(Node, on_delete=models.PROTECT)
    addressee = models.CharField(_("addressee"), max_length=200)
    objective = models.CharField(_("objective"), max_length=60)
    argument = models.TextField(_("argument"), max_length=2000)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.public_id


class Response(models.Model):
    """A letter in which advice is answered. One letter may answer several advices, one advice may be answered in parts."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"), max_length=100000)
    on = models.DateField()
    advices = models.ManyToManyField(Advice, related_name="responses")

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.subject


class Status(models.TextChoices):
    PENDING = "pending", _("no answer yet")
    ADOPTED = "adopted", pgettext_lazy("recommendation", "adopted")
    PARTLY = "partly", pgettext_lazy("recommendation", "partly adopted")
    REJECTED = "rejected", pgettext_lazy("recommendation", "not adopted")


class FollowUp(models.Model):
    """What became of a recommendation, each time with its evidence."""

    class Evidence(models.TextChoices):
        LETTER = "letter", _("answering passage")
        MOTION = "motion", _("motion")
        LAW = "law", _("law")
        BUDGET = "budget", _("budget")
        PRESS = "press", _("press")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    status = models.CharField(max_length=20, choices=Status)
    evidence = models.CharField(max_length=20, choices=Evidence)
    source = models.CharField(_("source"), max_length=250)
    passage = models.TextField(_("passage"), blank=True, max_length=5000)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, null=True, related_name="passages")
    on = models.DateField()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.status}"


class DelayReason(models.Model):
    """Why an answer is late, as told to the Chambers (art. 24 Kaderwet adviescolleges)."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="delay_reasons")
    on = models.DateField()
    reason = models.TextField(_("reason"), max_length=5000)
    expected_on = models.DateField(_("answer expected on"), null=True)

    def __str__(self) -> str:
        return f"{self.advice_id} {self.on}"
