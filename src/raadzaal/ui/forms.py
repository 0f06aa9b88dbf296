from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """Every kind of control, for the components page."""

    title = forms.CharField(label=_("Title of the advice"), max_length=120)
    summary = forms.CharField(
        label=_("Summary"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Two or three sentences that everyone can follow."),
    )
    committee = forms.ChoiceField(
        label=_("Committee"), choices=[("", "–"), ("1", _("Labour market")), ("2", _("Sustainable development"))]
    )
    version = forms.ChoiceField(
        label=_("Version"),
        widget=forms.RadioSelect,
        choices=[("white", _("White version")), ("green", _("Green version"))],
        help_text=_("The green version goes to the council, the white one stays in the committee."),
    )
    requested_on = forms.DateField(
        label=_("Requested on"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    paper = forms.FileField(label=_("Paper"), required=False)
    urgent = forms.BooleanField(label=_("The request is urgent"), required=False)
    groups = forms.MultipleChoiceField(
        label=_("Ask these groups"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("e", _("Employers")), ("w", _("Workers")), ("c", _("Crown members"))],
    )
