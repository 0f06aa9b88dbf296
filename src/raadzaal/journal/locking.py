"""One process at a time, where a folder is shared and the database does not keep them apart."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone_in(folder: Path, *, but_for_each_other: bool = False) -> Iterator[None]:
    """Waits until no other process is in *folder*; who dies lets go. Those *but_for_each_other* are in it together."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH if but_for_each_other else fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
