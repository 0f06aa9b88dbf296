"""What each organisation finds of each paragraph at some moment. Pure: the rows come from ``queries.sources``.

What an organisation said last counts, in whatever round or by confirmation, of the texts that were frozen up to that moment.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from raadzaal.deliberation.support_rules import Cell, State, cell


@dataclass(frozen=True, slots=True)
class Said:
    """``version`` is the number of the frozen text that was spoken of; ``key`` the public id of what holds the words."""

    party: int
    node: int
    version: int
    stance: str
    at: datetime
    key: str = ""
    confirms: bool = False
    provisional: bool = False

    @property
    def order(self) -> tuple:
        return self.version, self.at, self.confirms


@dataclass(frozen=True, slots=True)
class Held:
    """What one organisation holds of one paragraph, and where it said so. ``carried``: what came along from other paragraphs."""

    party: int
    cell: Cell
    said: Said | None = None
    carried: tuple[Said, ...] = ()

    @property
    def state(self) -> State:
        return self.cell.state


@dataclass(frozen=True)
class Along:
    """What comes along with words that were joined to another paragraph or split up (``carrying``).

    ``said`` by node and party; ``sources`` are the paragraphs from which words came to stand in a node.
    """

    said: Mapping[tuple[int, int], tuple[Said, ...]]
    sources: Mapping[int, frozenset[int]]


NOTHING_ALONG = Along({}, {})

# A council has thousands of cells, of a handful of sorts.
_cell = lru_cache(cell)

Last = Mapping[tuple[int, int], Said]
Texts = Mapping[int, Mapping[int, int]]
Changed = Callable[[int, int], bool]


def last_said(said: Iterable[Said], until: int | None = None) -> dict[tuple[int, int], Said]:
    """By node and party. *until* is the number of the last frozen text to count."""
    last: dict[tuple[int, int], Said] = {}
    for each in said:
        where = (each.node, each.party)
        if (until is None or each.version <= until) and (where not in last or each.order > last[where].order):
            last[where] = each
    return last


def reworded(nodes: Mapping[int, int], last: Last, texts: Texts) -> Iterator[tuple[int, int]]:
    """Every pair of revisions to be compared: the one that was spoken of, and the one that stands there now."""
    for (node, _party), said in last.items():
        before = texts[said.version].get(node)
        if node in nodes and before is not None and before != nodes[node]:
            yield before, nodes[node]


def held(
    nodes: Mapping[int, int],
    asked: Mapping[int, set[int]],
    last: Last,
    texts: Texts,
    changed: Changed,
    along: Along = NOTHING_ALONG,
) -> dict[int, tuple[Held, ...]]:
    """For every node one per party, in the order of *asked*.

    *nodes* tells the revision that stands there; *asked* per party on which frozen texts; *texts* the revisions in each;
    *changed* whether two wordings differ in substance, or count as if they did; *along* what came from other paragraphs.
    """
    seen = {party: {node for version in versions for node in texts[version]} for party, versions in asked.items()}

    def one(node: int, revision: int, party: int) -> Held:
        said = last.get((node, party))
        if came := along.said.get((node, party)):
            return _joined(party, said, came)
        if said is None:
            return Held(party, _cell(asked=not seen[party].isdisjoint((node, *along.sources.get(node, ())))))
        before = texts[said.version].get(node)
        new_words = before is not None and before != revision and changed(before, revision)
        return Held(
            party, _cell(asked=True, stance=said.stance, confirmed=not said.provisional, words_changed=new_words), said
        )

    return {node: tuple([one(node, revision, party) for party in asked]) for node, revision in nodes.items()}


def _joined(party: int, own: Said | None, came: tuple[Said, ...]) -> Held:
    """To be confirmed, whatever was said of either: an objection stands, else what was said last is what is asked about."""
    told = sorted((*came, *((own,) if own else ())), key=lambda each: (each.stance == "objection", *each.order))
    said = told[-1]
    return Held(
        party, _cell(asked=True, stance=said.stance, confirmed=not said.provisional, words_changed=True), said, came
    )
