"""Bringing in a list of publications: some rows at a time, each time one act, so that it can be stopped and taken up anywhere."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from raadzaal.accounts.actor import Actor
from raadzaal.files.naming import file_name
from raadzaal.record import actions
from raadzaal.record.actions.archive import AlreadyBegun, Outcome, Taken
from raadzaal.record.archive import reading
from raadzaal.record.archive.reasons import NotTaken, storable
from raadzaal.record.archive.rows import Described, Listing, described, iterate
from raadzaal.record.models import Import

AT_ONCE = 20
Progress = Callable[[int, int], None]


def bring_in(listed: Listing, *, actor: Actor, progress: Progress = lambda done, of: None) -> Import:
    """All rows that were not done before; the same list again goes on where it stopped, and after its end does nothing."""
    running = _begun(listed, actor)
    done = set(running.report.values_list("number", flat=True))
    progress(len(done), len(listed.rows))
    rows = iterate(listed, done)
    while some := list(islice(_outcomes(rows, listed.folder), AT_ONCE)):
        actions.import_rows(running, actor=actor, outcomes=some)
        done.update(each.number for each in some)
        progress(len(done), len(listed.rows))
    if running.finished_at is None:
        running = actions.finish_import(running, actor=actor)
    return running


def _begun(listed: Listing, actor: Actor) -> Import:
    """The import of this list, also where somebody else begins it at this moment."""
    same = Import.objects.filter(digest=listed.digest)
    try:
        return same.first() or actions.begin_import(
            actor=actor, name=listed.name, digest=listed.digest, rows=len(listed.rows), encoding=listed.encoding
        )
    except AlreadyBegun:
        return same.get()


def _outcomes(rows: Iterator, folder: Path) -> Iterator[Outcome]:
    """The slow work, before the act: looking at the file and reading its text."""
    for number, row in rows:
        try:
            yield Outcome(number, taken=_taken(described(row, folder)))
        except NotTaken as refusal:
            yield Outcome(number, refusal=refusal)


def _taken(told: Described) -> Taken:
    try:
        size = told.path.stat().st_size
        if not size:
            raise NotTaken("file_empty", value=told.path.name)
        if size > reading.LARGEST:
            raise NotTaken("file_too_large", value=told.path.name, most=reading.LARGEST // 1024**2)
        media_type = reading.kind_of(told.path)
        if not media_type:
            raise NotTaken("file_kind", value=told.path.name)
        paragraphs, quality = reading.read(told.path, media_type)
    except OSError as error:
        raise NotTaken("file_missing", value=told.path.name) from error
    return Taken(told, media_type, paragraphs, quality, file_name(storable(told.path.name)))
