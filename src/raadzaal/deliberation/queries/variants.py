"""Paragraphs that are still open: their variants, and what one organisation would have of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from raadzaal.deliberation.models import Condition as Kept
from raadzaal.deliberation.models import Fork, Ranking, Reply, Round, Variant
from raadzaal.deliberation.packages import Choice, Condition, Contradiction, Need, Party, Problem, contradictions
from raadzaal.deliberation.stances import Stance
from raadzaal.deliberation.variant_models import FIRST
from raadzaal.procedure.models import Case
from raadzaal.texts.blocks import Block
from raadzaal.texts.models import Milestone, MilestoneLine, Revision
from raadzaal.texts.redline import Span, block_spans


@dataclass(frozen=True)
class Way:
    """One variant as a paragraph; ``spans`` are its redline against variant A. ``asked``: organisations were asked about it."""

    letter: str
    block: Block
    spans: tuple[Span, ...]
    author: str = ""
    asked: bool = False


@dataclass(frozen=True)
class Choosing:
    """A paragraph with all the ways in which it may go, A first."""

    fork: Fork
    ways: tuple[Way, ...]

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(way.letter for way in self.ways)


def open_forks(case: Case) -> QuerySet[Fork]:
    """Not decided, of paragraphs that stand in the text; of those that were taken out they are kept, and wait for nobody."""
    standing = {"node__revisions__superseded_at": None, "node__revisions__removed": False}
    return Fork.objects.filter(case=case.pk, decided_at=None, **standing).select_related("node")


def gone_forks(case: Case) -> QuerySet[Fork]:
    """Not decided, of paragraphs that were taken out."""
    return Fork.objects.filter(
        case=case.pk, decided_at=None, node__revisions__superseded_at=None, node__revisions__removed=True
    ).select_related("node")


def choosing(fork: Fork, first: Block, variants: Iterable[Variant], asked: Collection[int] = ()) -> Choosing:
    """*first* is variant A: the words that stand there."""
    others = [
        _way(each.letter, with_words(first, each), first, each.author_name, each.pk in asked) for each in variants
    ]
    return Choosing(fork, (Way(FIRST, first, block_spans(first, first), asked=bool(asked)), *others))


def _way(letter: str, block: Block, first: Block, author: str, asked: bool) -> Way:
    return Way(letter, block, block_spans(first, block), author, asked)


def with_words(first: Block, variant: Variant) -> Block:
    return replace(first, notation=variant.notation, notes=tuple((key, text) for key, text in variant.notes))


def now(case: Case, forks: QuerySet[Fork] | None = None) -> list[Choosing]:
    """The open paragraphs as they stand, in the order of the text."""
    found = (open_forks(case) if forks is None else forks).prefetch_related("variants")
    asked = set(Variant.rounds.through.objects.filter(variant__fork__case=case.pk).values_list("variant_id", flat=True))
    revisions = _standing(case)
    made = [choosing(fork, revisions[fork.node_id].block, fork.variants.all(), asked) for fork in found]
    return sorted(made, key=lambda each: revisions[each.fork.node_id].position)


def _standing(case: Case) -> dict[int, Revision]:
    standing = Revision.objects.filter(node__forks__case=case.pk, superseded_at=None)
    return {each.node_id: each for each in standing}


def in_round(running: Round) -> dict[int, Choosing]:
    """What the organisations were asked to choose between, by primary key of the paragraph, as it was sent to them."""
    variants = running.variants.select_related("fork__node").order_by("letter")
    by_fork: dict[int, list[Variant]] = {}
    for each in variants:
        by_fork.setdefault(each.fork_id, []).append(each)
    lines = MilestoneLine.objects.filter(milestone=running.milestone_id, node__forks__in=list(by_fork))
    sent = {line.node_id: line.revision.block for line in lines.select_related("revision")}
    forks = [each[0].fork for each in by_fork.values()]
    return {
        fork.node_id: choosing(fork, sent[fork.node_id], by_fork[fork.pk], {each.pk for each in by_fork[fork.pk]})
        for fork in forks
        if fork.node_id in sent
    }


def at(case: Case, milestone: Milestone) -> list[Choosing]:
    """What was still open when the version was kept, with the words that the variants had then, in the order of the text."""
    lines = MilestoneLine.objects.filter(milestone=milestone, node__forks__case=case.pk).select_related("revision")
    stood = {line.node_id: line for line in lines}
    moment = milestone.frozen_at
    was_open = Q(decided_at=None) | Q(decided_at__gt=moment)
    forks = Fork.objects.filter(was_open, case=case.pk, node__in=list(stood), made_at__lte=moment)
    found = forks.select_related("node").prefetch_related("variants", "former")
    places = [choosing(fork, stood[fork.node_id].revision.block, _words_at(fork, moment)) for fork in found]
    return sorted(places, key=lambda each: stood[each.fork.node_id].order)


def _words_at(fork: Fork, moment: datetime) -> list[Variant]:
    former = [each for each in fork.former.all() if each.at <= moment < each.until]
    standing = [each for each in fork.variants.all() if each.at <= moment]
    said = {each.letter: each for each in [*former, *standing]}
    return [said[letter] for letter in sorted(said)]


def rankings(reply: Reply | None) -> dict[int, Ranking]:
    """An organisation's own, by primary key of the paragraph's fork, each with its conditions."""
    if reply is None:
        return {}
    return {each.fork_id: each for each in with_conditions(Ranking.objects.filter(reply=reply))}


def with_conditions(found: QuerySet[Ranking]) -> QuerySet[Ranking]:
    conditions = Kept.objects.select_related("needs__node")
    return found.select_related("fork__node").prefetch_related(Prefetch("conditions", queryset=conditions))


def contradicting(running: Round, own: Mapping[int, Ranking]) -> list[Contradiction]:
    """Of one organisation's conditions those that can never hold together. Nobody else's are looked at."""
    offered = {each.fork.pk: each for each in in_round(running).values()}
    paragraphs = {each.fork.node.public_id: each.letters for each in offered.values()}
    conditions = tuple(
        Condition(
            "own",
            Choice(ranking.fork.node.public_id, each.letter),
            (Need(each.needs.node.public_id, frozenset({each.needs_letter})),),
            Stance(each.otherwise),
        )
        for ranking in own.values()
        for each in ranking.conditions.all()
        if ranking.fork_id in offered and each.needs_id in offered
    )
    return contradictions(Problem(paragraphs, (Party("own", "own"),), {}, conditions)) if conditions else []
