"""Forms for proposals on a text and for choices between persons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.council.models import Appointment, Person
from raadzaal.council.queries import members_on
from raadzaal.meetings.models import AgendaItem, Election, Proposal
from raadzaal.meetings.queries import sitting_day
from raadzaal.procedure.forms import OnceForm
from raadzaal.texts.models import Node, Work
from raadzaal.ui.fields import TypedText

Change = Proposal.Change
LONGEST_NAME_LIST = 2_500


class ProposalForm(OnceForm):
    """What a member wants changed in the paragraph chosen; ``own``: one proposes oneself."""

    proposer = forms.ModelChoiceField(
        label=_("Who proposes it"), queryset=Person.objects.none(), to_field_name="public_id"
    )
    change = forms.ChoiceField(label=_("What it does"), choices=Change.choices, initial=Change.REPLACE)
    notation = TypedText(
        label=_("The new words"),
        longest=20_000,
        rows=6,
        required=False,
        help_text=_("Of the whole paragraph as it should be. Not needed where it is taken out or voted on by itself."),
    )
    reason = TypedText(label=_("Why"), longest=500, rows=2, required=False)
    amends = forms.ModelChoiceField(
        label=_("Changes another proposal"),
        queryset=Proposal.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("no, the text itself"),
    )
    node = forms.ModelChoiceField(queryset=Node.objects.none(), to_field_name="public_id", widget=forms.HiddenInput)

    def __init__(self, item: AgendaItem, work: Work, data=None, *, own: bool = False, **options):
        super().__init__(data, **options)
        self.fields["node"].queryset = work.nodes.all()
        open_ones = item.proposals.filter(state=Proposal.State.OPEN, change__in=(Change.REPLACE, Change.ADD))
        self.fields["amends"].queryset = open_ones
        self.fields["amends"].label_from_instance = lambda each: _("proposal %(number)s") % {"number": each.number}
        if own:
            del self.fields["proposer"]
        else:
            members = members_on(item.meeting.body, sitting_day(item.meeting)).filter(role=Appointment.Role.MEMBER)
            self.fields["proposer"].queryset = Person.objects.filter(pk__in=members.values("person"))


class BeginElectionForm(OnceForm):
    office = TypedText(label=_("For what somebody is chosen"), longest=200, rows=0)
    candidates = TypedText(label=_("Candidates"), longest=LONGEST_NAME_LIST, rows=4, help_text=_("One on a line."))

    def names(self) -> list[str]:
        return self.cleaned_data["candidates"].splitlines()


class CountForm(OnceForm):
    """The numbers of a round, as the tellers give them. No ballot can be told from another."""

    blank = forms.IntegerField(label=_("Blank ballots"), min_value=0, max_value=999)
    invalid = forms.IntegerField(label=_("Ballots that name nobody clearly"), min_value=0, max_value=999)
    tellers = TypedText(label=_("Tellers"), longest=300, rows=0)

    def __init__(self, election: Election, data=None, **options):
        super().__init__(data, **options)
        last = election.rounds.last()
        self.names = last.going_on if last else election.candidates
        for place, name in enumerate(self.names):
            self.fields[f"candidate-{place}"] = forms.IntegerField(label=name, min_value=0, max_value=999)
        self.order_fields([*(f"candidate-{place}" for place in range(len(self.names))), "blank", "invalid", "tellers"])

    def counts(self) -> dict[str, int]:
        return {name: self.cleaned_data[f"candidate-{place}"] for place, name in enumerate(self.names)}


class LotForm(forms.Form):
    name = forms.ChoiceField(label=_("On whom the lot fell"), widget=forms.RadioSelect)

    def __init__(self, election: Election, data=None, **options):
        super().__init__(data, **options)
        self.fields["name"].choices = [(name, name) for name in election.rounds.last().going_on]
