"""Where a show year is kept: played in a folder beside the real database, and put in its place when it is whole.

A play that is killed leaves only that folder, which the next one throws away.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from raadzaal.demo.play import begun
from raadzaal.journal import checkpoints, triggers
from raadzaal.journal.models import Head

SIDE_FILES = ("-wal", "-shm", "-journal")
NAME = "raadzaal.sqlite3"


class Occupied(RuntimeError):
    """The database holds something else than a show year."""


class NotHere(RuntimeError):
    """Only a database in a file can be made in passing."""


def prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def entries() -> int:
    """How many acts the journal tells of."""
    return Head.objects.get(pk=1).seq


def check_free() -> None:
    """A show year, or a part of one, may be played over. Raises Occupied where that would lose somebody's council."""
    if entries() and not begun():
        raise Occupied


@contextmanager
def set_aside() -> Iterator[None]:
    """What is inside is played into a new database, which takes the place of the present one when all went well."""
    if connection.vendor != "sqlite":
        _emptied()
        yield
        return
    place = Path(connection.settings_dict["NAME"])
    folder = place.with_name(f"{place.name}.playing")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with _elsewhere(folder):
        yield
        _fold()
    _put(folder / NAME, place)
    shutil.rmtree(folder)


@contextmanager
def thrown_away() -> Iterator[None]:
    """A database and a folder for files that exist only inside. Raises NotHere."""
    if connection.vendor != "sqlite":
        raise NotHere
    media = settings.MEDIA_ROOT
    with TemporaryDirectory(prefix="raadzaal-demo-") as folder:
        settings.MEDIA_ROOT = Path(folder) / "files"
        try:
            with _elsewhere(Path(folder)):
                yield
        finally:
            settings.MEDIA_ROOT = media


@contextmanager
def _elsewhere(folder: Path) -> Iterator[None]:
    """A new database in *folder*, with the notes about its journal there too."""
    before, home = connection.settings_dict, settings.HOME
    connection.close()
    connection.settings_dict = {**before, "NAME": folder / NAME}
    settings.HOME = folder
    try:
        prepare()
        yield
    finally:
        connection.close()
        connection.settings_dict, settings.HOME = before, home


def _emptied() -> None:
    """Databases of other kinds cannot be swapped: the present one is emptied, of an invented journal too."""
    if entries():
        triggers.remove(connection)
        call_command("flush", interactive=False, verbosity=0)
        triggers.install(connection)
        Head.objects.create(pk=1)
        checkpoints.file().unlink(missing_ok=True)


def _fold() -> None:
    """Into one file, so that one rename is all there is to it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _put(new: Path, place: Path) -> None:
    """The notes about the old journal go first: without them it can still be read, with those of another it cannot."""
    connection.close()
    checkpoints.file().unlink(missing_ok=True)
    for side in SIDE_FILES:
        Path(f"{place}{side}").unlink(missing_ok=True)
    new.replace(place)
