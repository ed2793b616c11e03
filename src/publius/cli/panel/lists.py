"""The lists that a public draw leaves with the organiser: who was selected, by id."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from publius.panels import Draw, FileError, PublicLotteryError, canonical_text
from publius.panels.csvfile import read_bytes
from publius.panels.export import written
from publius.panels.io import PoolFile
from publius.panels.public import ids_of
from publius.panels.stored import KIND, draw_stored, run_of_stored


def private_files(
    drawn: Mapping[str, Any],
    codes: Mapping[str, str],
    pool: PoolFile | None,
    stored: Path | None,
) -> dict[str, str]:
    """selected.csv and remaining.csv; with the stored lottery also run.json."""
    inside = ids_of(drawn, codes)
    outside = sorted(set(codes) - set(inside))
    unknown = sorted(set(codes) - set(pool.rows)) if pool is not None else []
    if unknown:
        raise PublicLotteryError("code-not-in-pool", id=unknown[0])
    files: dict[str, str] = {}
    seats: dict[str, str] = {}
    turns: dict[str, str] = {}
    if stored is not None:
        record = _read_stored(stored)
        draw = _drawn_from(record, drawn, codes, str(stored))
        seats = {place.person: place.seat or "" for place in draw.panel}
        turns = {r.person: str(turn) for turn, r in enumerate(draw.reserves, start=1)}
        files["run.json"] = canonical_text(run_of_stored(record, draw)) + "\n"
    return {
        **files,
        "selected.csv": _list(codes, inside, "seat", seats, pool),
        "remaining.csv": _list(codes, outside, "reserve", turns, pool),
    }


def _read_stored(path: Path) -> dict[str, Any]:
    name, data = read_bytes(path)
    try:
        record = json.loads(data)
        if record["kind"] != KIND:
            raise FileError("bad-run", file=name, reason=f"its kind is not “{KIND}”")
    except (ValueError, TypeError, KeyError, RecursionError):
        raise FileError("bad-run", file=name, reason="it is not a stored lottery") from None
    return dict(record)


def _drawn_from(
    record: Mapping[str, Any], drawn: Mapping[str, Any], codes: Mapping[str, str], name: str
) -> Draw:
    """The whole draw of the ticket; the commitment settles what a ticket leaves open."""
    try:
        if _tickets_in_codes(record, drawn, codes) != drawn["sections"]["tickets"]:
            raise FileError("bad-run", file=name, reason="it is of another lottery")
        seed = int(drawn["commitment"][:13], 16)
        return draw_stored(record, seed=seed, ticket=drawn["result"]["ticket"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise FileError("bad-run", file=name, reason="it is incomplete") from None


def _tickets_in_codes(
    record: Mapping[str, Any], drawn: Mapping[str, Any], codes: Mapping[str, str]
) -> list[list[int]]:
    """The tickets of the stored lottery as the published one would write them."""
    number = {code: n for n, code in enumerate(drawn["sections"]["people"]["codes"])}
    place = [number.get(codes.get(person, ""), -1) for person in record["result"]["ids"]]
    return [sorted(place[index] for index in ticket) for ticket in record["result"]["tickets"]]


def _list(
    codes: Mapping[str, str],
    ids: Sequence[str],
    title: str,
    told: Mapping[str, str],
    pool: PoolFile | None,
) -> str:
    header = () if pool is None else pool.header
    rows = {} if pool is None else pool.rows
    return written(
        ("person", "code", title, *header),
        ((each, codes[each], told.get(each, ""), *rows.get(each, ())) for each in ids),
    )
