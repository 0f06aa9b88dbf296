"""What a paragraph's style and surroundings say about its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from raadzaal.texts.blocks import Kind
from raadzaal.texts.word.inlines import DISSENT_STYLE, FRONT_STYLE, VARIANT_STYLE

Element = dict[str, Any]

GENERATED_ALT = ("automatisch gegenereerd", "automatically generated", "ai-generated", "door ai gegenereerde")
_STYLE_KINDS = (
    (Kind.RECOMMENDATION, ("aanbeveling", "recommendation")),
    (Kind.BOX, ("kader", "tekstvak", "box")),
    (Kind.QUOTE, ("quote", "citaat", "block text")),
)
NOT_TEXT = (FRONT_STYLE, DISSENT_STYLE, VARIANT_STYLE)


@dataclass(frozen=True)
class SourceHint:
    """Where a block came from: the name of its style in Word, and why it was taken for what it is."""

    style: str = ""
    reason: str = ""
    guessed_level: int | None = None


@dataclass(frozen=True)
class Place:
    """What stands around an element."""

    style: str = ""
    quoted: bool = False


def style_of(div: Any) -> str:
    return dict(div[0][2]).get("custom-style", "")


def unwrapped(element: Element) -> tuple[str, str, Any]:
    """A paragraph out of the Div that bears its style: style, tag and content."""
    style = ""
    while element["t"] == "Div" and len(element["c"][1]) == 1:
        style = style_of(element["c"]) or style
        element = element["c"][1][0]
    return style, element["t"], element.get("c")


def kind_of_style(place: Place) -> Kind:
    style = place.style.casefold()
    found = next((kind for kind, names in _STYLE_KINDS if any(name in style for name in names)), None)
    return found or (Kind.QUOTE if place.quoted else Kind.PARAGRAPH)


def level_of_style(style: str) -> int:
    """“List Bullet 2” and its like say their level in their name."""
    last = style.rpartition(" ")[2]
    return int(last) if last.isascii() and last.isdigit() and 0 < int(last) < 10 else 1
