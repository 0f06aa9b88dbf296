"""Dutch words as the index keeps them: without accents, in one spelling of all times, without endings.

Everything here is done alike to what is kept and to what is asked, so that a rule that is too rough for a rare word still finds it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from raadzaal.ui.cleaning import folded

VERSION = "1"
"""Raised with every change here or in the index: the index is then made anew."""

LONGEST_WORD = 60
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# -- spelling of all times ---------------------------------------------------------------------------------------------

_OLD = (
    (re.compile(r"(?<=[nlrs])sch(?=(?:en?|elijk\w*|heid\w*)?$)"), "s"),  # mensch, tusschen, vleeschelijk
    (re.compile(r"ssch"), "ss"),
    (re.compile(r"(?<=[^aeiouy])oo(?=[^aeiouyr][aeiouy])(?!ch)"), "o"),  # loonen, zoodanig
    (re.compile(r"^zoo$"), "zo"),
    (re.compile(r"ae"), "aa"),
    (re.compile(r"qu"), "kw"),
    (re.compile(r"c(?![eiyh])"), "k"),  # actie, commissie: from 1954 to 1995 often with k
    (re.compile(r"kk(?=[ieu]s)"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ph"), "f"),
)
_KEPT = frozenset({"schema", "phd"})


@lru_cache(maxsize=65536)
def spelled(word: str) -> str:
    """A folded word in one spelling of all times."""
    word = word.removesuffix("'s").replace("'", "")[:LONGEST_WORD]
    if word in _KEPT or word.isdecimal():
        return word
    for pattern, instead in _OLD:
        word = pattern.sub(instead, word)
    return word


# -- endings -----------------------------------------------------------------------------------------------------------

_IRREGULAR = {
    "leden": "lid",
    "steden": "stad",
    "schepen": "schip",
    "kinderen": "kind",
    "eieren": "ei",
    "koeien": "koe",
    "wegen": "weg",
    "dagen": "dag",
    "daken": "dak",
    "gaten": "gat",
    "glazen": "glas",
    "loten": "lot",
    "oorlogen": "oorlog",
    "daalders": "daalder",
    "kosten": "kosten",
    "data": "datum",
    "musea": "museum",
    "centra": "centrum",
    "media": "medium",
    "kritici": "kritikus",
    "politici": "politikus",
    "handelen": "handel",
    "kapitalen": "kapitaal",
}
_IRREGULAR_ENDS = ("kinderen", "kosten", "steden")
_VERLOF = "verloven"
_NO_MEMBER = ("verleden", "overleden", "geleden", "beleden", "redeleden")
_PLURAL_S = re.compile(r"(?:[lrnmp]|(?<!adv)(?<!prec)(?<!verl)ie|[tdgn]e|eau|eid)s$")
_TWO = re.compile(r"([bdfgklmnprst])\1$")
_ONE_VOWEL = re.compile(r"(?:^|[^aeiouy])([aou])[bcdfgklmnprstvz]$")
_ONE_E = re.compile(r"^[^aeiouy]*e[bcdfgklmnprstvz]$|(?<!d)(?:de|he)el$|(?:ke|he|be)er$|beel$|beem$|le(?:en|er)$")
_LONG_E = re.compile(r"(?:^[^aeiouy]*|[^d]d|keh|beh|verk|beh|systh|probl|syst|verm)e[bcdfgklmnprstvz]$")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A spelled word without what number, diminutive, degree and linking add to it."""
    if len(word) < 4 or not word.isalpha():
        return word
    if (known := _irregular(word)) is not None:
        return known
    for end, cut in (("eeen", 2), ("ieen", 2), ("heden", None), ("toren", None)):
        if word.endswith(end) and len(word) > len(end):
            return word[:-cut] if cut else word[: -len(end)] + {"heden": "heid", "toren": "tor"}[end]
    return _without_ending(word)


def _irregular(word: str) -> str | None:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("leden") and not word.endswith(_NO_MEMBER):
        return word[:-5] + "lid"
    if word.endswith(_VERLOF):
        return word[: -len(_VERLOF)] + "verlof"
    for end in _IRREGULAR_ENDS:
        if word.endswith(end):
            return word[: -len(end)] + _IRREGULAR[end]
    return None


def _without_ending(word: str) -> str:
    if _PLURAL_S.search(word) and len(word) > 4:
        word = word[:-1]
    for small in ("etje", "pje", "kje", "tje"):
        if word.endswith(small) and len(word) - len(small) >= 3:
            return _final(_TWO.sub(r"\1", word[: -len(small)]))
    if word.endswith("en") and len(word) >= 5 and word[-3] not in "aeiouy":
        return _final(_long(word[:-2]))
    if word.endswith("ien") and len(word) > 5:
        return word[:-1]
    if word.endswith("e") and word[-2] not in "aeiouy":
        return _final(_long(word[:-1]))
    return word


def _long(base: str) -> str:
    """An open syllable writes its long vowel once, a closed one twice: lon(en) is loon, but wett(en) is wet."""
    if _TWO.search(base):
        return base[:-1]
    if base.endswith(("ial", "iel", "uel")) and len(base) > 5:
        return f"{base[:-1]}{base[-2]}l"
    if _ONE_VOWEL.search(base) or _LONG_E.search(base):
        return f"{base[:-1]}{base[-2]}{base[-1]}"
    return base


def _final(base: str) -> str:
    """No Dutch word ends in v or z: brieven, adviezen."""
    return base[:-1] + {"v": "f", "z": "s"}.get(base[-1], base[-1])


# -- words of a text ---------------------------------------------------------------------------------------------------


class Token(NamedTuple):
    """A word where it stands in a text. ``surface`` in lower case, ``form`` in one spelling, ``term`` without endings."""

    begin: int
    end: int
    surface: str
    form: str
    term: str


def tokens(text: str) -> Iterator[Token]:
    for found in _WORD.finditer(text):
        surface = found.group().lower()[:LONGEST_WORD]
        form = spelled(folded(surface).replace("’", "'"))
        if form:
            yield Token(found.start(), found.end(), surface, form, stem(form))


def terms(text: str) -> str:
    """What the index keeps of *text*."""
    return " ".join(each.term for each in tokens(text))


COMMON = frozenset(
    terms(
        "de het een van in op te en of is zijn was dat die dit deze voor met aan bij door om naar uit over als er niet ook"
        " the of and to a an in on for with by from"
    ).split()
)
"""Words that stand everywhere: they are looked for, but not marked, and no paragraph is chosen for them."""
