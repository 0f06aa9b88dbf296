"""What is asked when a paragraph may go several ways."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.procedure.forms import OnceForm
from raadzaal.texts.actions.revisions import LONGEST_TABLE
from raadzaal.texts.footnotes import split
from raadzaal.ui.fields import TypedText


class OfferForm(OnceForm):
    """The words of a variant with its footnotes; ``letter`` where those of one that is there are replaced."""

    notation = TypedText(label=_("Words of the variant"), longest=LONGEST_TABLE, rows=8)
    letter = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def evidence(self) -> dict:
        notation, notes = split(self.cleaned_data["notation"])
        named = {name: self.cleaned_data[name] for name in ("letter", "sent")}
        return {"notation": notation, "notes": notes, **named}


class ChooseForm(OnceForm):
    letter = forms.ChoiceField(label=_("Which variant becomes the text?"), widget=forms.RadioSelect)
    reason = TypedText(label=_("Why this one"), longest=5000, rows=3)

    def __init__(self, *args, letters=(), **options):
        super().__init__(*args, **options)
        self.fields["letter"].choices = [(letter, letter) for letter in letters]


class PackageForm(OnceForm):
    """A package as it stood on the page: ``choices`` are "paragraph:letter"."""

    reason = TypedText(label=_("Why this package"), longest=5000, rows=3)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def choices(self) -> dict[str, str]:
        """Letters by public id of the paragraph."""
        return dict(each.split(":", 1) for each in self.data.getlist("choice")[:500] if ":" in each)
