"""What the forms of every room share that have an act done."""

from django import forms

from raadzaal.journal.ids import new_id


class OnceForm(forms.Form):
    """A form whose act is done once, however often it is sent: ``sent`` is made with the page, and handed to the act."""

    sent = forms.CharField(widget=forms.HiddenInput(attrs={"id": False}), required=False, max_length=26, initial=new_id)
