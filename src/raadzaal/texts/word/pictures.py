"""Pictures out of a Word document: PNG and JPEG as they are, GIF and BMP as PNG, the rest left out with a reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from raadzaal.files import images
from raadzaal.files.sniffing import sniff
from raadzaal.files.zips import Archive, BadArchive

_KEPT = (images.PNG, images.JPEG)
_CONVERTED = {images.GIF: "GIF", images.BMP: "BMP"}
_MOST_PICTURES = 500


@dataclass(frozen=True)
class Taken:
    """`asset` is None when the picture was left out for `reason`."""

    asset: str | None
    reason: str = ""
    converted: bool = False


class Pictures:
    """Writes each picture once into `folder` under its SHA-256."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self._archive, self._folder = archive, folder
        self._taken: dict[str, Taken] = {}

    @property
    def assets(self) -> dict[str, Path]:
        return {taken.asset: self._folder / taken.asset for taken in self._taken.values() if taken.asset}

    def take(self, source: str) -> Taken:
        """`source` is the path as the document knows it, relative to its own folder `word/`."""
        if source not in self._taken:
            self._taken[source] = self._take(source)
        return self._taken[source]

    def _take(self, source: str) -> Taken:
        name = str(PurePosixPath("word") / source)
        if name not in self._archive.names:
            return Taken(None, _("it is not in the document."))
        if len(self._taken) >= _MOST_PICTURES or self._archive.size(name) > images.LARGEST_BYTES:
            return Taken(None, _("it is too large, or there are too many."))
        try:
            return self._kept(self._archive.read(name))
        except BadArchive:
            return Taken(None, _("it is damaged."))

    def _kept(self, content: bytes) -> Taken:
        path = self._write(content)
        kind = sniff(path)
        if kind not in _KEPT and kind not in _CONVERTED:
            path.unlink()
            return Taken(None, _("only PNG and JPEG can be shown."))
        if not images.is_bearable(images.pixel_size(path)):
            path.unlink()
            return Taken(None, _("it is too large to show."))
        converted = _decoded(content, kind)
        if converted is None:
            path.unlink()
            return Taken(None, _("it is damaged."))
        if kind in _KEPT:
            return Taken(path.name)
        path.unlink()
        return Taken(self._write(converted).name, converted=True)

    def _write(self, content: bytes) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / hashlib.sha256(content).hexdigest()
        path.write_bytes(content)
        return path


def _decoded(content: bytes, kind: str) -> bytes | None:
    """The picture as PNG where it must be converted, as it was where not; None if it cannot be read to its end."""
    formats = ["PNG", "JPEG", *_CONVERTED.values()]
    try:
        with Image.open(BytesIO(content), formats=formats) as picture:
            picture.load()
            if kind in _KEPT:
                return content
            stream = BytesIO()
            picture.convert("RGBA").save(stream, "PNG")
            return stream.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
