"""What helps while drafting: hints beside a paragraph. None of them stops anybody; ``docs/style.md`` says what each means."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.lines import Line
from raadzaal.texts.notation import to_plain
from raadzaal.texts.readability import sentences_of, words_of
from raadzaal.texts.references import targets, typed_but_unknown

LONG_SENTENCE = 30
_ABBREVIATION = re.compile(r"\b(?=[\w-]{2,12}\b)[A-Z][\w-]*[A-Z][\w-]*\b")
_EXPLAINED = (r"\({0}[,;)]", r"\b{0}\s*\([^)]*\w{{4}}", r"\b{0}\s*:\s")
_DOUBLE = re.compile(r"\b([^\W\d_]+)[ \t]+\1\b", re.IGNORECASE)

MESSAGES = {
    "long": _("A sentence of %(count)s words: “%(words)s…”"),
    "abbreviation": _("%(words)s is not explained here or before."),
    "double": _("Twice the same word: “%(words)s”"),
    "unknown": _("[@%(words)s] refers to nothing in this text."),
    "broken": _("This refers to a paragraph that was taken out."),
}
NAMES = {
    "broken": _("References that lead nowhere"),
    "unknown": _("References that were not understood"),
    "double": _("Double words"),
    "abbreviation": _("Abbreviations that are not explained"),
    "long": _("Long sentences"),
}


@dataclass(frozen=True)
class Hint:
    code: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return str(MESSAGES[self.code]) % self.params


def hints(lines: Sequence[Line], *, abbreviations: Collection[str] = ()) -> dict[str, list[Hint]]:
    """By public id, for every paragraph about which there is something to say. *abbreviations* are known to every reader."""
    there = {line.node_id for line in lines}
    known = set(abbreviations)
    found: dict[str, list[Hint]] = {}
    for line in lines:
        plain = _plain(line.block)
        told = [*_references(line, there), *_of_words(line.block, plain)]
        told += _abbreviations(plain, known) if not line.block.is_heading else []
        if told:
            found[line.node_id] = told
    return found


def hints_of(line: Line, lines: Sequence[Line], *, abbreviations: Collection[str] = ()) -> list[Hint]:
    return hints(lines, abbreviations=abbreviations).get(line.node_id, [])


def _plain(block: Block) -> str:
    return "\n".join(to_plain(text) for text in (block.notation, *(text for _key, text in block.notes)))


def _references(line: Line, there: Collection[str]) -> Iterator[Hint]:
    block = line.kept or line.block
    if any(node_id not in there for node_id in targets(block)):
        yield Hint("broken")
    for label in typed_but_unknown(block):
        yield Hint("unknown", {"words": label})


def _of_words(block: Block, plain: str) -> Iterator[Hint]:
    if block.kind == Kind.TABLE:
        return
    for found in _DOUBLE.finditer(plain):
        yield Hint("double", {"words": found[0]})
    for sentence in sentences_of(plain):
        words = words_of(sentence)
        if len(words) > LONG_SENTENCE:
            yield Hint("long", {"count": len(words), "words": " ".join(words[:6])})


def _abbreviations(plain: str, known: set[str]) -> Iterable[Hint]:
    """Each once, where it comes first; what is explained from now on is known."""
    told = []
    for word in dict.fromkeys(_ABBREVIATION.findall(plain)):
        if word in known:
            continue
        known.add(word)
        if not any(re.search(form.format(re.escape(word)), plain) for form in _EXPLAINED):
            told.append(Hint("abbreviation", {"words": word}))
    return told
