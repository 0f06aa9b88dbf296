"""How hard a text is to read, by a formula that can be recalculated by hand: see ``docs/style.md``.

Dutch: Douma (1960), 206.84 - 0.93 x words per sentence - 77 x syllables per word. English: Flesch (1948),
206.835 - 1.015 x words per sentence - 84.6 x syllables per word. The higher, the easier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-ZÀ-Ý0-9])|\n+")
# Letters that are heard as one, the longest first; with two dots a letter is one by itself.
_DUTCH = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|[aeiouyàáâäèéêëìíîïòóôöùúûü]")
_ENGLISH = re.compile(r"[aeiouy]+")
_LEVELS = (
    (80, _("very easy")),
    (65, _("easy")),
    (50, _("fairly hard")),
    (30, _("hard")),
)
_FORMULAS = {"nl": (206.84, 0.93, 77), "en": (206.835, 1.015, 84.6)}
_HARDEST = _("very hard")


@dataclass(frozen=True)
class Readability:
    score: float
    words: int
    sentences: int
    syllables: int

    @property
    def level(self) -> str:
        return str(next((words for least, words in _LEVELS if self.score >= least), _HARDEST))

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences

    @property
    def syllables_per_word(self) -> float:
        return self.syllables / self.words


def readability(plain: str, language: str = "nl") -> Readability | None:
    """None for a text without words."""
    sentences = [each for each in sentences_of(plain) if words_of(each)]
    words = [word for each in sentences for word in words_of(each)]
    if not words:
        return None
    heard = sum(syllables(word, language) for word in words)
    length, weight = len(words) / len(sentences), heard / len(words)
    base, of_length, of_weight = _FORMULAS["nl" if language == "nl" else "en"]
    return Readability(base - of_length * length - of_weight * weight, len(words), len(sentences), heard)


def sentences_of(plain: str) -> list[str]:
    return [each.strip() for each in _SENTENCE.split(plain) if each.strip()]


def words_of(plain: str) -> list[str]:
    return _WORD.findall(plain)


def syllables(word: str, language: str = "nl") -> int:
    """At least one; a number counts as one."""
    lowered = word.lower()
    if language == "nl":
        return max(len(_DUTCH.findall(lowered)), 1)
    silent = lowered.endswith("e") and not lowered.endswith("le")
    return max(len(_ENGLISH.findall(lowered)) - silent, 1)
