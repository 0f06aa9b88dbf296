"""How the product locks, told by its own source."""

import re
from pathlib import Path

import raadzaal

SOURCES = sorted(Path(raadzaal.__file__).parent.rglob("*.py"))


def test_every_lock_leaves_foreign_keys_alone():
    """See docs/adr/0002-journal.md: foreign keys are checked at commit, while the head of the chain is held."""
    locks = [
        (path.name, found)
        for path in SOURCES
        for found in re.findall(r"select_for_update\(([^)]*\)?[^)]*)\)", path.read_text())
    ]
    assert len(locks) > 10
    assert [lock for lock in locks if "no_key=True" not in lock[1]] == []
