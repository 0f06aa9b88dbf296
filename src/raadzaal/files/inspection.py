"""Whether an uploaded file may come in. Nothing is decoded, run or fetched to find out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raadzaal.files import images, sniffing
from raadzaal.files.images import is_bearable, pixel_size
from raadzaal.files.sniffing import sniff
from raadzaal.files.zips import Archive, BadArchive

LARGEST_UPLOAD = 50 * 1024 * 1024
# Reading a document into paragraphs takes some thirty times the size of its XML.
MOST_XML = 40 * 1024 * 1024
LARGEST_SMALL_PART = 4 * 1024 * 1024

MESSAGES = {
    "empty": gettext_lazy("This file is empty."),
    "too_large": gettext_lazy(
        "This file is %(megabytes)s MB; at most %(limit)s MB is possible. Make its pictures smaller."
    ),
    "too_much_text": gettext_lazy("This document holds more text than can be read. Split it up."),
    "not_word": gettext_lazy("This is not a Word document. Save the text in Word as .docx and upload that."),
    "pdf": gettext_lazy("This is a PDF, whatever its name says. Upload the Word document it was made from."),
    "old_word": gettext_lazy("This is Word's old format (.doc). Open it in Word and save it as .docx."),
    "open_document": gettext_lazy("This is an OpenDocument text (.odt). Save it as .docx and upload that."),
    "password_protected": gettext_lazy(
        "This file is locked with a password. Take the password off and upload it again."
    ),
    "damaged": gettext_lazy("This file is damaged. Open it in Word, save it anew and upload that."),
    "macros": gettext_lazy("This document carries macros. Save it as .docx without macros."),
    "embedded_object": gettext_lazy(
        "Another file is embedded in this document (%(part)s). Paste it as text or a picture."
    ),
    "external_content": gettext_lazy(
        "This document fetches something from elsewhere (%(target)s). Insert it into the document."
    ),
    "unsafe_xml": gettext_lazy("This document holds instructions that Word does not write itself (%(part)s)."),
    "unsafe_zip": gettext_lazy("This file is packed in a way that Word does not do, so it is not opened."),
    "zip_bomb": gettext_lazy("This file becomes far too large when it is opened."),
    "image_kind": gettext_lazy("This is not a picture in PNG or JPEG."),
    "image_size": gettext_lazy("This picture is too large to show. Make it smaller than %(megapixels)s megapixels."),
}


@dataclass(frozen=True)
class Verdict:
    """`code` is empty when the file may come in; else it says why not, and `message` says so to a person."""

    code: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.code

    @property
    def message(self) -> str:
        return str(MESSAGES[self.code]) % self.params if self.code else _("This file is fine.")


class _Refused(Exception):
    def __init__(self, code: str, **params: Any) -> None:
        self.verdict = Verdict(code, params)
        super().__init__(code)


def inspect_word(path: Path) -> Verdict:
    """Whether this is a Word document that is safe to read and to keep."""
    try:
        _check_size(path)
        _check_kind(sniff(path))
        with Archive(path) as archive:
            _check_parts(archive)
    except _Refused as refusal:
        return refusal.verdict
    except BadArchive as refusal:
        return Verdict(refusal.code)
    return Verdict()


def inspect_text(path: Path) -> Verdict:
    """Whether this is a Word document or an OpenDocument text that is safe to read and to keep."""
    if not path.stat().st_size or sniff(path) != sniffing.ODT:
        return inspect_word(path)
    try:
        _check_size(path)
        with Archive(path) as archive:
            _check_open_document(archive)
    except _Refused as refusal:
        return refusal.verdict
    except BadArchive as refusal:
        return Verdict(refusal.code)
    return Verdict()


def inspect_image(path: Path) -> Verdict:
    """Whether this is a PNG or JPEG of a size that can be shown."""
    if sniff(path) not in (images.PNG, images.JPEG):
        return Verdict("image_kind")
    if path.stat().st_size > images.LARGEST_BYTES or not is_bearable(pixel_size(path)):
        return Verdict("image_size", {"megapixels": images.MOST_PIXELS // 1_000_000})
    return Verdict()


def _check_open_document(archive: Archive) -> None:
    """No macros, no files within the file, nothing that is fetched on opening, every part well-formed."""
    for name in archive.names:
        folder = name.partition("/")[0].lower()
        if folder in ("basic", "scripts"):
            raise _Refused("macros")
        if folder.startswith("object") and name != "ObjectReplacements/":
            raise _Refused("embedded_object", part=name[:100])
    _check_xml_size(archive)
    for name in archive.names:
        if _is_xml(name):
            _check_xml(archive, name)
        else:
            _check_binary(archive, name)
    if "content.xml" not in archive.names:
        raise _Refused("damaged")
    for name in ("content.xml", "styles.xml"):
        if name in archive.names:
            _check_fetching(archive, name)
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in _small_part(archive, "META-INF/manifest.xml"):
        raise _Refused("password_protected")


_FETCHED = re.compile(
    rb"<(?:draw:image|text:section-source|draw:object|draw:plugin|draw:floating-frame)\s[^>]{0,2000}?xlink:href=\"([^\"]{0,500})"
)


def _check_fetching(archive: Archive, name: str) -> None:
    for found in _FETCHED.finditer(archive.read(name)):
        if b":" in found[1] or found[1].startswith((b"/", b"..")):
            raise _Refused("external_content", target=found[1].decode("utf-8", "replace")[:100])


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if not size:
        raise _Refused("empty")
    if size > LARGEST_UPLOAD:
        raise _Refused("too_large", megabytes=-(-size // 1024**2), limit=LARGEST_UPLOAD // 1024**2)


_KIND_REFUSALS = {
    sniffing.PDF: "pdf",
    sniffing.OLD_WORD: "old_word",
    sniffing.ODT: "open_document",
    sniffing.ENCRYPTED_OFFICE: "password_protected",
    sniffing.DOCM: "macros",
}


def _check_kind(media_type: str) -> None:
    if media_type in _KIND_REFUSALS:
        raise _Refused(_KIND_REFUSALS[media_type])
    if media_type not in (sniffing.DOCX, sniffing.ZIP):
        raise _Refused("not_word")


def _check_parts(archive: Archive) -> None:
    """A zip that is no Word document has been let through till here, so that a bomb is called a bomb."""
    _check_names(archive.names)
    _check_xml_size(archive)
    for name in archive.names:
        if _is_xml(name):
            _check_xml(archive, name)
        else:
            _check_binary(archive, name)
    _check_content_types(archive)
    for name in archive.names:
        if name.endswith(".rels"):
            _check_relations(archive, name)
    _check_fields(archive)


def _is_xml(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in (".xml", ".rels", ".vml")


def _check_names(names: list[str]) -> None:
    for name in names:
        lowered = name.lower()
        if lowered.endswith(("vbaproject.bin", "vbadata.xml")):
            raise _Refused("macros")
        if "/activex/" in lowered or (lowered.startswith("word/embeddings/") and lowered.endswith(".bin")):
            raise _Refused("embedded_object", part=name)


def _check_xml_size(archive: Archive) -> None:
    if sum(archive.size(name) for name in archive.names if _is_xml(name)) > MOST_XML:
        raise _Refused("too_much_text")


def _check_xml(archive: Archive, name: str) -> None:
    """Well-formed and without document type: that is where entities that read files or explode are declared."""
    parser = expat.ParserCreate()

    def refuse(*_declaration: object) -> None:
        raise _Refused("unsafe_xml", part=name)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        for chunk in archive.chunks(name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _Refused("damaged") from error


_FOREIGN_STARTS = (b"PK\x03\x04", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0")


def _check_binary(archive: Archive, name: str) -> None:
    """Read to the end, so that a lie about its size comes out; programs and archives have no place in a text."""
    is_workbook = name.lower().startswith("word/embeddings/") and name.lower().endswith(".xlsx")
    for at, chunk in enumerate(archive.chunks(name)):
        if at == 0 and chunk.startswith(_FOREIGN_STARTS) and not is_workbook:
            raise _Refused("embedded_object", part=name)


def _small_part(archive: Archive, name: str) -> bytes:
    if archive.size(name) > LARGEST_SMALL_PART:
        raise _Refused("unsafe_xml", part=name)
    return archive.read(name)


def _check_content_types(archive: Archive) -> None:
    types = "[Content_Types].xml"
    if types not in archive.names:
        raise _Refused("not_word")
    declared = [attributes.get("ContentType", "") for _tag, attributes in _elements(_small_part(archive, types))]
    if any("macroEnabled" in each or "vbaProject" in each for each in declared):
        raise _Refused("macros")
    if not any("wordprocessingml" in each and each.endswith(".main+xml") for each in declared):
        raise _Refused("not_word")
    if "word/document.xml" not in archive.names:
        raise _Refused("not_word")


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.rpartition(":")[2], attributes))
    parser.Parse(xml, True)
    return found


_DRIVE = re.compile(r"(?:file:/{2,3})?[A-Za-z]:[\\/]")


def _check_relations(archive: Archive, name: str) -> None:
    from_chart = name.startswith("word/charts/")
    for tag, attributes in _elements(_small_part(archive, name)):
        if tag != "Relationship":
            continue
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") == "External":
            _check_external(kind, target)
        elif kind in ("oleObject", "aFChunk", "control") or (kind == "package" and not from_chart):
            raise _Refused("embedded_object", part=target[:100])


def _check_external(kind: str, target: str) -> None:
    """Links are for the reader to follow, and many a document names the template on its writer's own disk.

    All else would be fetched on opening, also by whoever downloads the document later.
    """
    if kind == "hyperlink" or (kind == "attachedTemplate" and _DRIVE.match(target)):
        return
    raise _Refused("external_content", target=target[:100])


_FETCHING_FIELD = re.compile(rb">\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|LINK)\s", re.IGNORECASE)


def _check_fields(archive: Archive) -> None:
    """Fields are instructions in the text; these fetch from elsewhere or start a program."""
    for name, start in _field_codes(archive):
        if _FETCHING_FIELD.match(b">" + start):
            raise _Refused("external_content", target=name)


def _field_codes(archive: Archive) -> Iterator[tuple[str, bytes]]:
    for name in archive.names:
        if name.startswith("word/") and _is_xml(name):
            content = archive.read(name)
            for found in re.finditer(rb"<w:instrText[^>]{0,200}>([^<]{0,200})", content):
                yield name, found[1]
            for found in re.finditer(rb'w:instr="([^"]{0,200})', content):
                yield name, found[1]
