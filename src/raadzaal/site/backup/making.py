"""Making a backup while the house is at work."""

import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from raadzaal.files import store
from raadzaal.journal import checkpoints, clock
from raadzaal.site.backup import databases, manifest

FILES, NOTES, SECRET = "files", "checkpoints", "secret.key"


@dataclass(frozen=True)
class Made:
    seq: int
    files: int
    missing: tuple[str, ...]
    sum: str


def make(folder: Path) -> Made:
    """Into *folder*, which is not there yet or is empty. It gets its name when it is whole. Raises Trouble."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise databases.Trouble(f"{folder} is not empty")
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    beside.mkdir(parents=True, mode=0o700)
    try:
        made = _made(beside)
        beside.replace(folder)
        return made
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _made(folder: Path) -> Made:
    """Notes first: one beyond the end of the copy would make it look cut off. Files never change; none is taken away."""
    _notes_copied(folder)
    with store.none_taken_away():
        snapshot = databases.copy_into(folder)
        missing = tuple(name for name in snapshot.files if not _file_copied(folder, name))
    parts = [manifest.part(folder, path) for path in sorted(folder.rglob("*")) if path.is_file()]
    told = {"made_at": clock.now().isoformat(), "version": version("raadzaal"), "database": databases.kind()}
    sum_ = manifest.write(folder, parts=parts, seq=snapshot.seq, head=snapshot.head, missing=missing, **told)
    _on_disk(folder)
    return Made(snapshot.seq, len(snapshot.files) - len(missing), missing, sum_)


def _file_copied(folder: Path, name: str) -> bool:
    """Whether it was there, and was what its name says."""
    if not store.is_whole(name):
        return False
    target = folder / FILES / name[:2] / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(store.path(name), target)
    return True


def _notes_copied(folder: Path) -> None:
    """What was half written when it was copied has no line end, and counts for nothing."""
    source, target = checkpoints.file().parent, folder / NOTES
    target.mkdir()
    checkpoints.public_key()  # made now, where there was none yet
    for name in ("signing.key", checkpoints.file().name):
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)
    secret = Path(settings.HOME) / SECRET
    if secret.exists():
        shutil.copyfile(secret, folder / SECRET)
    for key in (target / "signing.key", folder / SECRET):
        if key.exists():
            key.chmod(0o600)


def _on_disk(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
