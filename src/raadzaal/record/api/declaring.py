"""What an answer of the API holds, declared once: the answer and its description in OpenAPI both come from it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

TEXT = {"type": "string"}
KEY = {"type": "string", "maxLength": 250}
DAY = {"type": "string", "format": "date"}
INSTANT = {"type": "string", "format": "date-time"}
LINK = {"type": "string", "format": "uri"}
NUMBER = {"type": "integer"}
YES_NO = {"type": "boolean"}
OBJECT = {"type": "object"}


def one_of(values: Iterable[str]) -> dict:
    return {"type": "string", "enum": [str(value) for value in values]}


@dataclass(frozen=True)
class Many:
    """A list of things of one shape, or of plain values."""

    of: "Shape | dict"


@dataclass(frozen=True)
class Field:
    """``value`` gets it from a row; without one it is the row's attribute of that name. ``empty`` values may be null."""

    name: str
    kind: "Shape | Many | dict"
    about: str
    value: Callable[[Any], Any] | None = None
    empty: bool = False

    def of(self, row, base: str):
        found = self.value(row) if self.value else getattr(row, attribute(self.name))
        return _plain(found, self.kind, base)

    def schema(self) -> dict:
        described = _schema(self.kind)
        if not self.empty:
            return {**described, "description": self.about}
        if "$ref" in described:
            return {"anyOf": [described, {"type": "null"}], "description": self.about}
        nullable = {**described, "type": [described["type"], "null"]}
        if "enum" in described:
            nullable["enum"] = [*described["enum"], None]
        return {**nullable, "description": self.about}


@dataclass(frozen=True)
class Shape:
    name: str
    about: str
    fields: tuple[Field, ...]

    def of(self, row, base: str) -> dict:
        """Links become whole addresses that begin with *base*."""
        return {field.name: field.of(row, base) for field in self.fields}

    def schema(self) -> dict:
        return {
            "type": "object",
            "description": self.about,
            "properties": {field.name: field.schema() for field in self.fields},
            "required": [field.name for field in self.fields],
            "additionalProperties": False,
        }

    def reference(self) -> dict:
        return {"$ref": f"#/components/schemas/{self.name}"}

    def within(self) -> "Iterable[Shape]":
        """Itself and every shape it is made of."""
        yield self
        for field in self.fields:
            inner = field.kind.of if isinstance(field.kind, Many) else field.kind
            if isinstance(inner, Shape):
                yield from inner.within()


def _schema(kind) -> dict:
    if isinstance(kind, Shape):
        return kind.reference()
    if isinstance(kind, Many):
        return {"type": "array", "items": _schema(kind.of)}
    return dict(kind)


def _plain(value, kind, base: str):
    if value is None:
        return None
    if isinstance(kind, Shape):
        return kind.of(value, base)
    if isinstance(kind, Many):
        return [_plain(each, kind.of, base) for each in value]
    if kind is LINK:
        return base + value if value.startswith("/") else value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool | int | Mapping | list):
        return value
    return str(value)


def attribute(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", name)
