from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from raadzaal.advice.procedure import Stage
from raadzaal.demo import store
from raadzaal.demo.play import play, played
from raadzaal.demo.stage import play_until
from raadzaal.demo.telling import lines
from raadzaal.journal import clock
from raadzaal.journal.queries import facts
from raadzaal.journal.verification import verify


class Command(BaseCommand):
    help = "Play an invented year of the council through the real acts, and serve it"

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="play, tell the outcome, and stop")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="play again, instead of what was played before")
        parser.add_argument(
            "--stage", choices=Stage.values, help="play one advice up to this stage, in passing, and print its journal"
        )

    def handle(self, *, no_serve, port, fresh, stage, **options):
        if stage:
            self._one(stage)
            return
        self._year(fresh)
        call_command("collectstatic", interactive=False, verbosity=0)
        self._outcome()
        if not no_serve:
            call_command("serve", port=port)

    def _one(self, stage):
        try:
            with store.thrown_away():
                play_until(stage, clock.today())
                for line in lines(settings.LANGUAGE_CODE):
                    self.stdout.write(line)
        except store.NotHere as impossible:
            raise CommandError(
                "--stage plays into a database of its own, in a file: unset DATABASE_URL."
            ) from impossible

    def _year(self, fresh):
        store.prepare()
        if played() and not fresh:
            self.stdout.write("The year has been played already; --fresh plays it again.")
            return
        try:
            store.check_free()
        except store.Occupied as occupied:
            raise CommandError(
                "This database holds a council that nobody invented. Set RAADZAAL_HOME to a folder of its own."
            ) from occupied
        with store.set_aside():
            play(clock.today(), self._tell)

    def _tell(self, words):
        self.stdout.write(words)
        self.stdout.flush()

    def _outcome(self):
        verdict = verify()
        if not verdict.ok:
            raise CommandError(f"the journal does not verify at entry {verdict.bad}: {verdict.reason}")
        count = facts(played())["advices"]
        self.stdout.write(f"played {count} advices, {verdict.entries} journal entries, journal verified")
