"""The ``raadzaal`` command: short names for what people and scripts do, everything else goes to Django."""

import os
import sys
from importlib.metadata import version


def main(argv: list[str] | None = None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raadzaal.conf.settings")
    arguments = list(sys.argv if argv is None else argv)
    if arguments[1:] == ["version"]:
        print(version("raadzaal"))
        return
    if arguments[1:2] == ["demo"]:
        os.environ.setdefault("RAADZAAL_DEMO", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(arguments)
