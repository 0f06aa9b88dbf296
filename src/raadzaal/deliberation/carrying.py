"""What was said of a paragraph goes along with its words when they are joined to another or split up. Pure.

It waits there to be confirmed, until the organisation says something of the paragraph as it has become (docs/support.md).
"""

from collections.abc import Container, Iterable, Mapping, Sequence

from raadzaal.deliberation.said import Along, Last, Said, Texts
from raadzaal.texts.passages import Passage, sources_of


def along(last: Last, texts: Texts, passing: Sequence[Passage]) -> Along:
    """*passing* are the passages that lead to a text, the oldest first."""
    targets = {each.target for each in passing}
    return Along(carried(last, texts, passing), {node: frozenset(sources_of(passing, node)) for node in targets})


def carried(last: Last, texts: Texts, passing: Iterable[Passage]) -> dict[tuple[int, int], tuple[Said, ...]]:
    """By node and party, the oldest first. *passing* begins with the oldest too."""
    found: dict[tuple[int, int], tuple[Said, ...]] = {}
    parties = {party for _node, party in last}
    for passage in passing:
        for party in parties:
            there = (passage.target, party)
            came = (*found.get((passage.source, party), ()), *_own(last, texts, passage, party))
            told = [each for each in came if each != last.get(there)]
            if told and not _answered(last, texts, passage, party):
                found[there] = tuple(sorted({*found.get(there, ()), *told}, key=lambda each: each.order))
    return found


def _own(last: Last, texts: Texts, passage: Passage, party: int) -> list[Said]:
    said = last.get((passage.source, party))
    if said is None or (passage.split and _seen(texts, said, passage.source) >= passage.at):
        return []
    return [said]


def _answered(last: Last, texts: Texts, passage: Passage, party: int) -> bool:
    """Whether the party spoke of the target as it has become."""
    said = last.get((passage.target, party))
    return said is not None and (passage.split or _seen(texts, said, passage.target) >= passage.at)


def _seen(texts: Texts, said: Said, node: int) -> int:
    """The revision that was spoken of; revisions count up."""
    return texts[said.version].get(node, 0)


def lost(last: Last, standing: Container[int], passing: Iterable[Passage]) -> tuple[Said, ...]:
    """What was said last of paragraphs that stand no more, and whose words stand nowhere else."""
    step = {each.source: each.target for each in passing if not each.split}
    return tuple(said for (node, _party), said in last.items() if not _stands(node, standing, step))


def _stands(node: int, standing: Container[int], step: Mapping[int, int]) -> bool:
    for _hop in range(len(step) + 1):
        if node in standing or node not in step:
            break
        node = step[node]
    return node in standing
