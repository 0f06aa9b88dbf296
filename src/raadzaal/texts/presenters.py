"""What the templates of this room are given. The contexts are plain values; where things live is told by ``Addresses``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.document import view_note
from raadzaal.texts.lines import Extra, Line, html_of, notes_of, numbers_of, prefix
from raadzaal.texts.models import Milestone, Revision, Work
from raadzaal.texts.notation import escape, note_anchor, to_plain
from raadzaal.texts.outline import number
from raadzaal.texts.queries import CURRENT, Version, lines_of, milestones
from raadzaal.texts.redline import block_spans, redline_html, spans_shown
from raadzaal.ui.shapes import GroupSupport, NavItem

_PLACE_WORDS = 50

Marks = Mapping[int, Sequence[GroupSupport]]
Links = Callable[[Line], Sequence[NavItem]]


class Addresses(Protocol):
    """Where the pages of one text are. Nodes go by their public id, versions by ``queries.version``'s keys."""

    def text(self) -> str: ...
    def edit(self, node_id: str) -> str: ...
    def autosave(self, node_id: str) -> str: ...
    def add(self, after: str) -> str: ...  # "" is in front of everything
    def move(self, node_id: str) -> str: ...
    def remove(self, node_id: str) -> str: ...
    def history(self, node_id: str) -> str: ...
    def restore(self, node_id: str) -> str: ...
    def compare(self, old: str = "", new: str = "") -> str: ...
    def upload(self) -> str: ...
    def preview(self, preview_id: str) -> str: ...
    def figure(self, sha256: str) -> str: ...
    def merge(self, node_id: str) -> str: ...
    def presence(self, node_id: str) -> str: ...
    def undo(self) -> str: ...
    def alterations(self) -> str: ...
    def go_back(self, milestone: str) -> str: ...
    def replace(self) -> str: ...
    def style(self) -> str: ...
    def suggestions(self) -> str: ...


@dataclass(frozen=True)
class Dissent:
    """A view that is not everybody's: who holds it, in the words of the profile, what it says, and who they are by group.

    Who they are stands in a footnote, once the view has its place in a text: its ``number``, where it stands, and what leads back.
    """

    holders: str
    text: str
    label: str = ""
    composition: str = ""
    number: int = 0
    note: str = ""
    back: str = ""


@dataclass(frozen=True)
class Alternative:
    """Other words that a paragraph may yet get, and what they change in its own, which are A."""

    letter: str
    html: SafeString
    redline: SafeString
    is_table: bool = False


@dataclass(frozen=True)
class Row:
    """A line as it is shown. ``tag`` is the heading's element; ``start`` the place of an item in its numbered list."""

    line: Line
    html: SafeString | str
    tag: str = ""
    start: int = 1
    figure: str = ""
    marks: Sequence[GroupSupport] = ()
    dissents: Sequence[Dissent] = ()
    alternatives: Sequence[Alternative] = ()
    edit: str = ""
    add: str = ""
    move: str = ""
    drafted: bool = False
    writers: Sequence[str] = ()
    hints: Sequence[Any] = ()
    suggestions: int = 0
    links: Sequence[NavItem] = ()

    @property
    def kind(self) -> str:
        return str(self.line.block.kind)

    @property
    def cited(self) -> str:
        return cited(self.line)


@dataclass(frozen=True)
class ContentsItem:
    number: str
    words: str
    depth: int
    anchor: str
    node_id: str = ""
    paragraphs: Sequence[Line] = ()


@dataclass
class _ListCounter:
    """Where an item of a numbered list stands: a list runs on over deeper ones and ends at anything else."""

    counts: dict[int, int] = field(default_factory=dict)

    def place(self, line: Line) -> int:
        block = line.block
        if block.kind != Kind.LIST_ITEM:
            self.counts = {}
            return 1
        self.counts = {level: count for level, count in self.counts.items() if level <= block.level}
        self.counts[block.level] = self.counts.get(block.level, 0) + 1
        return self.counts[block.level]


def rows(
    lines: Sequence[Line],
    *,
    figure: Callable[[str], str],
    marks: Marks | None = None,
    dissents: Mapping[int, Sequence[Dissent]] | None = None,
    alternatives: Mapping[int, Sequence[Alternative]] | None = None,
    links: Links | None = None,
) -> list[Row]:
    """``marks``, ``dissents`` and ``alternatives`` go by the node's primary key; ``links`` are what upper rooms offer at a line."""
    html = html_of(lines) if any(not line.html for line in lines) else {}
    counter = _ListCounter()
    return [
        Row(
            line=line,
            html=html.get(line.node_id) or SafeString(line.html),
            tag=f"h{min(line.block.level + 1, 6)}" if line.block.kind == Kind.HEADING else "h2",
            start=counter.place(line),
            figure=figure(line.block.asset) if line.block.asset else "",
            marks=(marks or {}).get(line.node, ()),
            dissents=(dissents or {}).get(line.node, ()),
            alternatives=(alternatives or {}).get(line.node, ()),
            links=links(line) if links else (),
        )
        for line in lines
    ]


def contents(lines: Iterable[Line]) -> list[ContentsItem]:
    """The headings, each with what stands right under it."""
    found: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.block.is_heading:
            found.append((line, []))
        elif found:
            found[-1][1].append(line)
    return [
        ContentsItem(
            number=line.number,
            words=to_plain(line.block.notation),
            depth=max(line.block.level, 1),
            anchor=f"p-{line.node_id}",
            node_id=line.node_id,
            paragraphs=under,
        )
        for line, under in found
    ]


def reading(
    version: Version,
    *,
    figure: Callable[[str], str],
    marks: Marks | None = None,
    dissents: Mapping[int, Sequence[Dissent]] | None = None,
    general_dissents: Sequence[Dissent] = (),
    alternatives: Mapping[int, Sequence[Alternative]] | None = None,
    links: Links | None = None,
    url: str = "",
) -> dict[str, Any]:
    """For ``texts/read.html``, as ``text``. ``url`` is the permanent address of this version, for copying a paragraph's."""
    lines = lines_of(version)
    extra = _compositions(lines, dissents or {}, general_dissents)
    if extra:
        html = html_of(lines, extra)
        lines = [replace(line, html=html[line.node_id]) for line in lines]
        numbers, ids = numbers_of(lines, extra), {line.node: line.node_id for line in lines}
        dissents = {node: _noted(each, ids[node], numbers) for node, each in (dissents or {}).items() if node in ids}
        general_dissents = _noted(general_dissents, "", numbers)
    work = version if isinstance(version, Work) else version.work
    return {
        "rows": rows(lines, figure=figure, marks=marks, dissents=dissents, alternatives=alternatives, links=links),
        "contents": contents(lines),
        "notes": notes_of(lines, extra),
        "dissents": general_dissents,
        "language": work.language,
        "url": url,
    }


def _compositions(
    lines: Sequence[Line], dissents: Mapping[int, Sequence[Dissent]], general: Sequence[Dissent]
) -> Extra:
    by_node = {line.node_id: dissents[line.node] for line in lines if line.node in dissents} | {"": general}
    told = {node_id: _footnotes(views) for node_id, views in by_node.items()}
    return {node_id: notes for node_id, notes in told.items() if notes}


def _footnotes(views: Sequence[Dissent]) -> list[tuple[str, str]]:
    return [(view_note(at), escape(each.composition)) for at, each in enumerate(views, start=1) if each.composition]


def _noted(views: Sequence[Dissent], node_id: str, numbers: Mapping[tuple[str, str], int]) -> list[Dissent]:
    return [
        replace(
            each,
            number=numbers[node_id, view_note(at)],
            note=note_anchor(prefix(node_id), view_note(at)),
            back=note_anchor(prefix(node_id), view_note(at), back=True),
        )
        if each.composition
        else each
        for at, each in enumerate(views, start=1)
    ]


def version_label(version: Version) -> str:
    if isinstance(version, Work):
        return _("the text as it is now")
    return f"{version.get_key_display()} ({version.number})"


def version_choices(work: Work) -> list[tuple[str, str]]:
    """The newest first."""
    kept = [(str(milestone.number), version_label(milestone)) for milestone in reversed(milestones(work))]
    return [(CURRENT, version_label(work)), *kept]


def key_of(version: Version) -> str:
    return str(version.number) if isinstance(version, Milestone) else CURRENT


KIND_WORDS = {
    Kind.HEADING: gettext_lazy("heading"),
    Kind.PARAGRAPH: gettext_lazy("paragraph"),
    Kind.LIST_ITEM: gettext_lazy("item of a list"),
    Kind.TABLE: gettext_lazy("table"),
    Kind.FIGURE: gettext_lazy("figure"),
    Kind.QUOTE: gettext_lazy("quotation"),
    Kind.RECOMMENDATION: gettext_lazy("recommendation"),
    Kind.BOX: gettext_lazy("box"),
    Kind.ANNEX_HEADING: gettext_lazy("heading of an annex"),
}


# -- history -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PastRow:
    """A revision with what it changed in the one before it."""

    number: int
    author: str
    at: datetime
    reason: str
    word: str
    html: SafeString
    current: bool
    can_return: bool


def past(revisions: Sequence[Revision], labels: Mapping[str, str]) -> list[PastRow]:
    """Of revisions with the newest first; references show the numbers of *labels*."""
    older = [*revisions[1:], None]
    return [
        PastRow(
            number=revision.number,
            author=revision.author_name,
            at=revision.made_at,
            reason=revision.reason,
            word=_what_happened(revision, before),
            html=redline_html(spans_shown(_spans(before, revision), labels)),
            current=revision.superseded_at is None,
            can_return=not revision.removed and revision.superseded_at is not None,
        )
        for revision, before in zip(revisions, older, strict=True)
    ]


def _spans(before: Revision | None, revision: Revision):
    old = None if before is None or before.removed else before.block
    return block_spans(old, None if revision.removed else revision.block)


def _what_happened(revision: Revision, before: Revision | None) -> str:
    if before is None:
        return _("new")
    if revision.removed != before.removed:
        return _("taken out") if revision.removed else _("put back")
    if revision.block != before.block:
        return _("edited")
    return _("moved")


def cited(line: Line) -> str:
    """How one speaks of it: paragraph 34, heading 2.1, R3, Table 2."""
    if line.label != line.number:
        return line.label
    words = _("heading %(number)s") if line.block.is_heading else _("paragraph %(number)s")
    return words % {"number": line.number}


def address_of(lines: Iterable[Line], node_id: str) -> str:
    """How one speaks of the paragraph now; empty when it was taken out."""
    return next((cited(line) for line in lines if line.node_id == node_id), "")


@dataclass(frozen=True)
class Place:
    """A paragraph in a list to choose from."""

    key: str
    label: str
    words: str
    short: str = ""


def places(lines: Iterable[Line], *, without: str) -> list[Place]:
    return [
        Place(line.node_id, cited(line), Truncator(to_plain(line.block.notation)).chars(_PLACE_WORDS), line.label)
        for line in lines
        if line.node_id != without
    ]


def preview_addresses(blocks: Mapping[int, Block]) -> dict[int, str]:
    """How the paragraphs of a preview would be cited, by place."""
    found = number([(str(at), block) for at, block in blocks.items()])
    return {int(at): address.label for at, address in found.items()}
