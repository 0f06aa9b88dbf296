"""What a file is by what stands in it; its name and the browser's word for it count for nothing."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from raadzaal.files import images
from raadzaal.files.zips import Archive, BadArchive

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM = "application/vnd.ms-word.document.macroEnabled.12"
ODT = "application/vnd.oasis.opendocument.text"
PDF, RTF, ZIP = "application/pdf", "application/rtf", "application/zip"
OLD_WORD, ENCRYPTED_OFFICE, OLE = "application/msword", "application/x-encrypted-office", "application/x-ole-storage"
UNKNOWN = "application/octet-stream"

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", images.PNG),
    (b"\xff\xd8\xff", images.JPEG),
    (b"GIF87a", images.GIF),
    (b"GIF89a", images.GIF),
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
)
_OLE_SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4_096
_SVG = re.compile(rb"<(?:[a-z]{1,20}:)?svg[\s>/]")


def sniff(path: Path) -> str:
    """The media type; `application/octet-stream` for what the council does not use."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    for start, media_type in _STARTS:
        if head.startswith(start):
            return media_type
    if head.startswith(_OLE_SIGN):
        return _ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path)
    if head.startswith(b"BM") and images.pixel_size(path) and head[6:10] == b"\0\0\0\0":
        return images.BMP
    return images.SVG if _is_svg(head) else UNKNOWN


def _ole(path: Path) -> str:
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            return ENCRYPTED_OFFICE
        return OLD_WORD if content.find("WordDocument".encode("utf-16-le")) >= 0 else OLE


def _zip(path: Path) -> str:
    try:
        with Archive(path) as archive:
            if "mimetype" in archive.names and archive.size("mimetype") == len(ODT):
                return ODT if archive.read("mimetype") == ODT.encode() else ZIP
            return _office(archive)
    except BadArchive:
        return ZIP


def _office(archive: Archive) -> str:
    types = "[Content_Types].xml"
    if types not in archive.names or archive.size(types) > 1024 * 1024:
        return ZIP
    declared = archive.read(types)
    if b"wordprocessingml.document.main+xml" in declared or b"wordprocessingml.template.main+xml" in declared:
        return DOCX
    is_word = b"ms-word.document.macroEnabled" in declared or b"ms-word.template.macroEnabled" in declared
    return DOCM if is_word else ZIP


def _is_svg(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"<") and _SVG.search(text) is not None
