"""A Word document as blocks, with remarks on everything that could not be taken as it was.

The file must have passed `raadzaal.files.inspection.inspect_word`. Nothing is guessed for good: the preview shows
what was made of each paragraph, and what the secretary corrects there counts (`raadzaal.texts.corrections`).

Word's own mark of language is not taken over: it follows the keyboard of whoever typed, and is wrong too often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext_lazy as _

from raadzaal.files.zips import Archive, BadArchive
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.notation import Piece, to_plain
from raadzaal.texts.tables import table_plain
from raadzaal.texts.word.inlines import Gathered
from raadzaal.texts.word.pandoc import PandocFailed, word_tree
from raadzaal.texts.word.pictures import Pictures
from raadzaal.texts.word.remarks import Remark
from raadzaal.texts.word.source import Source, read_source
from raadzaal.texts.word.walker import SourceHint, Walker
from raadzaal.ui.cleaning import clean, clean_line

MOST_BLOCKS = 10_000
_MOST_MISSING = 50
_WORD = re.compile(r"\w+")

MESSAGES = {
    "unreadable": _("This document could not be read. Open it in Word, save it anew and upload that."),
    "took_too_long": _("Reading this document took too long. Split it up."),
    "too_large": _("This document is too large to read at once. Split it up."),
    "too_many_blocks": _("This document has more than %(limit)s paragraphs. Split it up."),
    "too_many_comments": _("This document has more than %(limit)s comments or notes. Split it up."),
    "no_text": _("There is no text in this document."),
}


class WordUnreadable(Exception):
    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code, params)

    @property
    def message(self) -> str:
        return str(MESSAGES[self.code]) % self.params


@dataclass(frozen=True)
class Imported:
    """`hints` has one for each block; `assets` are the pictures in the media folder, by SHA-256."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    hints: tuple[SourceHint, ...]
    warnings: tuple[Remark, ...]
    assets: Mapping[str, Path]


def read_word(path: Path, *, media_dir: Path, language: str = "nl", accept: bool = True) -> Imported:
    """Effects: pictures are written into `media_dir` under their SHA-256. Raises WordUnreadable.

    *accept*: tracked changes are taken as accepted; else as if they had not been made, to be suggestions beside the text.
    """
    try:
        with Archive(path) as archive:
            return _read(path, archive, Path(media_dir), language, accept)
    except PandocFailed as failure:
        raise WordUnreadable(failure.code) from failure
    except (BadArchive, ExpatError, RecursionError) as failure:
        raise WordUnreadable("unreadable") from failure


def _read(path: Path, archive: Archive, media_dir: Path, language: str, accept: bool) -> Imported:
    source = read_source(archive, accept=accept)
    tree = word_tree(path, accept=accept)
    pictures = Pictures(archive, media_dir)
    walker = Walker(source, pictures, language)
    title, subtitle = _front(tree["meta"], walker)
    walker.walk(tree["blocks"])
    if not walker.blocks:
        raise WordUnreadable("no_text")
    if len(walker.blocks) > MOST_BLOCKS:
        raise WordUnreadable("too_many_blocks", limit=MOST_BLOCKS)
    warnings = [*_about_the_whole(source, walker, accept), *walker.remarks, *_missing(source, walker, title, subtitle)]
    return Imported(title, subtitle, tuple(walker.blocks), tuple(walker.hints), tuple(warnings), pictures.assets)


def _front(meta: Mapping[str, Any], walker: Walker) -> tuple[str, str]:
    """Title and subtitle; whatever else stands before the text becomes its first paragraphs."""
    lines = {key: list(_meta_lines(value, walker)) for key, value in meta.items()}
    title = clean_line(" ".join(line.plain for line in lines.pop("title", [])))[:500]
    subtitle = clean_line(" ".join(line.plain for line in lines.pop("subtitle", [])))[:500]
    if title:
        walker.remark("title", about=None, title=title)
    for line in (line for group in lines.values() for line in group):
        walker.walk([{"t": "Para", "c": [{"t": "Str", "c": line.plain}]}] if line.plain.strip() else [])
    return title, subtitle


def _meta_lines(value: Mapping[str, Any], walker: Walker) -> Iterable[Gathered]:
    tag, content = value["t"], value["c"]
    if tag == "MetaInlines":
        yield walker.gatherer.gather(content)
    elif tag == "MetaBlocks":
        yield walker.gatherer.note_words(content)
    elif tag == "MetaString":
        yield Gathered([Piece("text", content)])
    elif tag == "MetaList":
        for each in content:
            yield from _meta_lines(each, walker)


_COUNTED = {"Underline": "underline", "Strikeout": "strikeout", "Reference": "cross_reference"}


def _about_the_whole(source: Source, walker: Walker, accept: bool) -> list[Remark]:
    ending = "" if accept else "_suggested"
    counts = {
        f"tracked_changes{ending}": source.counts["changes"],
        f"comments{ending}": source.counts["comments"],
        "drawing": source.counts["drawings"],
        "raised": source.counts["raised"],
        **{code: walker.gatherer.counts[tag] for tag, code in _COUNTED.items()},
    }
    remarks = [Remark(code, {"count": count}) for code, count in counts.items() if count]
    if source.hidden:
        remarks.append(Remark("hidden_text", {"words": " ".join(source.hidden)[:200]}))
    return remarks + ([Remark("headers_footers")] if source.counts["headers_footers"] else [])


def _missing(source: Source, walker: Walker, *titles: str) -> list[Remark]:
    """Every paragraph of the document must be found back, word for word; the first fifty that are not are told."""
    taken: Counter[str] = Counter()
    for words in (*titles, *walker.dealt_with, *map(_all_words, walker.blocks)):
        taken.update(_WORD.findall(words))
    remarks: list[Remark] = []
    for at, paragraph in enumerate(source.paragraphs, start=1):
        wanted = Counter(_WORD.findall(clean(paragraph.words, 10**9)))
        lost = wanted - taken
        taken -= wanted
        if lost and len(remarks) < _MOST_MISSING:
            remarks.append(Remark("text_missing", {"words": " ".join(lost)[:200], "paragraph": at}))
    return remarks


def _all_words(block: Block) -> str:
    own = table_plain(block.notation) if block.kind == Kind.TABLE else to_plain(block.notation)
    return "\n".join([own, *(to_plain(note) for _key, note in block.notes)])
