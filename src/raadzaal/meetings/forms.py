from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council.models import Body, Person
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings.models import Meeting, Presence, RollCallVote
from raadzaal.meetings.queries import Attendance
from raadzaal.procedure.forms import OnceForm
from raadzaal.ui.fields import Day, TypedText

NOBODY = "-"
KEYS = {
    RollCallVote.Value.FOR: pgettext_lazy("key for", "f"),
    RollCallVote.Value.AGAINST: pgettext_lazy("key against", "a"),
    RollCallVote.Value.BLANK: pgettext_lazy("key blank", "b"),
    RollCallVote.Value.ABSTAINS: pgettext_lazy("key abstain", "n"),
}


@dataclass(frozen=True)
class VoteRow:
    """A member in the roll call: the name of the radio group, and what was chosen."""

    name: str
    presence: Presence
    organisation: str
    chosen: str


class RollCallForm(forms.Form):
    """A vote for each seat that was signed for; ``rest`` is the vote of everybody without one of their own."""

    rest = forms.ChoiceField(
        label=_("Everybody who is not marked below"),
        required=False,
        choices=[("", _("did not vote")), *RollCallVote.Value.choices[:2]],
        widget=forms.RadioSelect,
    )

    def __init__(self, meeting: Meeting, data=None, **options):
        super().__init__(data, **options)
        signed = meeting.presences.select_related("person", "seat__displayed", "seat__appointing")
        self.presences = list(signed.order_by("seat__number"))
        for each in self.presences:
            self.fields[_name(each)] = forms.ChoiceField(
                label=each.person.name, required=False, choices=RollCallVote.Value.choices
            )

    def rows(self) -> list[VoteRow]:
        return [_row(each, self[_name(each)].value() or "") for each in self.presences]

    def choices(self) -> list[tuple[str, object, object]]:
        """Value, word and key of each way to vote."""
        return [(value, label, KEYS[value]) for value, label in RollCallVote.Value.choices]

    def votes(self) -> dict[int, str]:
        """Per seat (primary key), for ``decide_by_votes``; who did not vote is not in it."""
        rest = self.cleaned_data.get("rest", "")
        given = {each.seat_id: self.cleaned_data.get(_name(each)) or rest for each in self.presences}
        return {seat: value for seat, value in given.items() if value}


def _name(presence: Presence) -> str:
    return f"seat-{presence.seat_id}"


def _row(presence: Presence, chosen: str) -> VoteRow:
    shown = presence.seat.displayed or presence.seat.appointing
    return VoteRow(_name(presence), presence, str(shown or ""), chosen)


class SheetForm(forms.Form):
    """The attendance list: who sits on each seat, or nobody."""

    def __init__(self, counted: Attendance, data=None, **options):
        super().__init__(data, **options)
        self.rows = [row for row in counted.rows if row.candidates]
        for row in self.rows:
            chosen = str(row.presence.person_id) if row.presence else NOBODY
            choices = [(str(each.person.pk), each.person.name) for each in row.candidates]
            self.fields[f"seat-{row.seat.pk}"] = forms.ChoiceField(
                label=str(row.seat.number),
                choices=[*choices, (NOBODY, _("absent"))],
                initial=chosen,
                required=False,
            )

    def shown(self) -> list[tuple]:
        """Each row with the name of its radio group and what is chosen."""
        return [(row, f"seat-{row.seat.pk}", self[f"seat-{row.seat.pk}"].value()) for row in self.rows]

    def seats(self) -> dict[int, int | None]:
        """For ``sign_sheet``; seats that were not sent stay as they are."""
        given = {row.seat.pk: self.cleaned_data.get(f"seat-{row.seat.pk}", "") for row in self.rows}
        return {seat: None if value == NOBODY else int(value) for seat, value in given.items() if value}


class Moment(forms.Form):
    """A day and a time in Amsterdam."""

    day = Day(label=_("Day"))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))

    def starts_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], LEGAL_ZONE)


class PlanForm(Moment, OnceForm):
    body = forms.ModelChoiceField(label=_("Who meets"), queryset=Body.objects.none(), to_field_name="public_id")
    place = TypedText(label=_("Place"), required=False, longest=120, rows=0)
    public = forms.BooleanField(
        label=_("In public"), required=False, initial=True, help_text=_("Only the council itself meets in public.")
    )
    field_order = ["body", "day", "time", "place", "public"]

    def __init__(self, *args, bodies, **options):
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies


class AskForVoteForm(forms.Form):
    """Which of those present asks for a vote."""

    person = forms.ModelChoiceField(
        label=_("Who asks for a vote"), queryset=Person.objects.none(), to_field_name="public_id"
    )

    def __init__(self, *args, present, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = Person.objects.filter(pk__in=present.values("person"))
