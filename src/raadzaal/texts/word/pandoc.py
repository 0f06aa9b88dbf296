"""Pandoc as a separate program under limits: no network, no files but the one it is given, no end of memory or time."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pypandoc

from raadzaal.files import limited

SECONDS = 60
# Two hundred pages take 200 MB.
MEMORY = 2 * 1024**3
LARGEST_TREE = 400 * 1024 * 1024


class PandocFailed(Exception):
    """`code` is took_too_long, too_large or unreadable."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        super().__init__(code, detail)


def pandoc(*arguments: str, content: bytes, folder: Path | None = None, at: int | None = None) -> bytes:
    """What pandoc writes. `folder` is where it looks for pictures, when it may read any.

    `at` is the moment (seconds since 1970) that it takes for now, so that its output does not depend on the day.
    """
    command = limited.command(SECONDS, MEMORY, pypandoc.get_pandoc_path(), *arguments)
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=SECONDS * 2,
            cwd=folder,
            check=False,
            env=os.environ | ({} if at is None else {"SOURCE_DATE_EPOCH": str(at)}),
        )
    except subprocess.TimeoutExpired as error:
        raise PandocFailed("took_too_long") from error
    if done.returncode < 0:
        raise PandocFailed("took_too_long", f"signal {-done.returncode}")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")[-500:]
        raise PandocFailed("too_large" if "out of memory" in said else "unreadable", said)
    return done.stdout


def word_tree(path: Path, *, accept: bool = True) -> dict[str, Any]:
    """The document as pandoc's tree, tracked changes accepted or as if they had not been made, styles by name."""
    changes = f"--track-changes={'accept' if accept else 'reject'}"
    raw = pandoc("--from=docx+styles", "--to=json", "--sandbox", changes, content=path.read_bytes())
    if len(raw) > LARGEST_TREE:
        raise PandocFailed("too_large", f"a tree of {len(raw)} bytes")
    try:
        return json.loads(raw)
    except RecursionError as error:
        raise PandocFailed("unreadable", "nested too deeply") from error


def word_of(open_document: Path) -> bytes:
    """An OpenDocument text as a Word document, pictures and notes with it, to be read by the same way as any other."""
    return pandoc("--from=odt", "--to=docx", "--sandbox", content=open_document.read_bytes())
