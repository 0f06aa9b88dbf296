from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.texts.cleaning import TooLong, clean


class LetterForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=250)
    body = forms.CharField(label=_("Text"), max_length=20000, widget=forms.Textarea(attrs={"rows": 18}))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean_body(self):
        return _cleaned(self.cleaned_data["body"], 20000)

    def clean_subject(self):
        return _cleaned(self.cleaned_data["subject"], 250)


class DropForm(forms.Form):
    reason = forms.CharField(label=_("Why it is not sent"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


def _cleaned(text: str, longest: int) -> str:
    try:
        return clean(text, longest)
    except TooLong as long:
        raise forms.ValidationError(_("This text is too long.")) from long
