"""What is asked when a remark is answered, or words that were proposed are taken over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.advice.forms import LONG, StepForm
from raadzaal.deliberation.actions.answers import LONGEST_BECAUSE
from raadzaal.deliberation.models import Disposition
from raadzaal.texts.actions.revisions import LONGEST_TABLE
from raadzaal.texts.footnotes import split
from raadzaal.ui.fields import TypedText

PRESENT, OTHER, OWN = "one", "other", "own"


class AnswerForm(StepForm):
    """``seen`` is the number of the answer that stood there when the page was opened; to change one asks for a reason."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    reason = TypedText(label=_("Reasons, for the organisation to read"), rows=3, longest=LONG)
    because = TypedText(label=_("Why the answer is changed"), rows=2, longest=LONGEST_BECAUSE, required=False)

    def __init__(self, *args, standing: Disposition | None = None, **options):
        super().__init__(*args, **options)
        self.initial.setdefault("seen", standing.number if standing else 0)
        if standing is None and not self["seen"].value():
            del self.fields["because"]

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0


class DisposeForm(AnswerForm):
    outcome = forms.ChoiceField(
        label=_("What was done with it?"), choices=Disposition.Outcome.choices, widget=forms.RadioSelect
    )
    field_order = ["outcome", "reason", "because"]


class TakeOverForm(AnswerForm):
    """``one`` and ``other`` are the two texts that were laid side by side; ``notation`` what somebody wrote instead."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    choice = forms.ChoiceField(
        required=False, choices=[(each, each) for each in (PRESENT, OTHER, OWN)], widget=forms.RadioSelect
    )
    one = TypedText(longest=LONGEST_TABLE, rows=0, required=False, widget=forms.HiddenInput)
    other = TypedText(longest=LONGEST_TABLE, rows=0, required=False, widget=forms.HiddenInput)
    notation = TypedText(label=_("The paragraph as it is to read"), longest=LONGEST_TABLE, rows=8, required=False)
    outcome = forms.ChoiceField(
        label=_("What was done with the proposal?"),
        choices=[(each.value, each.label) for each in (Disposition.Outcome.TAKEN_OVER, Disposition.Outcome.PARTLY)],
        widget=forms.RadioSelect,
        initial=Disposition.Outcome.TAKEN_OVER,
    )
    field_order = ["notation", "outcome", "reason", "because"]

    def chosen(self) -> str:
        """The text that was chosen, as it was typed."""
        given = self.cleaned_data
        return given[given.get("choice") or OWN] if given.get("choice") in (PRESENT, OTHER) else given["notation"]

    def clean(self):
        found = super().clean()
        if not self.errors and not self.chosen():
            self.add_error("notation", _("Write a text, or take the paragraph out."))
        return found

    def evidence(self) -> dict:
        notation, notes = split(self.chosen())
        names = ("base", "outcome", "reason", "seen", "because", "sent")
        return {"notation": notation, "notes": notes} | {
            name: self.cleaned_data[name] for name in names if name in self.cleaned_data
        }
