"""A Word file comes in: looked at before anything opens it, kept as it came, and read into a preview to correct.

No act: nobody is told of a preview. Making it the text is the act (``actions.take_import``).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Protocol

from django.db import transaction

from raadzaal.accounts.actor import Actor
from raadzaal.files import inspection, sniffing, store
from raadzaal.files.naming import file_name
from raadzaal.journal import clock
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import queries
from raadzaal.texts.blocks import Block, Kind, from_data, level_for, to_data
from raadzaal.texts.corrections import Correction, corrected
from raadzaal.texts.lines import pairs
from raadzaal.texts.matching import match
from raadzaal.texts.models import ImportPreview, Work
from raadzaal.texts.references import worded
from raadzaal.texts.word.pandoc import PandocFailed, word_of
from raadzaal.texts.word.remarks import Remark
from raadzaal.texts.word_import import Imported, WordUnreadable, read_word

LONGEST_NAME = 200


class Uploaded(Protocol):
    name: str
    size: int
    file: BinaryIO


def read_upload(uploaded: Uploaded, work: Work, *, actor: Actor, suggestions: bool = False) -> ImportPreview:
    """Read the file, Word or OpenDocument, into a preview. Raises Refused beside ``file``, with nothing kept.

    *suggestions*: tracked changes and comments are to stand beside the text; else the changes are taken as accepted.

    Reading takes seconds and happens before the transaction, which only stores what was read.
    """
    with quarantined(uploaded, odt=True) as held, TemporaryDirectory(prefix="raadzaal-word-") as folder:
        media_type, word = sniffing.sniff(held), held
        if media_type == sniffing.ODT:
            word, suggestions = _as_word(held, Path(folder) / "text.docx"), False
        imported = _read(word, Path(folder) / "pictures", work.language, accept=not suggestions)
        if media_type == sniffing.ODT:
            imported = replace(imported, warnings=(Remark("open_document"), *imported.warnings))
        with transaction.atomic():
            preview = _keep(held, imported, work, name=uploaded.name, actor=actor, media_type=media_type)
            preview.suggestions = suggestions
            preview.save(update_fields=["suggestions"])
            return preview


def _as_word(held: Path, target: Path) -> Path:
    try:
        target.write_bytes(word_of(held))
    except PandocFailed as failure:
        problem = WordUnreadable(failure.code)
        raise Refused(problem.message, code=problem.code, field="file") from failure
    verdict = inspection.inspect_word(target)
    if not verdict.ok:
        raise Refused(verdict.message, code=verdict.code, field="file")
    return target


@contextmanager
def quarantined(uploaded: Uploaded, *, odt: bool = False):
    """The uploaded Word file, inspected; with *odt* it may be an OpenDocument text. Raises Refused beside ``file``."""
    try:
        with store.quarantine(uploaded.file, limit=inspection.LARGEST_UPLOAD) as held:
            inspect = inspection.inspect_text if odt else inspection.inspect_word
            verdict = inspect(held)
            if not verdict.ok:
                raise Refused(verdict.message, code=verdict.code, field="file")
            yield held
    except store.TooLarge as problem:
        megabyte = 1024**2
        params = {"megabytes": -(-uploaded.size // megabyte), "limit": problem.limit // megabyte}
        message = inspection.Verdict("too_large", params).message
        raise Refused(message, code="too_large", field="file") from problem


def _read(held: Path, pictures: Path, language: str, *, accept: bool) -> Imported:
    try:
        return read_word(held, media_dir=pictures, language=language, accept=accept)
    except WordUnreadable as problem:
        raise Refused(problem.message, code=problem.code, field="file") from problem


def _keep(held: Path, imported: Imported, work: Work, *, name: str, actor: Actor, media_type: str) -> ImportPreview:
    with held.open("rb") as stream:
        original = store.put(stream, media_type=media_type)
    for picture in imported.assets.values():
        with picture.open("rb") as stream:
            store.put(stream, media_type=sniffing.sniff(picture))
    return ImportPreview.objects.create(
        work=work,
        file=original.sha256,
        file_name=file_name(name)[-LONGEST_NAME:],
        blocks=[
            to_data(block) | {"hint": asdict(hint)} for block, hint in zip(imported.blocks, imported.hints, strict=True)
        ],
        warnings=[remark.as_data() for remark in imported.warnings],
        made_by=actor.key,
        made_at=clock.now(),
    )


def correct(preview: ImportPreview, corrections: Mapping[int, Correction]) -> None:
    """Keep what the secretary says of these blocks with the preview, until it is taken."""
    with transaction.atomic():
        kept = ImportPreview.objects.select_for_update(no_key=True).get(pk=preview.pk)
        for at, correction in corrections.items():
            kept.blocks[at]["correction"] = {
                name: value for name, value in asdict(correction).items() if value is not None
            }
        kept.save(update_fields=["blocks"])
    preview.blocks = kept.blocks


def corrections_of(preview: ImportPreview) -> dict[int, Correction]:
    kept: list[dict[str, Any]] = [block.get("correction", {}) for block in preview.blocks]
    return {at: Correction(**correction) for at, correction in enumerate(kept) if correction}


def coming(preview: ImportPreview) -> dict[int, Block]:
    """The text as it would become, with the corrections so far, by place in what was read."""
    kept = corrections_of(preview)
    found = {
        at: corrected([from_data(block)], {0: kept[at]} if at in kept else {})
        for at, block in enumerate(preview.blocks)
    }
    return {at: blocks[0] for at, blocks in found.items() if blocks}


def shifted(preview: ImportPreview, by: int, *, section: int | None = None) -> dict[int, Correction]:
    """Corrections that put headings *by* levels deeper: all of them, or the one at *section* with those under it."""
    kept = corrections_of(preview)
    return {
        at: replace(kept.get(at, Correction()), kind=str(block.kind), level=level_for(block.kind, block.level + by))
        for at, block in _headings(preview, section)
    }


def _headings(preview: ImportPreview, section: int | None) -> Iterator[tuple[int, Block]]:
    blocks = coming(preview)
    for at, block in blocks.items():
        if section is not None and at > section and block.is_heading and block.level <= blocks[section].level:
            return
        if block.kind == Kind.HEADING and (section is None or at >= section):
            yield at, block


def remarks_of(preview: ImportPreview) -> list[Remark]:
    return [Remark(**data) for data in preview.warnings]


def outlook(preview: ImportPreview) -> Counter[str]:
    """What taking it would do to the text as it stands: how many are added, edited, kept and removed."""
    standing = [worded(block) for _node_id, block in pairs(queries.current(preview.work))]
    blocks = list(coming(preview).values())
    found = match(standing, blocks)
    kept = sum(at is not None and standing[at] == block for at, block in zip(found, blocks, strict=True))
    continued = sum(at is not None for at in found)
    return Counter(added=len(blocks) - continued, edited=continued - kept, kept=kept, removed=len(standing) - continued)
