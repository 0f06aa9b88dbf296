"""Pictures out of a Word document: PNG and JPEG as they are, GIF and BMP as PNG, others left out with a reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from raadzaal.files import images
from raadzaal.files.decoding import web_picture
from raadzaal.files.sniffing import sniff
from raadzaal.files.zips import Archive, BadArchive

_TAKEN = (images.PNG, images.JPEG, images.GIF, images.BMP)
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
        if kind not in _TAKEN:
            path.unlink()
            return Taken(None, _("only PNG and JPEG can be shown."))
        if not images.is_bearable(images.pixel_size(path)):
            path.unlink()
            return Taken(None, _("it is too large to show."))
        shown = web_picture(content)
        if shown == content:
            return Taken(path.name)
        path.unlink()
        if shown is None:
            return Taken(None, _("it is damaged."))
        return Taken(self._write(shown).name, converted=True)

    def _write(self, content: bytes) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / hashlib.sha256(content).hexdigest()
        path.write_bytes(content)
        return path
