from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raadzaal.council import profile
from raadzaal.council.presenting import group_label
from raadzaal.deliberation.models import SupportOverrule
from raadzaal.deliberation.queries.reactions import Narrowing
from raadzaal.procedure.forms import OnceForm
from raadzaal.ui.fields import TypedText

ANY_STANCE = ""


def stance_choices() -> list[tuple[str, str]]:
    return [(stance.key, str(stance.label)) for stance in profile.active().rounds.stances]


class PositionForm(forms.Form):
    """One paragraph's position. Nothing is required: drafts grow; what is missing is told before sending."""

    stance = forms.ChoiceField(label=_("Stance"), required=False, choices=stance_choices)
    reason = TypedText(label=_("Reason"), required=False, longest=5000)
    proposed = TypedText(label=_("Proposed text"), required=False, longest=20000)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class LandingForm(PositionForm):
    """What becomes of one thing that a returned Word file says; ``do`` empty leaves it for later."""

    DO = ("land", "both", "keep", "out")

    do = forms.ChoiceField(required=False, choices=[(each, each) for each in DO])
    node = forms.CharField(required=False, max_length=40, widget=forms.Select)


class ReturnedForm(forms.Form):
    file = forms.FileField(
        label=_("Word file (.docx)"),
        max_length=200,
        allow_empty_file=True,  # the inspection says it in its own words
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


class GeneralForm(forms.Form):
    general = TypedText(label=_("General remarks"), required=False, longest=20000, rows=6)


class OverruleForm(OnceForm):
    """Whether the words of a paragraph count as changed, whatever the rule makes of them."""

    verdict = forms.ChoiceField(
        label=_("These words"), choices=SupportOverrule.Verdict.choices, widget=forms.RadioSelect
    )
    reason = TypedText(label=_("Why"), longest=2000, rows=2)


class ConfirmForm(forms.Form):
    """What an organisation finds of the new words: what it said, or support because its point was met."""

    stance = forms.ChoiceField(label=_("Of these words"), widget=forms.RadioSelect)
    reason = TypedText(label=_("Reason"), required=False, longest=5000, rows=3)

    def __init__(self, *args, said: str, **options):
        super().__init__(*args, **options)
        labels = dict(stance_choices())
        stays = _("What we said holds: %(stance)s") % {"stance": labels.get(said, said)}
        met = [("support", _("We support the new words"))] if said != "support" else []
        self.fields["stance"].choices = [(said, stays), *met]


class FilterForm(forms.Form):
    """Which remarks of a round to show."""

    organisatie = forms.ChoiceField(label=_("Organisation"), required=False)
    groep = forms.ChoiceField(label=_("Group"), required=False)
    standpunt = forms.ChoiceField(label=_("Stance"), required=False)
    hoofdstuk = forms.ChoiceField(label=_("Chapter"), required=False)
    open = forms.BooleanField(label=_("Only remarks without an answer"), required=False)
    voorstel = forms.BooleanField(label=_("Only with proposed words"), required=False)
    omstreden = forms.BooleanField(label=_("Only contested paragraphs"), required=False)

    def __init__(self, *args, organisations=(), chapters=(), **options):
        super().__init__(*args, **options)
        everything = [("", pgettext_lazy("organisations or stances", "all"))]
        groups = dict.fromkeys(each.group for each in organisations if each.group)
        self.fields["organisatie"].choices = everything + [(each.public_id, str(each)) for each in organisations]
        self.fields["groep"].choices = everything + [(key, group_label(key)) for key in groups]
        self.fields["standpunt"].choices = everything + stance_choices()
        self.fields["hoofdstuk"].choices = everything + list(chapters)

    def narrowing(self) -> Narrowing:
        """What makes no sense narrows nothing, the rest does."""
        self.is_valid()
        given = self.cleaned_data
        return Narrowing(
            organisation=given.get("organisatie", ""),
            group=given.get("groep", ""),
            stance=given.get("standpunt", ""),
            chapter=given.get("hoofdstuk", ""),
            undecided=given.get("open", False),
            contested=given.get("omstreden", False),
            proposing=given.get("voorstel", False),
        )
