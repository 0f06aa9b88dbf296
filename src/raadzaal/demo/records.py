"""From plain YAML data to frozen dataclasses, strictly: a typing error in a file is named with its place."""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class ContentError(ValueError):
    """A content file says something that a program cannot play."""


def build(expected: Any, value: Any, where: str) -> Any:
    """Turn plain data into `expected`; refuses unknown keys, missing keys and other types.

    A bare string stands for a record that has a `text`.
    """
    if is_dataclass(expected):
        return _record(expected, value, where)
    origin, options = get_origin(expected), get_args(expected)
    if origin is tuple:
        return _tuple(options[0], value, where)
    if origin is Literal:
        return _expect(value in options, value, where, f"one of {options}")
    if origin in (Union, types.UnionType):
        inner = next(option for option in options if option is not type(None))
        return None if value is None else build(inner, value, where)
    return _expect(type(value) is expected, value, where, expected.__name__)


def _record(expected: Any, value: Any, where: str) -> Any:
    known = {field.name: field for field in fields(expected)}
    if isinstance(value, str) and "text" in known:
        value = {"text": value}
    _expect(isinstance(value, dict), value, where, expected.__name__)
    if unknown := value.keys() - known.keys():
        raise ContentError(f"{where}: unknown {sorted(unknown)}")
    if missing := {name for name, field in known.items() if field.default is MISSING} - value.keys():
        raise ContentError(f"{where}: missing {sorted(missing)}")
    hints = get_type_hints(expected)
    return expected(**{name: build(hints[name], each, f"{where}.{name}") for name, each in value.items()})


def _tuple(item: Any, value: Any, where: str) -> tuple[Any, ...]:
    _expect(isinstance(value, list), value, where, "a list")
    return tuple(build(item, each, f"{where}[{i}]") for i, each in enumerate(value))


def _expect(holds: bool, value: Any, where: str, wanted: str) -> Any:
    if not holds:
        raise ContentError(f"{where}: {value!r} is not {wanted}")
    if isinstance(value, str):
        return value.strip()
    return value
