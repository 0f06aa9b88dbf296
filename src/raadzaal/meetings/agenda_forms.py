"""Forms for making an agenda."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.council import profile
from raadzaal.council.models import Appointment, Person
from raadzaal.council.queries import members_on
from raadzaal.meetings.forms import Moment
from raadzaal.meetings.models import AgendaItem, Meeting, Paper
from raadzaal.meetings.queries import sitting_day
from raadzaal.meetings.queries.agenda import descendants, numbered
from raadzaal.procedure.forms import OnceForm
from raadzaal.ui.fields import TypedText

Kind = AgendaItem.Kind


class ItemForm(OnceForm):
    """A point of the agenda. Of one about a dossier its place, time and doors can be set here, nothing else."""

    title = TypedText(label=_("What it is about"), longest=250, rows=0)
    kind = forms.ChoiceField(label=_("What is asked of the meeting"), choices=Kind.choices)
    minutes_of = forms.ModelChoiceField(
        label=_("Minutes of which meeting"),
        queryset=Meeting.objects.none(),
        to_field_name="public_id",
        required=False,
        help_text=_("Only where minutes are approved."),
    )
    parent = forms.ModelChoiceField(
        label=_("Stands under"),
        queryset=AgendaItem.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("the agenda itself"),
    )
    rapporteur = forms.ModelChoiceField(
        label=_("Rapporteur"),
        queryset=Person.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("nobody"),
        help_text=_("The member who answers for this point."),
    )
    subject = forms.ChoiceField(
        label=_("The decision is on"), choices=AgendaItem.Subject.choices, initial=AgendaItem.Subject.MATTER
    )
    begins_at = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    closed = forms.BooleanField(label=_("Behind closed doors"), required=False)
    consent = forms.BooleanField(
        label=_("Decided together with others, without debate"),
        required=False,
        help_text=_("Until somebody asks for debate or a vote on it."),
    )

    def __init__(self, meeting: Meeting, data=None, *, item: AgendaItem | None = None, **options):
        options.setdefault("initial", _initial(item) if item else {})
        super().__init__(data, **options)
        items = list(meeting.items.select_related("case"))
        barred = {item.pk} | descendants(item, items) if item else set()
        self.fields["parent"].queryset = meeting.items.exclude(pk__in=barred).select_related("case")
        names = {each.item.pk: f"{each.number} {each.item.label}" for each in numbered(items)}
        self.fields["parent"].label_from_instance = lambda each: names.get(each.pk, each.label)
        earlier = Meeting.objects.filter(body=meeting.body, state=Meeting.State.CLOSED, starts_at__lt=meeting.starts_at)
        self.fields["minutes_of"].queryset = earlier.select_related("body").order_by("-starts_at")
        self._rapporteurs(meeting)
        if item and item.case_id:
            for name in ("title", "kind", "minutes_of"):
                del self.fields[name]

    def _rapporteurs(self, meeting: Meeting) -> None:
        if not profile.active().switched_on("rapporteurs"):
            del self.fields["rapporteur"]
            return
        members = members_on(meeting.body, sitting_day(meeting)).filter(role=Appointment.Role.MEMBER)
        self.fields["rapporteur"].queryset = Person.objects.filter(pk__in=members.values("person"))

    def evidence(self) -> dict:
        """For ``add_item`` and ``change_item``."""
        return {"title": "", "kind": Kind.TALK} | self.cleaned_data


def _initial(item: AgendaItem) -> dict:
    names = ("title", "kind", "subject", "begins_at", "closed", "consent")
    found = {name: getattr(item, name) for name in names}
    parent, minutes_of = item.parent, item.minutes_of
    return found | {
        "rapporteur": item.rapporteur.public_id if item.rapporteur else None,
        "parent": parent.public_id if parent else "",
        "minutes_of": minutes_of.public_id if minutes_of else "",
    }


class PaperForm(OnceForm):
    paper_title = TypedText(label=_("Title of the paper"), longest=200, rows=0)
    file = forms.FileField(label=_("PDF or Word file"), widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}))
    access = forms.ChoiceField(label=_("Who may read it"), choices=Paper.Access.choices, initial=Paper.Access.MEMBERS)


class RescheduleForm(Moment, OnceForm):
    place = TypedText(label=_("Place"), required=False, longest=120, rows=0)
    reason = TypedText(label=_("Why"), longest=500, rows=2)


class CancelForm(OnceForm):
    reason = TypedText(label=_("Why"), longest=500, rows=2)
