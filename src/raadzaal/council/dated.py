"""Facts of law with two times: when they hold (*valid*) and when we knew it (*recorded*)."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q


class DatedQuerySet(models.QuerySet):
    def on(self, day: date, *, known_at: datetime | None = None):
        """What held on *day*, as known now or as known at an instant."""
        return self.known(known_at).filter(Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gt=day))

    def known(self, at: datetime | None = None):
        if at is None:
            return self.filter(superseded_at=None)
        return self.filter(Q(recorded_at__lte=at), Q(superseded_at=None) | Q(superseded_at__gt=at))

    def overlapping(self, since: date, until: date):
        return self.known().filter(Q(valid_from__lt=until), Q(valid_until=None) | Q(valid_until__gt=since))


class Dated(models.Model):
    """``valid_until`` is the first day on which it no longer holds; a correction supersedes a row and never changes it."""

    valid_from = models.DateField(db_index=True)
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it; None while no end is known."""
        return self.valid_until and self.valid_until - timedelta(days=1)
