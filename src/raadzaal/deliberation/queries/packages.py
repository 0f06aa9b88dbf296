"""From everything that was submitted to the question which variants together carry the most support."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from raadzaal.deliberation.models import Condition as Kept
from raadzaal.deliberation.models import Fork, Position, Ranking, Reply
from raadzaal.deliberation.packages import Choice, Condition, Need, Party, Problem, stances_of
from raadzaal.deliberation.queries.sources import Column, gather, support_rules
from raadzaal.deliberation.queries.variants import Choosing, now, with_conditions
from raadzaal.deliberation.stances import Stance, worse
from raadzaal.procedure.models import Case

Voice = tuple[str, int]


@dataclass(frozen=True)
class Question:
    """The ``problem``, with the open paragraphs and the organisations that its keys stand for."""

    problem: Problem
    paragraphs: tuple[Choosing, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Told:
    """What one organisation said last of one open paragraph."""

    stance: str = ""
    order: tuple[str, ...] = ()
    conditions: tuple[Kept, ...] = ()


def question(case: Case) -> Question:
    """Of the replies that were submitted, in whatever round; of each organisation what it said last of a paragraph."""
    replies = Reply.objects.filter(submitted_at__isnull=False, invitation__round__case=case.pk)
    columns = gather(case, replies).columns
    paragraphs = tuple(now(case))
    told = _told(replies, [each.fork for each in paragraphs])
    rules = support_rules()
    stances: dict[tuple[str, Choice], Stance] = {}
    conditions: list[Condition] = []
    orders: dict[tuple[str, str], tuple[str, ...]] = {}
    for (party, fork), said in told.items():
        place = next(each for each in paragraphs if each.fork.pk == fork)
        node = place.fork.node.public_id
        found = stances_of(place.letters, position=said.stance, ranking=said.order)
        found |= _broken_for_good(found, said.conditions)
        stances |= {(party, Choice(node, letter)): stance for letter, stance in found.items()}
        conditions += _open_conditions(party, node, said.conditions, {each.fork.pk for each in paragraphs})
        if said.order:
            orders[party, node] = said.order
    parties = tuple(Party(each.voice.key, each.voice.group, rules.weight(each.voice)) for each in columns)
    letters = {each.fork.node.public_id: each.letters for each in paragraphs}
    problem = Problem(letters, parties, stances, tuple(conditions), orders, rules.reservation)
    return Question(problem, paragraphs, columns)


def _told(replies, forks: list[Fork]) -> dict[Voice, Told]:
    """By party and fork. A later reply that is silent on a paragraph leaves what was said of it before."""
    order = replies.order_by("invitation__round__opened_on", "pk").values_list(
        "pk", "invitation__organisation__public_id"
    )
    ranked: dict[tuple[int, int], Ranking] = {
        (each.reply_id, each.fork_id): each
        for each in with_conditions(Ranking.objects.filter(reply__in=replies, fork__in=forks))
    }
    rows = Position.objects.filter(reply__in=replies, node__in=[fork.node_id for fork in forks])
    taken = {(reply, node): stance for reply, node, stance in rows.values_list("reply_id", "node_id", "stance")}
    found: dict[Voice, Told] = {}
    for reply, party in order:
        for fork in forks:
            stance, ranking = taken.get((reply, fork.node_id), ""), ranked.get((reply, fork.pk))
            if stance or ranking:
                found[party, fork.pk] = _one(stance, ranking)
    return found


def _one(stance: str, ranking: Ranking | None) -> Told:
    if ranking is None:
        return Told(stance)
    return Told(stance, tuple(ranking.order), tuple(ranking.conditions.all()))


def _open_conditions(party: str, node: str, kept: Iterable[Kept], still_open: set[int]) -> Iterator[Condition]:
    for each in kept:
        if each.needs_id in still_open:
            need = Need(each.needs.node.public_id, frozenset({each.needs_letter}))
            yield Condition(party, Choice(node, each.letter), (need,), Stance(each.otherwise))


def _broken_for_good(found: Mapping[str, Stance], kept: Iterable[Kept]) -> dict[str, Stance]:
    """Where another variant was chosen elsewhere already than a condition asks for, its worse stance holds."""
    worsened: dict[str, Stance] = {}
    for each in kept:
        elsewhere = each.needs.chosen not in ("", each.needs_letter)
        before = worsened.get(each.letter, found.get(each.letter, Stance.NO_VIEW))
        if elsewhere and each.letter in found and worse(each.otherwise, before):
            worsened[each.letter] = Stance(each.otherwise)
    return worsened
