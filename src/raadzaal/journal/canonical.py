"""The bytes that are hashed. Format 1: JSON with sorted keys, no spaces, UTF-8; strings, whole numbers, booleans, null only."""

import hashlib
import json
import re
from datetime import UTC, date, datetime

FORMAT = 1
GENESIS = b"\0" * 32
_UNKEPT = re.compile("[\0\ud800-\udfff]")
_write = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


class NotCanonical(TypeError):
    """A value that has no single written form, such as a float."""


def plain(value):
    """*value* in the few types of format 1; dates in ISO form, instants in UTC with microseconds."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return text(value)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {text(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(inner) for inner in value)
    raise NotCanonical(type(value).__name__)


def text(value: str) -> str:
    """*value* itself. Raises NotCanonical for what is no text, or could not be kept as text on every database."""
    if not isinstance(value, str):
        raise NotCanonical(type(value).__name__)
    if _UNKEPT.search(value):
        raise NotCanonical("text with a NUL or half a character")
    return value


def instant(value: datetime) -> str:
    """Raises NotCanonical for a time without a zone."""
    if value.tzinfo is None:
        raise NotCanonical("a time without a zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def encode(content: dict) -> bytes:
    return _write(plain(content)).encode()


def decode(body: bytes) -> dict:
    """The content that *body* is the one written form of. Raises NotCanonical."""
    try:
        content = json.loads(body, parse_float=_refused, parse_constant=_refused)
        if _write(content).encode() == body and (b"\\u0000" not in body or encode(content) == body):
            return content
    except (ValueError, RecursionError) as broken:
        raise NotCanonical("not to be read") from broken
    raise NotCanonical("written in another form")


def _refused(number: str):
    raise NotCanonical(number)


def link(previous: bytes, body: bytes) -> bytes:
    """The hash of an entry: over its format, the hash before it, and its own bytes."""
    return hashlib.sha256(b"raadzaal-journal-%d\n" % FORMAT + previous + body).digest()


def commitment(salt: bytes, value: str) -> str:
    """What stands in the chain for words that may have to be erased."""
    return hashlib.sha256(salt + value.encode()).hexdigest()
