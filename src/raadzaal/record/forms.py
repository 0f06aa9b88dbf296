from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.procedure.forms import OnceForm
from raadzaal.record.models import Subscription
from raadzaal.record.rules import LONGEST_SYNONYM, MOST_SYNONYMS
from raadzaal.ui.fields import TypedText


class SynonymsForm(OnceForm):
    words = TypedText(
        label=_("Words for the same thing"),
        help_text=_("One on each line, such as “aow” and “ouderdomspensioen”."),
        longest=(LONGEST_SYNONYM + 1) * MOST_SYNONYMS,
        rows=5,
    )

    def evidence(self) -> dict:
        return {"words": self.cleaned_data["words"].splitlines(), "sent": self.cleaned_data["sent"]}


class CheckForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "PDF, Word, OpenDocument or another form, just as it was downloaded. It is looked at and not kept."
        ),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
        max_length=255,
    )


class FollowForm(forms.Form):
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    pace = forms.ChoiceField(
        label=_("How often"),
        choices=Subscription.Pace.choices,
        widget=forms.RadioSelect,
        initial=Subscription.Pace.AT_ONCE,
    )


class PaceForm(forms.Form):
    pace = forms.ChoiceField(label=_("How often"), choices=Subscription.Pace.choices, widget=forms.RadioSelect)
