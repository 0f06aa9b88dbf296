"""On what ground a step, a term or a rule stands."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class BasisKind(StrEnum):
    STATUTE = "statute"
    AGREEMENT = "agreement"
    HOUSE_RULE = "house_rule"

    @property
    def label(self):
        return _LABELS[self]


_LABELS = {
    BasisKind.STATUTE: _("act of law"),
    BasisKind.AGREEMENT: _("agreement"),
    BasisKind.HOUSE_RULE: _("house rule"),
}


@dataclass(frozen=True)
class Basis:
    """A kind and its citation, as in Basis("statute", "art. 24 Kaderwet adviescolleges").

    A citation that is not the same in every language is marked with ``gettext_noop`` where it is declared.
    """

    kind: BasisKind
    citation: str

    def __post_init__(self):
        object.__setattr__(self, "kind", BasisKind(self.kind))
        if not self.citation.strip():
            raise ValueError("basis-without-citation")

    @property
    def is_statute(self):
        return self.kind is BasisKind.STATUTE

    def __str__(self):
        return gettext(self.citation)
