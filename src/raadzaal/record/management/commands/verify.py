import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from raadzaal.record import verifying


class Command(BaseCommand):
    help = "FILE: tell whether a file is what the council published, byte for byte, when and with which result; exit 1 if it is not"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            with file.open("rb") as stream:
                digest = verifying.digest_of(stream)
        except OSError as unread:
            raise CommandError(f"{file}: {unread.strerror}", returncode=2) from unread
        found = verifying.known(digest)
        if isinstance(found, verifying.Known):
            self._tell(found)
        elif found:
            self.stdout.write(
                f"original of the archive: {found.item.kind} {found.number} {found.item.title}, {found.item.on}"
            )
        else:
            self.stderr.write(f"not published by the council: {digest}")
            sys.exit(1)

    def _tell(self, found: verifying.Known):
        result = f"{found.decision.result}, {found.decision.method}" if found.decision else "adopted by the committee"
        self.stdout.write(f"advice {found.number} ({found.form}), {found.publication.case.title}")
        self.stdout.write(f"adopted on {found.adopted_on}: {result}")
        self.stdout.write(f"in the journal since {found.sealed_at.isoformat()}, entry {found.entry}")
        if found.withdrawal:
            self.stdout.write(f"WITHDRAWN on {found.withdrawal.on}: {found.withdrawal.reason}")
        for each in found.corrections:
            self.stdout.write(
                f"CORRECTED on {each.on}, paragraph {each.place}: {each.wrong!r} became {each.right!r}: {each.reason}"
            )
        if not found.latest and not found.corrections:
            self.stdout.write("a newer copy tells more of it; the text is the same")
