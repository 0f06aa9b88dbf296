from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from raadzaal.council.dated import Dated
from raadzaal.journal.ids import new_id
from raadzaal.procedure import roles


class Named(models.Model):
    """Something with a key of the profile and a name in two languages."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name


class Organisation(Named):
    """An organisation that appoints or is shown, a ministry, a Chamber, or another that the council deals with."""

    class Kind(models.TextChoices):
        SOCIAL_PARTNER = "social_partner", _("social partner")
        MINISTRY = "ministry", _("ministry")
        CHAMBER = "chamber", _("Chamber of the States General")
        CABINET = "cabinet", _("cabinet (in)formateur")
        MEMBER = "member", _("independent member, for themselves")
        OTHER = "other", _("other organisation")

    kind = models.CharField(max_length=20, choices=Kind)
    group = models.CharField(max_length=30, blank=True)
    short_name = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)

    def role_scopes(self) -> dict[str, set[str]]:
        return {}


class Body(Named):
    """The council itself, its executive committee, or one of its committees."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("council")
        EXECUTIVE = "executive", _("executive committee")
        STANDING = "standing", _("standing committee")
        AD_HOC = "ad_hoc", _("ad hoc committee")
        ADMINISTRATIVE = "administrative", _("administrative committee")

    kind = models.CharField(max_length=20, choices=Kind)
    basis = models.CharField(max_length=200, blank=True)
    groups = models.JSONField(default=list)
    set_up_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    def role_scopes(self) -> dict[str, set[str]]:
        return {role: {self.public_id} for role in ("committee_secretary", "committee_chair", "committee_member")}

    @property
    def is_committee(self) -> bool:
        return self.kind not in (Body.Kind.COUNCIL, Body.Kind.EXECUTIVE)


class Person(models.Model):
    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=120)
    field_of_work = models.CharField(max_length=120, blank=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.name

    def role_scopes(self) -> dict[str, set[str]]:
        return {}


class Seat(Dated):
    """A place in a body. Who may appoint and who is displayed differ (art. 4 Wet op de SER; the decree of 2023)."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=30)
    appointing = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="appoints"
    )
    displayed = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="displayed_seats"
    )
    reserved_for = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["body_id", "number"]

    def __str__(self) -> str:
        return f"{self.body} {self.number}"


class Appointment(Dated):
    """A person in a role, within a body, a seat, an organisation, or the secretariat.

    Corrections of one appointment share its ``public_id``; ``group`` is the side somebody sits on in a body.
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        SUBSTITUTE = "substitute", _("substitute")
        CHAIR = "chair", _("chair")
        DEPUTY_CHAIR = "deputy_chair", _("deputy chair")
        SECRETARY = "secretary", _("secretary")
        ADVISORY = "advisory_member", _("advisory member")
        OBSERVING = "observing_member", _("observing member")
        MINISTRY = "ministry_observer", _("ministry observer")
        SECRETARIAT = "secretariat", _("secretariat")
        SECRETARY_GENERAL = "secretary_general", _("secretary-general")
        COORDINATOR = "coordinator", _("coordinator")
        STAFF = "staff", _("policy officer")
        REQUESTER = "requester", _("requester")
        ADMINISTRATOR = "administrator", _("administrator")

    public_id = models.CharField(max_length=26, default=new_id, db_index=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30, choices=Role)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    group = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["body_id", "seat__number", "role", "person__sort_name"]
        indexes = [models.Index(fields=["person", "superseded_at"]), models.Index(fields=["body", "role"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    def role_scopes(self) -> dict[str, set[str]]:
        place = self.body or self.organisation
        return {key: {place.public_id} for key, role in roles.ALL.items() if role.scoped} if place else {}


class Delegation(Dated):
    """For an absence: somebody acts in another's appointment. Ends by itself; the journal names both."""

    appointment = models.CharField(max_length=26, db_index=True)
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")

    def __str__(self) -> str:
        return f"{self.appointment} → {self.delegate}"
