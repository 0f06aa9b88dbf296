"""Numbers and publication of adopted texts: writers for the room that adopts."""

from datetime import date

from raadzaal.journal import clock
from raadzaal.journal.acts import require
from raadzaal.procedure.models import Case
from raadzaal.publications.models import Correction, NumberSeries, Publication, Withdrawal
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


def correct(publication: Publication, milestone: Milestone, *, on: date, **told) -> Correction:
    """From now on *milestone* is what is published. *told* is where it was wrong, how, and the reason."""
    require()
    made = Correction.objects.create(
        publication=publication,
        number=publication.corrections.count() + 1,
        before=publication.milestone,
        after=milestone,
        on=on,
        at=clock.now(),
        **told,
    )
    publication.milestone = milestone
    publication.save()
    return made


def withdraw(publication: Publication, *, reason: str, on: date) -> Withdrawal:
    """Off the public site. Its number is not given out again, and its address tells why."""
    require()
    made = Withdrawal.objects.create(
        publication=publication, published_on=publication.published_on, on=on, reason=reason
    )
    publication.published_on = None
    publication.save()
    return made
