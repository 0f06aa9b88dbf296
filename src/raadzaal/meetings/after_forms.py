from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.meetings.models import Decision, RollCallVote
from raadzaal.meetings.queries.register import corrected
from raadzaal.procedure.forms import OnceForm
from raadzaal.texts.models import Node, Work
from raadzaal.ui.cleaning import PARAGRAPH_LIMIT
from raadzaal.ui.fields import TypedText


class ParagraphForm(OnceForm):
    """The words of a paragraph of the minutes; empty takes it out."""

    node = forms.ModelChoiceField(queryset=Node.objects.none(), to_field_name="public_id", widget=forms.HiddenInput)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**8)
    text = TypedText(label=_("Text; empty takes the paragraph out"), longest=PARAGRAPH_LIMIT, rows=3, required=False)

    def __init__(self, work: Work, data=None, **options):
        super().__init__(data, **options)
        self.fields["node"].queryset = work.nodes.all()


class NewParagraphForm(ParagraphForm):
    """The words of a paragraph that comes behind another."""

    base = None
    text = TypedText(label=_("A new paragraph behind this one"), longest=PARAGRAPH_LIMIT, rows=2)


class CorrectionForm(OnceForm):
    """The roll call as it stands, to be put right, and why."""

    reason = TypedText(label=_("What was wrong"), longest=2000, rows=3, help_text=_("Everybody reads this."))

    def __init__(self, decision: Decision, data=None, **options):
        super().__init__(data, **options)
        self.cast = list(decision.votes.select_related("person", "seat").order_by("seat__number"))
        since = corrected(decision)
        for vote in self.cast:
            self.fields[f"seat-{vote.seat_id}"] = forms.ChoiceField(
                label=f"{vote.seat.number}. {vote.person.name}",
                choices=RollCallVote.Value.choices,
                initial=since.get(vote.seat_id, vote.value),
            )

    def votes(self) -> dict[int, str]:
        return {vote.seat_id: self.cleaned_data[f"seat-{vote.seat_id}"] for vote in self.cast}
