"""A council with a past: one advice that came to be through the acts, and thousands of rows that look like it.

The copies are made in the database: playing ten thousand advices through the acts would take hours.
"""

from datetime import timedelta

from django.db import connection, models, transaction

from bench import text
from raadzaal.advice.models import Advice, Request
from raadzaal.journal import followers
from raadzaal.journal.ids import new_id
from raadzaal.procedure.models import Case, StageReached
from raadzaal.publications.models import Publication
from raadzaal.texts.models import Milestone, MilestoneLine
from tests.dossier import Dossier, answered

WORDS = 3_200
WORDS_PER_PARAGRAPH = 64
YEARS = 70


def published(world) -> Dossier:
    """An advice of so many words, from its request to its publication; nothing of it lies in the future."""
    world.clock_at(world.today - timedelta(days=70))
    paragraphs = WORDS // WORDS_PER_PARAGRAPH * 12 // 11
    dossier = text.drafting(world, text.blocks(paragraphs, WORDS_PER_PARAGRAPH)).to_adopted().sent()
    dossier.received().published()
    answered(world, dossier)
    followers.catch_up()
    return dossier


def multiplied(dossier: Dossier, times: int, *, with_text: int) -> list[Publication]:
    """*times* publications more, in years gone by; the first *with_text* of them can be read."""
    first = Publication.objects.select_related("milestone").get(case=dossier.pk)
    case = Case.objects.get(pk=dossier.pk)
    with transaction.atomic():
        _cases(case, times)
        new = f"FROM procedure_case c, {{table}} t WHERE c.id > {case.pk} AND "
        of_case = new + f"t.{{parent}} = {case.pk}"
        copy(Advice, of_case.format(table="advice_advice", parent="case_ptr_id"), case_ptr_id="c.id", work_id="NULL")
        copy(Request, of_case.format(table="advice_request", parent="advice_id"), advice_id="c.id")
        copy(StageReached, of_case.format(table="procedure_stagereached", parent="case_id"), case_id="c.id")
        same = new.format(table="texts_milestone") + f"t.id = {first.milestone_id}"
        copy(Milestone, same, public_id="c.public_id", number=f"c.id - {case.pk} + 100")
        _publications(first)
        _lines(first.milestone, with_text)
    return list(Publication.objects.exclude(pk=first.pk).order_by("pk")[:with_text])


def _cases(case: Case, times: int) -> None:
    titles = (f"{case.title} {at}" for at in range(1, times + 1))
    shared = {"procedure": case.procedure, "profile_version": case.profile_version, "stage": case.stage}
    rows = [Case(public_id=new_id(), title=title, opened_on=case.opened_on, **shared) for title in titles]
    Case.objects.bulk_create(rows, 500)


def _publications(first: Publication) -> None:
    source = (
        "FROM procedure_case c JOIN texts_milestone m ON m.public_id = c.public_id, publications_publication t "
        f"WHERE t.id = {first.pk}"
    )
    year = f"{first.year} - 1 - c.id % {YEARS}"
    given = {"public_id": "c.public_id", "case_id": "c.id", "milestone_id": "m.id", "year": year, "serial": "c.id"}
    copy(Publication, source, **given)


def _lines(milestone: Milestone, with_text: int) -> None:
    kept = f"SELECT id, number FROM texts_milestone WHERE number BETWEEN 101 AND {100 + with_text}"
    source = f"FROM texts_milestoneline t, ({kept}) m WHERE t.milestone_id = {milestone.pk}"
    copy(MilestoneLine, source, milestone_id="m.id")


def copy(model: type[models.Model], source: str, **given: str) -> None:
    """The rows ``t`` of *source* as new ones, but for the columns that are *given* as expressions."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key or field.column in given]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(given.get(field.column, f"t.{quote(field.column)}") for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) SELECT {values} {source}")
