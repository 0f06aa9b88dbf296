"""Making a house from a backup: nothing of it stands before all of it was checked."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from raadzaal.accounts.models import User
from raadzaal.files import store
from raadzaal.journal import checkpoints, clock, followers
from raadzaal.journal.models import Head
from raadzaal.journal.verification import verify
from raadzaal.site.backup import databases, manifest
from raadzaal.site.backup.making import FILES, NOTES, SECRET

OF_THE_FRAMEWORK = {"django_migrations", "cache", "sqlite_sequence"}


class NotEmpty(RuntimeError):
    """Somebody's house stands here. ``entries``: how far its journal is, None where that cannot be read."""

    def __init__(self, entries: int | None) -> None:
        self.entries = entries
        super().__init__(entries)


@dataclass(frozen=True)
class Restored:
    entries: int
    files: int
    missing: tuple[str, ...]


def restore(folder: Path, *, replace: bool = False, expected_sum: str = "") -> Restored:
    """Raises NoBackup, NotEmpty and Trouble, each with the present house as it was."""
    told = manifest.read(folder)
    if expected_sum and manifest.digest(folder) != expected_sum.lower():
        raise manifest.NoBackup("the manifest is not the one that this sum belongs to")
    manifest.check(folder, told)
    if told.database != databases.kind():
        raise databases.Trouble(f"this is a backup of {told.database}, and the house is set to {databases.kind()}")
    _check_free(replace)
    with databases.brought_in(folder):
        _check_journal(folder, told)
        _migrate()
        _files_in(folder, told)
        Session.objects.all().delete()  # sessions that were ended since would be open again
    _notes_in(folder)
    cache.clear()
    _projections_anew()
    return Restored(told.seq, sum(each.path.startswith(f"{FILES}/") for each in told.parts), told.missing)


def _check_free(replace: bool) -> None:
    try:
        tables = set(connection.introspection.table_names())
        ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | OF_THE_FRAMEWORK
        strange = sorted(tables - ours) if "journal_head" not in tables else []
        entries = max(Head.objects.values_list("seq", flat=True), default=0) if "journal_head" in tables else 0
        taken = entries or ("accounts_user" in tables and User.objects.exists())
    except DatabaseError:
        strange, entries, taken = [], None, True
    connection.close()
    if strange:
        raise databases.Trouble(f"the database holds what is not of a house: {strange[0]}")
    if taken and not replace:
        raise NotEmpty(entries)


def _check_journal(folder: Path, told: manifest.Manifest) -> None:
    """It holds by itself and by its signed notes, and ends where the manifest says."""
    head = Head.objects.filter(pk=1).first() or Head()
    if (head.seq, bytes(head.hash).hex() if head.seq else "") != (told.seq, told.head if told.seq else ""):
        raise manifest.NoBackup("the journal does not end where the manifest says")
    with _notes_of(folder):
        try:
            verdict = verify()
        except checkpoints.BadCheckpoint as bad:
            raise manifest.NoBackup(f"the notes of the journal are not signed by this house: {bad}") from bad
    if not verdict.ok:
        raise manifest.NoBackup(f"the journal does not hold at entry {verdict.bad}: {verdict.reason}")


@contextmanager
def _notes_of(folder: Path) -> Iterator[None]:
    home = settings.HOME
    with TemporaryDirectory(prefix="raadzaal-restore-") as beside:
        shutil.copytree(folder / NOTES, Path(beside) / NOTES)
        settings.HOME = Path(beside)
        try:
            yield
        finally:
            settings.HOME = home


def _migrate() -> None:
    """Forward only: a backup of a newer program is not understood by this one."""
    loader = MigrationLoader(connection)
    known = {app for app, _name in loader.disk_migrations}
    newer = sorted(key for key in loader.applied_migrations if key[0] in known and key not in loader.disk_migrations)
    if newer:
        raise databases.Trouble(f"this backup is of a newer version: it has {'.'.join(newer[0])}")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _files_in(folder: Path, told: manifest.Manifest) -> None:
    for each in told.parts:
        if each.path.startswith(f"{FILES}/"):
            store.take_in(folder / each.path)
    if lost := sorted(set(store.missing()) - set(told.missing)):
        raise manifest.NoBackup(f"the database names a file that is not in the backup: {lost[0]}")


def _notes_in(folder: Path) -> None:
    """Those of the house that stood here are kept beside: they tell of acts that this one does not know."""
    notes, home = checkpoints.file().parent, Path(settings.HOME)
    if checkpoints.file().exists():
        notes.rename(home / f"{NOTES}.before-{clock.now():%Y%m%dT%H%M%S%f}")
    shutil.copytree(folder / NOTES, notes, dirs_exist_ok=True)
    if (folder / SECRET).exists():
        shutil.copy2(folder / SECRET, home / SECRET)


def _projections_anew() -> None:
    for each in followers.progress():
        if each.kind == followers.PROJECTION:
            followers.rebuild(each.name)
