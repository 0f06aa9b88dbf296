"""What somebody typed, taken apart: words, "phrases", -words that must not be there, fields, beginnings*."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from raadzaal.record.search import dutch

LONGEST = 300
MOST_WORDS = 16
FIELDS = {
    "titel": "title", "title": "title", "nummer": "number", "number": "number", "nr": "number", "tekst": "body", "text": "body",
    "samenvatting": "lead", "summary": "lead",
}  # fmt: skip
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:(?P<field>\w{2,12}):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


class NotAsked(ValueError):
    """There is nothing to look for in what was typed; the message says why, to who typed it."""


@dataclass(frozen=True)
class Clause:
    """Words that stand together, in this order. ``beginning``: the last one may go on."""

    words: tuple[dutch.Token, ...]
    field: str = ""
    exact: bool = False
    without: bool = False
    beginning: bool = False

    @property
    def plain(self) -> bool:
        """One word, anywhere, that its neighbours may join."""
        return self.single and not self.field

    @property
    def single(self) -> bool:
        """One word, of which compounds and slips may be looked for too."""
        return len(self.words) == 1 and not (self.exact or self.without or self.beginning)


def parse(typed: str) -> list[Clause]:
    """Raises NotAsked."""
    if len(typed) > LONGEST:
        raise NotAsked(
            _("This is longer than %(most)s characters. Search for a few words, or for one sentence.")
            % {"most": LONGEST}
        )
    clauses = [clause for found in _PIECE.finditer(typed) if (clause := _clause(found))]
    if not clauses:
        raise NotAsked(_("There is no word in this to search for. Type a word, a number or a name."))
    if all(clause.without for clause in clauses):
        raise NotAsked(_("This only says what must not be found. Add a word that must be."))
    if sum(len(clause.words) for clause in clauses) > MOST_WORDS:
        raise NotAsked(_("These are more than %(most)s words. Leave out the least important.") % {"most": MOST_WORDS})
    return clauses


def _clause(found: re.Match) -> Clause | None:
    field = FIELDS.get((found["field"] or "").lower(), "")
    text = found["phrase"] if found["phrase"] is not None else found["word"]
    if found["field"] and not field:
        text = f"{found['field']} {text}"
    words = tuple(dutch.tokens(text))
    if not words:
        return None
    return Clause(
        words,
        field=field,
        exact=found["phrase"] is not None,
        without=bool(found["minus"]),
        beginning=text.endswith("*") and len(words[-1].form) >= 3,
    )
