"""Numbers and publication of adopted texts: writers for the room that adopts."""

from datetime import date

from raadzaal.journal.acts import require
from raadzaal.procedure.models import Case
from raadzaal.publications.models import NumberSeries, Publication
from raadzaal.texts.models import Milestone

ADVICE = "advice"


def give_number(case: Case, milestone: Milestone, *, kind: str, on: date) -> Publication:
    """The next serial of the year of adoption. The series is locked until commit: no gap, no double."""
    require()
    NumberSeries.objects.get_or_create(kind=ADVICE, year=on.year)
    series = NumberSeries.objects.select_for_update(no_key=True).get(kind=ADVICE, year=on.year)
    series.last += 1
    series.save()
    return Publication.objects.create(
        case=case, milestone=milestone, kind=kind, year=on.year, serial=series.last, adopted_on=on
    )


def publish(publication: Publication, *, summary: str, summary_en: str, on: date) -> Publication:
    require()
    publication.published_on = on
    publication.summary, publication.summary_en = summary, summary_en
    publication.save()
    return publication
