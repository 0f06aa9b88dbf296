"""What a backup holds, with the sum of every part: written last, so that a folder without it is no backup."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

NAME = "manifest.json"
FORMAT = 1


class NoBackup(ValueError):
    """The folder is not a backup, or not as it was made; the words tell the operator what is wrong."""


@dataclass(frozen=True)
class Part:
    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """``head`` is the hash of the last entry of the journal. ``missing`` are files that the house itself had lost."""

    made_at: str
    version: str
    database: str
    seq: int
    head: str
    missing: tuple[str, ...]
    parts: tuple[Part, ...]


def write(folder: Path, *, parts: list[Part], **told) -> str:
    """Returns the SHA-256 of the manifest: who keeps it elsewhere can tell that nothing at all was changed."""
    made = Manifest(parts=tuple(parts), **told)
    raw = json.dumps({"format": FORMAT, **asdict(made)}, indent=1, ensure_ascii=False).encode()
    (folder / NAME).write_bytes(raw)
    return hashlib.sha256(raw).hexdigest()


def read(folder: Path) -> Manifest:
    """Raises NoBackup."""
    try:
        told = json.loads((folder / NAME).read_bytes())
        if told.pop("format") != FORMAT:
            raise NoBackup(f"{folder} was made by a version of which this one knows nothing")
        parts = tuple(Part(**each) for each in told.pop("parts"))
        return Manifest(parts=parts, missing=tuple(told.pop("missing")), **told)
    except FileNotFoundError as absent:
        raise NoBackup(f"{folder} is not a backup: there is no {NAME} in it") from absent
    except NoBackup:
        raise
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as unread:
        raise NoBackup(f"{folder / NAME} cannot be read: {unread}") from unread


def digest(folder: Path) -> str:
    return sum_of(folder / NAME)


def sum_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def part(folder: Path, path: Path) -> Part:
    return Part(path.relative_to(folder).as_posix(), path.stat().st_size, sum_of(path))


def check(folder: Path, manifest: Manifest) -> None:
    """Every part is there as it was, and nothing else is. Raises NoBackup."""
    told = {each.path for each in manifest.parts}
    if outside := [name for name in told if not _stays_inside(name)]:
        raise NoBackup(f"the manifest names what lies outside the backup: {outside[0]}")
    if strange := sorted(set(_there(folder)) - told):
        raise NoBackup(f"not part of this backup: {strange[0]}")
    for each in manifest.parts:
        found = folder / each.path
        if not found.is_file() or found.is_symlink():
            raise NoBackup(f"missing from the backup: {each.path}")
        if found.stat().st_size != each.size or sum_of(found) != each.sha256:
            raise NoBackup(f"not as it was made: {each.path}")


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _there(folder: Path) -> Iterator[str]:
    for found in folder.rglob("*"):
        if not found.is_dir() or found.is_symlink():
            name = found.relative_to(folder).as_posix()
            if name != NAME:
                yield name
