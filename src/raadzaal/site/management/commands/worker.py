import logging
import signal
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from raadzaal.advice import sealing
from raadzaal.correspondence import mailing
from raadzaal.files import store
from raadzaal.journal import checkpoints, followers
from raadzaal.procedure.forgetting import forget_sent_forms
from raadzaal.record import dumps
from raadzaal.record.alerts import follower, subscribing

log = logging.getLogger(__name__)
PAUSE = 0.5
CHECKPOINT_EVERY = 600


class Command(BaseCommand):
    help = (
        "Let the followers of the journal keep up, hand over mail, note checkpoints, sweep unkept files, "
        "forget what is spent, make the files of the open data; --once: one round"
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true")

    def handle(self, *, once, **options):
        self.going = True
        self.noted = 0.0
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        while self.going:
            self._turn()
            if once:
                return
            time.sleep(PAUSE)

    def _stop(self, *_):
        self.going = False

    def _turn(self):
        """One round. What fails is tried again in the next, and does not keep the other parts from their work."""
        close_old_connections()
        for part in (followers.catch_up, mailing.deliver, sealing.seal_new, self._note):
            try:
                part()
            except* OperationalError as trouble:
                self.stderr.write(f"waiting for the database: {trouble}")
            except* Exception:
                log.exception("the worker will try this again")

    def _note(self):
        if time.monotonic() - self.noted > CHECKPOINT_EVERY:
            checkpoints.write()
            store.sweep()
            sealing.seal_changed()
            follower.send_digests()
            subscribing.forget_unconfirmed()
            forget_sent_forms()
            call_command("clearsessions")
            dumps.keep_up()
            self.noted = time.monotonic()
