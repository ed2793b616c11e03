"""A lottery as a Run that nobody has drawn from yet, and drawing from it later.

Between the day a lottery is published and the day of the draw, software can change. The tickets
cannot: they are taken from the stored Run as they were published, and never made again.
"""

from collections.abc import Mapping
from dataclasses import replace as changed
from typing import Any

from publius.panels import certify
from publius.panels.errors import ReplayError
from publius.panels.lottery import Lottery, given_ticket, name_reserves, seat_ticket
from publius.panels.plain import as_plain, draw_from, person_from, places_from, targets_from
from publius.panels.randomness import digest, index_below
from publius.panels.records import draw_record
from publius.panels.request import Request
from publius.panels.types import Draw

KIND = "panels.lottery"


def lottery_record(lottery: Lottery) -> dict[str, Any]:
    """The Run of a lottery: its input, its tickets, everybody's chance and how fair it is.

    >>> from publius.panels import Person, Targets, prepare
    >>> lottery = prepare([Person("ada"), Person("bo")], Targets(), size=1, tickets=2)
    >>> record = lottery_record(lottery)
    >>> record["result"]["tickets"], record["result"]["chances"]
    ([[0], [1]], {'ada': 0.5, 'bo': 0.5})
    """
    sample = lottery.draw(0)
    request = lottery.request
    return {
        "kind": KIND,
        "algorithm": sample.algorithm,
        "version": sample.version,
        "seed": None,
        "parameters": as_plain(request.parameters()),
        "input": request.input(),
        "input_digest": lottery.input_digest,
        "result": {
            "lottery_digest": lottery.digest,
            "ids": list(lottery.ids),
            "tickets": lottery.tickets.tolist(),
            "chances": dict(sample.chances),
            "certificate": as_plain(sample.certificate),
        },
    }


def draw_stored(record: Mapping[str, Any], *, seed: int, ticket: int | None = None) -> Draw:
    """Draw from a stored lottery: the same Draw that the lottery itself would give.

    >>> from publius.panels import Person, Targets, prepare
    >>> lottery = prepare([Person("ada"), Person("bo")], Targets(), size=1, tickets=2)
    >>> draw_stored(lottery_record(lottery), seed=7) == lottery.draw(7)
    True
    """
    if record["kind"] != KIND:
        raise ReplayError("replay-mismatch", part="kind")
    result, request = record["result"], _request(record)
    mark, tickets = result["lottery_digest"], result["tickets"]
    settled = given_ticket(ticket, len(tickets))
    if ticket is None:
        ticket = index_below(len(tickets), mark, str(seed))
    key = digest(mark, str(seed))
    panel = seat_ticket(request, [result["ids"][index] for index in tickets[ticket]], key)
    sample = draw_from(
        {
            **{name: record[name] for name in ("input_digest", "algorithm", "version")},
            "panel": as_plain(panel),
            "chances": result["chances"],
            "reserves": as_plain(name_reserves(request, panel, key)),
            "certificate": result["certificate"],
            "method": request.method,
            "seed": seed,
            "size": request.size,
            "parameters": {**record["parameters"], **settled},
        }
    )
    people = {person.id: person for person in request.pool}
    members = [people[place.person] for place in panel]
    counted = changed(
        sample.certificate,
        ticket=ticket,
        targets=certify.count_targets(request.pool, members, request.targets),
        seats=certify.count_seats(request.pool, panel, request.targets),
    )
    return changed(sample, certificate=counted)


def run_of_stored(record: Mapping[str, Any], draw: Draw) -> dict[str, Any]:
    """The Run of a draw from a stored lottery: it replays like any other.

    >>> from publius.panels import Person, Targets, prepare, replay
    >>> record = lottery_record(prepare([Person("ada"), Person("bo")], Targets(), size=1))
    >>> run = run_of_stored(record, draw_stored(record, seed=7, ticket=3))
    >>> replay(run) == run
    True
    """
    return draw_record(draw, record["input"])


def _request(record: Mapping[str, Any]) -> Request:
    """What the lottery was made from, in the canonical order it was stored in."""
    given, parameters = record["input"], record["parameters"]
    return Request(
        pool=tuple(person_from(person) for person in given["pool"]),
        targets=targets_from(given["targets"]),
        size=given["size"],
        confirmed=places_from(given["confirmed"]),
        unavailable=tuple(given["unavailable"]),
        method=parameters["method"],
        tickets=parameters["tickets"],
        reserves=parameters["reserves"],
    )
