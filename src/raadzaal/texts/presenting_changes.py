"""What changed between two versions, for the page that compares them: a list, and four readings of the one text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.lines import Line, html_of
from raadzaal.texts.notation import to_plain
from raadzaal.texts.presenters import KIND_WORDS, key_of, version_label
from raadzaal.texts.queries import Version, lines_of
from raadzaal.texts.redline import Change, ChangeKind, redline_html, spans_shown
from raadzaal.texts.stored_redlines import compared

CHANGE_WORDS = {
    ChangeKind.EDITED: gettext_lazy("edited"),
    ChangeKind.ADDED: gettext_lazy("new"),
    ChangeKind.REMOVED: gettext_lazy("taken out"),
    ChangeKind.MOVED: gettext_lazy("moved"),
}


@dataclass(frozen=True)
class ChangeRow:
    """A changed paragraph, with the one before and after it among the changes; or how many stayed the same in between."""

    change: Change | None = None
    at: int = 0
    label: str = ""
    word: str = ""
    became: str = ""
    html: SafeString = SafeString("")
    unchanged: int = 0
    last: bool = False


def comparison(old: Version, new: Version) -> dict[str, Any]:
    """For ``texts/compare.html``."""
    before, after = lines_of(old), lines_of(new)
    labels = {line.node_id: line.label for line in [*before, *after]}
    changes = [replace(change, spans=tuple(spans_shown(change.spans, labels))) for change in compared(before, after)]
    changed = change_rows(changes, labels)
    return {
        "old": version_label(old),
        "new": version_label(new),
        "old_key": key_of(old),
        "new_key": key_of(new),
        "changes": changed,
        "count": sum(row.change is not None for row in changed),
        "before": before,
        "after": after,
        "all_changes": changes,
    }


def change_rows(changes: Sequence[Change], labels: Mapping[str, str]) -> list[ChangeRow]:
    total = sum(change.kind != ChangeKind.SAME for change in changes)
    found: list[ChangeRow] = []
    same, at = 0, 0
    for change in changes:
        if change.kind == ChangeKind.SAME:
            same += 1
            continue
        if same:
            found.append(ChangeRow(unchanged=same))
        same, at = 0, at + 1
        found.append(_change_row(change, at, labels.get(change.node_id, ""), last=at == total))
    return [*found, ChangeRow(unchanged=same)] if same else found


def _change_row(change: Change, at: int, label: str, *, last: bool) -> ChangeRow:
    return ChangeRow(
        change=change,
        at=at,
        label=label,
        word=str(CHANGE_WORDS[change.kind]),
        became=_became(change),
        html=redline_html(change.spans),
        last=last,
    )


def _became(change: Change) -> str:
    """Another kind or level is a change too, which no redline of words shows."""
    old, new = change.old, change.new
    if old is None or new is None or (old.kind, old.level) == (new.kind, new.level):
        return ""
    return _("was: %(old)s, is: %(new)s") % {"old": kind_words(old), "new": kind_words(new)}


def kind_words(block) -> str:
    words = str(KIND_WORDS[Kind(block.kind)])
    return f"{words} {block.level}" if block.level else words


# -- four readings -----------------------------------------------------------------------------------------------------

ORIGINAL, CHANGED, DIFFERENCES, FINAL, LIST = "oorspronkelijk", "gewijzigd", "verschillen", "eindtekst", "lijst"
READINGS = {
    DIFFERENCES: pgettext_lazy("reading", "Differences"),
    ORIGINAL: pgettext_lazy("reading", "As it was"),
    CHANGED: pgettext_lazy("reading", "As it is, changes marked"),
    FINAL: pgettext_lazy("reading", "As it is"),
    LIST: pgettext_lazy("reading", "Only what changed"),
}


@dataclass(frozen=True)
class ReadRow:
    """A paragraph in one reading. ``number`` is the same in every reading; ``at`` counts the changes, 0 where there is none.

    A paragraph that this reading does not hold has no ``html``: only its place is told, so that numbers and anchors stay.
    """

    node_id: str
    number: str
    kind: str
    tag: str
    html: SafeString
    at: int = 0
    word: str = ""
    became: str = ""
    figure: str = ""
    alt: str = ""


@dataclass(frozen=True)
class ChangedPart:
    """A heading in the list of contents, with the changes that stand under it."""

    number: str
    words: str
    depth: int
    node_id: str
    changes: Sequence[tuple[int, str, str]]


def reading_rows(told: Mapping[str, Any], reading: str, figure: Callable[[str], str]) -> list[ReadRow]:
    """*told* is ``comparison()``."""
    html_before, html_after = html_of(told["before"]), html_of(told["after"])
    numbers = {line.node_id: line.label for line in [*told["before"], *told["after"]]}
    found, at = [], 0
    for change in told["all_changes"]:
        changed = change.kind != ChangeKind.SAME
        at += changed
        block = change.new or change.old
        found.append(
            ReadRow(
                node_id=change.node_id,
                number=numbers[change.node_id],
                kind=str(block.kind),
                tag=f"h{min(block.level + 2, 6)}" if block.kind == Kind.HEADING else "h3",
                html=_words(change, reading, html_before, html_after),
                at=at if changed else 0,
                word=str(CHANGE_WORDS[change.kind]) if changed and reading in (CHANGED, DIFFERENCES) else "",
                became=_became(change) if reading == DIFFERENCES else "",
                figure=figure(block.asset) if block.asset else "",
                alt=block.alt,
            )
        )
    return found


def _words(
    change: Change, reading: str, before: Mapping[str, SafeString], after: Mapping[str, SafeString]
) -> SafeString:
    if reading == ORIGINAL:
        return before.get(change.node_id, SafeString(""))
    differs = change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED) or change.old != change.new
    if reading == DIFFERENCES and differs:
        return redline_html(change.spans)
    return after.get(change.node_id, SafeString(""))


def changed_parts(rows: Sequence[ReadRow], told: Mapping[str, Any]) -> list[ChangedPart]:
    """The contents, with a link to every change."""
    blocks: dict[str, Line] = {line.node_id: line for line in [*told["before"], *told["after"]]}
    found: list[tuple[ReadRow | None, list]] = [(None, [])]
    for row in rows:
        if blocks[row.node_id].block.is_heading:
            found.append((row, []))
        if row.at:
            found[-1][1].append((row.at, row.number, row.node_id))
    return [_part(row, changes, blocks) for row, changes in found if row or changes]


def _part(row: ReadRow | None, changes: list, blocks: Mapping[str, Line]) -> ChangedPart:
    if row is None:
        return ChangedPart("", _("before the first heading"), 1, "", changes)
    block: Block = blocks[row.node_id].block
    return ChangedPart(row.number, to_plain(block.notation), max(block.level, 1), row.node_id, changes)
