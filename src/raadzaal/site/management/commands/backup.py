from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from raadzaal.site.backup import databases, making


class Command(BaseCommand):
    help = "FOLDER: copy the whole house into a new folder, as it stood at one moment; it may be at work meanwhile"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            made = making.make(folder.absolute())
        except databases.Trouble as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"backup of {made.seq} journal entries and {made.files} files in {folder}")
        self.stdout.write(f"its sum, to be kept elsewhere: {made.sum}")
        if made.missing:
            names = "\n".join(made.missing)
            raise CommandError(f"the backup was made, but the house itself had lost these files:\n{names}")
