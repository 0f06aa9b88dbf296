import sys

from django.core.management.base import BaseCommand

from raadzaal.journal import checkpoints, verification


class Command(BaseCommand):
    help = (
        "verify: prove that the journal is whole (exit 1 at the first bad entry); checkpoint: note its end outside the database; "
        "key: the public key that belongs to these notes"
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["verify", "checkpoint", "key"])

    def handle(self, *, what, **options):
        {"verify": self._verify, "checkpoint": self._checkpoint, "key": self._key}[what]()

    def _verify(self):
        try:
            verdict = verification.verify()
        except checkpoints.BadCheckpoint as bad:
            self.stderr.write(f"checkpoint file was tampered with: {bad}")
            sys.exit(1)
        if verdict.ok:
            self.stdout.write(f"journal verified: {verdict.entries} entries")
        else:
            self.stderr.write(f"entry {verdict.bad} is bad: {verdict.reason}")
            sys.exit(1)

    def _checkpoint(self):
        note = checkpoints.write()
        self.stdout.write(f"noted entry {note.seq}" if note else "nothing new to note")

    def _key(self):
        self.stdout.write(checkpoints.public_key().hex())
