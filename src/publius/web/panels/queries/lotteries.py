"""A lottery as it was stored: what is in it, whether it is still true, what a number gives."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from publius import panels as library
from publius.panels.public import Check, SeedOutcome, conclude, redact, verify
from publius.panels.public.outcomes import Outcome
from publius.panels.request import Request, canonical_request
from publius.panels.stored import draw_stored, run_of_stored
from publius.web.ledger.queries import run_record

from ..models import Draw
from .features import titles_of_answers
from .practice import input_of
from .relevance import objective_of

KEPT = 24 * 60 * 60  # seconds the verdicts on a file are kept


@dataclass(frozen=True)
class Drawn:
    """What a published lottery gives for one outcome, and how that came about."""

    result: library.Draw
    seed: int
    outcome: dict[str, Any]
    record: dict[str, Any]


def record_of(draw: Draw) -> dict[str, Any]:
    """The stored lottery of a draw, with the document that was published, if it was."""
    if draw.lottery is None:
        raise ValueError(draw)
    return json.loads(run_record(draw.lottery))


def has_changed_since(draw: Draw) -> bool:
    """Whether the pool, its answers, the seats, the targets or the fits are not what they were."""
    plain = input_of(draw)
    now = canonical_request(
        plain.pool, plain.targets, draw.call.size, (), (), objective_of(draw, plain), None, None
    )
    return not is_as_prepared(draw, now)


def is_as_prepared(draw: Draw, request: Request) -> bool:
    """Whether a lottery asked for now is the one that was looked at."""
    before = draw.lottery
    return (
        before is not None
        and before.input_digest == request.input_digest()
        and before.parameters == json.loads(json.dumps(request.parameters()))
    )


def drawn(draw: Draw, outcome: Outcome) -> Drawn:
    """Take the ticket of the published list that follows from what was thrown, stated or read.

    Raises PublicLotteryError where the outcome does not fit the rule that was published.
    """
    record = record_of(draw)
    told = conclude(record["document"], outcome)
    ticket = told["result"]["ticket"]
    seed = outcome.seed if isinstance(outcome, SeedOutcome) else seed_of(draw, ticket)
    result = draw_stored(record, seed=seed, ticket=ticket)
    return Drawn(result, seed, outcome.as_plain(), run_of_stored(record, result))


def whole_document(draw: Draw) -> dict[str, Any]:
    """The published lottery with the pool, and with the result where there is one."""
    document = record_of(draw)["document"]
    return conclude(document, draw.outcome) if draw.outcome else document


def public_document(draw: Draw) -> dict[str, Any]:
    """The same for everybody: without what people answered, under the same commitment."""
    return redact(whole_document(draw))


def seed_of(draw: Draw, ticket: int) -> int:
    """What settles the rest after a public draw: nobody can choose it, everybody can repeat it."""
    text = f"{draw.commitment}/{ticket}"
    return int(hashlib.sha256(text.encode()).hexdigest()[:13], 16)


def asks_for_answers(draw: Draw) -> bool:
    """Whether a target of this draw is about what people answered: a chance would tell it."""
    run = draw.run or draw.lottery
    targets = run.result["certificate"]["targets"] if run is not None else ()
    titles = titles_of_answers()
    return any(target["feature"] in titles for target in targets)


def checks_of(draw: Draw) -> list[Check]:
    """What this service finds when it checks its own file against the commitment."""
    key = f"lottery-checks:{draw.commitment}:{draw.phase}"
    found = cache.get(key)
    if found is None:
        found = list(verify(whole_document(draw), commitment=draw.commitment).checks)
        cache.set(key, found, KEPT)
    return found
