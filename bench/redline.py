"""The redline of a text of fifty pages with three hundred scattered edits, beside two diff libraries on the same words.

Beside the time stands what the reader gets to see: how many words are marked as changed. The libraries are given what we
give ourselves: the two texts paragraph by paragraph, cut into words.
"""

import re
from collections.abc import Callable, Iterator
from random import Random

from rapidfuzz.distance import Indel

from bench import text
from bench.figures import Figure, in_turn
from raadzaal.texts.redline import SAME, compare, word_diff
from tests.texts import edits

PARAGRAPHS, WORDS = 250, 80
EDITS = 300
ROUNDS = 7
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
WORD = re.compile(r"\w+")
Pairs = list[tuple[str, str]]
Differ = Callable[[str, str], list[str]]
"""Gives the stretches that are marked, deleted and inserted alike."""


def figures(_world) -> Iterator[Figure]:
    pairs, others = _edited(), _others()
    numbered = [[(f"n{at}", text.paragraph(pair[side])) for at, pair in enumerate(pairs)] for side in (0, 1)]
    ours, *beside = in_turn(
        ROUNDS,
        lambda: compare(*numbered),
        *(lambda mark=mark: [mark(*pair) for pair in pairs] for mark in others.values()),
    )
    size = f"{PARAGRAPHS * WORDS:,} words, {EDITS} edits"
    for name, watch in zip(others, beside, strict=True):
        yield Figure(size, ours.median * 1000, "ms", name, watch.median * 1000)
    for what, corpus in (("those edits", pairs), ("drafting habits", _habits())):
        marked = _marked(_ours, corpus)
        for name, mark in others.items():
            yield Figure(f"words marked in {what}", marked, "count", name, _marked(mark, corpus))


def _ours(old: str, new: str) -> list[str]:
    return [span.text for span in word_diff(old, new) if span.op != SAME]


def _others() -> dict[str, Differ]:
    """The quick one where it can be had for this Python, and the one that ours is built on, as it comes."""
    found: dict[str, Differ] = {"rapidfuzz, as it comes": _by_steps}
    try:
        import fast_diff_match_patch
    except ImportError:
        return found
    return found | {
        "fast-diff-match-patch, cleaned up": lambda old, new: _by_letters(fast_diff_match_patch.diff, old, new)
    }


def _by_letters(diff, old: str, new: str) -> list[str]:
    """A word stands for a letter: that library knows letters only."""
    letters: dict[str, str] = {}
    coded = [
        "".join(letters.setdefault(token, chr(0x4E00 + len(letters))) for token in TOKEN.findall(side))
        for side in (old, new)
    ]
    tokens = {letter: token for token, letter in letters.items()}
    told = diff(*coded, counts_only=False, cleanup="Semantic")
    return ["".join(tokens[letter] for letter in stretch) for op, stretch in told if op != "="]


def _by_steps(old: str, new: str) -> list[str]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    steps = [step for step in Indel.opcodes(before, after) if step.tag != "equal"]
    sides = [
        part
        for step in steps
        for part in (before[step.src_start : step.src_end], after[step.dest_start : step.dest_end])
    ]
    return ["".join(side) for side in sides if side]


def _marked(mark: Differ, corpus: Pairs) -> int:
    return sum(len(WORD.findall(stretch)) for pair in corpus for stretch in mark(*pair))


def _habits() -> Pairs:
    tables = (edits.THE_SAME, edits.ANOTHER, edits.THE_SAME_IN_ENGLISH, edits.ANOTHER_IN_ENGLISH)
    return [pair for table in tables for pair in edits.pairs(table)]


# -- a draft that people went through ------------------------------------------------------------------------------------


def _edited() -> Pairs:
    chance = Random(7)
    before = [text.prose(chance, WORDS) for _ in range(PARAGRAPHS)]
    after = [paragraph.split(" ") for paragraph in before]
    for _ in range(EDITS):
        chance.choice(HABITS)(chance, chance.choice(after))
    return [(old, " ".join(new)) for old, new in zip(before, after, strict=True)]


def _another_word(chance: Random, words: list[str]) -> None:
    words[chance.randrange(len(words))] = text.prose(chance, 1)[:-1].lower()


def _a_few_words_more(chance: Random, words: list[str]) -> None:
    at = chance.randrange(len(words))
    words[at:at] = text.prose(chance, chance.randint(1, 6))[:-1].lower().split(" ")


def _a_few_words_fewer(chance: Random, words: list[str]) -> None:
    at = chance.randrange(len(words) // 2)
    del words[at : at + chance.randint(1, 6)]


def _a_clause_elsewhere(chance: Random, words: list[str]) -> None:
    at, many = chance.randrange(len(words) // 2), chance.randint(3, 8)
    clause = words[at : at + many]
    del words[at : at + many]
    place = chance.randrange(len(words))
    words[place:place] = clause


def _a_comma(chance: Random, words: list[str]) -> None:
    at = chance.randrange(len(words) - 1)
    words[at] = words[at].removesuffix(",") if words[at].endswith(",") else f"{words[at]},"


HABITS = (_another_word, _another_word, _a_few_words_more, _a_few_words_fewer, _a_clause_elsewhere, _a_comma)
