"""Older publications become part of the record."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from raadzaal.files import store
from raadzaal.journal import clock
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Council, Done, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.publications.models import NumberSeries, Publication
from raadzaal.record.archive.reasons import NotTaken
from raadzaal.record.archive.rows import Described
from raadzaal.record.models import Import, ImportRow, Item, ItemParagraph
from raadzaal.record.rules import IMPORTERS


@dataclass(frozen=True)
class Taken:
    """A row that can become an item, with what was read in its file."""

    told: Described
    media_type: str
    paragraphs: list[str]
    quality: str
    file_name: str


@dataclass(frozen=True)
class Outcome:
    number: int
    taken: Taken | None = None
    refusal: NotTaken | None = None


class AlreadyBegun(Refused):
    code = "already_begun"
    message = _("This list is being brought in already.")


def begin_import(*, actor, on=None, name: str, digest: str, rows: int, encoding: str = "") -> Import:
    return _begin(Council(), actor=actor, on=on, name=name, digest=digest, rows=rows, encoding=encoding)


@performs("record.begin_import", by=IMPORTERS, audience=Audience.SECRETARIAT)
def _begin(_council, *, actor, on, name: str, digest: str, rows: int, encoding: str) -> Done:
    if Import.objects.filter(digest=digest).exists():
        raise AlreadyBegun()
    made = Import.objects.create(
        digest=digest, name=name[:200], rows=rows, encoding=encoding, begun_at=clock.now()
    )  # fmt: skip
    return Done(facts={"import": made.public_id, "list": digest, "rows": rows}, result=made)


@performs("record.import_rows", by=IMPORTERS, audience=Audience.PUBLIC)
def import_rows(running: Import, *, actor, on, outcomes: list[Outcome]) -> Done:
    """What becomes of some rows. A row that has its outcome already is left alone, so that two at once do it once."""
    Import.objects.select_for_update(no_key=True).get(pk=running.pk)
    numbers = [each.number for each in outcomes]
    had = set(running.report.filter(number__in=numbers).values_list("number", flat=True))
    items, refused = [], 0
    for outcome in outcomes:
        if outcome.number in had:
            continue
        item, refusal = None, outcome.refusal
        if outcome.taken:
            try:
                item = _kept(running, outcome.taken)
                items.append(item.public_id)
            except NotTaken as late:
                refusal = late
        refused += refusal is not None
        code, told = (refusal.code, refusal.told) if refusal else ("", {})
        ImportRow.objects.create(import_of=running, number=outcome.number, item=item, code=code, told=told)
    return Done(facts={"import": running.public_id, "item": items, "refused": refused}, result=items)


def _kept(running: Import, taken: Taken) -> Item:
    told = taken.told
    _check_number(told)
    with told.path.open("rb") as stream:
        stored = store.put(stream, media_type=taken.media_type)
    if double := Item.objects.filter(file=stored).first():
        raise NotTaken("double_file", value=double.title)
    item = Item.objects.create(
        import_of=running, kind=told.kind, year=told.year, serial=told.serial, title=told.title, theme=told.theme, on=told.on,
        summary=told.summary, file=stored, file_name=taken.file_name, quality=taken.quality,
    )  # fmt: skip
    ItemParagraph.objects.bulk_create(
        [ItemParagraph(item=item, place=place, text=text) for place, text in enumerate(taken.paragraphs, 1)], 500
    )
    return item


def _check_number(told: Described) -> None:
    """A number is given once, whether by this house or before it."""
    if told.serial is None:
        return
    number = {"year": told.year, "serial": told.serial}
    if Item.objects.filter(**number).exists() or Publication.objects.filter(**number).exists():
        raise NotTaken("double_number", value=told.number)
    if NumberSeries.objects.filter(year=told.year, last__gt=0).exists():
        raise NotTaken("numbered_here", value=told.number, year=told.year)


@performs("record.finish_import", by=IMPORTERS, audience=Audience.SECRETARIAT)
def finish_import(running: Import, *, actor, on) -> Done:
    running = Import.objects.select_for_update(no_key=True).get(pk=running.pk)
    running.finished_at = clock.now()
    running.save(update_fields=["finished_at"])
    return Done(facts={"import": running.public_id}, result=running)
