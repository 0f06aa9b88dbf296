"""Forms used while a meeting goes on."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council.models import Person
from raadzaal.council.queries import members_on
from raadzaal.meetings.actions import Hands
from raadzaal.meetings.forms import KEYS, VoteRow
from raadzaal.meetings.models import Contribution, Meeting, RollCallVote, Voting
from raadzaal.meetings.queries import sitting_day
from raadzaal.meetings.queries.voting import entitled
from raadzaal.meetings.ways import chair_decides_ties
from raadzaal.procedure.forms import OnceForm
from raadzaal.ui.fields import TypedText

Value = RollCallVote.Value
NOT_YET = "-"
REST_FOR, REST_AGAINST = "for", "against"


class GridForm(forms.Form):
    """The roll call as a grid, with what this page showed in hidden fields, so that two can fill it at once."""

    rest = forms.ChoiceField(
        label=_("Everybody who has not voted yet"),
        required=False,
        choices=[("", _("leave as it is")), (Value.FOR, _("votes for")), (Value.AGAINST, _("votes against"))],
        help_text=_("To record “all for, except …”: mark the exceptions below, choose this, and save once."),
    )

    def __init__(self, voting: Voting, meeting: Meeting, data=None, **options):
        super().__init__(data, **options)
        self.seats = sorted(entitled(meeting).values(), key=lambda each: each.seat.number)
        self.now = dict(voting.cast.values_list("seat_id", "value"))
        for each in self.seats:
            choices = [*Value.choices, (NOT_YET, _("not yet"))]
            self.fields[f"seat-{each.seat_id}"] = forms.ChoiceField(
                label=each.person.name, required=False, choices=choices
            )
            self.fields[f"seen-{each.seat_id}"] = forms.CharField(required=False, max_length=10)

    def rows(self) -> list[tuple[VoteRow, str]]:
        """Each seat, and what it has voted by now."""
        return [(self._row(each), self.now.get(each.seat_id, "")) for each in self.seats]

    def _row(self, each) -> VoteRow:
        name = f"seat-{each.seat_id}"
        chosen = self.data.get(name) if self.is_bound else self.now.get(each.seat_id)
        organisation = each.seat.displayed or each.seat.appointing
        return VoteRow(name, each, str(organisation or ""), chosen or NOT_YET)

    def choices(self) -> list[tuple[str, object, object]]:
        known = [(value, label, KEYS[value]) for value, label in Value.choices]
        return [*known, (NOT_YET, _("not yet"), pgettext_lazy("key not yet", "x"))]

    def votes(self) -> dict[int, str]:
        rest = self.cleaned_data.get("rest", "")
        found = {}
        for each in self.seats:
            given = self.cleaned_data.get(f"seat-{each.seat_id}", "")
            if given in ("", NOT_YET):
                given = rest if not self.seen().get(each.seat_id) else ""
            found[each.seat_id] = given
        return found

    def seen(self) -> dict[int, str]:
        return {each.seat_id: self.cleaned_data.get(f"seen-{each.seat_id}", "") for each in self.seats}


class CloseForm(forms.Form):
    """What closing a vote needs beside the votes: the numbers of a show of hands, the casting vote of the chair."""

    in_favour = forms.IntegerField(label=_("Hands for"), min_value=0, max_value=999, required=False)
    against = forms.IntegerField(label=_("Hands against"), min_value=0, max_value=999, required=False)
    blank = forms.IntegerField(label=_("Hands blank"), min_value=0, max_value=999, required=False)
    abstaining = forms.IntegerField(
        label=_("Must abstain because of a personal interest"), min_value=0, max_value=999, required=False
    )
    casting = forms.ChoiceField(
        label=_("Casting vote of the chair, if the votes are equally divided"),
        choices=[("", _("none needed")), (Value.FOR, _("for")), (Value.AGAINST, _("against"))],
        required=False,
    )
    NUMBERS = {
        "in_favour": Value.FOR, "against": Value.AGAINST, "blank": Value.BLANK, "abstaining": Value.ABSTAINS,
    }  # fmt: skip

    def __init__(self, voting: Voting, data=None, **options):
        super().__init__(data, **options)
        if not voting.by_hands:
            for name in self.NUMBERS:
                del self.fields[name]
        if not chair_decides_ties("matter" if voting.proposal_id else voting.item.subject):
            del self.fields["casting"]

    def evidence(self) -> dict:
        """For ``close_voting``; without numbers the votes are those recorded by name."""
        told = self.cleaned_data
        given = {value: told.get(name) for name, value in self.NUMBERS.items() if told.get(name) is not None}
        casting = told.get("casting", "")
        return {"hands": Hands(given, casting or None) if given else None, "casting": casting}


class NoteForm(OnceForm):
    text = TypedText(label=_("For the minutes"), longest=5000, rows=3)


class FloorForm(forms.Form):
    """Who asks for the floor, and for what. A member speaks for oneself and does not choose who."""

    person = forms.ModelChoiceField(
        label=_("Who asks for the floor"), queryset=Person.objects.none(), to_field_name="public_id"
    )
    kind = forms.ChoiceField(label=_("For what"), choices=Contribution.Kind.choices, initial=Contribution.Kind.FIRST)

    def __init__(self, meeting: Meeting, data=None, *, own: bool = False, **options):
        super().__init__(data, **options)
        if own:
            del self.fields["person"]
        else:
            here = members_on(meeting.body, sitting_day(meeting)).values("person")
            self.fields["person"].queryset = Person.objects.filter(pk__in=here)


class StopForm(forms.Form):
    reason = TypedText(label=_("Why the vote is stopped"), longest=500, rows=2)
