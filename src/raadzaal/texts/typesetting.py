"""Typesetting in a process of its own, so that it can be stopped when it takes too long."""

import json
import subprocess
import sys
from pathlib import Path

_SCRIPT = Path(__file__).with_name("typst") / "typeset.py"
LONGEST = 300  # seconds; a text of a thousand pages takes less than thirty


class CannotTypeset(RuntimeError):
    """In the words of typst."""


def typeset(source: Path, **options) -> bytes:
    """The PDF of *source*, with the options of ``typst.compile``. Raises CannotTypeset."""
    asked = json.dumps({"input": str(source), **options})
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(_SCRIPT)],
            input=asked.encode(),
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise CannotTypeset(f"no PDF within {LONGEST} seconds") from late
    if ended.returncode:
        raise CannotTypeset(ended.stderr.decode(errors="replace") or f"ended with {ended.returncode}")
    return ended.stdout
