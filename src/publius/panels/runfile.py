"""Reads a stored Run and refuses, in plain words, what is not one."""

import json
from typing import Any

from publius.panels.csvfile import Source, read_bytes
from publius.panels.errors import FileError
from publius.panels.plain import person_from, places_from, targets_from
from publius.panels.records import KIND, RESULT, draw_of

SHAPE: dict[str, type] = {
    "kind": str,
    "algorithm": str,
    "version": str,
    "seed": int,
    "parameters": dict,
    "input": dict,
    "input_digest": str,
    "result": dict,
}


def read_record(source: Source) -> dict[str, Any]:
    """Read a Run from a file; raise FileError unless it has the shape of a stored draw."""
    name, data = read_bytes(source)
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        raise FileError("bad-run", file=name, reason="it is not JSON") from None
    reason = _wrong_with(record)
    if reason is not None:
        raise FileError("bad-run", file=name, reason=reason)
    return dict(record)


def _wrong_with(record: Any) -> str | None:
    if not isinstance(record, dict):
        return "it is not a JSON object"
    for name, kind in SHAPE.items():
        if not isinstance(record.get(name), kind):
            return f"“{name}” is missing or of the wrong type"
    if record["kind"] != KIND:
        return f"its kind is “{record['kind']}”, not “{KIND}”"
    missing = [name for name in RESULT if name not in record["result"]]
    if missing:
        return f"the result lacks “{missing[0]}”"
    return _wrong_with_input(record["input"], record["parameters"]) or _wrong_with_draw(record)


def _wrong_with_draw(record: dict[str, Any]) -> str | None:
    """Try to read the draw; what cannot be read cannot be shown or replaced from."""
    try:
        draw_of(record)
    except (KeyError, TypeError, ValueError, AttributeError):
        return "its result is incomplete"
    return None


def _wrong_with_input(given: dict[str, Any], parameters: dict[str, Any]) -> str | None:
    """Try to build the input again; what cannot be built cannot be replayed."""
    try:
        targets_from(given["targets"])
        [person_from(person) for person in given["pool"]]
        places_from(given["confirmed"])
        list(given["unavailable"])
        int(given["size"])
        _ = parameters["method"], parameters["reserves"], parameters["tickets"]
    except (KeyError, TypeError, ValueError, AttributeError):
        return "its input or its parameters are incomplete"
    return None
