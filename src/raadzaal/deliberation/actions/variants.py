"""Other words for a paragraph, and the choice between them. Called by the steps of the task whose text it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import ascii_uppercase

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation.models import Fork, FormerWords, Round, Variant
from raadzaal.deliberation.queries.variants import open_forks, with_words
from raadzaal.deliberation.variant_models import FIRST
from raadzaal.journal import acts, clock
from raadzaal.procedure.models import Case
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions as texts
from raadzaal.texts.actions.editing import checked
from raadzaal.texts.actions.revisions import current
from raadzaal.texts.blocks import CITABLE, Block, Kind
from raadzaal.texts.models import Node, Revision

MOST = 8
LONGEST_REASON = 5000
WORDED = CITABLE - {Kind.FIGURE}


def offer_variant(
    case: Case,
    node: Node,
    notation: str,
    notes: tuple[tuple[str, str], ...] = (),
    *,
    letter: str = "",
    actor: Actor,
) -> Variant:
    """Keep other words beside those of the paragraph, which are variant A. Raises Refused.

    With *letter* the words of that variant are replaced, as long as no organisation was asked about it.
    """
    acts.require()
    present = current(node)
    _check_paragraph(present)
    fork = open_forks(case).filter(node=node).first() or Fork(case_id=case.pk, node=node, made_at=clock.now())
    others = list(fork.variants.all()) if fork.pk else []
    words = checked(replace(present.block, notation=notation, notes=notes))
    if any(words == each for each in _blocks(present.block, others, without=letter)):
        raise Refused(_("These words stand there already."), code="same_words", field="notation")
    variant = _rewritten(others, letter) if letter else Variant(letter=_next(others))
    fork.save()
    variant.fork, variant.notation, variant.notes = fork, words.notation, [list(note) for note in words.notes]
    variant.author_name, variant.at = actor.name, clock.now()
    variant.save()
    return variant


def _check_paragraph(present: Revision) -> None:
    if present.removed:
        raise Refused(_("This paragraph was taken out. Put it back first."), code="removed", field="node")
    if present.kind not in WORDED:
        raise Refused(_("Headings and figures have no variants."), code="no_variants_of", field="node")


def _blocks(first: Block, others: list[Variant], without: str) -> list[Block]:
    return [first, *(with_words(first, each) for each in others if each.letter != without)]


def _rewritten(others: list[Variant], letter: str) -> Variant:
    found = next((each for each in others if each.letter == letter), None)
    if found is None:
        raise Refused(_("There is no such variant."), code="unknown_variant", field="letter")
    if found.rounds.exists():
        raise Refused(
            _("Organisations were asked about this variant, so its words stand. Add another one instead."),
            code="asked",
            field="letter",
        )
    _keep_former(found)
    return found


def _keep_former(variant: Variant) -> None:
    said = {name: getattr(variant, name) for name in ("fork", "letter", "notation", "notes", "author_name", "at")}
    FormerWords.objects.create(**said, until=clock.now())


def _next(others: list[Variant]) -> str:
    if len(others) + 1 >= MOST:
        message = _("A paragraph has room for %(most)s variants.")
        raise Refused(message, code="too_many", field="notation", most=MOST)
    return ascii_uppercase[len(others) + 1]


def ask_about_variants(opened: Round) -> list[Variant]:
    """The variants of all paragraphs that are open go with the text into the round; from now on their words stand."""
    acts.require()
    asked = list(Variant.objects.filter(fork__in=open_forks(opened.case)).select_related("fork__node"))
    opened.variants.add(*asked)
    return asked


@dataclass(frozen=True)
class Chosen:
    fork: Fork
    revision: int


def choose(case: Case, choices: Mapping[str, str], reason: str, *, actor: Actor) -> list[Chosen]:
    """Make the chosen words those of the paragraph, for every paragraph in *choices* (public id to letter). Raises Refused.

    All or nothing. What was not chosen is kept; where A is chosen the text stays as it is.
    """
    acts.require()
    if not reason.strip():
        raise Refused(_("Say why this variant is chosen."), code="no_reason", field="reason")
    if len(reason) > LONGEST_REASON:
        message = _("The reason has more than %(most)s characters.")
        raise Refused(message, code="too_long", field="reason", most=LONGEST_REASON)
    forks = {fork.node.public_id: fork for fork in open_forks(case)}
    if not choices:
        raise Refused(_("Choose a variant."), code="nothing_chosen", field="choices")
    if set(choices) - set(forks):
        message = _("A variant of this paragraph was chosen already, or there is nothing to choose.")
        raise Refused(message, code="decided", field="choices")
    return [_decide(forks[key], letter, reason.strip(), actor) for key, letter in choices.items()]


def _decide(fork: Fork, letter: str, reason: str, actor: Actor) -> Chosen:
    present = current(fork.node)
    revision = present
    if letter != FIRST:
        variant = fork.variants.filter(letter=letter).first()
        if variant is None:
            raise Refused(_("There is no such variant."), code="unknown_variant", field="choices")
        revision = _written(fork, present, variant, reason, actor)
    fork.chosen, fork.reason, fork.decided_by, fork.decided_at = letter, reason, actor.name, clock.now()
    fork.before, fork.revision = present.number, revision.number
    fork.save()
    return Chosen(fork, revision.number)


def _written(fork: Fork, present: Revision, variant: Variant, reason: str, actor: Actor) -> Revision:
    notes = tuple((key, text) for key, text in variant.notes)
    return texts.edit(
        fork.node, notation=variant.notation, notes=notes, base=present.number, actor=actor, reason=reason[:500]
    )
