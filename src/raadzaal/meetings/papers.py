"""A paper comes in: looked at before it is kept. Raises Refused beside ``file``."""

from pathlib import Path
from typing import BinaryIO, Protocol

import pikepdf
from django.utils.translation import gettext_lazy as _

from raadzaal.files import inspection, sniffing, store
from raadzaal.files.models import StoredFile
from raadzaal.procedure.refusals import Refused


class Uploaded(Protocol):
    name: str
    size: int
    file: BinaryIO


def taken(uploaded: Uploaded) -> StoredFile:
    """PDF or Word, without anything in it that acts by itself."""
    try:
        with store.quarantine(uploaded.file, limit=inspection.LARGEST_UPLOAD) as held:
            media_type = sniffing.sniff(held)
            _check(held, media_type)
            with held.open("rb") as content:
                return store.put(content, media_type=media_type)
    except store.TooLarge as problem:
        raise Refused(
            _("This file is too large: at most %(limit)s megabytes."),
            code="too_large",
            field="file",
            limit=problem.limit // 1024**2,
        ) from problem


def _check(held: Path, media_type: str) -> None:
    if media_type == sniffing.PDF:
        _check_pdf(held)
    elif media_type != sniffing.DOCX:
        raise Refused(_("A paper is a PDF or a Word file."), code="not_a_paper", field="file")
    elif not (verdict := inspection.inspect_word(held)).ok:
        raise Refused(verdict.message, code=verdict.code, field="file")


def _check_pdf(held: Path) -> None:
    try:
        with pikepdf.open(held) as document:
            parts = len(document.objects)
            acts = parts <= MOST_OBJECTS and any(_acts(each) for each in document.objects)
    except (pikepdf.PdfError, pikepdf.PasswordError) as problem:
        raise Refused(_("This PDF cannot be read."), code="unreadable", field="file") from problem
    if parts > MOST_OBJECTS:
        raise Refused(_("This PDF has too many parts. Save it in a simpler form."), code="too_many", field="file")
    if acts or _goes_on(held):
        raise Refused(_("This PDF holds a script or another file. Save it without."), code="active", field="file")


MOST_OBJECTS = 100_000
DEEPEST = 20
ACTING = {"/JS", "/JavaScript", "/AA", "/XFA", "/EF", "/EmbeddedFiles"}
ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/GoToE", "/GoToR"}


def _acts(found: object, depth: int = 0) -> bool:
    """Whether it does something by itself, or holds a file; what it only refers to is looked at in its own turn."""
    if depth > DEEPEST:
        return True
    if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        items = dict(found.items())
        if ACTING & items.keys() or (isinstance(items.get("/S"), pikepdf.Name) and str(items["/S"]) in ACTIONS):
            return True
        return any(_acts(each, depth + 1) for each in items.values() if _stands_here(each))
    if isinstance(found, pikepdf.Array):
        return any(_acts(each, depth + 1) for each in found if _stands_here(each))
    return False


def _stands_here(found: object) -> bool:
    holds_more = isinstance(found, (pikepdf.Dictionary, pikepdf.Array))
    return holds_more and not found.is_indirect


def _goes_on(held: Path) -> bool:
    """Whether something follows the end of the PDF: an archive there would be opened by other programs."""
    with held.open("rb") as content:
        content.seek(max(0, held.stat().st_size - 2048))
        end = content.read()
    return bool(end.rpartition(b"%%EOF")[2].strip(b"\r\n\t \0"))
