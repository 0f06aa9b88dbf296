"""What is typed in an organisation's room, about its reply as a whole, and by the secretary about time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.council.models import Person
from raadzaal.deliberation.models import InnerGroup, Invitation, Reply
from raadzaal.deliberation.queries.room import may_be_let_in
from raadzaal.procedure.forms import OnceForm
from raadzaal.ui.fields import Day, TypedText


class GroupForm(OnceForm):
    name = TypedText(
        label=_("Name of the group"), longest=120, rows=0, help_text=_("For instance a branch or a region.")
    )
    deadline = Day(label=_("Last day for this group"))

    def __init__(self, *args, invitation: Invitation, **options):
        super().__init__(*args, **options)


class _WithGroup(OnceForm):
    group = forms.ModelChoiceField(
        label=_("Group within"),
        queryset=InnerGroup.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("colleagues, without a group"),
    )

    def __init__(self, *args, invitation: Invitation, **options):
        super().__init__(*args, **options)
        self.fields["group"].queryset = invitation.inner_groups.all()


class PeopleForm(_WithGroup):
    people = forms.ModelMultipleChoiceField(
        label=_("People of your organisation"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="public_id",
    )
    field_order = ["people", "group"]

    def __init__(self, *args, invitation: Invitation, **options):
        super().__init__(*args, invitation=invitation, **options)
        self.fields["people"].queryset = may_be_let_in(invitation)


class EmailForm(_WithGroup):
    name = TypedText(label=_("Name"), longest=120, rows=0)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    field_order = ["name", "email", "group"]


ROOM_FORMS = {"group": GroupForm, "people": PeopleForm, "email": EmailForm}


class RemarkForm(forms.Form):
    """What one person inside says of one paragraph, and which stance they would have the organisation take."""

    stance = forms.CharField(required=False, max_length=20)
    reason = TypedText(label=_("Remark"), required=False, longest=5000)
    proposed = TypedText(label=_("Proposed text"), required=False, longest=20000)


class MandateForm(forms.Form):
    mandate = forms.ChoiceField(
        label=_("Have your own ranks confirmed this reply?"),
        choices=[
            (Reply.Mandate.CONFIRMED.value, _("Yes, it is confirmed")),
            (Reply.Mandate.PROVISIONAL.value, _("Not yet: it is provisional. You confirm or change it later.")),
        ],
        widget=forms.RadioSelect,
        initial=Reply.Mandate.CONFIRMED.value,
    )


class WithdrawForm(forms.Form):
    reason = TypedText(label=_("Why do you take the reply back?"), longest=2000, rows=3)


class AskTimeForm(forms.Form):
    until = Day(label=_("Until when do you need more time?"))
    reason = TypedText(label=_("Why do you need more time?"), longest=2000, rows=3)


class AnswerTimeForm(forms.Form):
    until = Day(label=_("Until"), required=False, help_text=_("Empty: the day that was asked for."))
    reason = TypedText(label=_("Reasons, for the organisation to read"), longest=2000, rows=2, required=False)


class LateForm(OnceForm):
    reason = TypedText(label=_("Why is a late reply taken?"), longest=2000, rows=2)
