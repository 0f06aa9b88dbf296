"""Checked data into frozen dataclasses, guided by their type hints."""

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from raadzaal.council.profile.localised import Localised

Built = TypeVar("Built")


def build(shape: type[Built], data: dict[str, Any], language: str) -> Built:
    """`data` has passed the schema; `language` is the default of every localised text in it."""
    hints = typing.get_type_hints(shape)
    values = {name: _value(hints[name], data[name], language) for name in _names(shape) if name in data}
    return shape(**values)


def _names(shape: type) -> list[str]:
    return [field.name for field in dataclasses.fields(shape)]


def _value(hint: Any, raw: Any, language: str) -> Any:
    if raw is None:
        return None
    if isinstance(hint, types.UnionType):
        return _value(_without_none(hint), raw, language)
    if typing.get_origin(hint) is tuple:
        return tuple(_value(typing.get_args(hint)[0], item, language) for item in raw)
    if hint is Localised:
        return Localised(raw, language)
    if dataclasses.is_dataclass(hint):
        return build(typing.cast(type, hint), raw, language)
    if issubclass(hint, StrEnum):
        return hint(raw)
    return _SCALARS[hint](raw)


def _without_none(hint: types.UnionType) -> Any:
    return next(option for option in typing.get_args(hint) if option is not types.NoneType)


_SCALARS: dict[Any, Callable[[Any], Any]] = {
    str: str,
    int: int,
    bool: bool,
    date: date.fromisoformat,
    Fraction: Fraction,
}
