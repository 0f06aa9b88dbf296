"""The support map as what a page shows. Signs are drawn by the style sheet from one letter; every sign has its word beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from raadzaal.council import profile
from raadzaal.deliberation.open_points import Point
from raadzaal.deliberation.queries.map import Chapter, Map, Row
from raadzaal.deliberation.queries.sources import Column, support_rules
from raadzaal.deliberation.said import Held
from raadzaal.deliberation.support_rules import State, Support, SupportRules, Verdict
from raadzaal.deliberation.support_words import GROUP_WORDS, STATE_WORDS, VERDICT_MEANINGS, VERDICT_WORDS
from raadzaal.texts.blocks import Kind
from raadzaal.texts.lines import Line
from raadzaal.texts.models import Milestone
from raadzaal.texts.notation import to_plain
from raadzaal.texts.tables import table_plain

EXCERPT = 96
SIGNS = {
    State.SUPPORT: "s",
    State.RESERVATION: "r",
    State.OBJECTION: "o",
    State.NO_VIEW: "n",
    State.TO_BE_CONFIRMED: "c",
    State.NOT_ANSWERED: "w",
    State.NOT_ASKED: "x",
}
SPEAKING = (State.OBJECTION, State.RESERVATION, State.TO_BE_CONFIRMED)


@dataclass(frozen=True)
class VerdictView:
    """``share`` is an exact fraction, "" where there is none; of several paragraphs ``counts`` says how many have which verdict."""

    key: str
    word: str
    share: str
    percent: str = ""
    between: tuple[str, str] = ("", "")
    counts: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class RowView:
    node_id: str
    number: str
    excerpt: str
    verdict: VerdictView
    cells: SafeString
    who: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ChapterView:
    number: str
    title: str
    verdict: VerdictView
    rows: tuple[RowView, ...]
    hidden: int = 0


@dataclass(frozen=True)
class GroupHead:
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class GroupShare:
    label: str
    share: str
    percent: str
    tally: tuple[tuple[str, str, int], ...]


def legend() -> list[tuple[str, str]]:
    return [(SIGNS[state], str(word)) for state, word in STATE_WORDS.items()]


def verdict_legend() -> list[tuple[str, str, str]]:
    return [(str(key), str(word), str(VERDICT_MEANINGS[key])) for key, word in VERDICT_WORDS.items()]


def verdict(support: Support, rules: SupportRules | None = None) -> VerdictView:
    judged, share = support.judgement, support.total.share(rules or support_rules())
    open_between = (judged.at_worst, judged.at_best) if support.verdict == Verdict.OPEN else ()
    return VerdictView(
        str(support.verdict),
        str(VERDICT_WORDS[support.verdict]),
        written(share),
        percent(share),
        tuple(str(VERDICT_WORDS[each]) for each in open_between) or ("", ""),
        tuple(
            (str(each), str(VERDICT_WORDS[each]), support.paragraphs[each])
            for each in Verdict
            if each in support.paragraphs
        ),
    )


def written(share: Fraction | None) -> str:
    return "" if share is None else f"{share.numerator}/{share.denominator}"


def percent(share: Fraction | None) -> str:
    """Rounded down, to give an idea; what is compared is the fraction."""
    return "" if share is None else f"{int(share * 100)}%"


def heads(columns: Sequence[Column]) -> list[GroupHead]:
    """Consecutive columns of one group; those who count in no majority come last."""
    labels = {group.key: str(group.label) for group in profile.active().groups}
    return [
        GroupHead(labels.get(group, "") if counts else "", tuple(short(each) for each in found))
        for (counts, group), found in groupby(columns, key=lambda each: (each.voice.voting, each.voice.group))
    ]


def short(column: Column) -> str:
    return column.organisation.short_name or str(column.organisation)


def group_shares(support: Support) -> list[GroupShare]:
    """Per group the share, and how its weight is spread."""
    rules, labels = support_rules(), {group.key: str(group.label) for group in profile.active().groups}
    return [
        GroupShare(labels.get(group, group), written(share), percent(share), spread(tally))
        for group, tally in support.groups.items()
        for share in [tally.share(rules)]
    ]


def spread(tally) -> tuple[tuple[str, str, int], ...]:
    words = STATE_WORDS
    return (
        ("support", str(words[State.SUPPORT]), tally.support),
        ("reservation", str(words[State.RESERVATION]), tally.reservation),
        ("objection", str(words[State.OBJECTION]), tally.objection),
        ("none", str(VERDICT_WORDS[Verdict.OPEN]), tally.open),
    )


def chapters(found: Map, *, only_disputed: bool = False, query: str = "") -> list[ChapterView]:
    """*only_disputed*: only paragraphs that are not unanimous; how many others there are is said.

    *query* goes along in the addresses of cells, which are relative to that of the map.
    """
    drawer = Drawer(found.columns, query)
    return [_chapter(each, drawer, only_disputed) for each in found.chapters]


class Drawer:
    """Rows in the shortest form there is, with everything that many of them share made once."""

    def __init__(self, columns: Sequence[Column], query: str) -> None:
        self.names = [short(column) for column in columns]
        self.query, self.rules = escape(query), support_rules()
        self.words = {state: escape(word) for state, word in STATE_WORDS.items()}
        self._verdicts: dict[int, VerdictView] = {}

    def verdict(self, support: Support) -> VerdictView:
        """Paragraphs where all hold the same share one judgement."""
        if id(support) not in self._verdicts:
            self._verdicts[id(support)] = verdict(support, self.rules)
        return self._verdicts[id(support)]

    def row(self, row: Row) -> RowView:
        line = row.line
        return RowView(
            line.node_id, line.number, excerpt(line), self.verdict(row.support), self._cells(row), self._who(row)
        )

    def _cells(self, row: Row) -> SafeString:
        place = row.line.number if row.line.number.isalnum() else row.line.node_id
        cells = [self._cell(each, f"{place}/{self.query}#{at}") for at, each in enumerate(row.held, start=1)]
        return mark_safe("".join(cells))  # noqa: S308 -- signs and places are ours, words and the query are escaped

    def _cell(self, each: Held, address: str) -> str:
        word = self.words[each.state]
        inside = f"<a href={address}>{word}</a>" if each.said else f"<i>{word}</i>"
        return f"<td class={SIGNS[each.state]}>{inside}"

    def _who(self, row: Row) -> tuple[tuple[str, str, str], ...]:
        """In words, for where there is no room for a grid: sign, word, and whose it is."""
        return tuple(
            (SIGNS[state], self.words[state], ", ".join(names))
            for state in SPEAKING
            if (names := [name for name, each in zip(self.names, row.held, strict=True) if each.state == state])
        )


def _chapter(chapter: Chapter, drawer: Drawer, only_disputed: bool) -> ChapterView:
    shown = [row for row in chapter.rows if not only_disputed or row.support.verdict != Verdict.UNANIMOUS]
    heading = chapter.heading
    return ChapterView(
        heading.label if heading else "",
        to_plain(heading.block.notation) if heading else "",
        drawer.verdict(chapter.support),
        tuple(drawer.row(row) for row in shown),
        hidden=len(chapter.rows) - len(shown),
    )


def excerpt(line: Line, most: int = EXCERPT) -> str:
    plain = table_plain if line.block.kind == Kind.TABLE else to_plain
    words = plain(line.block.notation).replace("\n", " ")
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


@dataclass(frozen=True)
class PointView:
    sign: str
    word: str
    names: str
    paragraphs: tuple[tuple[str, str], ...]
    asks: str


def points(found: Sequence[Point], within: Map) -> list[PointView]:
    names = {column.voice.key: short(column) for column in within.columns}
    numbers = {row.line.node_id: row.line.number for row in within.rows}
    return [
        PointView(
            SIGNS[each.kind],
            str(STATE_WORDS[each.kind]),
            ", ".join(names[key] for key in each.voices),
            tuple((numbers[node], node) for node in each.paragraphs),
            each.asks,
        )
        for each in found
    ]


@dataclass(frozen=True)
class GrowthView:
    number: int
    label: str
    on: date
    verdict: VerdictView
    spread: tuple[tuple[str, str, int], ...]


def growth(found: Sequence[tuple[Milestone, Support]]) -> list[GrowthView]:
    return [
        GrowthView(each.number, str(each.get_key_display()), each.frozen_on, verdict(support), spread(support.total))
        for each, support in found
    ]


def gone(found: Map) -> list[tuple[str, int]]:
    """Whose points are about paragraphs that were taken out, and how many."""
    names = {column.pk: short(column) for column in found.columns}
    return sorted(Counter(names[said.party] for said in found.gone).items())


def adopted(told: Mapping) -> dict:
    """What was kept at adoption as a table: heads, and for each paragraph its number, the verdict and the words under the heads."""
    groups = [(group.key, str(group.label)) for group in profile.active().council_groups]
    names = [(each["id"], each["name"]) for each in told.get("organisations", ())]
    states = {str(state): str(word) for state, word in STATE_WORDS.items()}
    rows = [
        (
            each["number"],
            f"{VERDICT_WORDS[Verdict(each['verdict'])]} {each['share']}".strip(),
            [str(GROUP_WORDS[each["groups"].get(key, "none")]) for key, _label in groups]
            + [states[each["positions"][key]] for key, _name in names],
        )
        for each in told["paragraphs"]
    ]
    return {"heads": [label for _key, label in [*groups, *names]], "rows": rows}
