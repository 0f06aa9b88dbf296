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
            root = document.Root
            names = root.get("/Names", pikepdf.Dictionary())
            acts = "/JavaScript" in names or "/EmbeddedFiles" in names or "/OpenAction" in root and _runs(root)
    except (pikepdf.PdfError, pikepdf.PasswordError) as problem:
        raise Refused(_("This PDF cannot be read."), code="unreadable", field="file") from problem
    if acts or "/AA" in root:
        raise Refused(_("This PDF holds a script or another file. Save it without."), code="active", field="file")


def _runs(root: pikepdf.Dictionary) -> bool:
    """An opening action may show a page; nothing else."""
    action = root.get("/OpenAction")
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "/GoTo")) != "/GoTo"
