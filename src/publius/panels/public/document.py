"""The published file: sections hashed one by one, and one commitment over all the hashes.

Because the commitment is over hashes, a section can be left out for the public (pseudonymous
features can still tell who somebody is) and everything else still verifies. Sections that may be
left out hold a secret number, so that nobody can guess their content from their hash.
"""

import json
from collections.abc import Mapping
from typing import Any

from publius.panels.errors import PublicLotteryError
from publius.panels.plain import canonical_text, plain_digest

Document = dict[str, Any]

SCHEMA = "publius-lottery"
SCHEMA_VERSION = 1
PUBLISHED, DRAWN = "published", "drawn"
SECTIONS = (
    "about", "rules", "people", "pool", "tickets", "chances", "report", "counts", "proof", "draw",
)  # fmt: skip
PRIVATE = ("pool", "counts", "proof")  # what ``redact`` leaves out


def assemble(sections: Mapping[str, Any]) -> Document:
    """A published lottery from its sections."""
    hashes = {name: plain_digest(section) for name, section in sections.items()}
    return {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "phase": PUBLISHED,
        "sections": dict(sections),
        "hashes": hashes,
        "commitment": commitment_of(hashes),
    }


def commitment_of(hashes: Mapping[str, str]) -> str:
    """The one number to publish before the draw: SHA-256 over the hashes of all sections."""
    return plain_digest({"schema": SCHEMA, "version": SCHEMA_VERSION, "hashes": dict(hashes)})


def seal_of(document: Mapping[str, Any]) -> str:
    """SHA-256 over what the draw added, so that no letter of it changes unseen."""
    return plain_digest({name: document[name] for name in ("commitment", "outcome", "result")})


def redact(document: Mapping[str, Any]) -> Document:
    """The same lottery without what could tell who is who; it has the same commitment.

    Codes, tickets and chances stay; features, counts by feature and the proof go.
    """
    kept = {n: part for n, part in document["sections"].items() if n not in PRIVATE}
    return {**document, "sections": kept}


def lottery_text(document: Mapping[str, Any]) -> str:
    """The text of lottery.json: canonical JSON and a line break, so that every byte counts."""
    return canonical_text(document) + "\n"


def read_lottery(data: bytes) -> Document:
    """Read lottery.json; raise PublicLotteryError where it is not JSON, to the byte as published.

    >>> read_lottery(b'{"phase":"drawn"}')
    {'phase': 'drawn'}
    """
    try:
        document = json.loads(data.decode("ascii"), parse_constant=_no_number)
        same = data in (canonical_text(document).encode(), lottery_text(document).encode())
    except (ValueError, RecursionError):
        raise PublicLotteryError("not-a-lottery", reason="it is not JSON") from None
    if not isinstance(document, dict):
        raise PublicLotteryError("not-a-lottery", reason="it is not a JSON object")
    if not same:
        raise PublicLotteryError("rewritten-lottery")
    return document


def _no_number(name: str) -> None:
    raise ValueError(name)
