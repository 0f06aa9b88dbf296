"""Characters for which no font at hand has a drawing: a file is made all the same, and tells which stood there.

PDF/UA and PDF/A forbid a glyph that stands for nothing, and an advice may quote any writing of the world.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from raadzaal.texts.typesetting import CannotTypeset

_SURE = re.compile(r"[\n\t\u0020-\u007e\u00a0-\u017e\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]")
"""Letters and signs of the languages of Western Europe, which the house's own fonts have."""
_NAMED = re.compile(r'the (?:text|codepoint) `(".*?")`')
_ROUNDS = 4
_NOT_SHOWN = {"url", "asset"}
"""Where data says where something is, not what is to be read."""


class Undrawn:
    """What stands in the place of characters that cannot be drawn."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.only_sure = False

    def learn(self, words: str) -> None:
        """The characters in *words* cannot be drawn, nor, most likely, those of their kind."""
        found = {_kind(each) for each in words if not _SURE.fullmatch(each)}
        self.only_sure = self.only_sure or not found - self.kinds
        self.kinds |= found

    def everything(self) -> None:
        """Nothing is drawn any longer but what is sure to be there."""
        self.only_sure = True

    def drawn(self, data: Any) -> Any:
        """*data* (texts, numbers, lists and mappings of them) in characters that can be drawn."""
        if isinstance(data, str):
            return "".join(
                self._letter(each) for each in (unicodedata.normalize("NFC", data) if self.only_sure else data)
            )
        if isinstance(data, dict):
            return {key: value if key in _NOT_SHOWN else self.drawn(value) for key, value in data.items()}
        if isinstance(data, list | tuple):
            return [self.drawn(each) for each in data]
        return data

    def _letter(self, letter: str) -> str:
        if _SURE.fullmatch(letter) or not (self.only_sure or _kind(letter) in self.kinds):
            return letter
        plain = unicodedata.normalize("NFKC", letter)
        return plain if plain and all(_SURE.fullmatch(each) for each in plain) else f"[U+{ord(letter):04X}]"


def _kind(letter: str) -> str:
    """The writing to which a character belongs, by the first word of its name; by its block of 256 where it has none."""
    return unicodedata.name(letter, "").partition(" ")[0] or f"block {ord(letter) >> 8:x}"


def draw_all(data: Any, draw: Callable[[Any], bytes]) -> bytes:
    """*data* drawn by *draw*; what it says it cannot draw stands by its code, as ``[U+4E2D]``.

    Raises what *draw* raises for any other reason.
    """
    undrawn = Undrawn()
    for _round in range(_ROUNDS):
        try:
            return draw(undrawn.drawn(data))
        except CannotTypeset as trouble:
            named = _NAMED.search(str(trouble))
            if named is None:
                raise
            undrawn.learn(named[1])
    undrawn.everything()
    return draw(undrawn.drawn(data))
