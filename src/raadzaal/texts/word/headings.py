"""Headings, lists and numbers as people make them by hand in Word."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_HEADING = 120
MOST_WORDS = 15

_CHAPTER = re.compile(r"(?i:hoofdstuk|chapter|paragraaf|section|§)\s*(\d{1,2}(?:\.\d{1,2}){0,5})\s*[.:–-]?\s*")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,5}|\d{1,2}(?=[.)]?\s+[^\W\d_]|\t))[.)]?\s+(?=\S)")
_ROMAN = re.compile(r"([IVX]{1,6}|[A-Z])[.)]\s+(?=\S)")
_ANNEX = re.compile(r"(?i:bijlage|annex)\s*(\d{1,2}|[A-Z]|[IVX]{1,6})?(?=\s|[.:–-]|$)\s*[.:–-]?\s*")
_CAPTION = re.compile(r"(?i:tabel|figuur|table|figure|grafiek)\s*\d{1,3}(?:[.-]\d{1,3})?\s*[.:–-]?\s*")
_BULLET = re.compile(r"[-–—•·▪◦*oü]\s+(?=\S)")
_COUNTED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_TYPED_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,5}\.?\s+[A-ZÀ-Þ]")
_ENDS_AS_SENTENCE = (".", ";", ",", ":", "?", "!")


class Typed(NamedTuple):
    """A number as typed before a title. `depth` is how many levels it has, `length` how many characters to take off."""

    number: str
    depth: int
    length: int


def typed_number(title: str) -> Typed | None:
    """The number that somebody typed before a title; a title that begins with a year has none."""
    for pattern in (_CHAPTER, _NUMBER, _ROMAN):
        found = pattern.match(title)
        if found and found.end() < len(title):
            return Typed(found[0].strip(), found[1].count(".") + 1, found.end())
    return None


def typed_annex(title: str) -> int | None:
    """How many characters say that this is an annex, None if none do."""
    found = _ANNEX.match(title)
    if not found:
        return None
    return found.end() if found.end() < len(title) else 0


def typed_caption(caption: str) -> int:
    """How many characters number this caption."""
    found = _CAPTION.match(caption)
    return found.end() if found and found.end() < len(caption) else 0


def typed_bullet(line: str) -> tuple[int, bool] | None:
    """How many characters make this a list item, and whether it counts."""
    if found := _BULLET.match(line):
        return found.end(), False
    if found := _COUNTED.match(line):
        return found.end(), True
    return None


def may_be_title(line: str) -> bool:
    """Short, on one line, and not ending as a sentence does."""
    line = line.strip()
    return (
        0 < len(line) <= LONGEST_HEADING
        and len(line.split()) <= MOST_WORDS
        and "\n" not in line
        and not line.endswith(_ENDS_AS_SENTENCE)
        and any(sign.isalpha() for sign in line)
    )


def is_numbered_title(line: str) -> bool:
    return may_be_title(line) and _TYPED_HEADING.match(line) is not None
