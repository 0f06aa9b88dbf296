from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.record.rules import LONGEST_SYNONYM, MOST_SYNONYMS
from raadzaal.ui.fields import TypedText


class SynonymsForm(forms.Form):
    words = TypedText(
        label=_("Words for the same thing"),
        help_text=_("One on each line, such as “aow” and “ouderdomspensioen”."),
        longest=(LONGEST_SYNONYM + 1) * MOST_SYNONYMS,
        rows=5,
    )

    def evidence(self) -> dict:
        return {"words": self.cleaned_data["words"].splitlines()}
