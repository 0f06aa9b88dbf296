"""The public part of the journal as a tree of hashes (RFC 6962, 2.1): who has one signed head can check that an entry is in it.

A leaf is the hash of a public entry, in order of the chain; nothing of what an entry says is told, nor how many stand between.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from raadzaal.journal import checkpoints
from raadzaal.journal.models import Audience, Entry

FORMAT = "raadzaal-log-1"


@dataclass(frozen=True)
class SignedHead:
    """``signature`` is Ed25519 over ``signed(size, root)``, by the key of the checkpoints; all in hex."""

    size: int
    root_hash: str
    signature: str
    public_key: str


@dataclass(frozen=True)
class Inclusion:
    """``audit_path`` leads from the leaf to the root of the first ``size`` leaves, the lowest first."""

    entry: str
    index: int
    size: int
    root_hash: str
    audit_path: list[str]


def leaf(entry_hash: bytes) -> bytes:
    return hashlib.sha256(b"\0" + entry_hash).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """In one pass: what stands on the stack are whole trees, each larger than the next."""
    stack: list[tuple[int, bytes]] = []
    for each in leaves:
        height, made = 0, each
        while stack and stack[-1][0] == height:
            made = node(stack.pop()[1], made)
            height += 1
        stack.append((height, made))
    if not stack:
        return hashlib.sha256(b"").digest()
    found = stack.pop()[1]
    while stack:
        found = node(stack.pop()[1], found)
    return found


def path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The audit path of a leaf (RFC 6962, 2.1.1)."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*path(index, leaves[:split]), root(leaves[split:])]
    return [*path(index - split, leaves[split:]), root(leaves[:split])]


def signed(size: int, root_hash: str) -> bytes:
    """The bytes that a head's signature is over."""
    return f"{FORMAT}\n{size}\n{root_hash}\n".encode()


def head() -> SignedHead:
    leaves = [leaf(each) for each in _entries()]
    found = root(leaves).hex()
    signature = checkpoints.sign(signed(len(leaves), found)).hex()
    return SignedHead(len(leaves), found, signature, checkpoints.public_key().hex())


def inclusion(entry: str) -> Inclusion | None:
    """None for what is no hash of a public entry."""
    entries = _entries()
    index = next((at for at, each in enumerate(entries) if each.hex() == entry), None)
    if index is None:
        return None
    leaves = [leaf(each) for each in entries]
    return Inclusion(entry, index, len(leaves), root(leaves).hex(), [each.hex() for each in path(index, leaves)])


def _entries() -> list[bytes]:
    found = Entry.objects.filter(audience=Audience.PUBLIC).order_by("seq").values_list("hash", flat=True)
    return [bytes(each) for each in found]
