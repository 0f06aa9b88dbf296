from datetime import date, datetime, time, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.council import profile
from raadzaal.council.actions.delegating import DELEGABLE
from raadzaal.council.models import Appointment, Body, Organisation, Person, Seat
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.procedure.forms import OnceForm
from raadzaal.ui.cleaning import TooLong, clean_line
from raadzaal.ui.fields import Day

Role = Appointment.Role


class Line(forms.CharField):
    """One line of typed text, without signs that nobody can see."""

    def to_python(self, value):
        typed = super().to_python(value) or ""
        try:
            return clean_line(typed)
        except TooLong as error:
            raise forms.ValidationError(error.message, code=error.code) from error


class WhenForm(forms.Form):
    """Which day, and as known on which day."""

    op = Day(label=_("On"), required=False)
    bekend = Day(label=_("As known on"), required=False, help_text=_("Leave empty for what is known now."))

    def __init__(self, *args, may_look_ahead: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_look_ahead = may_look_ahead

    def clean_op(self) -> date | None:
        day = self.cleaned_data["op"]
        if day and day > clock.today() and not self.may_look_ahead:
            raise forms.ValidationError(_("This day is still to come."), code="future")
        return day

    def clean_bekend(self) -> date | None:
        day = self.cleaned_data["bekend"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day is still to come."), code="future")
        return day

    @property
    def day(self) -> date:
        return self.cleaned_data.get("op") or clock.today()

    @property
    def known_at(self) -> datetime | None:
        """The end of the day that was typed in."""
        day = self.cleaned_data.get("bekend")
        return day and datetime.combine(day + timedelta(days=1), time(), LEGAL_ZONE) - timedelta(microseconds=1)


def first_day_after(last_day: date | None) -> date | None:
    return last_day and last_day + timedelta(days=1)


class ActForm(OnceForm):
    """What somebody types to have an act done: its ``subject``, and the ``evidence`` it asks."""

    def subject(self) -> tuple:
        return ()

    def evidence(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "sent"}


class PersonForm(ActForm):
    name = Line(label=_("Name"), max_length=120)
    sort_name = Line(
        label=_("Name in lists"), max_length=120, required=False, help_text=_("For instance: Dolderen, Rutger van")
    )
    field_of_work = Line(label=_("Field of work"), max_length=120, required=False)


class AccountForm(ActForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class AppointForm(ActForm):
    """The parts that every appointment has."""

    person = forms.ModelChoiceField(Person.objects.all(), label=_("Person"))
    role = forms.ChoiceField(label=_("Role"))
    valid_from = Day(label=_("First day"))
    valid_until = Day(label=_("Last day"), required=False)

    roles: tuple = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in self.roles]

    def subject(self) -> tuple:
        return (self.cleaned_data["person"],)

    def evidence(self) -> dict:
        typed = super().evidence()
        given = {name: value for name, value in typed.items() if name != "person" and value not in (None, "")}
        if "valid_until" in given:
            given["valid_until"] = first_day_after(given["valid_until"])
        return given


class SeatForm(AppointForm):
    roles = (Role.MEMBER, Role.SUBSTITUTE)
    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Seat"))
    field_order = ["person", "role", "seat", "valid_from", "valid_until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Seat.objects.on(clock.today()).filter(body__kind=Body.Kind.COUNCIL)
        self.fields["seat"].queryset = seats.select_related("body", "appointing", "displayed")
        self.fields["seat"].label_from_instance = seat_label
        self.fields["valid_until"].help_text = _("Empty: the last day of the term of office.")


def seat_label(seat: Seat) -> str:
    who = seat.displayed or seat.appointing or profile.active().group(seat.group).label
    return f"{seat.number} · {who}"


class BodyForm(AppointForm):
    roles = (
        Role.MEMBER, Role.SUBSTITUTE, Role.CHAIR, Role.DEPUTY_CHAIR, Role.SECRETARY, Role.ADVISORY, Role.OBSERVING, Role.MINISTRY,
    )  # fmt: skip
    body = forms.ModelChoiceField(Body.objects.all(), label=_("Body"))
    group = forms.ChoiceField(
        label=_("Side"), required=False, help_text=_("Only for members and substitutes without a seat in the council.")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"),
        label=_("On behalf of"),
        required=False,
        help_text=_("A ministry, for an observer."),
    )
    field_order = ["person", "role", "body", "group", "organisation", "valid_from", "valid_until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", "–"), *((group.key, group.label) for group in profile.active().groups)]


class OrganisationForm(AppointForm):
    roles = (Role.COORDINATOR, Role.STAFF, Role.REQUESTER)
    organisation = forms.ModelChoiceField(Organisation.objects.order_by("name"), label=_("Organisation"))
    field_order = ["person", "role", "organisation", "valid_from", "valid_until"]


class HouseForm(AppointForm):
    roles = (Role.SECRETARIAT, Role.SECRETARY_GENERAL, Role.ADMINISTRATOR)


KINDS = {"zetel": SeatForm, "gremium": BodyForm, "organisatie": OrganisationForm, "secretariaat": HouseForm}


class EndForm(ActForm):
    until = Day(label=_("Last day"))

    def evidence(self) -> dict:
        return {"until": first_day_after(self.cleaned_data["until"])}


class CorrectForm(ActForm):
    valid_from = Day(label=_("First day"))
    valid_until = Day(label=_("Last day"), required=False)
    reason = Line(label=_("Why is it corrected?"), max_length=500)

    def evidence(self) -> dict:
        return super().evidence() | {"valid_until": first_day_after(self.cleaned_data["valid_until"])}


class RevokeForm(ActForm):
    reason = Line(label=_("Why should it never have been recorded?"), max_length=500)


class ReplaceForm(ActForm):
    successor = forms.ModelChoiceField(Person.objects.all(), label=_("Successor"))
    first_day = Day(label=_("First day of the successor"))


class DelegateForm(ActForm):
    delegate = forms.ModelChoiceField(Person.objects.none(), label=_("Who stands in"))
    since = Day(label=_("First day"))
    until = Day(label=_("Last day"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delegate"].queryset = people

    def evidence(self) -> dict:
        return super().evidence() | {"until": first_day_after(self.cleaned_data["until"])}


class HandOverForm(ActForm):
    successor = forms.ModelChoiceField(Person.objects.none(), label=_("Who coordinates from today"))
    sure = forms.BooleanField(label=_("I know that whoever leaves sees nothing of the organisation's work any more."))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = people

    def evidence(self) -> dict:
        return {"successor": self.cleaned_data["successor"]}


class NewTermForm(ActForm):
    body = forms.ModelChoiceField(
        Body.objects.filter(kind__in=[Body.Kind.COUNCIL, Body.Kind.EXECUTIVE]), label=_("Body")
    )
    since = Day(label=_("First day of the term"))
    leaving = forms.ModelMultipleChoiceField(
        Person.objects.all(), label=_("Who leaves"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        seated = Appointment.objects.on(clock.today()).filter(
            body__kind=Body.Kind.COUNCIL, role__in=[Role.MEMBER, Role.SUBSTITUTE]
        )
        self.fields["leaving"].queryset = Person.objects.filter(pk__in=seated.values("person"))

    def subject(self) -> tuple:
        return (self.cleaned_data["body"],)

    def evidence(self) -> dict:
        return {"since": self.cleaned_data["since"], "leaving": list(self.cleaned_data["leaving"])}


def to_hand_over(row: Appointment) -> bool:
    return row.role == Role.COORDINATOR and row.body_id is None


def delegable(row: Appointment) -> bool:
    return row.role in DELEGABLE
