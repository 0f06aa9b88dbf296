"""What a proposal changes in a paragraph, word by word: where two meet, and how they go together."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Edit:
    """The words from ``start`` to ``end`` of the text it began from become ``words``."""

    start: int
    end: int
    words: tuple[str, ...]


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def edits(base: str, mine: str) -> list[Edit]:
    before, after = tokens(base), tokens(mine)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [Edit(a, b, tuple(after[c:d])) for tag, a, b, c, d in steps if tag != "equal"]


def meet(one: list[Edit], other: list[Edit]) -> bool:
    """Whether both want something with the same words, or put something in at the same place."""
    return any(
        left != right and left.start <= right.end and right.start <= left.end and _touch(left, right)
        for left in one
        for right in other
    )


def _touch(left: Edit, right: Edit) -> bool:
    """Side by side is no meeting, but for two that put something in at one place."""
    if left.start == left.end or right.start == right.end:
        return left.start <= right.end and right.start <= left.end
    return left.start < right.end and right.start < left.end


def merged(base: str, *wanted: list[Edit]) -> str:
    """All edits together; the same one twice is done once. Only for those that do not meet."""
    words = tokens(base)
    every = sorted({edit for each in wanted for edit in each}, key=lambda edit: (edit.start, edit.end), reverse=True)
    for edit in every:
        words[edit.start : edit.end] = edit.words
    return "".join(words)


def size(base: str, mine: str) -> int:
    """How far it reaches: the words taken out and put in, spaces left aside."""
    before = tokens(base)
    found = edits(base, mine)
    return sum(_words(before[edit.start : edit.end]) + _words(edit.words) for edit in found)


def _words(found) -> int:
    return sum(not word.isspace() for word in found)
