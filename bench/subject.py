"""One subject, in a process of its own: ``python -m bench.subject NAME FILE``; figures go to the file as JSON lines.

``python -m bench.subject install`` installs the council in a new house.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

import django

from bench import room


def run(name: str, told: Path) -> None:
    with room.world() as council, told.open("w") as lines:
        for figure in import_module(f"bench.{name}").figures(council):
            lines.write(json.dumps(figure.as_data()) + "\n")
            lines.flush()


django.setup()
if sys.argv[1] == "install":
    room.install()
else:
    run(sys.argv[1], Path(sys.argv[2]))
