"""Reads the settings file (TOML) of the selection tools that practitioners come from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publius.panels.csvfile import Source, read_bytes
from publius.panels.errors import FileError
from publius.panels.nearest import did_you_mean

KINDS: Mapping[str, tuple[type, str]] = {
    "id_column": (str, "text"),
    "columns_to_keep": (list, "a list of column names"),
    "check_same_address": (bool, "true or false"),
    "check_same_address_columns": (list, "a list of column names"),
    "selection_algorithm": (str, "text"),
    "random_number_seed": (int, "a whole number"),
}
SAME = ("leximin", "maximin", "nash", "goldilocks")  # what both sides call alike
NEEDLESS = {
    "max_attempts": "every draw succeeds at the first attempt if a panel exists",
    "solver_backend": "HiGHS is the only solver here",
}


@dataclass(frozen=True, slots=True)
class DrawSettings:
    """What a settings file asks for; None where it says nothing. ``notes`` say what was left out.

    >>> DrawSettings(id_column="id").columns_to_keep is None
    True
    """

    id_column: str | None = None
    columns_to_keep: tuple[str, ...] | None = None
    address_columns: tuple[str, ...] = ()
    method: str | None = None
    seed: int | None = None
    notes: tuple[str, ...] = ()


def read_settings(source: Source) -> DrawSettings:
    """Read the settings; raise FileError for a known one that has no usable value."""
    name, data = read_bytes(source)
    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise FileError("bad-settings", file=name, problem=f"this is not TOML ({error})") from None
    _check_kinds(name, given)
    notes = [f"{key} is ignored: {NEEDLESS[key]}." for key in given if key in NEEDLESS]
    unknown = (key for key in given if key not in KINDS and key not in NEEDLESS)
    notes += [f"{key} is not known and ignored{did_you_mean(key, KINDS) or '.'}" for key in unknown]
    method = given.get("selection_algorithm")
    if method is not None and method.casefold() not in SAME:
        notes.append(f"There is no algorithm “{method}” here; {SAME[0]} is used instead.")
        method = None
    keep = given.get("columns_to_keep")
    return DrawSettings(
        id_column=given.get("id_column") or None,
        columns_to_keep=None if keep is None else tuple(keep),
        address_columns=_address(name, given),
        method=None if method is None else method.casefold(),
        seed=given.get("random_number_seed") or None,  # in these files 0 says "at random"
        notes=tuple(notes),
    )


def _check_kinds(name: str, given: Mapping[str, Any]) -> None:
    for key, (kind, wanted) in KINDS.items():
        value = given.get(key)
        usable = type(value) is kind and (kind is not list or _all_text(value))
        if value is not None and not usable:
            problem = f"{key} is {value!r}; it must be {wanted}."
            raise FileError("bad-settings", file=name, problem=problem)


def _all_text(values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


def _address(name: str, given: Mapping[str, Any]) -> tuple[str, ...]:
    columns = tuple(given.get("check_same_address_columns", ()))
    if not given.get("check_same_address", False):
        return ()
    if not columns:
        problem = "check_same_address is true, but check_same_address_columns names no column."
        raise FileError("bad-settings", file=name, problem=problem)
    return columns
