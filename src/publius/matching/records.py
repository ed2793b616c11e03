"""Turning frozen dataclasses into plain JSON and back, and the digest that names an input.

Every record survives the round trip unchanged: ``Record.from_json(record.to_json())``
equals ``record``. Bad JSON is refused with the name of the field.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints

from publius.matching.errors import BadValueError


def canonical_json(value: object) -> str:
    """Write JSON in the one way that gives equal text for equal values.

    >>> canonical_json({"b": 1, "a": [True, None]})
    '{"a":[true,null],"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(value: object) -> str:
    """Name a JSON value by the SHA-256 of its canonical text.

    >>> digest_of([])[:12]
    '4f53cda18c2b'
    """
    return hashlib.sha256(canonical_json(value).encode("ascii")).hexdigest()


class Record:
    """Gives a frozen dataclass its JSON round trip."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}  # type: ignore[arg-type]

    @classmethod
    def from_json(cls, data: object) -> Self:
        if not isinstance(data, Mapping):
            raise BadValueError(
                "wrong_type", field=cls.__name__, expected="an object", found=_name(data)
            )
        known = {f.name: f for f in fields(cls)}  # type: ignore[arg-type]
        for name in data:
            if name not in known:
                raise BadValueError(
                    "unknown_field", field=name, record=cls.__name__, known=", ".join(known)
                )
        for name, field in known.items():
            if name not in data and field.default is MISSING and field.default_factory is MISSING:
                raise BadValueError("missing_field", field=name)
        hints = _hints(cls)  # type: ignore[arg-type]
        return cls(**{name: _typed(value, hints[name], name) for name, value in data.items()})


@lru_cache
def _hints(record: type[Record]) -> dict[str, Any]:
    return get_type_hints(record)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_json()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(_plain(each) for each in value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _typed(value: Any, hint: Any, field: str) -> Any:
    origin = get_origin(hint)
    if origin is UnionType:
        return _optional(value, hint, field)
    if origin in (tuple, frozenset):
        return _collection(value, origin, get_args(hint)[0], field)
    if issubclass(hint, Record):
        return hint.from_json(value)
    if issubclass(hint, StrEnum | date):
        return _parsed(value, hint, field)
    return _primitive(value, hint, field)


def _optional(value: Any, hint: Any, field: str) -> Any:
    if value is None and NoneType in get_args(hint):
        return None
    return _typed(value, next(arg for arg in get_args(hint) if arg is not NoneType), field)


def _collection(value: Any, container: Any, item: Any, field: str) -> Any:
    if not isinstance(value, list | tuple):
        raise BadValueError("wrong_type", field=field, expected="a list", found=_name(value))
    return container(_typed(each, item, field) for each in value)


def _parsed(value: Any, hint: type[StrEnum] | type[date], field: str) -> StrEnum | date:
    try:
        return hint(value) if issubclass(hint, StrEnum) else hint.fromisoformat(value)
    except (ValueError, TypeError):
        expected = (
            f"one of {', '.join(hint)}"
            if issubclass(hint, StrEnum)
            else "a date such as 2026-03-31"
        )
        raise BadValueError(
            "wrong_type", field=field, expected=expected, found=_name(value)
        ) from None


def _primitive(value: Any, hint: type, field: str) -> Any:
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        expected = {str: "text", float: "a number", int: "a whole number", bool: "true or false"}
        raise BadValueError("wrong_type", field=field, expected=expected[hint], found=_name(value))
    return value


def _name(value: object) -> str:
    """Quote a wrong value short enough to fit in a sentence."""
    shown = json.dumps(value, default=str)
    return shown if len(shown) <= 60 else shown[:57] + "..."
