"""Signed notes of how far the chain had come, kept in a file outside the database, so that cutting its end off is seen."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from raadzaal.journal import clock
from raadzaal.journal.canonical import encode
from raadzaal.journal.locking import alone_in
from raadzaal.journal.models import Head


class BadCheckpoint(ValueError):
    """A line of the checkpoint file is not signed by this installation."""


@dataclass(frozen=True)
class Checkpoint:
    seq: int
    hash: bytes


def write() -> Checkpoint | None:
    """Note the present head; nothing when it was noted before. On disk when this returns."""
    with alone_in(_folder()):
        head = Head.objects.get(pk=1)
        known = checkpoints()
        if not head.seq or (known and known[-1].seq >= head.seq):
            return None
        note = {"seq": head.seq, "hash": bytes(head.hash).hex(), "at": clock.now()}
        _add(encode({"note": note, "signature": _key().sign(encode(note)).hex()}))
    return Checkpoint(head.seq, bytes(head.hash))


def checkpoints() -> list[Checkpoint]:
    """All notes, oldest first, each checked against the signing key. Raises BadCheckpoint."""
    lines = _lines()
    key = _key().public_key() if lines else None
    return [_read(line, key) for line in lines]


def public_key() -> bytes:
    """The 32 bytes with which others check the notes."""
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def sign(told: bytes) -> bytes:
    """With the key of this installation."""
    return _key().sign(told)


def file() -> Path:
    return _folder() / "checkpoints.jsonl"


def _folder() -> Path:
    folder = Path(settings.HOME) / "checkpoints"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _key() -> Ed25519PrivateKey:
    path = _folder() / "signing.key"
    if not path.exists():
        _make_key(path)
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def _make_key(path: Path) -> None:
    """Written whole before it gets its name: whoever dies in between leaves no half key, and of two makers one wins."""
    made = path.with_name(f"{path.name}.{os.getpid()}")
    made.unlink(missing_ok=True)
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
        target.flush()
        os.fsync(target.fileno())
    try:
        path.hardlink_to(made)
    except FileExistsError:
        return
    finally:
        made.unlink()


def _lines() -> list[bytes]:
    """What follows the last line end was never finished: its writer died, and it notes nothing."""
    return file().read_bytes().split(b"\n")[:-1] if file().exists() else []


def _add(line: bytes) -> None:
    with file().open("ab") as target:
        target.truncate(sum(len(whole) + 1 for whole in _lines()))
        target.write(line + b"\n")
        target.flush()
        os.fsync(target.fileno())


def _read(line: bytes, key) -> Checkpoint:
    try:
        told = json.loads(line)
        key.verify(bytes.fromhex(told["signature"]), encode(told["note"]))
        return Checkpoint(int(told["note"]["seq"]), bytes.fromhex(told["note"]["hash"]))
    except Exception as wrong:
        raise BadCheckpoint(line.decode(errors="replace")[:80]) from wrong
