"""Searching the public record over a made-up archive: making the index, changing it, asking it, and finding what was planted.

Beside PostgreSQL's own Dutch over the same texts. ``BENCH_RECORD`` is how many publications there are, at least 60.
"""

import os
import random
from collections.abc import Iterator
from datetime import date

from django.db import connection

from bench import text
from bench.figures import Figure, in_turn
from raadzaal.record.search import finding, store
from raadzaal.record.search.documents import Document, Part

PUBLICATIONS = int(os.environ.get("BENCH_RECORD", "500"))
PARAGRAPHS, WORDS = 50, 64
ROUNDS = 40
FIRST = ("haven", "dijk", "molen", "turf", "riet", "vlas", "kaas", "zout", "glas", "wol")
LAST = ("commissie", "premie", "regeling", "keuring", "heffing")
WAYS = ("as it stands", "in the plural", "written apart", "in old spelling", "with a slip")


def figures(world) -> Iterator[Figure]:
    documents = list(_corpus())
    planted = [(f"item:planted{at}", word) for at, word in enumerate(_planted())]
    made = store.Beside()
    indexing, _ = in_turn(1, lambda: made.fill(documents), lambda: None)
    made.take_over()
    size = sum(each.stat().st_size for each in made.path.parent.glob("public-*"))
    signs = sum(len(part.text) for each in documents for part in each.parts)
    yield Figure("publications", PUBLICATIONS, "count")
    yield Figure("making the index", indexing.total, "s")
    yield Figure("its size", size / 1024**2, "MB", "the texts, MB", signs / 1024**2)
    changed, _ = in_turn(ROUNDS, lambda: _changed(documents[7]), lambda: None)
    yield Figure("changing one publication: median", changed.median * 1000, "ms")
    with connection.cursor() as cursor:
        _into_postgres(cursor, documents)
        for name, query in (
            ("a rare word", "havenpremie"),
            ("a common word", "kabinet"),
            ("two words", "kabinet scholing"),
        ):
            ours, theirs = in_turn(
                ROUNDS, lambda query=query: finding.find(query, chosen={}), lambda query=query: _asked(cursor, query)
            )
            yield Figure(f"{name}: median", ours.median * 1000, "ms", "PostgreSQL's Dutch", theirs.median * 1000)
            yield Figure(f"{name}: p95", ours.p95 * 1000, "ms", "PostgreSQL's Dutch", theirs.p95 * 1000)
        for way in WAYS:
            asked = [(key, typed) for key, word in planted if (typed := _typed(word, way))]
            for within in (1, 10):
                found = sum(key in _ours(typed)[:within] for key, typed in asked) / len(asked)
                there = sum(key in _asked(cursor, typed)[:within] for key, typed in asked) / len(asked)
                yield Figure(f"a planted word {way}: recall@{within}", found, "", "PostgreSQL's Dutch", there)


# -- the archive -------------------------------------------------------------------------------------------------------


def _planted() -> list[str]:
    return [first + last for first in FIRST for last in LAST]


def _corpus() -> Iterator[Document]:
    """Of every planted word one publication says it, in one paragraph; others say its two halves apart."""
    chance = random.Random(7)
    planted = dict(zip(chance.sample(range(PUBLICATIONS), len(_planted())), enumerate(_planted()), strict=True))
    for at in range(PUBLICATIONS):
        paragraphs = [block.notation for block in text.blocks(PARAGRAPHS, WORDS, seed=at) if block.notation]
        paragraphs[at % len(paragraphs)] += f" Bij de {chance.choice(FIRST)} hoort een {chance.choice(LAST)}."
        key = f"item:{at}"
        if at in planted:
            number, word = planted[at]
            key = f"item:planted{number}"
            paragraphs[chance.randrange(len(paragraphs))] += f" De raad denkt aan een {word} voor het hele land."
        yield Document(
            key=key, kind="advice", title=f"Advies over zaak {at}", url=f"/archief/{key}/", on=date(1950 + at % 70, 1, 1),
            parts=tuple(Part(each, f"p-{n}") for n, each in enumerate(paragraphs, 1)),
        )  # fmt: skip


def _typed(word: str, way: str) -> str:
    """What somebody types who wants *word*; empty where it cannot be said that way."""
    first = next(each for each in FIRST if word.startswith(each))
    last = word.removeprefix(first)
    return {
        "as it stands": word,
        "in the plural": word + ("en" if last.endswith("ing") else "s"),
        "written apart": f"{first} {last}",
        "in old spelling": word.replace("commissie", "kommissie") if last == "commissie" else "",
        "with a slip": word[:3] + word[4] + word[3] + word[5:],
    }[way]


def _changed(document: Document) -> None:
    """Taken out and put in anew."""
    with store.updating() as writer:
        writer.replace([], [document.key])
        writer.put(document)


def _ours(typed: str) -> list[str]:
    return [hit.url.partition("#")[0].split("/")[2] for hit in finding.find(typed, chosen={}).hits]


# -- beside it ---------------------------------------------------------------------------------------------------------


def _into_postgres(cursor, documents: list[Document]) -> None:
    cursor.execute("CREATE TEMP TABLE record_texts (key text, title text, body text, words tsvector)")
    for each in documents:
        body = "\n\n".join(part.text for part in each.parts)
        cursor.execute(
            "INSERT INTO record_texts VALUES (%s, %s, %s, setweight(to_tsvector('dutch', %s), 'A') || to_tsvector('dutch', %s))",
            [each.key, each.title, body, each.title, body],
        )
    cursor.execute("CREATE INDEX ON record_texts USING gin (words)")
    cursor.execute("ANALYZE record_texts")


def _asked(cursor, typed: str) -> list[str]:
    """The best ten with a piece of their text and the number of all: what a page of results needs, without facets."""
    cursor.execute(
        "WITH q AS (SELECT websearch_to_tsquery('dutch', %s) AS q), best AS (SELECT key, body, q, COUNT(*) OVER () AS total"
        " FROM record_texts, q WHERE words @@ q ORDER BY ts_rank_cd(words, q) DESC, key LIMIT 10)"
        " SELECT key, total, ts_headline('dutch', body, q) FROM best",
        [typed],
    )
    return [row[0] for row in cursor.fetchall()]
