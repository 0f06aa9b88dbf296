"""From what was typed to what is found: documents in order, with the paragraph that fits best, counts, facets, suggestions."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from raadzaal.record.search import asking, dutch, store, widening
from raadzaal.record.search.asking import Clause
from raadzaal.record.search.marking import Segment, marked
from raadzaal.record.search.widening import Wanted

ON_A_PAGE = 10
DEEPEST = 100
"""Pages that can be asked for; who wants all takes the open data."""
FACETS = ("kind", "theme", "year", "committee", "status", "unanimous")
WEIGHTS = "8.0, 12.0, 4.0, 1.0"
BY_KIND = (
    "CASE d.kind WHEN 'person' THEN 0.4 WHEN 'organisation' THEN 0.4 WHEN 'committee' THEN 0.4 WHEN 'meeting' THEN 0.5"
    " WHEN 'dossier' THEN 0.8 ELSE 1.0 END"
)
"""Texts of the council come before the shorter pages around them, which would otherwise win for being short."""
SUGGESTIONS = 8
Groups = Sequence[Sequence[Sequence[str]]]
Chosen = Mapping[str, str]


@dataclass(frozen=True)
class Hit:
    """``url`` opens at the paragraph that is shown; ``more`` is how many others of the document fit."""

    kind: str
    title: list[Segment]
    url: str
    number: str
    on: str
    theme: str
    committee: str
    status: str
    label: str
    words: list[Segment]
    more: int

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.on) if self.on else None


@dataclass(frozen=True)
class Found:
    """``facets``: of each, value and number. ``instead``: what was typed, and what was looked for because nobody wrote that."""

    hits: list[Hit]
    total: int
    facets: dict[str, list[tuple[str, int]]]
    instead: list[tuple[str, str]] = field(default_factory=list)


def find(typed: str, *, chosen: Chosen, groups: Groups = (), page: int = 1, latest: bool = False) -> Found:
    """Documents in which all that was asked for stands. Without words: all that were *chosen*, the latest first.

    Raises NotAsked for words with which nothing can be looked for, NoIndex.
    """
    opened = store.reader()
    wanted, without = _wanted(asking.parse(typed), groups, opened) if typed.strip() else ([], [])
    wide, direct = (_expression([getattr(each, way) for each in wanted], without) for way in ("widest", "direct"))
    counted = _counted(wide, opened)
    total = sum(number for values, number in counted if _fits(values, chosen))
    page = max(1, min(page, DEEPEST))
    docs = _page(wide, direct, chosen, page, latest, opened)
    return Found(
        hits=[_hit(row, wanted, opened) for row in docs],
        total=total,
        facets=_facets(counted, chosen),
        instead=[each.instead for each in wanted if each.instead],
    )


# -- what is asked of the index ----------------------------------------------------------------------------------------


def _wanted(clauses: list[Clause], groups: Groups, opened: sqlite3.Connection) -> tuple[list[Wanted], list[str]]:
    without = [widening.want(each, opened).direct for each in clauses if each.without]
    clauses = [each for each in clauses if not each.without]
    wanted = [widening.want(each, opened) for each in clauses]
    together: list[tuple[int, int, set[tuple[str, ...]]]] = []
    for begin, end, others in widening.with_synonyms(clauses, groups):
        together.append((begin, end, {tuple(other) for other in others}))
    as_one: set[int] = set()
    taken = {at for begin, end, _others in together for at in range(begin, end)}
    for at in range(len(clauses) - 1):
        pair = clauses[at : at + 2]
        if taken.isdisjoint((at, at + 1)) and all(each.plain for each in pair):
            one = widening.joined(pair[0].words[0], pair[1].words[0], opened)
            if one:
                together.append((at, at + 2, {(term,) for term in one}))
                as_one.add(at)
                taken |= {at, at + 1}
    return _merged(wanted, together, as_one), without


def _merged(
    wanted: list[Wanted], together: list[tuple[int, int, set[tuple[str, ...]]]], as_one: set[int]
) -> list[Wanted]:
    """Neighbours that can also be said by something else become one; two words *as_one* are the very words too."""
    made, at = [], 0
    by_begin = {begin: (end, others) for begin, end, others in together}
    while at < len(wanted):
        end, others = by_begin.get(at, (at + 1, set()))
        parts, said = wanted[at:end], [widening.quoted(other) for other in sorted(others)]
        one = Wanted(
            f"({_all([each.direct for each in parts])} OR {' OR '.join(said)})"
            if at in as_one
            else _all([each.direct for each in parts]),
            wide=[_all([each.widest for each in parts])] + said,
            terms=set().union(*(each.terms for each in parts), *(set(other) for other in others)),
            beginnings=set().union(*(each.beginnings for each in parts)),
            instead=next((each.instead for each in parts if each.instead), None),
        )
        made.append(one if others else parts[0])
        at = end
    return made


def _all(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' AND '.join(parts)})"


def _expression(parts: list[str], without: list[str]) -> str:
    if not parts:
        return ""
    return _all(parts) + "".join(f" NOT {each}" for each in without)


def _counted(wide: str, opened: sqlite3.Connection) -> list[tuple[tuple, int]]:
    """How many documents, by every combination of what they can be chosen by."""
    where, values = ("WHERE id IN (SELECT rowid FROM doc_words WHERE doc_words MATCH ?)", [wide]) if wide else ("", [])
    columns = ", ".join(FACETS)
    rows = opened.execute(f"SELECT {columns}, COUNT(*) FROM doc {where} GROUP BY {columns}", values)  # noqa: S608 -- only columns
    return [(tuple("" if each is None else str(each) for each in row[:-1]), row[-1]) for row in rows]


def _fits(values: tuple, chosen: Chosen, but: str = "") -> bool:
    return all(chosen.get(name, "") in ("", value) for name, value in zip(FACETS, values, strict=True) if name != but)


def _facets(counted: list[tuple[tuple, int]], chosen: Chosen) -> dict[str, list[tuple[str, int]]]:
    """Of each: what there is to choose, with everything else that was chosen left standing."""
    found: dict[str, list[tuple[str, int]]] = {}
    for place, name in enumerate(FACETS):
        numbers: Counter[str] = Counter()
        for values, number in counted:
            if values[place] and _fits(values, chosen, but=name):
                numbers[values[place]] += number
        by = (lambda each: -int(each[0])) if name == "year" else (lambda each: (-each[1], each[0]))
        found[name] = sorted(numbers.items(), key=by)
    return found


_COLUMNS = "d.id, d.kind, d.title, d.url, d.number, d.on_day, d.theme, d.committee, d.status, d.lead"


def _page(wide: str, direct: str, chosen: Chosen, page: int, latest: bool, opened: sqlite3.Connection) -> list[tuple]:
    """What says it in the very words comes before what says it in others."""
    filters = [(name, value) for name, value in chosen.items() if name in FACETS and value]
    where = "".join(f" AND d.{name} = ?" for name, _value in filters)
    values = [value for _name, value in filters]
    cut = [ON_A_PAGE, (page - 1) * ON_A_PAGE]
    if not wide:
        rows = opened.execute(
            f"SELECT {_COLUMNS} FROM doc d WHERE 1{where} ORDER BY d.on_day DESC, d.id DESC LIMIT ? OFFSET ?",  # noqa: S608
            [*values, *cut],
        )
        return rows.fetchall()
    if latest:
        rows = opened.execute(
            f"SELECT {_COLUMNS} FROM doc d WHERE d.id IN (SELECT rowid FROM doc_words WHERE doc_words MATCH ?){where}"  # noqa: S608
            " ORDER BY d.on_day DESC, d.id DESC LIMIT ? OFFSET ?",
            [wide, *values, *cut],
        )
        return rows.fetchall()
    scored = f"SELECT rowid AS id, bm25(doc_words, {WEIGHTS}) AS score FROM doc_words WHERE doc_words MATCH ?"  # noqa: S608
    if wide == direct:
        rows = opened.execute(
            f"WITH w AS MATERIALIZED ({scored}) SELECT {_COLUMNS} FROM w JOIN doc d ON d.id = w.id WHERE 1{where}"  # noqa: S608
            f" ORDER BY w.score * {BY_KIND}, d.on_day DESC, d.id LIMIT ? OFFSET ?",
            [wide, *values, *cut],
        )
        return rows.fetchall()
    rows = opened.execute(
        f"WITH n AS MATERIALIZED ({scored}), w AS MATERIALIZED ({scored}) SELECT {_COLUMNS} FROM w JOIN doc d ON d.id = w.id"  # noqa: S608
        f" LEFT JOIN n ON n.id = w.id WHERE 1{where}"
        f" ORDER BY n.score IS NULL, COALESCE(n.score, w.score) * {BY_KIND}, d.on_day DESC, d.id LIMIT ? OFFSET ?",
        [direct, wide, *values, *cut],
    )
    return rows.fetchall()


# -- what is shown -----------------------------------------------------------------------------------------------------


def _hit(row: tuple, wanted: list[Wanted], opened: sqlite3.Connection) -> Hit:
    doc, kind, title, url, number, on, theme, committee, status, lead = row
    terms = set().union(*(each.terms for each in wanted)) if wanted else set()
    terms = terms - dutch.COMMON or terms
    beginnings = tuple(set().union(*(each.beginnings for each in wanted))) if wanted else ()
    best, more = _paragraph(doc, terms, beginnings, opened)
    anchor, label, text = best or ("", "", lead)
    return Hit(
        kind=kind,
        title=marked(title, terms, beginnings),
        url=f"{url}#{anchor}" if anchor else url,
        number=number,
        on=on or "",
        theme=theme,
        committee=committee,
        status=status,
        label=label,
        words=marked(text, terms, beginnings, window=True),
        more=more,
    )


def _paragraph(doc: int, terms: set[str], beginnings: tuple[str, ...], opened: sqlite3.Connection) -> tuple:
    """The paragraph of a document that says most of it, and how many others say something."""
    first, last = opened.execute("SELECT MIN(id), MAX(id) FROM part WHERE doc = ?", [doc]).fetchone()
    any_of = [widening.quoted([term]) for term in sorted(terms)] + [f'"{each}" *' for each in sorted(beginnings)]
    if first is None or not any_of:
        return None, 0
    rows = opened.execute(
        "SELECT rowid FROM part_words WHERE part_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY bm25(part_words), rowid",
        [" OR ".join(any_of), first, last],
    ).fetchall()
    if not rows:
        return None, 0
    shown = opened.execute("SELECT anchor, label, text FROM part WHERE id = ?", rows[0]).fetchone()
    return shown, len(rows) - 1


def suggest(typed: str) -> list[str]:
    """Words that go on where the last typed one stops, the most used first."""
    if len(typed) > asking.LONGEST:
        return []
    *before, begun = typed.rsplit(None, 1) if typed.strip() and not typed[-1].isspace() else ["", ""]
    words = list(dutch.tokens(begun))
    if len(words) != 1 or len(words[0].form) < 2:
        return []
    rows = store.reader().execute(
        "SELECT MAX(surface), SUM(docs) FROM form WHERE form >= ? AND form < ? GROUP BY form ORDER BY 2 DESC, form LIMIT ?",
        [words[0].form, words[0].form + widening.END, SUGGESTIONS],
    )
    return [" ".join([*before, surface]).strip() for surface, _docs in rows]
