"""A Word file that an organisation sent back, as reactions to the paragraphs of the text that went out.

The file must have passed `raadzaal.files.inspection.inspect_word`. Every word of it ends somewhere: it is as it was, it is a change
to a paragraph, a comment on one, or it stands in `unplaced` for a person to place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from raadzaal.files.zips import Archive, BadArchive
from raadzaal.texts.footnotes import join
from raadzaal.texts.lines import Line
from raadzaal.texts.redline import longest_increasing
from raadzaal.texts.references import worded
from raadzaal.texts.word.exported import Target, number_of
from raadzaal.texts.word.identity import Identity, mark_of, read_identity, same
from raadzaal.texts.word.inlines import DISSENT_STYLE, FRONT_STYLE, VARIANT_STYLE
from raadzaal.texts.word.items import Item, items_of
from raadzaal.texts.word.placing import Placed, place
from raadzaal.texts.word.renoted import typed_as
from raadzaal.texts.word.tracked import Hand, Returning, TooMuch
from raadzaal.texts.word.tracked_reader import read_returning
from raadzaal.texts.word_import import WordUnreadable

EDITED, SPLIT, MERGED, DELETED, ADDED = "edited", "split", "merged", "deleted", "added"

MANY_CHANGES = 1_000
_HALF = 0.5
_KEPT, _ENOUGH_WORDS = 0.3, 4
_MANY_REWRITTEN = 5
_FRAME_STYLES = frozenset(name.casefold() for name in ("Title", "Subtitle", FRONT_STYLE, DISSENT_STYLE, VARIANT_STYLE))

WARNINGS = {
    "other_dossier": _("This file was made for another dossier. Upload the file that was made for this round."),
    "other_round": _("This file was made for another round on this text. Check where each change lands."),
    "older_version": _(
        "This file has an older version of the draft. Where it changed since, look whether the reaction still applies."
    ),
    "other_organisation": _("This file was made for another organisation. Check that you have the right one."),
    "no_identity": _(
        "This file no longer says which draft it holds. Paragraphs were recognised by their words: check where each lands."
    ),
    "unlike": _("Hardly anything in this file is like the draft of this round. Check that you have the right one."),
    "rewritten": _(
        "%(count)s paragraphs hold wholly other words, as in a translation. Check whether you want to propose them."
    ),
    "many_changes": _(
        "This file holds %(count)s tracked changes by %(authors)s people. They were brought together by paragraph."
    ),
    "missing": _(
        "%(count)s paragraphs of the draft are not in this file. They are not taken as deleted: it may be a part."
    ),
    "pictures": _("%(count)s pictures stand in this file that were not in the draft. Pictures cannot be taken over."),
    "contents": _("A table of contents was left out: it is made anew."),
}


@dataclass(frozen=True)
class Warned:
    code: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return str(WARNINGS[self.code]) % self.params


@dataclass(frozen=True)
class NodeChange:
    """What is proposed for a node, in our notation; `proposed` is empty for a deletion.

    `kind` is edited, split, merged (the words of `others` stand in it now), deleted, or added (a new paragraph after `node_id`,
    at the start of the text where that is empty); empty when it was only moved. `moved` tells that it stands after `after` now.
    `stale`: the draft says something else by now than it did in this file.
    """

    kind: str
    node_id: str
    proposed: str = ""
    others: tuple[str, ...] = ()
    hands: tuple[Hand, ...] = ()
    moved: bool = False
    after: str = ""
    stale: bool = False


@dataclass(frozen=True)
class Comment:
    node_id: str
    author: str
    at: str
    words: str
    on: str = ""


@dataclass(frozen=True)
class Unplaced:
    """`why` is paragraph, comment, frame, header or note; `near` the node it stood after, as a guess."""

    why: str
    words: str
    near: str = ""
    author: str = ""
    at: str = ""


@dataclass(frozen=True)
class Returned:
    identity: Identity
    changes: tuple[NodeChange, ...]
    comments: tuple[Comment, ...]
    unplaced: tuple[Unplaced, ...]
    warnings: tuple[Warned, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON, without the fingerprints."""
        return {
            name: [asdict(each) for each in getattr(self, name)]
            for name in ("changes", "comments", "unplaced", "warnings")
        }


def read_returned(
    path: Path,
    lines: Sequence[Line],
    *,
    expected: Identity | None = None,
    frame: Iterable[str] = (),
    language: str = "nl",
) -> Returned:
    """*expected* is what the file should say of itself, *frame* the lines of our own around the text (`word_reply.frame_of`).

    Raises WordUnreadable.
    """
    with override(language):
        targets = [
            Target(line.node_id, worded(line.block), number_of(line.block, line.number, line.label)) for line in lines
        ]
    try:
        with Archive(path) as archive:
            identity = read_identity(archive)
            read = read_returning(archive, {mark_of(target.node_id) for target in targets})
    except TooMuch as problem:
        raise WordUnreadable(problem.code, **problem.params) from problem
    except (BadArchive, ExpatError, ValueError) as failure:
        raise WordUnreadable("unreadable") from failure
    items = items_of(read)
    if not any(item.plain or item.was for item in items):
        raise WordUnreadable("no_text")
    return _Reading(targets, items, read, identity, expected or identity, set(map(same, frame))).told()


class _Reading:
    def __init__(
        self,
        targets: list[Target],
        items: list[Item],
        read: Returning,
        identity: Identity,
        expected: Identity,
        frame: set[str],
    ) -> None:
        self.targets, self.read, self.identity, self.expected = targets, read, identity, expected
        self.unplaced: list[Unplaced] = []
        self.warnings: list[Warned] = []
        self.frame = frame
        self.items = self._without_frame(items)
        _drop_numbers(self.items, targets)
        self.placed: Placed = place(targets, self.items)
        self.item_of = self.placed.item_of()
        self.seen = {name for item in items for name in item.covers}

    def told(self) -> Returned:
        changes = [*self._of_targets(), *self._added()]
        comments = self._comments()
        self._around()
        self._warn(changes)
        order = {target.node_id: at for at, target in enumerate(self.targets)}
        changes.sort(key=lambda change: (order.get(change.node_id, -1), change.kind == ADDED))
        return Returned(self.identity, tuple(changes), tuple(comments), tuple(self.unplaced), tuple(self.warnings))

    def _without_frame(self, items: list[Item]) -> list[Item]:
        """Our own lines around the text are no part of it; changed ones are told."""
        kept = []
        for item in items:
            style = item.style.casefold()
            if style.startswith(("toc ", "inhopg")):
                self.warnings += [] if any(each.code == "contents" for each in self.warnings) else [Warned("contents")]
            elif item.covers or item.is_table or not (style in _FRAME_STYLES or item.plain in self.frame):
                kept.append(item)
            elif item.plain and self.frame and item.plain not in self.frame:
                self.unplaced.append(_unplaced("frame", item))
        return kept

    @property
    def is_whole(self) -> bool:
        """Whether a paragraph that is not there may be taken as one that was taken out."""
        known = sum(mark_of(target.node_id) in self.seen for target in self.targets)
        return known >= _HALF * len(self.targets) and self._found >= _HALF * len(self.targets)

    @property
    def _found(self) -> int:
        return len(self.placed.of) + len(self.placed.into)

    def _of_targets(self) -> Iterable[NodeChange]:
        moved = self._moved()
        merged: dict[int, list[int]] = {}
        for one, into in self.placed.into.items():
            merged.setdefault(into, []).append(one)
        taken_out = self._taken_out()
        for at, target in enumerate(self.targets):
            if at in self.placed.of:
                yield from self._change(at, target, merged.get(at, []), at in moved)
            elif at in self.placed.into:
                yield NodeChange(DELETED, target.node_id, others=(self.targets[self.placed.into[at]].node_id,))
            elif target.plain and (at in taken_out or self.is_whole):
                yield NodeChange(DELETED, target.node_id, hands=tuple(taken_out.get(at, ())))

    def _change(self, at: int, target: Target, merged: list[int], is_moved: bool) -> Iterable[NodeChange]:
        own = [self.items[item] for item in self.placed.of[at]]
        typed = "\n\n".join(typed_as(item, target if number == 0 else None) for number, item in enumerate(own))
        was = typed_as_sent(target)
        hands = tuple(dict.fromkeys(hand for item in own for hand in item.hands))
        kind = MERGED if merged else SPLIT if len(own) > 1 else EDITED
        if kind == EDITED and (_same_notation(typed, was) or self._as_it_went_out(target, own)):
            kind = ""
        if kind or is_moved:
            yield NodeChange(
                kind,
                target.node_id,
                typed if kind else "",
                tuple(self.targets[each].node_id for each in merged),
                hands,
                moved=is_moved,
                after=self._before(self.placed.of[at][0]) if is_moved else "",
                stale=self._is_stale(target),
            )

    def _as_it_went_out(self, target: Target, own: list[Item]) -> bool:
        """In a file of an older version: nobody touched it, whatever the draft says by now."""
        return len(own) == 1 and self._is_stale(target) and own[0].key == self.identity.hashes[target.node_id]

    def _is_stale(self, target: Target) -> bool:
        return self.identity.hashes.get(target.node_id, target.key) != target.key

    def _before(self, item: int) -> str:
        """The node that stands before this item now."""
        found = next((self.item_of[at] for at in range(item - 1, -1, -1) if at in self.item_of), None)
        return "" if found is None else self.targets[found].node_id

    def _moved(self) -> set[int]:
        there = sorted(self.placed.of, key=lambda target: self.placed.of[target][0])
        stayed = longest_increasing(there)
        return {target for at, target in enumerate(there) if at not in stayed}

    def _taken_out(self) -> dict[int, list[Hand]]:
        """The targets whose words stand in the file as deleted, all of them."""
        gone: dict[int, list[Hand]] = {}
        by_mark = {mark_of(target.node_id): at for at, target in enumerate(self.targets)}
        by_words = {target.plain: at for at, target in enumerate(self.targets)}
        for item in self.items:
            if item.plain or not item.was:
                continue
            for at in {by_mark[name] for name in item.covers if name in by_mark} | {by_words.get(item.was, -1)}:
                gone.setdefault(at, []).extend(item.hands)
        return gone

    def _added(self) -> Iterable[NodeChange]:
        for at, item in enumerate(self.items):
            if at in self.item_of or not item.plain:
                continue
            near = self._before(at)
            if self.is_whole:
                yield NodeChange(ADDED, near, typed_as(item, None), hands=tuple(item.hands))
            else:
                self.unplaced.append(_unplaced("paragraph", item, near))

    def _comments(self) -> list[Comment]:
        found, told = [], set()
        for at, item in enumerate(self.items):
            target = self.item_of.get(at)
            node = self.targets[target].node_id if target is not None else self._before(at)
            for key in item.comments:
                told.add(key)
                comment = self.read.comments[key]
                if target is not None:
                    found.append(Comment(node, comment.author, comment.at, comment.words, comment.on.strip()))
                else:
                    self._loose_comment(key, node)
        for key in self.read.comments:
            if key not in told:
                self._loose_comment(key, "")
        return [each for each in found if each.words]

    def _loose_comment(self, key: str, near: str) -> None:
        comment = self.read.comments[key]
        words = f"“{comment.on.strip()}”: {comment.words}" if comment.on.strip() else comment.words
        if comment.words:
            self.unplaced.append(Unplaced("comment", words, near, comment.author, comment.at))

    def _around(self) -> None:
        """Words in heads and feet of the page that we did not put there, and notes that nothing refers to."""
        for line in self.read.around:
            if not any(word and word in same(line) for word in self.frame):
                self.unplaced.append(Unplaced("header", line))

    def _warn(self, changes: list[NodeChange]) -> None:
        told = self.warnings
        told += self._about_identity()
        if self.read.changes >= MANY_CHANGES:
            authors = len({hand.author for hand in self.read.hands})
            told.append(Warned("many_changes", {"count": self.read.changes, "authors": authors}))
        with_words = [target for target in self.targets if target.plain]
        known = self.placed.of.keys() | self.placed.into.keys()
        missing = sum(bool(each.plain) and at not in known for at, each in enumerate(self.targets))
        if missing and not self.is_whole:
            told.append(Warned("missing", {"count": missing}))
        if with_words and self._found * 5 < len(with_words):
            told.append(Warned("unlike"))
        rewritten = sum(self._is_rewritten(at) for at in self.placed.of)
        if rewritten >= _MANY_REWRITTEN:
            told.append(Warned("rewritten", {"count": rewritten}))
        pictures = sum(item.pictures for item in self.items) - sum(bool(target.block.asset) for target in self.targets)
        if pictures > 0:
            told.append(Warned("pictures", {"count": pictures}))

    def _about_identity(self) -> list[Warned]:
        said, wanted = self.identity, self.expected
        if not said:
            return [Warned("no_identity")]
        if said.work != wanted.work:
            return [Warned("other_dossier")]
        found = [Warned("older_version")] if said.milestone != wanted.milestone else []
        if said.round != wanted.round and not found:
            found.append(Warned("other_round"))
        return found + ([Warned("other_organisation")] if said.organisation != wanted.organisation else [])

    def _is_rewritten(self, at: int) -> bool:
        """Whether hardly a word of it is left, whatever else it says now."""
        said = Counter(word for item in self.placed.of[at] for word in self.items[item].plain.casefold().split())
        was = Counter(self.targets[at].plain.casefold().split())
        return was.total() >= _ENOUGH_WORDS and (was & said).total() < _KEPT * was.total()


def typed_as_sent(target: Target) -> str:
    return join(target.notation, target.block.notes)


def _same_notation(one: str, other: str) -> bool:
    return same(one) == same(other)


def _unplaced(why: str, item: Item, near: str = "") -> Unplaced:
    hand = item.hands[0] if item.hands else Hand("", "")
    return Unplaced(why, item.typed(), near, hand.author, hand.at)


def _drop_numbers(items: list[Item], targets: list[Target]) -> None:
    """Programs that lose our styles leave the number as words before the words."""
    by_mark = {mark_of(target.node_id): target for target in targets}
    by_numbered = {same(f"{target.number} {target.plain}"): target for target in targets if target.plain}
    for item in items:
        target = next((by_mark[name] for name in item.covers if name in by_mark), None) or by_numbered.get(item.plain)
        if target and item.plain.startswith(target.number + " ") and not target.plain.startswith(target.number + " "):
            item.without_start(target.number)
