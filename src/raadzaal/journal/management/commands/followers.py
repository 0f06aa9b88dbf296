from django.core.management.base import BaseCommand, CommandError

from raadzaal.journal import followers


class Command(BaseCommand):
    help = (
        "Show how far each follower of the journal is; --run lets them catch up; --rebuild NAME wipes and rebuilds one"
    )

    def add_arguments(self, parser):
        parser.add_argument("--run", action="store_true")
        parser.add_argument("--rebuild", metavar="NAME")

    def handle(self, *, run, rebuild, **options):
        if rebuild:
            self._rebuild(rebuild)
        if run:
            self.stdout.write(f"applied {followers.catch_up()} entries")
        for each in followers.progress():
            self.stdout.write(f"{each.name:<28} {each.kind:<11} at {each.seq}, {each.behind} behind")

    def _rebuild(self, name):
        try:
            self.stdout.write(f"rebuilt {name} from {followers.rebuild(name)} entries")
        except KeyError as unknown:
            raise CommandError(f"no follower {name!r}; there are: {', '.join(followers.names())}") from unknown
        except followers.NeverReplayed as effect:
            raise CommandError(f"{name} is an effect: what it sent is never sent again") from effect
