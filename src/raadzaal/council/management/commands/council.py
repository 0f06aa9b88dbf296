from django.core.management.base import BaseCommand, CommandError

from raadzaal.accounts.actor import HOUSE
from raadzaal.council import actions, profile
from raadzaal.council.models import Appointment
from raadzaal.journal import clock
from raadzaal.journal.acts import act
from raadzaal.procedure.refusals import Refused


class Command(BaseCommand):
    help = (
        "install: make the bodies, organisations and seats of the profile; administrator EMAIL NAME: the first account"
    )

    def add_arguments(self, parser):
        parts = parser.add_subparsers(dest="what", required=True)
        parts.add_parser("install")
        first = parts.add_parser("administrator")
        first.add_argument("email")
        first.add_argument("name")
        first.add_argument("--site", default="http://localhost:8000/", help="where this installation is reached")

    def handle(self, *, what, **options):
        try:
            self._install() if what == "install" else self._administrator(**options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _install(self):
        body = actions.install(profile.active(), actor=HOUSE)
        self.stdout.write(f"{body}: {body.seats.count()} seats")

    def _administrator(self, *, email, name, site, **options):
        """The house itself makes the first one; all others are made by people."""
        if Appointment.objects.on(clock.today()).filter(role=Appointment.Role.ADMINISTRATOR).exists():
            raise CommandError("there is an administrator already; they can appoint others")
        with act():
            person = actions.register_person(name, actor=HOUSE)
            actions.appoint(person, actor=HOUSE, role=Appointment.Role.ADMINISTRATOR, valid_from=clock.today())
            actions.give_account(person, actor=HOUSE, email=email, site=site)
        self.stdout.write(f"{name} has been mailed a link to choose a password, at {email}")
