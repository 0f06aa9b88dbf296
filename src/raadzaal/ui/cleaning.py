"""What every typed or imported string goes through before it is kept."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

PARAGRAPH_LIMIT = 20_000
_MOST_MARKS_ON_A_LETTER = 30
# Nothing that reads normally is this much longer raw than clean; above it we do not even start.
_RAW_FACTOR = 4

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls but tab and newline
    r"\u202a-\u202e\u2066-\u2069"  # marks that make text read in another order than it is written
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"  # no characters, or none that XML can hold
    r"\U000e0000-\U000e007f]"  # tags, which hide words from the reader
)


class TooLong(ValueError):
    """More characters than the place allows."""

    code = "too_long"

    def __init__(self, *, length: int, limit: int) -> None:
        self.params = {"length": length, "limit": limit}
        super().__init__(self.code, self.params)

    @property
    def message(self) -> str:
        return _("This text is %(length)s characters long; at most %(limit)s are possible.") % self.params


def clean(raw: str, limit: int = PARAGRAPH_LIMIT) -> str:
    """`raw` in Unicode NFC with plain line ends, without signs that nobody can see; at the edges no spaces.

    Raises TooLong above `limit` characters.
    """
    if len(raw) > limit * _RAW_FACTOR:
        raise TooLong(length=len(raw), limit=limit)
    visible = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", raw))
    composed = _few_marks(unicodedata.normalize("NFC", _few_marks(visible))).strip()
    if len(composed) > limit:
        raise TooLong(length=len(composed), limit=limit)
    return composed


def clean_line(raw: str, limit: int = PARAGRAPH_LIMIT) -> str:
    """As `clean`, for what stands on one line: every stretch of white space becomes one space."""
    return " ".join(clean(raw, limit).split())


def _few_marks(text: str) -> str:
    """At most thirty combining marks in a row (the stream-safe format of Unicode annex 15).

    More than that no language writes, and sorting them takes quadratic time.
    """
    if text.isascii():
        return text
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS_ON_A_LETTER:
            kept.append(sign)
    return "".join(kept)


def folded(text: str) -> str:
    """Lower case, without accents, as words are compared; ij in one sign is two."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
