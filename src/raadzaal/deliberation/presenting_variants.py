"""Variants, and what an organisation would have of them, as what a page shows."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from raadzaal.deliberation.actions.rankings import version
from raadzaal.deliberation.models import Condition, Fork, Invitation, Reply
from raadzaal.deliberation.packages import Contradiction
from raadzaal.deliberation.presenting import PlaceView
from raadzaal.deliberation.queries import Place
from raadzaal.deliberation.queries.variants import Choosing, Way, contradicting, in_round, rankings
from raadzaal.deliberation.ranking_form import RankingForm
from raadzaal.deliberation.variant_models import FIRST
from raadzaal.texts.blocks import Kind
from raadzaal.texts.lines import block_html
from raadzaal.texts.redline import redline_html


@dataclass(frozen=True)
class WayView:
    """One variant in full, and what it changes in variant A. ``asked``: its words stand, organisations were asked about it."""

    letter: str
    html: SafeString
    redline: SafeString
    author: str
    asked: bool
    table: bool

    @property
    def stands(self) -> bool:
        return self.letter == FIRST


def ways(place: Choosing) -> list[WayView]:
    return [_way(place.fork, way) for way in place.ways]


def _way(fork: Fork, way: Way) -> WayView:
    numbers = {key: at for at, (key, _text) in enumerate(way.block.notes, start=1)}
    prefix = f"{fork.node.public_id}-{way.letter}"
    redline = SafeString("") if way.letter == FIRST else redline_html(way.spans)
    return WayView(
        way.letter, block_html(prefix, way.block, numbers), redline, way.author, way.asked, way.block.kind == Kind.TABLE
    )


@dataclass(frozen=True)
class VariantsView:
    """A paragraph's variants for an organisation, with its order and conditions. ``decided``: the letter that was chosen."""

    key: str
    label: str
    ways: list[WayView]
    form: RankingForm
    decided: str
    error: str
    contradicting: tuple[str, ...]
    filled: bool


def variants_view(
    place: Choosing, label: str, form: RankingForm, *, error: str = "", contradicting: Collection[str] = ()
) -> VariantsView:
    fork = place.fork
    filled = form.is_bound or bool(form.initial)
    return VariantsView(fork.node.public_id, label, ways(place), form, fork.chosen, error, tuple(contradicting), filled)


def condition_words(
    labels: dict[str, str], node: str, letter: str, needs: str, needs_letter: str, otherwise: str
) -> str:
    """ "12-B only if 15-A; else objection" """
    words = _("%(label)s-%(letter)s only if %(elsewhere)s-%(needs)s; else %(otherwise)s")
    return words % {
        "label": labels.get(node, "?"),
        "letter": letter,
        "elsewhere": labels.get(needs, "?"),
        "needs": needs_letter,
        "otherwise": Condition.Otherwise(otherwise).label,
    }


def contradiction_words(labels: dict[str, str], found: Iterable[Contradiction]) -> dict[str, list[str]]:
    """By paragraph, the conditions that cannot hold together, each as a sentence."""
    told: dict[str, list[str]] = {}
    for each in found:
        for condition in each.conditions:
            (need, *_rest) = condition.needs
            words = condition_words(
                labels, condition.choice.paragraph, condition.choice.variant, need.paragraph,
                "/".join(sorted(need.variants)), condition.otherwise,
            )  # fmt: skip
            told.setdefault(condition.choice.paragraph, []).append(words)
    return told


class Variants:
    """The variants of a round with what one organisation would have of them."""

    def __init__(self, invitation: Invitation, reply: Reply | None, places: Sequence[Place]) -> None:
        self.offered = in_round(invitation.round)
        own = rankings(reply) if self.offered else {}
        self.own = {fork: each for fork, each in own.items() if fork in {one.fork.pk for one in self.offered.values()}}
        self.labels = {place.line.node_id: place.line.label for place in places if place.line.node_id in self.offered}
        self.names = {each.fork.node.public_id: self.labels[node] for node, each in self.offered.items()}
        clashes = contradicting(invitation.round, self.own) if self.own else []
        self.clashes = contradiction_words(self.names, clashes)

    def form(self, place: Choosing, data=None) -> RankingForm:
        others = [each for each in self.offered.values() if each is not place]
        ranking = self.own.get(place.fork.pk)
        return RankingForm(data, place=place, others=others, labels=self.labels, ranking=ranking, seen=version(ranking))

    def links(self) -> list[tuple[str, str, bool]]:
        """Every paragraph with variants in the order of the text: its anchor, its label, whether it was ranked."""
        return [
            (f"v-{each.fork.node.public_id}", self.labels[node], each.fork.pk in self.own)
            for node, each in sorted(self.offered.items(), key=lambda item: list(self.labels).index(item[0]))
        ]

    def view(self, node: int, form: RankingForm | None = None, error: str = "") -> VariantsView | None:
        place = self.offered.get(node)
        if place is None:
            return None
        clashes = self.clashes.get(place.fork.node.public_id, ())
        return variants_view(place, self.labels[node], form or self.form(place), error=error, contradicting=clashes)


def with_variants(view: PlaceView, node: int, variants: Variants, refused=None) -> PlaceView:
    """*refused* is (node's public id, the form as it was typed, why)."""
    key, form, why = refused or ("", None, "")
    if view.line.anchor == key:
        return replace(view, variants=variants.view(node, form, why))
    return replace(view, variants=variants.view(node))
