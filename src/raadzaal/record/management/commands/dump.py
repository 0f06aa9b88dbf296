from django.core.management.base import BaseCommand

from raadzaal.record import dumps


class Command(BaseCommand):
    help = "Make the files with everything that is public (JSON Lines, CSV, checksums), unless they are there for the present state"

    def handle(self, **options):
        made = dumps.make()
        for each in made.files:
            self.stdout.write(f"{each.sha256}  {each.size:>10}  {made.folder / each.name}")
