"""Files by their content. The name on disk is the SHA-256 of the bytes: a file cannot change and is kept once.

The order is what makes it safe: bytes to disk, then the name, then the row in the caller's transaction. When something
dies in between, a file without a row is left, which ``sweep`` takes away; a row without its file cannot come about.
"""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from raadzaal.files.models import StoredFile
from raadzaal.journal import clock
from raadzaal.journal.locking import alone_in

LARGEST = 200 * 1024 * 1024
GRACE = 6 * 3600  # seconds; no transaction and no upload lasts this long
_CHUNK = 256 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


class TooLarge(ValueError):
    """More bytes than may come in; ``limit`` in bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(limit)


def put(stream: BinaryIO, *, media_type: str, limit: int = LARGEST) -> StoredFile:
    """Keep the bytes of *stream*. The row is written in the caller's transaction; the same bytes give the same row.

    Raises TooLarge with nothing kept.
    """
    with _temporary("incoming") as (path, target):
        sha256, size = _copied(stream, target, limit)
        _name(path, sha256)
    with transaction.atomic():
        stored, _new = StoredFile.objects.get_or_create(
            sha256=sha256, defaults={"size": size, "media_type": media_type, "stored_at": clock.now()}
        )
    return stored


def path(sha256: str) -> Path:
    """Where the file of this name is kept, whether or not it is there. Raises ValueError for what is no SHA-256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return _root() / "store" / sha256[:2] / sha256[2:4] / sha256


def take_in(copy: Path) -> None:
    """A file that lies elsewhere under its own name, as a backup keeps it. Raises ValueError where it is not what its name says."""
    with copy.open("rb") as stream, _temporary("incoming") as (path, target):
        sha256, _size = _copied(stream, target, LARGEST)
        if sha256 != copy.name:
            raise ValueError(f"not what its name says: {copy.name}")
        _name(path, sha256)


def open(sha256: str) -> BinaryIO:
    return path(sha256).open("rb")


@contextmanager
def quarantine(stream: BinaryIO, *, limit: int) -> Iterator[Path]:
    """The bytes of *stream* in a file of their own until they have been looked at; gone afterwards. Raises TooLarge."""
    with _temporary("quarantine") as (held, target):
        _copied(stream, target, limit)
        target.flush()
        yield held


def sweep(*, older_than: int = GRACE) -> list[str]:
    """Take away what was left behind: stored files without a row and unfinished ones, older than so many seconds.

    Returns the names of the stored files taken away.
    """
    before = time.time() - older_than
    for folder in ("incoming", "quarantine"):
        for left in _root().glob(f"{folder}/*"):
            _unlink_if_old(left, before)
    return [found.name for found in sorted(_root().glob("store/??/??/*")) if _swept(found, before)]


def none_taken_away() -> AbstractContextManager:
    """Files may come in meanwhile; the sweep waits. For copying the store."""
    return alone_in(_shared(), but_for_each_other=True)


def missing() -> list[str]:
    """Rows whose file is gone or is no longer what its name says: for checking a restored backup."""
    return [name for name in StoredFile.objects.order_by("pk").values_list("pk", flat=True) if not is_whole(name)]


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


@contextmanager
def _temporary(folder: str) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file in the same file system as the store, for its owner only. Gone at the end, unless it got a name."""
    parent = _root() / folder
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = parent / secrets.token_hex(16)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target:
            yield temporary, target
    finally:
        temporary.unlink(missing_ok=True)


def _copied(stream: BinaryIO, target: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge(limit)
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size


def _name(temporary: Path, sha256: str) -> None:
    """Also when the file is there already: its fresh date then keeps the sweep off until the row is in."""
    final = path(sha256)
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone_in(_shared(), but_for_each_other=True):
        temporary.replace(final)
    for folder in (final.parent, final.parent.parent, final.parent.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _shared() -> Path:
    """Between looking at a file's age and taking it away, nobody may give that name to new bytes: that waits here."""
    _root().mkdir(parents=True, exist_ok=True)
    return _root()


def _swept(found: Path, before: float) -> bool:
    if StoredFile.objects.filter(pk=found.name).exists():
        return False
    with alone_in(_shared()):
        return not StoredFile.objects.filter(pk=found.name).exists() and _unlink_if_old(found, before)


def _unlink_if_old(found: Path, before: float) -> bool:
    with suppress(FileNotFoundError):
        if found.stat().st_mtime < before:
            found.unlink()
            return True
    return False


def is_whole(sha256: str) -> bool:
    """Whether it is there, and is what its name says."""
    if not path(sha256).is_file():
        return False
    with open(sha256) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
