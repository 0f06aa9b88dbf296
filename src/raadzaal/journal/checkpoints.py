"""Signed notes of how far the chain had come, kept in a file outside the database, so that cutting its end off is seen."""

import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from raadzaal.journal import clock
from raadzaal.journal.canonical import encode
from raadzaal.journal.models import Head


class BadCheckpoint(ValueError):
    """A line of the checkpoint file is not signed by this installation."""


@dataclass(frozen=True)
class Checkpoint:
    seq: int
    hash: bytes


def _folder() -> Path:
    folder = Path(settings.HOME) / "checkpoints"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _key() -> Ed25519PrivateKey:
    path = _folder() / "signing.key"
    if not path.exists():
        path.touch(mode=0o600)
        key = Ed25519PrivateKey.generate()
        path.write_bytes(key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def public_key() -> bytes:
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def write() -> Checkpoint | None:
    """Note the present head; nothing when it was noted before."""
    head = Head.objects.get(pk=1)
    known = checkpoints()
    if not head.seq or (known and known[-1].seq >= head.seq):
        return None
    note = {"seq": head.seq, "hash": bytes(head.hash).hex(), "at": clock.now()}
    line = {"note": note, "signature": _key().sign(encode(note)).hex()}
    with (_folder() / "checkpoints.jsonl").open("ab") as file:
        file.write(encode(line) + b"\n")
    return Checkpoint(head.seq, bytes(head.hash))


def checkpoints() -> list[Checkpoint]:
    """All notes, oldest first, each checked against the signing key. Raises BadCheckpoint."""
    path = _folder() / "checkpoints.jsonl"
    if not path.exists():
        return []
    key = _key().public_key()
    return [_read(line, key) for line in path.read_bytes().splitlines()]


def _read(line: bytes, key) -> Checkpoint:
    try:
        told = json.loads(line)
        key.verify(bytes.fromhex(told["signature"]), encode(told["note"]))
    except Exception as wrong:
        raise BadCheckpoint(line.decode(errors="replace")[:80]) from wrong
    return Checkpoint(told["note"]["seq"], bytes.fromhex(told["note"]["hash"]))
