"""Kills an act at one of its moments and looks at what is left."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Count, Max

from raadzaal.journal.models import Entry, Head
from raadzaal.journal.verification import verify
from raadzaal.procedure.refusals import Refused
from raadzaal.publications.models import NumberSeries, Publication
from tests.trust import story
from tests.trust.harness import Ended, Moments, Picture, alike, in_child, picture, same, volatile


@dataclass(frozen=True)
class Look:
    """What is found after a kill, and after somebody tried again."""

    left: Picture
    flaw: str
    again: str
    after_again: Picture


class Trial:
    """One act: what it does when nothing goes wrong, and then what it does when it is killed."""

    def __init__(self, scene: story.Scene) -> None:
        self.scene, self.name = scene, scene.act.name
        self.database = scene.database.copy(f"{self.name}.trial")
        self.before = self._in_copy("before", picture)
        self.after, self.moments = self._in_copy("after", self._done)
        self.volatile = volatile(self.after, self._in_copy("anew", self._done_after_a_start)[0])

    def _in_copy(self, name: str, work):
        made = self.scene.database.copy(f"{self.name}.{name}")
        told = in_child(made, work).get()
        made.drop()
        return told

    def _done(self) -> tuple[Picture, list[str]]:
        moments = Moments().run(story.ready(self.scene))
        return picture(), moments.names

    def _done_after_a_start(self) -> tuple[Picture, list[str]]:
        """A try that was undone leaves numbers of rows used; those then differ without harm."""
        with transaction.atomic():
            story.ready(self.scene)()
            transaction.set_rollback(True)
        return self._done()

    def close(self) -> None:
        self.database.drop()

    def kill_at(self, moment: int) -> None:
        """Raises AssertionError when what is left is neither whole nor absent, or cannot be gone on with."""
        where = f"{self.name} killed at moment {moment} of {len(self.moments)} ({self.moments[moment - 1]})"
        ended: Ended = in_child(self.database, lambda: Moments(fatal=moment).run(story.ready(self.scene)))
        # What is kept outside the database (the index of the public search) may be further than its copy: less is left to do.
        sooner = self.scene.act.resumes and not ended.trouble
        assert ended.killed or sooner, f"{where}: lived on. {ended.trouble}"
        self.database.quiet()
        look: Look = in_child(self.database, self._look).get()
        problems = self._resumed(look) if self.scene.act.resumes else self._whole_or_absent(look)
        assert not problems, f"{where}: {problems}"
        self._begin_again(look)

    def _look(self) -> Look:
        left, flaw = picture(), flaw_in_numbers() or verify().reason
        with transaction.atomic():
            again = outcome(story.ready(self.scene))
            connection.check_constraints()
            after_again = picture()
            transaction.set_rollback(True)
        return Look(left, flaw, again, after_again)

    def _whole_or_absent(self, look: Look) -> list[str]:
        if same(look.left, self.before):
            problems = [] if look.again == "done" else [f"done again: {look.again}"]
            return problems + self._flaws(look) + alike(look.after_again, self.after, self.volatile)
        again = {"done", "refused"} if self.scene.act.repeats else {"refused"}
        problems = [] if look.again.split(":")[0] in again else [f"done twice: {look.again}"]
        return problems + self._flaws(look) + alike(look.left, self.after, self.volatile)

    def _resumed(self, look: Look) -> list[str]:
        return self._flaws(look) + alike(look.after_again, self.after, self.volatile)

    def _flaws(self, look: Look) -> list[str]:
        return [look.flaw] if look.flaw else []

    def _begin_again(self, look: Look) -> None:
        if not same(look.left, self.before):
            self.database.drop()
            self.database = self.scene.database.copy(f"{self.name}.trial")


def outcome(act) -> str:
    try:
        act()
    except (Refused, ValueError) as refusal:
        return f"refused: {refusal}"
    return "done"


def flaw_in_numbers() -> str:
    """Advice numbers run from 1 without gaps or doubles, and the series says how far."""
    for series in NumberSeries.objects.all():
        given = Publication.objects.filter(year=series.year).aggregate(count=Count("pk"), last=Max("serial"))
        if not series.last == given["count"] == (given["last"] or 0):
            return f"numbers of {series.year}: {given}, the series says {series.last}"
    if Head.objects.get().seq != Entry.objects.count():
        return "the head of the journal does not count its entries"
    return ""
