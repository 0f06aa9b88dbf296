"""What is asked for when a round is opened: who reacts and in which standing, what they can say, and who sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from raadzaal.council import profile
from raadzaal.council.models import Organisation, Person
from raadzaal.council.profile.conduct import Stance
from raadzaal.council.profile.localised import Localised
from raadzaal.deliberation.disclosure import MOST_DAYS, Opens, Rule, To, of_house
from raadzaal.deliberation.models import Invitation, Round
from raadzaal.deliberation.queries.voices import independent_members
from raadzaal.deliberation.scale import LONGEST
from raadzaal.ui.fields import Day, TypedText

STANDINGS = [("", _("not asked")), *((key, label) for key, label in Invitation.Standing.choices if key != "party")]
WORDS = (("meaning", _("what it means")), ("question", _("what is asked")))


@dataclass(frozen=True)
class Section:
    """Fields that stand together; ``folded`` where most rounds leave them as they are, ``open`` when something is wrong there."""

    title: str
    fields: Sequence[forms.BoundField]
    help: str = ""
    folded: bool = False

    @property
    def open(self) -> bool:
        return any(field.errors for field in self.fields)


class ConsultFields(forms.Form):
    """Parties count in the support; others react in the same round with a standing of their own and count in no majority."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations"), queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    deadline = Day(label=_("Reply by"))
    observers = forms.ModelMultipleChoiceField(
        label=_("Ministries, as observers"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Independent members, individually"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    replies_seen = forms.ChoiceField(
        label=_("Others who were asked see a reply"), choices=Round.Seen.choices, widget=forms.RadioSelect
    )
    opens = forms.ChoiceField(
        label=_("What opens once the advice has been adopted"),
        choices=Opens.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    opens_after = forms.IntegerField(
        label=_("Days after adoption"),
        min_value=0,
        max_value=MOST_DAYS,
        required=False,
        initial=0,
        help_text=_("0: on the day itself."),
    )
    opens_to = forms.ChoiceField(
        label=_("To whom it opens"), choices=To.choices, widget=forms.RadioSelect, required=False
    )
    offered = forms.MultipleChoiceField(label=_("Stances to choose from"), widget=forms.CheckboxSelectMultiple)
    reasons = forms.MultipleChoiceField(
        label=_("Stances that need reasons"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def narrow(self) -> None:
        partners = Organisation.objects.filter(kind=Organisation.Kind.SOCIAL_PARTNER).order_by("group", "name")
        self.fields["organisations"].queryset = partners
        self.fields["organisations"].initial = partners
        ministries = Organisation.objects.filter(kind=Organisation.Kind.MINISTRY).order_by("name")
        self.fields["observers"].queryset = ministries
        self.fields["members"].queryset = Person.objects.filter(pk__in=independent_members())
        self.bystanders = list(Organisation.objects.filter(kind=Organisation.Kind.OTHER, group="").order_by("name"))
        for each in self.bystanders:
            self.fields[f"standing_{each.pk}"] = forms.ChoiceField(label=each.name, choices=STANDINGS, required=False)
        self._narrow_scale()

    def _narrow_scale(self) -> None:
        rounds = profile.active().rounds
        choices = [(each.key, str(each.label)) for each in rounds.stances]
        for name in ("offered", "reasons"):
            self.fields[name].choices = choices
        self.fields["offered"].initial = [each.key for each in rounds.stances]
        self.fields["reasons"].initial = [each.key for each in rounds.stances if each.needs_reason]
        self.fields["replies_seen"].initial = rounds.replies_seen
        rule = of_house(rounds.disclosure)
        for name, value in (("opens", rule.opens), ("opens_after", rule.days), ("opens_to", rule.to)):
            self.fields[name].initial = value
        for stance in rounds.stances:
            for name, label in WORDS:
                words = getattr(stance, name)
                self.fields[f"{name}_{stance.key}"] = TypedText(
                    label=f"{capfirst(str(stance.label))}: {label}",
                    longest=LONGEST,
                    rows=0,
                    required=False,
                    initial=str(words),
                )

    def sections(self) -> Iterator[Section]:
        """All fields, in the order of the page."""
        standing = [f"standing_{each.pk}" for each in self.bystanders]
        words = [f"{name}_{stance.key}" for stance in profile.active().rounds.stances for name, _label in WORDS]
        yield self._section(_("Who is asked"), "organisations", "deadline")
        yield self._section(_("Ask others too"), "observers", "members", *standing, folded=True)
        help = _("Who answers reads this beside the draft, and it stays as it is told there.")
        yield self._section(_("Who sees the answers"), "replies_seen", "opens", "opens_after", "opens_to", help=help)
        yield self._section(_("Other stances, or in other words"), "offered", "reasons", *words, folded=True)

    def _section(self, title, *names: str, **more) -> Section:
        return Section(str(title), [self[name] for name in names], **more)

    def evidence(self) -> dict:
        given = self.cleaned_data
        named = {each.pk: given.get(f"standing_{each.pk}", "") for each in self.bystanders}
        asked = [*given["organisations"], *given["observers"], *(each for each in self.bystanders if named[each.pk])]
        return {
            "organisations": asked,
            "deadline": given["deadline"],
            "standings": {pk: standing for pk, standing in named.items() if standing},
            "members": list(given["members"]),
            "scale": self._scale(given),
            "replies_seen": given["replies_seen"],
            "opens": self._rule(given),
        }

    def _rule(self, given: dict) -> Rule | None:
        """The council's own where nothing was chosen."""
        if not given["opens"]:
            return None
        return Rule(given["opens"], given["opens_after"] or 0, given["opens_to"] or To.EVERYBODY)

    def _scale(self, given: dict) -> list[Stance]:
        found = []
        for stance in profile.active().rounds.stances:
            if stance.key not in given["offered"]:
                continue
            words = {name: _said(getattr(stance, name), given.get(f"{name}_{stance.key}", "")) for name, _l in WORDS}
            found.append(replace(stance, needs_reason=stance.key in given["reasons"], **words))
        return found


def _said(words: Localised, typed: str) -> Localised:
    """The council's own words where nothing else was typed; else what was typed, whatever the reader's language."""
    if typed in ("", str(words)):
        return words
    return Localised(dict.fromkeys(words.languages, typed), words.default)
