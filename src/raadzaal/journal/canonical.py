"""The bytes that are hashed. Format 1: JSON with sorted keys, no spaces, UTF-8; strings, whole numbers, booleans, null only."""

import hashlib
import json
from datetime import UTC, date, datetime

FORMAT = 1
GENESIS = b"\0" * 32


class NotCanonical(TypeError):
    """A value that has no single written form, such as a float."""


def plain(value):
    """*value* in the few types of format 1; dates in ISO form, instants in UTC with microseconds."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(inner) for inner in value)
    raise NotCanonical(type(value).__name__)


def instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def encode(content: dict) -> bytes:
    return json.dumps(plain(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link(previous: bytes, body: bytes) -> bytes:
    """The hash of an entry: over its format, the hash before it, and its own bytes."""
    return hashlib.sha256(b"raadzaal-journal-%d\n" % FORMAT + previous + body).digest()


def commitment(salt: bytes, value: str) -> str:
    """What stands in the chain for words that may have to be erased."""
    return hashlib.sha256(salt + value.encode()).hexdigest()
