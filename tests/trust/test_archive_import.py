"""Two thousand older publications (five hundred in a normal run), with faults, brought in by a process that is killed again and again: nothing missing, nothing twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.record import lists
from tests.trust.harness import FULL

AMOUNT = 2000 if FULL else 500
ASK = """
import django; django.setup()
from collections import Counter
from raadzaal.record.models import Import, ImportRow, Item
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts
from raadzaal.files import store
told = [item for entry in Entry.objects.filter(kind="record.import_rows") for item in facts(entry)["item"]]
print(repr({
    "codes": dict(Counter(ImportRow.objects.values_list("code", flat=True))),
    "titles": sorted(Item.objects.values_list("title", flat=True)),
    "numbers": sorted(Item.objects.values_list("year", "serial")),
    "paragraphs": Counter(Item.objects.values_list("paragraphs__place", flat=True))[2],
    "told_twice": len(told) - len(set(told)), "told": len(told),
    "imports": Import.objects.count(), "finished": Import.objects.filter(finished_at=None).count() == 0,
    "missing": store.missing(),
}))
"""


@pytest.mark.trial
@pytest.mark.django_db
def test_killed_in_the_middle_and_taken_up_again(empty, tmp_path):
    made = lists.made(tmp_path / "archief", AMOUNT)
    database = empty.copy("archive")
    environment = os.environ | {
        "DATABASE_URL": database.url, "RAADZAAL_HOME": str(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "raadzaal.conf.settings",
        "RAADZAAL_TESTING": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "raadzaal", "archive", "import", str(made.path)]
    for seconds in (1.6, 2.3, 3.1) if FULL else (1.2, 1.6):
        _killed_after(command, environment, seconds)
        database.quiet()
    halfway = _asked(environment)
    assert 0 < halfway["told"] < AMOUNT and not halfway["finished"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = _asked(environment)
    taken = made.expected[""]
    assert Counter(found["codes"]) == made.expected
    assert found["titles"] == sorted(made.titles) and len(found["titles"]) == taken
    assert found["numbers"] == sorted(made.numbers)
    assert found["paragraphs"] == found["told"] == taken
    assert (found["told_twice"], found["imports"], found["finished"], found["missing"]) == (0, 1, True, [])
    proof = [sys.executable, "-m", "raadzaal", "journal", "verify"]
    assert subprocess.run(proof, env=environment, capture_output=True, check=False).returncode == 0
    database.drop()


def _killed_after(command: list[str], environment: dict, seconds: float) -> None:
    """So long after its first rows: starting up takes another while on every machine."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if " of " in line:
            break
    time.sleep(seconds - 1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()


def _asked(environment: dict) -> dict:
    told = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return eval(told.stdout, {"__builtins__": {}})
