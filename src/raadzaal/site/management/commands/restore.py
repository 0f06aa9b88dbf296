from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from raadzaal.site.backup import databases, manifest, restoring


class Command(BaseCommand):
    help = "FOLDER: make the house from a backup, after every part of it was checked; stop the house first"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--replace", action="store_true", help="also where a house stands, which is lost by it")
        parser.add_argument("--sum", default="", help="what raadzaal backup told: nothing at all was changed since")

    def handle(self, *, folder, replace, **options):
        try:
            done = restoring.restore(folder.absolute(), replace=replace, expected_sum=options["sum"])
        except restoring.NotEmpty as standing:
            entries = "whose journal cannot be read" if standing.entries is None else f"of {standing.entries} entries"
            raise CommandError(f"a house {entries} stands here; --replace puts the backup in its place") from standing
        except (databases.Trouble, manifest.NoBackup) as trouble:
            raise CommandError(f"nothing was changed: {trouble}") from trouble
        self.stdout.write(f"restored and verified: {done.entries} journal entries, {done.files} files")
        self.stdout.write("search and timelines were made anew; everybody signs in again")
        for name in done.missing:
            self.stderr.write(f"lost before the backup was made: {name}")
