"""Other words that somebody who asks for a word also means: compounds, words written apart or as one, synonyms, typing errors.

All from words that stand in the index, which holds public things only.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz.distance import OSA

from raadzaal.record.search import dutch
from raadzaal.record.search.asking import Clause

SHORTEST_PART = 4
MOST = 250
LINKS = ("", "s", "e", "en", "n")
END = "\U0010ffff"


@dataclass
class Wanted:
    """One thing that must be there. ``direct`` and ``wide`` are in the language of FTS5; ``terms`` are what to mark."""

    direct: str
    wide: list[str] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)
    instead: tuple[str, str] | None = None

    @property
    def widest(self) -> str:
        each = list(dict.fromkeys([self.direct, *self.wide]))
        return each[0] if len(each) == 1 else f"({' OR '.join(each)})"


def quoted(terms: Iterable[str]) -> str:
    return '"' + " ".join(terms).replace('"', "") + '"'


def want(clause: Clause, opened: sqlite3.Connection) -> Wanted:
    terms = [word.term for word in clause.words]
    if clause.beginning:
        terms[-1] = clause.words[-1].form
        wanted = Wanted(f"{quoted(terms)} *", terms=set(terms[:-1]), beginnings={terms[-1]})
    else:
        wanted = Wanted(quoted(terms), terms=set(terms))
    if clause.single:
        _widen(wanted, clause.words[0], opened)
    elif len(terms) > 1 and not clause.exact and not clause.field:
        wanted.wide.append(f"({' AND '.join(quoted([term]) for term in terms)})")
    if clause.field:
        wanted.wide = [f"{{{clause.field}}} : ({each})" for each in wanted.wide]
        wanted.direct = f"{{{clause.field}}} : ({wanted.direct})"
    return wanted


def _widen(wanted: Wanted, word: dutch.Token, opened: sqlite3.Connection) -> None:
    compounds = compounds_with({word.form, word.term}, opened)
    split = parts_of(word.form, opened)
    wanted.wide += [quoted([term]) for term in compounds] + [quoted(pair) for pair in split]
    wanted.terms |= compounds | set(chain.from_iterable(split))
    unknown = not wanted.wide and not _known([word.form], opened) and not _term_known(word.term, opened)
    if unknown and (near := nearest(word.form, opened)):
        surface, form, term = near
        wanted.instead = (word.surface, surface)
        more, split = compounds_with({form, term}, opened), parts_of(form, opened)
        wanted.wide = [quoted([each]) for each in (term, *more)] + [quoted(pair) for pair in split]
        wanted.terms |= {term, *more, *chain.from_iterable(split)}


def compounds_with(words: Collection[str], opened: sqlite3.Connection) -> set[str]:
    """Terms that begin or end with one of *words*, where what is left is a word by itself: pensioen in pensioenstelsel."""
    found: dict[str, tuple[str, set[str]]] = {}
    for word in {each for each in words if len(each) >= SHORTEST_PART}:
        ahead = opened.execute(
            "SELECT form, term FROM form WHERE form > ? AND form < ? ORDER BY docs DESC LIMIT ?",
            [word, word + END, MOST],
        )
        for form, term in ahead:
            found.setdefault(form, (term, set()))[1].update(_unlinked(form[len(word) :]))
        back = word[::-1]
        behind = opened.execute(
            "SELECT form, term FROM form WHERE back > ? AND back < ? ORDER BY docs DESC LIMIT ?",
            [back, back + END, MOST],
        )
        for form, term in behind:
            found.setdefault(form, (term, set()))[1].update(_linked(form[: -len(word)]))
    known = _known(set(chain.from_iterable(rests for _term, rests in found.values())), opened)
    return {term for term, rests in found.values() if rests & known}


def _unlinked(rest: str) -> set[str]:
    """What follows the first part, without what links them: s-beleid, en-markt."""
    return {rest[len(link) :] for link in LINKS if rest.startswith(link) and len(rest) - len(link) >= 3}


def _linked(rest: str) -> set[str]:
    """What comes before the last part, without what links them: arbeid-s, belasting-en."""
    return {rest[: len(rest) - len(link)] for link in LINKS if rest.endswith(link) and len(rest) - len(link) >= 3}


def parts_of(form: str, opened: sqlite3.Connection) -> list[tuple[str, str]]:
    """The two words of which it is made up, where they stand apart too: arbeidsmarkt as arbeids markt."""
    cuts = [(form[:at], form[at:]) for at in range(3, len(form) - 3)] if len(form) >= 7 else []
    known = _known(set(chain.from_iterable(cuts)), opened)
    return [(dutch.stem(first), dutch.stem(last)) for first, last in cuts if first in known and last in known][:6]


def joined(first: dutch.Token, last: dutch.Token, opened: sqlite3.Connection) -> set[str]:
    """What two words typed apart are as one."""
    made = {first.form + link + last.form for link in LINKS}
    return {dutch.stem(form) for form in _known(made, opened)}


def _known(forms: Collection[str], opened: sqlite3.Connection) -> set[str]:
    asked = [form for form in forms if len(form) >= 3][:2000]
    marks = ",".join("?" * len(asked))
    return {form for (form,) in opened.execute(f"SELECT DISTINCT form FROM form WHERE form IN ({marks})", asked)}  # noqa: S608 -- only marks


def _term_known(term: str, opened: sqlite3.Connection) -> bool:
    return (
        opened.execute("SELECT 1 FROM doc_words WHERE doc_words MATCH ? LIMIT 1", [quoted([term])]).fetchone()
        is not None
    )


def nearest(form: str, opened: sqlite3.Connection) -> tuple[str, str, str] | None:
    """The word that was meant, where one was mistyped: one slip in a short word, two in a long one."""
    if len(form) < 4:
        return None
    slips = 1 if len(form) < 8 else 2
    rows = opened.execute(
        "SELECT surface, form, term, docs FROM form WHERE (form >= ? AND form < ?) OR (back >= ? AND back < ?)",
        [form[0], form[0] + END, form[:-3:-1], form[:-3:-1] + END],
    )
    best = None
    for surface, other, term, docs in rows:
        if abs(len(other) - len(form)) > slips:
            continue
        apart = OSA.distance(form, other, score_cutoff=slips)
        if apart <= slips and (best is None or (apart, -docs) < best[0]):
            best = ((apart, -docs), (surface, other, term))
    return best[1] if best else None


def with_synonyms(
    clauses: Sequence[Clause], groups: Sequence[Sequence[Sequence[str]]]
) -> list[tuple[int, int, list[list[str]]]]:
    """Where plain clauses say a word of a group: from, to, and the other words of it, as terms. Longest first, not overlapping."""
    terms = [clause.words[0].term if clause.plain else "" for clause in clauses]
    found, taken = [], set()
    members = sorted(((member, group) for group in groups for member in group), key=lambda each: -len(each[0]))
    for member, group in members:
        size = len(member)
        for at in range(len(terms) - size + 1):
            if terms[at : at + size] == list(member) and taken.isdisjoint(range(at, at + size)):
                taken.update(range(at, at + size))
                found.append((at, at + size, [list(other) for other in group if other != member]))
    return found
