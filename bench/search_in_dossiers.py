"""Finding things within the dossiers one works on, beside counting the rows that are searched."""

from collections.abc import Iterator

from bench import text
from bench.figures import Figure, in_turn
from raadzaal.accounts.actor import Actor
from raadzaal.journal import followers
from raadzaal.workspace.models import SearchRow
from raadzaal.workspace.search import find

DOSSIERS = 50
PARAGRAPHS = 100
ROUNDS = 30
SHOWN = 50
RARE = "zeldzaamheid"


def figures(world) -> Iterator[Figure]:
    for at in range(DOSSIERS):
        blocks = text.blocks(PARAGRAPHS, 60, seed=at)
        if at == DOSSIERS // 2:
            blocks[5] = text.paragraph(f"{RARE} {blocks[5].notation}")
        text.drafting(world, blocks)
    indexing, _ = in_turn(1, followers.catch_up, SearchRow.objects.count)
    rows = SearchRow.objects.count()
    yield Figure("rows", rows, "count")
    yield Figure("indexing by the followers", rows / indexing.total, "rows/s")
    secretary = world.secretary_of("sea")
    for name, query in (("a rare word", RARE), ("a common word", "kabinet"), ("two words", "kabinet scholing")):
        found, counted = in_turn(ROUNDS, lambda query=query: _first_page(secretary, query), SearchRow.objects.count)
        yield Figure(f"{name}: median", found.median * 1000, "ms", f"count of {rows:,} rows", counted.median * 1000)
        yield Figure(f"{name}: p95", found.p95 * 1000, "ms", f"count of {rows:,} rows", counted.p95 * 1000)


def _first_page(actor: Actor, query: str) -> None:
    found = list(find(actor, query)[:SHOWN])
    if not found:
        raise RuntimeError(f"nothing found for {query}")
