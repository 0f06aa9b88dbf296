"""Files that people and attackers really upload, built by code, each with the verdict it must get.

`docx()` builds a small Word document part by part, so that a case can spoil exactly one thing.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def paragraph(words: str, style: str = "", run: str = "", inside: str = "") -> str:
    properties = f"<w:pPr>{f'<w:pStyle w:val={chr(34)}{style}{chr(34)}/>' if style else ''}{inside}</w:pPr>"
    return f'<w:p>{properties}<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def content_types(main: str = f"{WORD_TYPE}.document.main+xml", more: str = "") -> str:
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.activeX"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    )


def relations(*items: tuple[str, str, str], external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{mode}/>' for key, kind, target in items
        )
        + "</Relationships>"
    )


def document(body: str) -> str:
    return (
        f'{HEAD}<w:document {W} xmlns:r="{R}" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<w:body>{body}</w:body></w:document>"
    )


def parts(body: str = "", **changes: str) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": changes.get("types", content_types()),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document(body or paragraph("De raad adviseert.")),
        "word/_rels/document.xml.rels": changes.get("rels", relations()),
    }


def pack(contents: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, compress_type=compression)
    return stream.getvalue()


def docx(body: str = "", extra: dict[str, str | bytes] | None = None, **changes: str) -> bytes:
    return pack(parts(body, **changes) | (extra or {}))


def external(kind: str, target: str) -> bytes:
    return docx(rels=relations(("rId9", kind, target), external=True))


def png(width: int = 2, height: int = 2, real: bool = True) -> bytes:
    """A grey PNG; with `real` false only its head claims the size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x80" * width) * (height if real else 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def jpeg_head(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04AB\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


def ole(stream_name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream_name.encode("utf-16-le") + b"\0" * 512


def _with_doctype(declaration: str, use: str = "") -> bytes:
    spoilt = document(paragraph(f"tekst {use}")).replace(HEAD, HEAD + declaration)
    return pack(parts() | {"word/document.xml": spoilt})


def _laughs() -> str:
    lines = ['<!ENTITY a "ha">'] + [f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)]
    return f"<!DOCTYPE w:document [{''.join(lines)}]>"


def _bomb_of_zeroes() -> bytes:
    return pack(parts() | {"word/media/image1.png": b"\0" * (210 * 1024**2)})


def _bomb_by_ratio() -> bytes:
    return pack(parts() | {"word/media/image1.png": b"\0" * (40 * 1024**2)})


def _xml_flood() -> bytes:
    chance = Random(7)
    return docx("".join(paragraph(f"{chance.randbytes(100).hex()} {'zin ' * 1_000}") for _ in range(11_000)))


def _lying_sizes() -> bytes:
    """Declares a thousandth of what it unpacks to, with a checksum that fits the declared part."""
    honest = b"A" * 1_000_000
    packed = bytearray(pack(parts() | {"word/media/image1.png": honest}))
    size, crc = struct.pack("<L", 1_000), struct.pack("<L", zlib.crc32(honest[:1_000]))
    true_size, true_crc = struct.pack("<L", len(honest)), struct.pack("<L", zlib.crc32(honest))
    return bytes(packed.replace(true_size, size).replace(true_crc, crc))


def _overlapping() -> bytes:
    """Every entry of the directory points at the same bytes."""
    packed = pack(parts() | {f"word/media/a{n}.png": b"x" * 50 for n in range(9)})
    raw = bytearray(packed)
    at, first = 0, None
    while (at := packed.find(b"PK\x01\x02", at)) >= 0:
        name_length = struct.unpack_from("<H", packed, at + 28)[0]
        if packed[at + 46 : at + 46 + name_length].startswith(b"word/media/a"):
            first = first or packed[at + 42 : at + 46]
            raw[at + 42 : at + 46] = first
        at += 4
    return bytes(raw)


def _many_entries() -> bytes:
    return pack(parts() | {f"word/media/{n}.png": b"" for n in range(6_000)})


def _entry_flag(flag: int) -> bytes:
    raw = bytearray(docx())
    at = raw.find(b"PK\x01\x02")
    raw[at + 8 : at + 10] = struct.pack("<H", flag)
    return bytes(raw)


def _renamed_locally() -> bytes:
    raw = docx(extra={"word/media/image1.png": png()})
    return raw.replace(b"word/media/image1.png", b"word/media/../../a.sh", 1)


def _zip64() -> bytes:
    raw = docx()
    return raw[:-22] + b"PK\x06\x07" + b"\0" * 16 + raw[-22:]


def _symlink() -> bytes:
    stream = io.BytesIO(docx())
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo("word/media/link.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


def _duplicate() -> bytes:
    return pack(parts() | {"word/Document.xml": document(paragraph("de andere tekst"))})


def _flipped_bit() -> bytes:
    raw = bytearray(pack(parts(), zipfile.ZIP_STORED))
    raw[raw.find(b"adviseert")] ^= 1
    return bytes(raw)


def _field(code: str) -> bytes:
    return docx(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _embedded(name: str, content: bytes, kind: str) -> bytes:
    return docx(extra={f"word/embeddings/{name}": content}, rels=relations(("rId5", kind, f"embeddings/{name}")))


def _chart_with_workbook() -> bytes:
    return docx(
        extra={
            "word/charts/chart1.xml": f'{HEAD}<c:chartSpace xmlns:c="urn:c"/>',
            "word/charts/_rels/chart1.xml.rels": relations(("rId1", "package", "../embeddings/Sheet1.xlsx")),
            "word/embeddings/Sheet1.xlsx": pack({"xl/workbook.xml": "<workbook/>"}),
        },
        rels=relations(("rId5", "chart", "charts/chart1.xml")),
    )


@dataclass(frozen=True)
class Case:
    name: str
    build: Callable[[], bytes]
    code: str = ""


MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
XXE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "{}">]>'

CASES = [
    # What may come in.
    Case("plain", docx),
    Case("stored", lambda: pack(parts(), zipfile.ZIP_STORED)),
    Case("hyperlink", lambda: external("hyperlink", "https://example.org/")),
    Case("link-to-file-share", lambda: external("hyperlink", "file:///server/share/nota.docx")),
    Case("template-on-own-disk", lambda: external("attachedTemplate", "file:///C:\\Sjablonen\\Advies.dotx")),
    Case("chart-with-its-workbook", _chart_with_workbook),
    Case("picture", lambda: docx(extra={"word/media/image1.png": png()})),
    Case("word-template", lambda: docx(types=content_types(f"{WORD_TYPE}.template.main+xml"))),
    Case("page-field", lambda: _field("PAGE \\* MERGEFORMAT")),
    Case("accents-in-names", lambda: docx(extra={"word/media/grafiek-één.png": png()})),
    # No Word document at all.
    Case("empty", lambda: b"", "empty"),
    Case("words", lambda: b"gewoon wat tekst", "not_word"),
    Case("pdf-named-docx", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "pdf"),
    Case("pdf-zip-polyglot", lambda: b"%PDF-1.4\n" + docx(), "pdf"),
    Case("rtf-named-docx", lambda: b"{\\rtf1 tekst}", "not_word"),
    Case("png-named-docx", png, "not_word"),
    Case("html-named-docx", lambda: b"<html><script>alert(1)</script></html>", "not_word"),
    Case("svg-named-docx", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "not_word"),
    Case("program-named-docx", lambda: b"MZ" + b"\0" * 200, "not_word"),
    Case("old-word", lambda: ole("WordDocument"), "old_word"),
    Case("old-excel", lambda: ole("Workbook"), "not_word"),
    Case("password", lambda: ole("EncryptedPackage"), "password_protected"),
    Case("zip-password", lambda: _entry_flag(1), "password_protected"),
    Case(
        "odt",
        lambda: pack({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "open_document",
    ),
    Case(
        "excel",
        lambda: docx(types=content_types("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")),
        "not_word",
    ),
    Case("other-zip", lambda: pack({"lees-mij.txt": "hallo"}), "not_word"),
    Case("empty-zip", lambda: pack({}), "not_word"),
    Case("no-document-part", lambda: pack({"[Content_Types].xml": content_types()}), "not_word"),
    # Broken on the way.
    Case("cut-off", lambda: docx()[:-100], "damaged"),
    Case("head-only", lambda: docx()[:40], "damaged"),
    Case("flipped-bit", _flipped_bit, "damaged"),
    Case("bad-xml", lambda: pack(parts() | {"word/document.xml": "<w:document>"}), "damaged"),
    Case("bytes-after-the-end", lambda: docx() + b"<script>alert(1)</script>", "damaged"),
    Case("bytes-before-the-start", lambda: b"PK\x03\x04 voorop" + docx(), "damaged"),
    # What runs or is fetched on opening.
    Case("macro-part", lambda: docx(extra={"word/vbaProject.bin": b"\0"}), "macros"),
    Case("macro-type", lambda: docx(types=content_types(MACRO_MAIN)), "macros"),
    Case("macro-part-elsewhere", lambda: docx(extra={"word/x/VBAPROJECT.BIN": b"\0"}), "macros"),
    Case(
        "macro-declared",
        lambda: docx(
            types=content_types(
                more='<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            )
        ),
        "macros",
    ),
    Case("ole-object", lambda: _embedded("oleObject1.bin", ole("Ole10Native"), "oleObject"), "embedded_object"),
    Case("ole-renamed", lambda: docx(extra={"word/media/image9.png": ole("Ole10Native")}), "embedded_object"),
    Case("pasted-workbook", lambda: _embedded("Sheet1.xlsx", pack({"a": "b"}), "package"), "embedded_object"),
    Case(
        "alternative-chunk",
        lambda: docx(extra={"word/deel.html": "<html/>"}, rels=relations(("rId5", "aFChunk", "deel.html"))),
        "embedded_object",
    ),
    Case("active-x", lambda: docx(extra={"word/activeX/activeX1.xml": "<a/>"}), "embedded_object"),
    Case("program-inside", lambda: docx(extra={"word/media/image1.png": b"MZ\x90\0"}), "embedded_object"),
    Case("zip-inside", lambda: docx(extra={"word/media/image1.png": pack({"a": "b" * 999})}), "embedded_object"),
    Case("remote-template", lambda: external("attachedTemplate", "https://example.org/t.dotm"), "external_content"),
    Case("template-on-share", lambda: external("attachedTemplate", "\\\\server\\t.dotm"), "external_content"),
    Case("remote-picture", lambda: external("image", "http://example.org/pixel.png"), "external_content"),
    Case("picture-from-disk", lambda: external("image", "file:///etc/passwd"), "external_content"),
    Case("remote-object", lambda: external("oleObject", "https://example.org/a.html!"), "external_content"),
    Case("remote-frame", lambda: external("frame", "https://example.org/"), "external_content"),
    Case("sub-document", lambda: external("subDocument", "file:///server/deel2.docx"), "external_content"),
    Case("dde-field", lambda: _field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"), "external_content"),
    Case("include-field", lambda: _field("INCLUDEPICTURE &quot;https://example.org/a.png&quot;"), "external_content"),
    # XML that reads files or explodes.
    Case("xxe-file", lambda: _with_doctype(XXE.format("file:///etc/passwd"), "&x;"), "unsafe_xml"),
    Case("xxe-http", lambda: _with_doctype(XXE.format("http://127.0.0.1:9/"), "&x;"), "unsafe_xml"),
    Case(
        "xxe-parameter",
        lambda: _with_doctype('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>'),
        "unsafe_xml",
    ),
    Case("external-dtd", lambda: _with_doctype('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'), "unsafe_xml"),
    Case("billion-laughs", lambda: _with_doctype(_laughs(), "&j;"), "unsafe_xml"),
    Case(
        "doctype-in-utf-16",
        lambda: pack(
            parts()
            | {
                "word/styles.xml": (
                    '<?xml version="1.0" encoding="UTF-16"?>' + XXE.format("file:///etc/passwd") + "<a>&x;</a>"
                ).encode("utf-16")
            }
        ),
        "unsafe_xml",
    ),
    Case("doctype-in-relations", lambda: docx(rels=relations().replace(HEAD, HEAD + "<!DOCTYPE a>")), "unsafe_xml"),
    # Archives that lie.
    Case("bomb-of-zeroes", _bomb_of_zeroes, "zip_bomb"),
    Case("bomb-by-ratio", _bomb_by_ratio, "zip_bomb"),
    Case("lying-sizes", _lying_sizes, "zip_bomb"),
    Case("overlapping-entries", _overlapping, "zip_bomb"),
    Case("six-thousand-entries", _many_entries, "zip_bomb"),
    Case("flood-of-text", _xml_flood, "too_much_text"),
    Case("climbing-name", lambda: docx(extra={"../../etc/cron.d/x": "x"}), "unsafe_zip"),
    Case("absolute-name", lambda: docx(extra={"/etc/passwd": "x"}), "unsafe_zip"),
    Case("backslash-name", lambda: docx(extra={"word\\..\\..\\x": "x"}), "unsafe_zip"),
    Case("drive-name", lambda: docx(extra={"C:x": "x"}), "unsafe_zip"),
    Case("reversed-name", lambda: docx(extra={"word/media/\u202egnp.exe": "x"}), "unsafe_zip"),
    Case("endless-name", lambda: docx(extra={"word/" + "a" * 300: "x"}), "unsafe_zip"),
    Case("same-name-twice", _duplicate, "unsafe_zip"),
    Case("other-name-inside", _renamed_locally, "unsafe_zip"),
    Case("link-to-disk", _symlink, "unsafe_zip"),
    Case("zip64-trick", _zip64, "unsafe_zip"),
    Case("odd-compression", lambda: pack(parts(), zipfile.ZIP_BZIP2), "unsafe_zip"),
]

IMAGES = [
    Case("png", png),
    Case("png-bomb", lambda: png(60_000, 60_000, real=False), "image_size"),
    Case("png-strip", lambda: png(2_000_000, 1, real=False), "image_size"),
    Case("png-without-size", lambda: png(0, 5, real=False), "image_size"),
    Case("png-cut-off", lambda: png()[:14], "image_size"),
    Case("jpeg", lambda: jpeg_head(640, 480)),
    Case("jpeg-bomb", lambda: jpeg_head(65_000, 65_000), "image_size"),
    Case("jpeg-without-frame", lambda: b"\xff\xd8\xff" + b"\xff" * 50_000, "image_size"),
    Case("svg-with-script", lambda: b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>', "image_kind"),
    Case("gif", lambda: b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "image_kind"),
    Case("html-named-png", lambda: b"<html>", "image_kind"),
]
