"""What changed between two versions of a text: first by paragraph, then by word within a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape as escape_html
from itertools import groupby
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from rapidfuzz.distance import Indel

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.notation import LINK, Run, link_html, parse, runs
from raadzaal.texts.tables import table_plain

SAME, INSERTED, DELETED = "same", "ins", "del"

Marks = tuple[tuple[str, str], ...]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
# Above this many tokens on both sides together, word by word comparison costs too much memory.
_MOST_TOKENS = 20_000


class Span(NamedTuple):
    """Plain words with the marks (bold, a link) they stand under."""

    op: str
    text: str
    marks: Marks = ()


class ChangeKind(StrEnum):
    SAME = "same"
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """What happened to one node. A moved node may have been edited as well: then `old` and `new` differ."""

    kind: ChangeKind
    node_id: str
    old: Block | None
    new: Block | None
    spans: tuple[Span, ...]


Token = tuple[str, Marks]


def word_diff(old_notation: str, new_notation: str) -> list[Span]:
    """The shortest way from one text to the other in words; a word that only became bold counts as changed."""
    return _diff(_tokens(runs(parse(old_notation))), _tokens(runs(parse(new_notation))))


def redline_html(spans: Iterable[Span]) -> SafeString:
    """ins and del, with words for who does not see lines and colours."""
    stretches = groupby(spans, key=lambda span: span.op)
    parts = [_stretch_html(op, "".join(map(_words_html, stretch))) for op, stretch in stretches]
    return mark_safe("".join(parts))  # noqa: S308 -- every part is escaped or our own tag


Spans = Callable[[str, Block, Block], tuple["Span", ...]]


def compare(
    old: Sequence[tuple[str, Block]], new: Sequence[tuple[str, Block]], known: Spans | None = None
) -> list[Change]:
    """Every node of both versions, in the order of the new one; what was removed stands where it was.

    *known* tells what changed in a node, for who keeps that.
    """
    before, after = dict(old), dict(new)
    moved = _moved([node_id for node_id, _block in old], [node_id for node_id, _block in new])
    removed = _removed_after(old, after)
    changes = [_removal(node_id, before[node_id]) for node_id in removed.get(None, ())]
    for node_id, block in new:
        changes.append(_change(node_id, before.get(node_id), block, moved=node_id in moved, known=known))
        changes.extend(_removal(gone, before[gone]) for gone in removed.get(node_id, ()))
    return changes


def block_spans(old: Block | None, new: Block | None) -> tuple[Span, ...]:
    """The redline of a block with all that belongs to it: alternative text and footnotes too."""
    return tuple(_diff(_block_tokens(old), _block_tokens(new)))


def _diff(old: list[Token], new: list[Token]) -> list[Span]:
    if old == new:
        return _merged([(SAME, old)])
    if not old or not new or len(old) + len(new) > _MOST_TOKENS:
        return _merged([(DELETED, old), (INSERTED, new)])
    return _merged(_without_crumbs(_steps(old, new)))


def _steps(old: list[Token], new: list[Token]) -> list[tuple[str, list[Token]]]:
    steps: list[tuple[str, list[Token]]] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            steps.append((SAME, old[step.src_start : step.src_end]))
            continue
        steps.append((DELETED, old[step.src_start : step.src_end]))
        steps.append((INSERTED, new[step.dest_start : step.dest_end]))
    return [step for step in steps if step[1]]


def _without_crumbs(steps: list[tuple[str, list[Token]]]) -> list[tuple[str, list[Token]]]:
    """A space or comma left standing between two changes reads worse than one change over all of it."""
    result: list[tuple[str, list[Token]]] = []
    for same, group in groupby(_crumbs_marked(steps), key=lambda step: step[0] == SAME):
        stretch = list(group)
        if same:
            result.extend(stretch)
            continue
        for op in (DELETED, INSERTED):
            words = [token for kind, tokens in stretch if kind in (op, "both") for token in tokens]
            if words:
                result.append((op, words))
    return result


def _crumbs_marked(steps: list[tuple[str, list[Token]]]) -> list[tuple[str, list[Token]]]:
    last = len(steps) - 1
    return [
        ("both", tokens) if op == SAME and 0 < at < last and not _has_words(tokens) else (op, tokens)
        for at, (op, tokens) in enumerate(steps)
    ]


def _has_words(tokens: list[Token]) -> bool:
    return any("\n" in text or _WORD.match(text) for text, _marks in tokens)


def _merged(steps: Iterable[tuple[str, list[Token]]]) -> list[Span]:
    flat = [(op, marks, text) for op, tokens in steps for text, marks in tokens]
    return [
        Span(op, "".join(text for _op, _marks, text in group), marks)
        for (op, marks), group in groupby(flat, key=lambda item: item[:2])
    ]


def _tokens(stream: Iterable[Run]) -> list[Token]:
    return [(text, run.marks) for run in stream for text in _texts(run)]


def _texts(run: Run) -> list[str]:
    if run.op == "text":
        return _TOKEN.findall(run.value)
    return ["\n"] if run.op == "break" else [f"[{run.value}]"]


def _block_tokens(block: Block | None) -> list[Token]:
    if block is None:
        return []
    tokens: list[Token]
    if block.kind == Kind.TABLE:
        tokens = [(text, ()) for text in _TOKEN.findall(table_plain(block.notation))]
    else:
        tokens = _tokens(runs(parse(block.notation)))
    if block.alt:
        tokens += [(text, ()) for text in _TOKEN.findall(f"\n{block.alt}")]
    for key, note in block.notes:
        tokens += [("\n", ()), (f"[{key}]", ()), (" ", ()), *_tokens(runs(parse(note)))]
    return tokens


_TAGS = {"bold": "strong", "italic": "em", "super": "sup", "sub": "sub"}


def _words_html(span: Span) -> str:
    words = escape_html(span.text).replace("\n", "<br>")
    for kind, url in reversed(span.marks):
        words = _marked(kind, url, words)
    return words


def _stretch_html(op: str, words: str) -> str:
    if op == SAME:
        return words
    before, after = _spoken(op)
    return (
        f'<{op}><span class="visually-hidden">{escape_html(before)} </span>{words}'
        f'<span class="visually-hidden"> {escape_html(after)}</span></{op}>'
    )


def _marked(kind: str, url: str, words: str) -> str:
    if kind == LINK:
        return f"{link_html(url)}{words}</a>"
    return f"<{_TAGS[kind]}>{words}</{_TAGS[kind]}>"


def _spoken(op: str) -> tuple[str, str]:
    if op == INSERTED:
        return _("[added:"), _("end of addition]")
    return _("[deleted:"), _("end of deletion]")


def _change(node_id: str, old: Block | None, new: Block, *, moved: bool, known: Spans | None) -> Change:
    if old is None:
        kind = ChangeKind.ADDED
    elif moved:
        kind = ChangeKind.MOVED
    else:
        kind = ChangeKind.SAME if old == new else ChangeKind.EDITED
    spans = known(node_id, old, new) if known and old and old != new else block_spans(old, new)
    return Change(kind, node_id, old, new, spans)


def spans_shown(spans: Iterable[Span], labels: Mapping[str, str]) -> list[Span]:
    """References with the numbers of *labels*."""
    return [_shown(span, dict(span.marks).get(LINK, ""), labels) for span in spans]


def _shown(span: Span, url: str, labels: Mapping[str, str]) -> Span:
    return span._replace(text=labels.get(url[1:], span.text)) if url.startswith("@") else span


def _removal(node_id: str, block: Block) -> Change:
    return Change(ChangeKind.REMOVED, node_id, block, None, block_spans(block, None))


def _removed_after(old: Sequence[tuple[str, Block]], after: Mapping[str, Block]) -> dict[str | None, list[str]]:
    """Removed nodes under the nearest node before them that stayed, None for the start."""
    removed: dict[str | None, list[str]] = {}
    anchor = None
    for node_id, _block in old:
        if node_id in after:
            anchor = node_id
        else:
            removed.setdefault(anchor, []).append(node_id)
    return removed


def _moved(old_ids: Sequence[str], new_ids: Sequence[str]) -> set[str]:
    """The fewest nodes whose moving explains the new order: all but a longest increasing run of old places."""
    place = {node_id: at for at, node_id in enumerate(old_ids)}
    common = [node_id for node_id in new_ids if node_id in place]
    stayed = longest_increasing([place[node_id] for node_id in common])
    return {node_id for at, node_id in enumerate(common) if at not in stayed}


def longest_increasing(values: Sequence[int]) -> set[int]:
    """The positions of one longest increasing subsequence (patience sorting)."""
    tails: list[int] = []
    tail_at: list[int] = []
    previous: list[int] = []
    for at, value in enumerate(values):
        pile = bisect_left(tails, value)
        previous.append(tail_at[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [value]
        tail_at[pile : pile + 1] = [at]
    chosen, at = set(), tail_at[-1] if tail_at else -1
    while at >= 0:
        chosen.add(at)
        at = previous[at]
    return chosen
