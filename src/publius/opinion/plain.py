"""A map of opinion as plain JSON, and back, without losing a digit or the kind of an id.

Records become objects. Mappings with text as keys become objects too; all others become lists of
pairs, so that the statement 7 is not taken for the statement "7".
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np

from publius.opinion.errors import FileError, InputError
from publius.opinion.published import published
from publius.opinion.types import OpinionMap

FORMAT = 1  # of the JSON; rises when an older reader would misunderstand it


def to_plain(found: OpinionMap, *, people: bool = True) -> dict[str, Any]:
    """Turn a map into what JSON knows; ``from_plain`` gives the same map back.

    With ``people=False`` only what may be ``published``.

    >>> from publius.opinion import fit
    >>> found = fit([("ada", 1, 1), ("bo", 1, -1)])
    >>> from_plain(to_plain(found)) == found
    True
    """
    return {"format": FORMAT, **_record(found if people else published(found))}


def from_plain(plain: Mapping[str, Any]) -> OpinionMap:
    """Read a map back from what ``to_plain`` wrote.

    Raises FileError where something is missing or is not what it should be.
    """
    try:
        if plain["format"] != FORMAT:
            raise FileError("bad-map", reason=f"its format is {plain['format']}, not {FORMAT}")
        found: OpinionMap = _read_record(OpinionMap, plain)
    except KeyError as error:
        raise FileError("bad-map", reason=f"it lacks {error}") from None
    except (TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        raise FileError("bad-map", reason="it is damaged") from None
    return found


def _record(record: Any) -> dict[str, Any]:
    kind: Any = type(record)
    hints = _hints(kind)
    return {
        each.name: _written(getattr(record, each.name), hints[each.name]) for each in fields(record)
    }


def _written(value: Any, kind: Any) -> Any:
    if kind is Hashable:
        return _id(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _record(value)
    return _gathered(value, kind)


def _gathered(value: Any, kind: Any) -> Any:
    """Mappings and sequences, whatever is in them; anything else as it is."""
    if isinstance(value, Mapping):
        key, item = get_args(kind) or (str, Any)
        pairs = [(_written(k, key), _written(v, item)) for k, v in value.items()]
        return dict(pairs) if key is str else [list(pair) for pair in pairs]
    if isinstance(value, Sequence) and not isinstance(value, str):
        kinds = [each for each in get_args(kind) if each is not ...] or [Any]
        return [_written(item, kinds[n % len(kinds)]) for n, item in enumerate(value)]
    return value


def _id(value: Hashable | None) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, (str, int)):
        return value
    raise InputError("bad-id", id=value, kind=type(value).__name__)


def _read_record(kind: Any, plain: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    given = {
        each.name: _read(plain[each.name], hints[each.name])
        for each in fields(kind)
        if each.name in plain or each.default is each.default_factory is MISSING
    }
    return kind(**given)


def _read(plain: Any, kind: Any) -> Any:
    if kind is Any or kind is Hashable:
        return plain
    origin = get_origin(kind)
    if origin is UnionType:
        return None if plain is None else _read(plain, get_args(kind)[0])
    if origin is tuple:
        return _read_tuple(plain, get_args(kind))
    if origin is Mapping:
        return _read_mapping(plain, *get_args(kind))
    reader: Callable[[Any], Any] = kind
    return _read_record(kind, plain) if is_dataclass(kind) else reader(plain)


def _read_tuple(plain: Sequence[Any], kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    if kinds[-1] is ...:
        return tuple(_read(item, kinds[0]) for item in plain)
    return tuple(_read(item, kind) for item, kind in zip(plain, kinds, strict=True))


def _read_mapping(plain: Any, key: Any, item: Any) -> dict[Any, Any]:
    pairs = plain.items() if key is str else plain
    return {_read(k, key): _read(v, item) for k, v in pairs}


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
