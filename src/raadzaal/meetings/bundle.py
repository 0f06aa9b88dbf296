"""All papers of a meeting that a reader may have, as one PDF with contents, in the order of the agenda."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.files import sniffing, store
from raadzaal.meetings import presenting
from raadzaal.meetings.models import Meeting, Paper
from raadzaal.meetings.pdf_tags import Tags
from raadzaal.meetings.queries import attendance, meeting_day
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.document import Document, numbered
from raadzaal.texts.notation import escape
from raadzaal.texts.pdf import render_pdf
from raadzaal.texts.word_import import read_word

CLAIMS = ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance", "pdfaid:rev")
LARGEST = 300 * 1024 * 1024
"""Bytes of all papers together that are bound in one."""


class TooMuch(ValueError):
    """The papers are too large to be bound in one."""


@dataclass(frozen=True)
class Bound:
    """A paper as it is bound: under which heading, and its pages as a PDF of its own."""

    heading: str
    pdf: pikepdf.Pdf


def bundle(meeting: Meeting, actor: Actor) -> bytes:
    """Raises TooMuch. Word files are set anew; what a PDF says of its own parts (its tags) stays as it is."""
    bound = list(_bound(meeting, actor))
    front = _front(meeting, bound, first=1)
    front = _front(meeting, bound, first=len(front.pages) + 1)
    tags = Tags(front)
    begins = []
    for each in bound:
        begins.append(len(front.pages))
        tags.append(each.pdf)
    tags.finish()
    _outline(front, bound, begins)
    return _written(front, presenting.title(meeting))


def _bound(meeting: Meeting, actor: Actor) -> Iterator[Bound]:
    rows = presenting.agenda(meeting, attendance(meeting), actor)
    papers = [(row, paper) for row in rows for paper in row.papers]
    if sum(paper.file.size for _row, paper in papers) > LARGEST:
        raise TooMuch
    for row, paper in papers:
        yield Bound(f"{row.number} {row.item.label}: {paper.title}", _pages(paper, meeting))


def _pages(paper: Paper, meeting: Meeting) -> pikepdf.Pdf:
    if paper.file.media_type == sniffing.PDF:
        return pikepdf.open(store.path(paper.file.sha256))
    with TemporaryDirectory(prefix="raadzaal-bundle-") as folder:
        read = read_word(store.path(paper.file.sha256), media_dir=Path(folder))
    return _set(paper.title, meeting, list(read.blocks))


def _set(title: str, meeting: Meeting, blocks: list[Block]) -> pikepdf.Pdf:
    nodes = numbered((str(at), block) for at, block in enumerate(blocks))
    return pikepdf.open(BytesIO(render_pdf(Document(title=title, on=meeting_day(meeting), nodes=nodes))))


def _front(meeting: Meeting, bound: list[Bound], *, first: int) -> pikepdf.Pdf:
    """The contents; *first* is the page on which the first paper begins."""
    lines, page = [], first
    for each in bound:
        words = _("%(heading)s, page %(page)d") % {"heading": each.heading, "page": page}
        lines.append(Block(Kind.LIST_ITEM, 1, escape(words)))
        page += len(each.pdf.pages)
    if not lines:
        lines = [Block(Kind.PARAGRAPH, 0, escape(_("There are no papers with this meeting.")))]
    heading = Block(Kind.HEADING, 1, escape(_("Contents")))
    return _set(_("Papers of %(title)s") % {"title": presenting.title(meeting)}, meeting, [heading, *lines])


def _outline(made: pikepdf.Pdf, bound: list[Bound], begins: list[int]) -> None:
    with made.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem(_("Contents"), 0))
        outline.root.extend(pikepdf.OutlineItem(each.heading, begin) for each, begin in zip(bound, begins, strict=True))


def _written(made: pikepdf.Pdf, title: str) -> bytes:
    """What papers from outside are not known to fulfil, the whole does not claim."""
    with made.open_metadata(set_pikepdf_as_editor=False) as about:
        for claim in CLAIMS:
            if claim in about:
                del about[claim]
        about["dc:title"] = _("Papers of %(title)s") % {"title": title}
    target = BytesIO()
    made.save(target, deterministic_id=True)
    return target.getvalue()
