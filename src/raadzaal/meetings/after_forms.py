from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.meetings.models import Decision, RollCallVote
from raadzaal.meetings.queries.register import corrected
from raadzaal.procedure.forms import OnceForm
from raadzaal.ui.fields import TypedText


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
