import json
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from raadzaal.council import strict_yaml
from raadzaal.council.profile import checks
from raadzaal.council.profile.building import build
from raadzaal.council.profile.profile import Profile

DEFAULT = "ser"
_PREFIX = "profile-"


class ProfileError(Exception):
    """A profile that cannot be used; names the file and the place in it."""

    def __init__(self, path: Path, found: list[checks.Problem]) -> None:
        self.path = path
        self.problems = tuple(found)
        where = f"{path.parent.name}/{path.name}"
        super().__init__("\n".join(f"{where} at {place}: {message}" for place, message in found))


class UnknownProfile(LookupError):
    """No council, or no version of it, by that name."""


def active() -> Profile:
    """The profile of this installation: the setting RAADZAAL_PROFILE, or the SER. A new version holds from the next start."""
    return _found(getattr(settings, "RAADZAAL_PROFILE", DEFAULT), tuple(_folders()))


@lru_cache(maxsize=8)
def _found(name: str, _where: tuple[Path, ...]) -> Profile:
    """Every page asks for the profile many times, and looking through folders is slow."""
    return load(name)


def load(name: str) -> Profile:
    """The latest version."""
    return load_version(name, versions(name)[-1])


def load_in_force(name: str, on: date) -> Profile:
    """The version that held on that day; before the first version there is none."""
    held = [version for version in versions(name) if version <= on]
    if not held:
        raise UnknownProfile(f"The council {name!r} has no profile that held on {on}")
    return load_version(name, held[-1])


def load_version(name: str, version: date | str) -> Profile:
    path = _folder(name) / f"{_PREFIX}{version}.yaml"
    if not path.is_file():
        known = ", ".join(str(known) for known in versions(name))
        raise UnknownProfile(f"The council {name!r} has no profile {version}; it has {known}")
    return _cached(path)


def versions(name: str) -> tuple[date, ...]:
    """Oldest first."""
    names = (path.stem.removeprefix(_PREFIX) for path in _folder(name).glob(f"{_PREFIX}*.yaml"))
    return tuple(sorted(date.fromisoformat(text) for text in names))


def names() -> tuple[str, ...]:
    """Every council for which a profile can be found."""
    found = {path.parent.name for folder in _folders() for path in folder.glob(f"*/{_PREFIX}*.yaml")}
    return tuple(sorted(found))


def read(path: Path) -> Profile:
    """One file, checked against the schema and then against itself. Raises ProfileError."""
    try:
        data = strict_yaml.read(path)
    except yaml.YAMLError as error:
        raise ProfileError(path, [("$", f"is not readable YAML: {error}")]) from error
    _refuse(path, _schema_problems(data))
    profile = build(Profile, data, data["languages"][0])
    _refuse(path, _name_problems(path, profile) + checks.problems(profile))
    return profile


_cached = lru_cache(maxsize=32)(read)


def _folders() -> list[Path]:
    """Where councils are looked for: the installation's own folders first, then the package."""
    own = [Path(folder) for folder in getattr(settings, "RAADZAAL_PROFILE_DIRS", ())]
    return [*own, _packaged()]


@lru_cache(maxsize=1)
def _packaged() -> Path:
    return Path(str(files("raadzaal") / "profiles"))


def _folder(name: str) -> Path:
    for folder in _folders():
        if any((folder / name).glob(f"{_PREFIX}*.yaml")):
            return folder / name
    raise UnknownProfile(f"There is no profile for a council named {name!r}; known are: {', '.join(names())}")


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    text = (files("raadzaal.council") / "profile.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _schema_problems(data: Any) -> list[checks.Problem]:
    errors = sorted(_validator().iter_errors(data), key=lambda error: error.json_path)
    return [(error.json_path, error.message) for error in map(_innermost, errors)]


def _innermost(error: ValidationError) -> ValidationError:
    return (best_match(error.context) or error) if error.context else error


def _name_problems(path: Path, profile: Profile) -> list[checks.Problem]:
    found = []
    if profile.key != path.parent.name:
        found.append(("$.key", f"is {profile.key!r}, but the folder is named {path.parent.name!r}"))
    if path.stem != f"{_PREFIX}{profile.version}":
        found.append(("$.version", f"is {profile.version}, but the file is named {path.name!r}"))
    return found


def _refuse(path: Path, found: list[checks.Problem]) -> None:
    if found:
        raise ProfileError(path, found)
