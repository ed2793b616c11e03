"""A draw as a Run: everything that went in and came out, enough to repeat it byte for byte."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from publius.panels.drawing import draw as draw_again
from publius.panels.errors import PoolError, ReplayError
from publius.panels.lottery import ALGORITHM, VERSION
from publius.panels.objectives.objective import objective_from
from publius.panels.plain import (
    as_plain,
    canonical_text,
    draw_from,
    person_from,
    places_from,
    plain_digest,
    targets_from,
)
from publius.panels.progress import Progress
from publius.panels.replacing import replace
from publius.panels.request import canonical_request
from publius.panels.types import Draw, Person, Place, Targets

KIND = "panels.draw"
PARTS = ("kind", "algorithm", "version", "seed", "parameters", "input", "input_digest", "result")
RESULT = ("panel", "chances", "reserves", "certificate")
GAVE_WAY = ("eased", "awaited")  # stored only where something did


def run_record(
    draw: Draw,
    pool: Sequence[Person],
    targets: Targets,
    *,
    confirmed: Sequence[Place] = (),
    unavailable: Collection[str] = (),
) -> dict[str, Any]:
    """The Run of a draw with the input it was made from: store it, replay it anywhere.

    >>> from publius.panels import Person, Targets, draw
    >>> pool = [Person("ada"), Person("bo")]
    >>> record = run_record(draw(pool, Targets(), size=1, seed=3), pool, Targets())
    >>> record["kind"], record["seed"], replay(record) == record
    ('panels.draw', 3, True)
    """
    request = canonical_request(
        pool, targets, draw.size, confirmed, unavailable, draw.method, None, None
    )
    if request.input_digest() != draw.input_digest:
        raise PoolError("other-input")
    return draw_record(draw, request.input())


def draw_record(draw: Draw, plain_input: dict[str, Any]) -> dict[str, Any]:
    """The Run of a draw whose input is plain already."""
    plain = as_plain(draw)
    return {
        "kind": KIND,
        "algorithm": draw.algorithm,
        "version": draw.version,
        "seed": draw.seed,
        "parameters": plain["parameters"],
        "input": plain_input,
        "input_digest": draw.input_digest,
        "result": {
            **{name: plain[name] for name in RESULT},
            **{name: plain[name] for name in GAVE_WAY if plain[name]},
        },
    }


def replay(record: Mapping[str, Any], *, progress: Progress | None = None) -> dict[str, Any]:
    """Make the draw of a Run again, from its input alone, and give the Run that results.

    Equal Runs mean a faithful replay; ``check_replay`` says so or raises.
    """
    given = record["input"]
    parameters = record["parameters"]
    make = _maker(parameters)
    again = make(
        [person_from(person) for person in given["pool"]],
        targets_from(given["targets"]),
        size=given["size"],
        seed=record["seed"],
        method=objective_from(parameters),
        confirmed=places_from(given["confirmed"]),
        unavailable=given["unavailable"],
        reserves=parameters["reserves"],
        tickets=parameters["tickets"],
        ticket=parameters.get("ticket"),
        progress=progress,
    )
    return draw_record(again, given)


def _maker(parameters: Mapping[str, Any]) -> Callable[..., Draw]:
    """How the draw was made: plainly, or with leave for something to give way."""
    flexible, at_most = (parameters.get(name, False) for name in ("flexible", "at_most"))
    if flexible or at_most:
        return partial(replace, flexible=flexible, at_most=at_most)
    return draw_again


def check_replay(record: Mapping[str, Any], *, progress: Progress | None = None) -> None:
    """Raise ReplayError unless the Run is whole and comes out the same, byte for byte."""
    for part in PARTS:
        if part not in record:
            raise ReplayError("replay-mismatch", part=part)
    if (record["kind"], record["algorithm"], record["version"]) != (KIND, ALGORITHM, VERSION):
        raise ReplayError("replay-mismatch", part="algorithm")
    if plain_digest(record["input"]) != record["input_digest"]:
        raise ReplayError("replay-mismatch", part="digest of the input")
    again = replay(record, progress=progress)
    for part in sorted({*record, *again}):
        if part not in again or part not in record:
            raise ReplayError("replay-mismatch", part=part)
        if canonical_text(again[part]) != canonical_text(record[part]):
            raise ReplayError("replay-mismatch", part=part)


def draw_of(record: Mapping[str, Any]) -> Draw:
    """The draw that a Run holds, without making it again."""
    return draw_from(
        {
            **record["result"],
            "method": record["parameters"]["method"],
            "seed": record["seed"],
            "size": record["input"]["size"],
            "input_digest": record["input_digest"],
            "algorithm": record["algorithm"],
            "version": record["version"],
            "parameters": record["parameters"],
        }
    )
