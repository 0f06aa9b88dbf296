"""Forms for proposals on a text and for choices between persons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.council.models import Appointment, Person
from raadzaal.council.queries import members_on
from raadzaal.meetings.models import AgendaItem, BallotRound, Election, Proposal
from raadzaal.meetings.queries import sitting_day
from raadzaal.meetings.voting_order import MOST_PLACES
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


class RankForm(OnceForm):
    """Where the chair puts a proposal in the order of its paragraph."""

    rank = forms.IntegerField(
        label=_("Place within the paragraph; empty: where the rule puts it"),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
    )
    reason = TypedText(label=_("Why"), longest=500, rows=0, required=False)


class BeginElectionForm(OnceForm):
    office = TypedText(label=_("For what somebody is chosen"), longest=200, rows=0)
    candidates = TypedText(label=_("Candidates"), longest=LONGEST_NAME_LIST, rows=4, help_text=_("One on a line."))

    def names(self) -> list[str]:
        return self.cleaned_data["candidates"].splitlines()


class CountForm(OnceForm):
    """The numbers of a round, as the tellers give them. No ballot can be told from another."""

    handed_in = forms.IntegerField(label=_("Ballots handed in"), min_value=0, max_value=999)
    abstaining = forms.IntegerField(
        label=_("Must abstain because of a personal interest"), min_value=0, max_value=999, required=False
    )
    blank = forms.IntegerField(label=_("Blank ballots"), min_value=0, max_value=999, required=False)
    invalid = forms.IntegerField(
        label=_("Ballots that name nobody clearly"), min_value=0, max_value=999, required=False
    )
    first_teller = forms.ModelChoiceField(
        label=_("First teller"), queryset=Person.objects.none(), to_field_name="public_id"
    )
    second_teller = forms.ModelChoiceField(
        label=_("Second teller"), queryset=Person.objects.none(), to_field_name="public_id"
    )

    def __init__(self, election: Election, data=None, **options):
        super().__init__(data, initial=_as_counted(election.to_confirm), **options)
        self.names = election.going_on
        for place, name in enumerate(self.names):
            self.fields[f"candidate-{place}"] = forms.IntegerField(
                label=name, min_value=0, max_value=999, required=False
            )
        here = Person.objects.filter(pk__in=election.item.meeting.presences.values("person")).order_by("sort_name")
        self.fields["first_teller"].queryset = self.fields["second_teller"].queryset = here
        by_name = [f"candidate-{place}" for place in range(len(self.names))]
        self.order_fields(["handed_in", "abstaining", *by_name, "blank", "invalid"])

    def evidence(self) -> dict:
        """For ``count_ballots``; a number that was left open is none."""
        given = self.cleaned_data
        counts = {name: given[f"candidate-{place}"] or 0 for place, name in enumerate(self.names)}
        numbers = {name: given[name] or 0 for name in ("handed_in", "abstaining", "blank", "invalid")}
        tellers = [given["first_teller"], given["second_teller"]]
        return {"counts": counts, **numbers, "tellers": tellers, "sent": given["sent"]}


def _as_counted(row: BallotRound | None) -> dict:
    """What was counted and waits for the tellers: to be corrected if one of them says it is not right."""
    if row is None:
        return {}
    numbers = {name: getattr(row, name) for name in ("handed_in", "abstaining", "blank", "invalid")}
    tellers = dict(zip(("first_teller", "second_teller"), row.counted_by, strict=True))
    return {**numbers, **tellers, **{f"candidate-{place}": count for place, count in enumerate(row.counts)}}


class LotForm(forms.Form):
    name = forms.ChoiceField(label=_("On whom the lot fell"), widget=forms.RadioSelect)

    def __init__(self, election: Election, data=None, **options):
        super().__init__(data, **options)
        self.fields["name"].choices = [(name, name) for name in election.going_on]
