"""The form in which an organisation puts variants in order and says on what its support depends."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.deliberation.models import Condition, Fork, Ranking
from raadzaal.deliberation.queries.variants import Choosing
from raadzaal.procedure.refusals import Refused

SPARE = 2


class RankingForm(forms.Form):
    """For one paragraph: a place for each variant, and rows for conditions, of which some are empty."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        data=None,
        *,
        place: Choosing,
        others: Sequence[Choosing],
        labels: Mapping[int, str],
        ranking: Ranking | None = None,
        seen: str = "",
    ) -> None:
        self.place, self.elsewhere = place, {each.fork.node.public_id: each.fork for each in others}
        kept = list(ranking.conditions.all()) if ranking else []
        self.rows = len(kept) + SPARE if others else 0
        initial = _initial(ranking, kept) if ranking else {}
        super().__init__(data, prefix=place.fork.node.public_id, initial=initial)
        self.fields["seen"].initial = seen
        self._places(labels)
        self._conditions(others, labels)

    def _places(self, labels: Mapping[int, str]) -> None:
        letters = self.place.letters
        choices = [("", "–"), *((str(at), str(at)) for at in range(1, len(letters) + 1))]
        for letter in letters:
            label = _("Place of variant %(letter)s") % {"letter": letter}
            self.fields[f"place-{letter}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def _conditions(self, others: Sequence[Choosing], labels: Mapping[int, str]) -> None:
        own = labels[self.place.fork.node_id]
        here = [("", "–"), *((letter, f"{own}-{letter}") for letter in self.place.letters)]
        there = [
            (f"{each.fork.node.public_id}:{letter}", f"{labels[each.fork.node_id]}-{letter}")
            for each in others
            for letter in each.letters
        ]
        for at in range(self.rows):
            self.fields[f"when-{at}"] = forms.ChoiceField(label=_("We support"), choices=here, required=False)
            self.fields[f"needs-{at}"] = forms.ChoiceField(
                label=_("only if it becomes"), choices=[("", "–"), *there], required=False
            )
            self.fields[f"otherwise-{at}"] = forms.ChoiceField(
                label=_("else we find"), choices=[("", "–"), *Condition.Otherwise.choices], required=False
            )

    def places(self) -> list:
        return [self[f"place-{letter}"] for letter in self.place.letters]

    def condition_rows(self) -> list[tuple]:
        return [(self[f"when-{at}"], self[f"needs-{at}"], self[f"otherwise-{at}"]) for at in range(self.rows)]

    def order(self) -> list[str]:
        """Letters, the first choice first; those without a place are left out. Raises Refused for two in one place."""
        placed = {letter: self.cleaned_data[f"place-{letter}"] for letter in self.place.letters}
        given = {letter: int(at) for letter, at in placed.items() if at}
        if len(set(given.values())) < len(given):
            raise Refused(_("Give each variant a place of its own."), code="bad_order", field="order")
        return sorted(given, key=given.__getitem__)

    def conditions(self) -> list[Condition]:
        """Rows that were begun; what is missing in one is said by the action."""
        data = self.cleaned_data
        rows = [(data[f"when-{at}"], data[f"needs-{at}"], data[f"otherwise-{at}"]) for at in range(self.rows)]
        return [self._condition(*row) for row in rows if any(row)]

    def _condition(self, letter: str, elsewhere: str, otherwise: str) -> Condition:
        node, _colon, needs_letter = elsewhere.partition(":")
        fork: Fork | None = self.elsewhere.get(node)
        return Condition(letter=letter, needs=fork, needs_letter=needs_letter, otherwise=otherwise)


def _initial(ranking: Ranking, kept: Sequence[Condition]) -> dict[str, str]:
    found = {f"place-{letter}": str(at) for at, letter in enumerate(ranking.order, start=1)}
    for at, each in enumerate(kept):
        found |= {
            f"when-{at}": each.letter,
            f"needs-{at}": f"{each.needs.node.public_id}:{each.needs_letter}",
            f"otherwise-{at}": each.otherwise,
        }
    return found
