import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from raadzaal.site import procedure_pages


class Command(BaseCommand):
    help = "Write the generated pages of docs/ (procedures, glossary); --check only tells whether they are up to date"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--into", type=Path, default=Path("docs"))

    def handle(self, *, check, into, **options):
        if not check:
            procedure_pages.write(into)
            return
        if stale := procedure_pages.stale(into):
            self.stderr.write(f"out of date, run raadzaal docs: {', '.join(stale)}")
            sys.exit(1)
