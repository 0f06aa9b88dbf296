from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.ui.fields import TypedText


class LetterForm(forms.Form):
    subject = TypedText(label=_("Subject"), longest=250, rows=0)
    body = TypedText(label=_("Text"), longest=20000, rows=18)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class DropForm(forms.Form):
    reason = TypedText(label=_("Why it is not sent"), longest=2000, rows=3)
