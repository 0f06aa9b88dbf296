"""What a Word file says of itself out of sight: which text it is, for which round and organisation.

It stands in the file twice, since not every program keeps both: as properties of the document, and as a custom XML part that
also has a fingerprint of every paragraph. Nothing here is trusted: it only tells where to look first.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from raadzaal.files.zips import Archive

NAMESPACE = "https://raadzaal.eu/ns/reply/1"
MARK = "rz_"
FIELDS = ("work", "milestone", "round", "organisation")
PROPERTY = "Raadzaal {}"
PART, PROPERTIES = "customXml/item1.xml", "docProps/custom.xml"
LARGEST_PART = 4 * 1024 * 1024
_MOST_HASHES = 20_000
_ID = re.compile(r"[0-9A-Za-z_-]{1,40}")
_VALUE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


@dataclass(frozen=True)
class Identity:
    """Public ids; `hashes` has the fingerprint of each node's words as they went out."""

    work: str = ""
    milestone: str = ""
    round: str = ""
    organisation: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.work)


def mark_of(node_id: str) -> str:
    """The name of a node's bookmark: letters, digits and underscores, as Word wants it."""
    return MARK + node_id.replace("-", "_")


def fingerprint(words: str) -> str:
    return hashlib.sha256(same(words).encode()).hexdigest()[:16]


def same(words: str) -> str:
    """Words that read alike are alike: any white space is one space, letters are composed."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def as_part(identity: Identity) -> str:
    said = " ".join(f"{name}={quoteattr(getattr(identity, name))}" for name in FIELDS)
    rows = "".join(f"<node id={quoteattr(node)} hash={quoteattr(value)}/>" for node, value in identity.hashes.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<reply xmlns="{NAMESPACE}" {said}>{rows}</reply>'


def read_identity(archive: Archive) -> Identity:
    """What the file says; empty where it says nothing that makes sense."""
    known: dict[str, str] = {}
    hashes: dict[str, str] = {}
    for name in archive.names:
        if name.startswith("customXml/item") and name.endswith(".xml") and archive.size(name) <= LARGEST_PART:
            _read_part(archive.read(name), known, hashes)
    if PROPERTIES in archive.names and archive.size(PROPERTIES) <= LARGEST_PART:
        _read_properties(archive.read(PROPERTIES), known)
    said = {name: value for name, value in known.items() if name in FIELDS and _ID.fullmatch(value)}
    return Identity(**said, hashes=hashes)


def _read_part(xml: bytes, known: dict[str, str], hashes: dict[str, str]) -> None:
    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{NAMESPACE} reply":
            known.update(attributes)
        elif tag == f"{NAMESPACE} node" and len(hashes) < _MOST_HASHES:
            hashes[attributes.get("id", "")] = attributes.get("hash", "")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(xml, True)


def _read_properties(xml: bytes, known: dict[str, str]) -> None:
    names = {PROPERTY.format(name): name for name in FIELDS}
    here = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal here
        if tag == f"{_CUSTOM} property":
            here = names.get(attributes.get("name", ""), "")
            if here:
                known[here] = ""

    def characters(words: str) -> None:
        if here:
            known[here] += words

    def end(tag: str) -> None:
        nonlocal here
        here = "" if tag == f"{_CUSTOM} property" else here

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parser.Parse(xml, True)
