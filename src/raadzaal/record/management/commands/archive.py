import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils import translation

from raadzaal.accounts.actor import HOUSE
from raadzaal.record.archive import reading
from raadzaal.record.archive.importing import bring_in
from raadzaal.record.archive.reasons import words
from raadzaal.record.archive.rows import NoList, listing
from raadzaal.record.models import Item

SHOWN = 20


class Command(BaseCommand):
    help = "import FOLDER_OR_CSV: bring in older publications; can be stopped at any time, and goes on where it stopped"

    def add_arguments(self, parser):
        parts = parser.add_subparsers(dest="what", required=True)
        bring = parts.add_parser("import")
        bring.add_argument("source", type=Path)

    def handle(self, *, what, source, **options):
        with translation.override("en"):
            self._import(source)

    def _import(self, source: Path):
        try:
            listed = listing(source)
        except NoList as error:
            raise CommandError(str(error)) from error
        self._warn()
        done = bring_in(listed, actor=HOUSE, progress=self._progress)
        self._report(done)

    def _warn(self):
        if not reading.can_read_pdf():
            self.stderr.write("pdftotext (poppler-utils) is not installed: of a PDF only the original is kept")
        if not reading.can_recognise():
            self.stderr.write(
                "Tesseract with Dutch is not installed: of scans only the original is kept, marked “none”"
            )

    def _progress(self, done: int, of: int):
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} of {of}", ending="")
        elif done % 200 < 20 or done == of:
            self.stderr.write(f"{done} of {of}")

    def _report(self, done):
        refused = done.report.exclude(code="")
        taken = done.items.count()
        self.stdout.write(f"{done.name}: {taken} taken, {refused.count()} not taken, of {done.rows}")
        for row in done.items.order_by().values("quality").annotate(number=Count("pk")):
            self.stdout.write(f"  {row['number']:>6}  {Item.Quality(row['quality']).label}")
        for row in refused[:SHOWN]:
            self.stdout.write(f"  row {row.number}: {words(row.code, row.told)}")
        if refused.count() > SHOWN:
            self.stdout.write("  all of them stand on the page of this import, under My work, Archive")
