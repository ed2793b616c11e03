"""Making a stored map again, to prove that it is what the votes give."""

import json
from collections.abc import Mapping
from typing import Any

from publius import opinion
from publius.web.ledger.models import Run

from ..models import MapVersion
from .maps import record_of_run


def replays(version: MapVersion, record: Mapping[str, Any] | None = None) -> bool:
    """Whether the votes kept in the run give the very map that was shown."""
    stored = record or record_of_run(version.run)
    return made_again(stored) == stored["result"]


def made_again(record: Mapping[str, Any]) -> dict[str, Any]:
    """The result of a run, computed anew from its input, as plain JSON."""
    statements = [
        opinion.Statement(number, status=opinion.Status(status), seed=seed)
        for number, status, seed in record["input"]["statements"]
    ]
    found = opinion.fit(
        [tuple(row) for row in record["input"]["votes"]],
        statements,
        engine=record["parameters"]["engine"],
        previous=_state_of(record["parameters"]["previous"]),
        seed=record["seed"],
    )
    plain: dict[str, Any] = json.loads(json.dumps(opinion.to_plain(found)))
    return plain


def _state_of(run_id: str | None) -> Mapping[str, Any] | None:
    """What the map before left behind to keep letters and groups steady."""
    if run_id is None:
        return None
    return opinion.from_plain(record_of_run(Run.objects.get(pk=run_id))["result"]).state
