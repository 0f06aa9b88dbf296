"""Run the benches and print what they found: ``python -m bench [--only NAME]``."""

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, table
from bench.room import Street, street

RESULTS = Path(__file__).with_name("results.json")
BOTH = ("sqlite", "postgres")
SUBJECTS = {
    "acts": BOTH,
    "dossier": BOTH,
    "journal": BOTH,
    "search_in_dossiers": BOTH,
    "public_search": ("postgres",),
    "word": ("sqlite",),
    "pdf": ("sqlite",),
    "redline": ("sqlite",),
    "packages": ("sqlite",),
    "crowd": BOTH,
    "votes": BOTH,
    "live": BOTH,
    "minutes": BOTH,
    "pages": ("postgres",),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", choices=SUBJECTS, help="one subject")
    chosen = parser.parse_args().only
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the houses are cleared
    begun, found, whole = time.monotonic(), [], True
    with street() as houses:
        for name, database in _runs(chosen):
            figures, well = run(houses, name, database)
            found += figures
            whole = whole and well
    print("\n".join(table(found)), flush=True)
    RESULTS.write_text(json.dumps([figure.as_data() for figure in found], indent=1) + "\n")
    say(f"{len(found)} figures in {time.monotonic() - begun:.0f} s, kept in {RESULTS.name}")
    return 0 if whole else 1


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _runs(chosen: str | None) -> Iterator[tuple[str, str]]:
    for name in [chosen] if chosen else SUBJECTS:
        for database in SUBJECTS[name]:
            yield name, database


def run(houses: Street, name: str, database: str) -> tuple[list[Figure], bool]:
    """The figures of one subject, and whether it came to its end."""
    if database == "postgres" and houses.postgres is None:
        say(f"{name}: no PostgreSQL server answers, left out")
        return [], True
    begun = time.monotonic()
    with houses.copy(database) as environment:
        told = Path(environment["RAADZAAL_HOME"]) / "figures"
        command = [sys.executable, "-m", "bench.subject", name, str(told)]
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        found = list(_figures(name, database, told))
    say(f"{name} on {database}: {len(found)} figures, {time.monotonic() - begun:.0f} s")
    return found, done.returncode == 0


def _figures(name: str, database: str, told: Path) -> Iterator[Figure]:
    on = f" ({database})" if len(SUBJECTS[name]) > 1 else ""
    for line in told.read_text().splitlines() if told.exists() else ():
        figure = json.loads(line)
        figure.pop("ratio")
        yield Figure(**figure | {"name": f"{name}{on}: {figure['name']}"})


sys.exit(main())
