"""Pictures decoded to their last byte, so that what is kept can be shown everywhere, on screen and in print."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

_FORMATS = ("PNG", "JPEG", "GIF", "BMP")
_KEPT = ("PNG", "JPEG")
# Colours for a printing press cannot be shown on screen nor stand in an archival PDF.
_PRESS = "CMYK"


def web_picture(content: bytes) -> bytes | None:
    """A PNG or JPEG as it was, another kind (or press colours) as PNG; None for what cannot be read to its end.

    Its size must have been found bearable before, see `raadzaal.files.images`.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            picture.load()
            if picture.format in _KEPT and picture.mode != _PRESS:
                return content
            stream = BytesIO()
            picture.convert("RGB" if picture.mode == _PRESS else "RGBA").save(stream, "PNG")
            return stream.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
