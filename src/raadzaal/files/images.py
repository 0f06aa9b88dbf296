"""What an image file says about itself, read from its first bytes without decoding it."""

from __future__ import annotations

import struct
from pathlib import Path

PNG, JPEG, GIF, BMP, SVG = "image/png", "image/jpeg", "image/gif", "image/bmp", "image/svg+xml"

MOST_PIXELS = 30_000_000
LONGEST_SIDE = 20_000
LARGEST_BYTES = 25 * 1024 * 1024

_HEAD = 2 * 1024 * 1024
# Start-of-frame markers; C4, C8 and CC lie in the same range and mean other things.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


def pixel_size(path: Path) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, GIF or BMP, None if its head does not tell."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR" and len(head) >= 24:
        return struct.unpack(">2L", head[16:24])
    if head.startswith((b"GIF87a", b"GIF89a")) and len(head) >= 10:
        return struct.unpack("<2H", head[6:10])
    if head.startswith(b"BM") and len(head) >= 26:
        width, height = struct.unpack("<2l", head[18:26])
        return abs(width), abs(height)
    return _jpeg_size(head) if head.startswith(b"\xff\xd8\xff") else None


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        if marker == 0xFF or marker in _NO_LENGTH:
            at += 1 if marker == 0xFF else 2
        elif marker in _FRAMES:
            height, width = struct.unpack(">2H", head[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + struct.unpack(">H", head[at + 2 : at + 4])[0]
    return None


def is_bearable(size: tuple[int, int] | None) -> bool:
    """Whether decoding an image of this size stays within memory."""
    return size is not None and min(size) > 0 and max(size) <= LONGEST_SIDE and size[0] * size[1] <= MOST_PIXELS
