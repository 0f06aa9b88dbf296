"""What can be asked with, declared once: how it is read, what is refused, and how OpenAPI tells of it."""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from raadzaal.record.api.problems import Fault, wrong

MOST, USUAL = 100, 25
LONGEST = 250
_ID = re.compile(r"[0-9a-z]{1,26}")
_UNKEPT = re.compile("[\0\ud800-\udfff]")


class NotRead(ValueError):
    """Code and detail of what was wrong with a value."""


@dataclass(frozen=True)
class Parameter:
    """``schema`` bounds it; ``example`` is one that can be tried."""

    name: str
    about: str
    schema: dict = field(default_factory=lambda: {"type": "string", "minLength": 1, "maxLength": LONGEST})
    example: Any = None

    def described(self) -> dict:
        told = {"name": self.name, "in": "query", "required": False, "description": self.about, "schema": self.schema}
        return told if self.example is None else {**told, "example": self.example}

    def read(self, value: str):
        """Raises NotRead."""
        if self.schema["type"] == "integer":
            return self._whole(value)
        if self.schema["type"] == "boolean":
            return self._yes_no(value)
        if self.schema.get("format") == "date":
            return _day(value)
        if _UNKEPT.search(value) or len(value) > self.schema.get("maxLength", LONGEST) or not value:
            raise NotRead("length", f"{self.name} has 1 to {self.schema.get('maxLength', LONGEST)} characters.")
        if "enum" in self.schema and value not in self.schema["enum"]:
            raise NotRead("enum", f"{self.name} is one of: {', '.join(self.schema['enum'])}.")
        return value

    def _whole(self, value: str) -> int:
        low, high = self.schema["minimum"], self.schema["maximum"]
        if not re.fullmatch(r"[0-9]{1,6}", value, re.ASCII) or not low <= int(value) <= high:
            raise NotRead("range", f"{self.name} is a whole number from {low} to {high}.")
        return int(value)

    def _yes_no(self, value: str) -> bool:
        if value not in ("true", "false"):
            raise NotRead("boolean", f"{self.name} is true or false.")
        return value == "true"


def _day(value: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError(value)
        return date.fromisoformat(value)
    except ValueError as no_day:
        raise NotRead("date", "A date is written as 2026-03-12.") from no_day


def whole(name: str, about: str, low: int, high: int, **more) -> Parameter:
    return Parameter(name, about, {"type": "integer", "minimum": low, "maximum": high, **more})


def day(name: str, about: str, **more) -> Parameter:
    return Parameter(name, about, {"type": "string", "format": "date"}, **more)


def choice(name: str, about: str, values: Iterable[str]) -> Parameter:
    return Parameter(name, about, {"type": "string", "enum": [str(value) for value in values]})


def yes_no(name: str, about: str) -> Parameter:
    return Parameter(name, about, {"type": "boolean"})


LIMIT = whole("limit", "How many to give at most.", 1, MOST, default=USUAL)
CURSOR = Parameter("cursor", "Where to go on: taken from “next” of the answer before. Not to be made by hand.")


def asked(given: Mapping[str, list[str]], parameters: Iterable[Parameter]) -> dict[str, Any]:
    """By name, as values; what was not given is not in it. Raises Problem, with every fault at once."""
    known = {each.name: each for each in parameters}
    found, faults = {}, []
    for name, values in given.items():
        if name not in known:
            there = ", ".join(known) or "none"
            faults.append(Fault(name[:LONGEST], "unknown", f"There is no such parameter here; there are: {there}."))
        elif len(values) > 1:
            faults.append(Fault(name, "twice", f"{name} was given more than once."))
        else:
            try:
                found[name] = known[name].read(values[0])
            except NotRead as refused:
                faults.append(Fault(name, *refused.args))
    if faults:
        raise wrong(*faults)
    return found


@dataclass(frozen=True)
class Place:
    """Where a list was left: the last one's place in the order, and its id."""

    at: str
    id: str


def cursor(collection: str, place: Place) -> str:
    return base64.urlsafe_b64encode(json.dumps([collection, place.at, place.id]).encode()).decode().rstrip("=")


def place_of(collection: str, given: str, pattern: re.Pattern) -> Place:
    """Raises Problem for a cursor that this list did not give; *pattern* is how the place in its order is written."""
    try:
        told = json.loads(base64.urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4)))
        name, at, key = told
        if name == collection and pattern.fullmatch(at) and _ID.fullmatch(key):
            return Place(at, key)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass
    raise wrong(Fault("cursor", "cursor", "This is no cursor of this list. Begin again without it."))
