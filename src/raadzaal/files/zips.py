"""Reading zip archives that nobody vouches for.

The standard library trusts the sizes that an archive declares about itself; here every entry is inflated under a
ceiling and must turn out as large as it said.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

MOST_ENTRIES = 5_000
MOST_BYTES = 200 * 1024 * 1024
LARGEST_DIRECTORY = 2 * 1024 * 1024
LONGEST_NAME = 255
# Text of a long report shrinks ten to forty times; only padding made for the purpose goes beyond this.
HIGHEST_RATIO = 150
RATIO_COUNTS_FROM = 20 * 1024 * 1024

_CHUNK = 64 * 1024
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_SIGN, _END64_SIGN, _LOCAL_SIGN = b"PK\x05\x06", b"PK\x06\x07", b"PK\x03\x04"
_LONGEST_COMMENT = 65_535
_ENCRYPTED, _SYMLINK = 0x1, 0o120000


class BadArchive(Exception):
    """`code` is damaged, unsafe_zip, zip_bomb or password_protected."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Archive:
    """An archive whose directory was found sound. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        self._stream: BinaryIO = path.open("rb")
        try:
            self._entries = self._directory()
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._stream.close()

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def size(self, name: str) -> int:
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The contents of an entry, never more than it declared."""
        entry = self._entries[name]
        crc, count = 0, 0
        for chunk in self._inflated(entry):
            count += len(chunk)
            if count > entry.file_size:
                raise BadArchive("zip_bomb")
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if count != entry.file_size or crc != entry.CRC:
            raise BadArchive("damaged")

    def _directory(self) -> dict[str, zipfile.ZipInfo]:
        _check_end(self._stream)
        try:
            with zipfile.ZipFile(self._stream) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, struct.error) as error:
            raise BadArchive("damaged") from error
        _check_names(entries)
        _check_sizes(entries)
        self._check_places(entries)
        return {entry.filename: entry for entry in entries if not entry.is_dir()}

    def _check_places(self, entries: list[zipfile.ZipInfo]) -> None:
        """No two entries share bytes: overlapping is how a small file becomes a huge one."""
        end = 0
        for entry in sorted(entries, key=lambda each: each.header_offset):
            if entry.header_offset < end:
                raise BadArchive("zip_bomb")
            end = self._data_start(entry) + entry.compress_size

    def _data_start(self, entry: zipfile.ZipInfo) -> int:
        self._stream.seek(entry.header_offset)
        header = self._stream.read(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(_LOCAL_SIGN):
            raise BadArchive("damaged")
        *_rest, name_length, extra_length = _LOCAL.unpack(header)
        if self._stream.read(name_length) != _raw_name(entry):
            raise BadArchive("unsafe_zip")
        return entry.header_offset + _LOCAL.size + name_length + extra_length

    def _inflated(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from self._raw(entry)
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflate(self._raw(entry))
        else:
            raise BadArchive("unsafe_zip")

    def _raw(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        at, left = self._data_start(entry), entry.compress_size
        while left:
            self._stream.seek(at)
            chunk = self._stream.read(min(left, _CHUNK))
            if not chunk:
                raise BadArchive("damaged")
            at, left = at + len(chunk), left - len(chunk)
            yield chunk


def _inflate(compressed: Iterator[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for chunk in compressed:
            pending = chunk
            while pending and not machine.eof:
                yield machine.decompress(pending, _CHUNK)
                pending = machine.unconsumed_tail
        while rest := machine.decompress(machine.unconsumed_tail, _CHUNK):
            yield rest
    except zlib.error as error:
        raise BadArchive("damaged") from error


def _check_end(stream: BinaryIO) -> None:
    """The directory is small, whole, and everything before it belongs to the archive."""
    size = stream.seek(0, 2)
    start = max(0, size - _LONGEST_COMMENT - _END.size)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(_END_SIGN)
    if at < 0 or len(tail) - at < _END.size:
        raise BadArchive("damaged")
    _sign, disk, _disk2, here, total, length, offset, comment = _END.unpack_from(tail, at)
    if tail[max(0, at - 20) : at].startswith(_END64_SIGN) or disk or here != total:
        raise BadArchive("unsafe_zip")
    if total > MOST_ENTRIES or length > LARGEST_DIRECTORY:
        raise BadArchive("zip_bomb")
    if offset + length != start + at or start + at + _END.size + comment != size:
        raise BadArchive("damaged")


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for entry in entries:
        name = entry.orig_filename
        if not is_safe_name(name) or name.lower() in seen or (entry.external_attr >> 16) & 0o170000 == _SYMLINK:
            raise BadArchive("unsafe_zip")
        if entry.flag_bits & _ENCRYPTED:
            raise BadArchive("password_protected")
        seen.add(name.lower())


def is_safe_name(name: str) -> bool:
    """Whether a name stays within the folder it is unpacked in, on any system, and reads as it is written."""
    path = PurePosixPath(name)
    return bool(
        name
        and len(name.encode("utf-8", "replace")) <= LONGEST_NAME
        and name.isprintable()
        and not path.is_absolute()
        and ".." not in path.parts
        and not set(name) & set('\\:*?"<>|')
    )


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    declared = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or declared > MOST_BYTES:
        raise BadArchive("zip_bomb")
    if declared > RATIO_COUNTS_FROM and declared > HIGHEST_RATIO * packed:
        raise BadArchive("zip_bomb")


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
