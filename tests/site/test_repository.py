"""What every part of the repository keeps to."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src/raadzaal"
ROOMS = sorted(path.parent for path in SRC.glob("*/__init__.py"))
WITH_WORDS = [room for room in ROOMS if (room / "locale").exists()]
TEMPLATES = sorted(SRC.glob("*/templates/**/*.html"))
NAMELESS = {"utils.py", "helpers.py", "services.py", "signals.py"}


def test_no_file_has_a_name_that_tells_nothing():
    assert [str(path) for path in SRC.rglob("*.py") if path.name in NAMELESS] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_files_stay_readable(room):
    """Over 400 lines a noun hides that wants a file of its own."""
    long = [path.name for path in room.rglob("*.py") if len(path.read_text().splitlines()) > 400]
    assert long == []


def marked_for_translation(room: Path) -> bool:
    sources = [*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]
    return any(re.search(r"gettext|{% (block)?translate", path.read_text()) for path in sources)


def test_every_room_with_words_has_dutch():
    rooms = [room for room in ROOMS if room.name != "conf"]  # its only words are names of languages, which Django knows
    assert [room.name for room in rooms if marked_for_translation(room) and room not in WITH_WORDS] == []


@pytest.mark.parametrize("room", WITH_WORDS, ids=lambda room: room.name)
def test_dutch_is_complete(room, tmp_path):
    """Extract anew what is marked for translation and merge it with the catalogue: nothing may be missing or doubtful."""
    copy = tmp_path / room.name
    shutil.copytree(room, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "fonts", "static"))
    (copy / "static").mkdir(exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "-l",
        "nl",
        "--no-location",
        "--no-obsolete",
        "-e",
        "html,txt,py",
    ]
    # Without settings: a room's own calendar.py would stand in the way of the standard one when all of the house is loaded from here.
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    told = subprocess.run(command, cwd=copy, env=bare, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    catalogue = polib.pofile(str(copy / "locale/nl/LC_MESSAGES/django.po"))
    missing = [
        entry.msgid for entry in catalogue if not entry.obsolete and (not entry.translated() or "fuzzy" in entry.flags)
    ]
    assert missing == []


@pytest.mark.parametrize("room", WITH_WORDS, ids=lambda room: room.name)
def test_compiled_catalogue_is_fresh(room):
    folder = room / "locale/nl/LC_MESSAGES"
    assert _words(polib.mofile(str(folder / "django.mo"))) == _words(polib.pofile(str(folder / "django.po")))


def test_the_same_words_are_the_same_in_dutch_wherever_they_stand():
    """Catalogues of rooms are laid over each other: another meaning needs a context of its own."""
    said: dict[tuple, set] = {}
    for room in WITH_WORDS:
        for entry in polib.pofile(str(room / "locale/nl/LC_MESSAGES/django.po")):
            key = (entry.msgctxt, entry.msgid, entry.msgid_plural)
            said.setdefault(key, set()).add(entry.msgstr or tuple(entry.msgstr_plural.values()))
    assert {key: words for key, words in said.items() if len(words) > 1} == {}


def _words(catalogue) -> dict:
    said = {(entry.msgctxt or "", entry.msgid): entry.msgstr or entry.msgstr_plural for entry in catalogue}
    return {key: words for key, words in said.items() if any(words.values() if isinstance(words, dict) else words)}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_templates_hold_no_script_or_style(template):
    """The content security policy would refuse it; and permission is not decided here."""
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "request.user.is_superuser" not in text and "perms." not in text


def test_every_decision_says_what_enforces_it():
    records = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
    assert records
    assert [path.name for path in records if "**Enforced by:**" not in path.read_text()] == []


def test_decisions_are_numbered_without_doubles():
    numbers = [path.name[:4] for path in (ROOT / "docs/adr").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))


def test_every_dependency_has_its_reason():
    table = (ROOT / "docs/adr/0009-dependencies.md").read_text().lower()
    names = [
        re.split(r"[=\[<>]", line)[0].strip().lower()
        for line in (ROOT / "requirements/base.in").read_text().splitlines()
        if line.strip()
    ]
    assert [name for name in names if name not in table] == []


def test_locks_name_no_host():
    for path in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in path.read_text()


def test_changelog_speaks_to_users():
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text()
