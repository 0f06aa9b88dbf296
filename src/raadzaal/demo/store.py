"""Where a show year is kept: played beside the real database, and put in its place when it is whole.

A play that is killed leaves only a file that the next one throws away.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from raadzaal.demo.play import played
from raadzaal.journal.models import Head

SIDE_FILES = ("-wal", "-shm", "-journal")


class Occupied(RuntimeError):  # noqa: N818 -- it says what is the matter
    """The database holds something else than a show year."""


def prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def entries() -> int:
    """How many acts the journal tells of."""
    return Head.objects.get(pk=1).seq


def check_free(fresh: bool) -> None:
    """Raises Occupied where playing would lose somebody's council, or half a show year."""
    if entries() and not (fresh and played()):
        raise Occupied


@contextmanager
def set_aside() -> Iterator[None]:
    """What is inside is played into a new database, which takes the place of the present one when all went well."""
    if connection.vendor != "sqlite":
        _emptied()
        yield
        return
    place = Path(connection.settings_dict["NAME"])
    aside = place.with_name(f"{place.name}.playing")
    _forget(aside)
    _connect(aside)
    prepare()
    try:
        yield
    finally:
        _connect(place)
    _put(aside, place)


def _emptied() -> None:
    """Databases of other kinds cannot be swapped: the present one is emptied."""
    if entries():
        call_command("flush", interactive=False, verbosity=0)
        Head.objects.get_or_create(pk=1)


@contextmanager
def thrown_away() -> Iterator[None]:
    """A database and a folder for files that exist only inside."""
    place, media = connection.settings_dict["NAME"], settings.MEDIA_ROOT
    with TemporaryDirectory(prefix="raadzaal-demo-") as folder:
        settings.MEDIA_ROOT = Path(folder) / "files"
        _connect(Path(folder) / "raadzaal.sqlite3")
        try:
            prepare()
            yield
        finally:
            _connect(place)
            settings.MEDIA_ROOT = media


def _connect(place: Path | str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = place


def _forget(place: Path) -> None:
    for name in (place, *(Path(f"{place}{side}") for side in SIDE_FILES)):
        name.unlink(missing_ok=True)


def _put(aside: Path, place: Path) -> None:
    """Folded into one file first, so that one rename is all there is to it."""
    _connect(aside)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _connect(place)
    _forget(place)
    os.replace(aside, place)
    _forget(aside)
