"""What would raise a fit, and why somebody is not listed: the library's answers about one person.

Both come from the index that finds people, so they are about the very scores on the pages.
"""

from dataclasses import dataclass

from django.utils import timezone

from publius.matching import PARAMETERS, Filters, MemoryIndex, Need
from publius.matching.explain import explain
from publius.matching.why_not import why_not

from .in_folder import FolderIndex
from .indexing import index_at_hand
from .models import Inquiry, Match
from .needs import needs_of, people_running, seat_key

NEAR = 1e-6  # scores are whole millionths


@dataclass(frozen=True)
class MatchExplained:
    """What goes with a stored match; nothing where its person changed something meanwhile."""

    match: Match
    raises: list[dict]
    unmet: list[str]


def explained(matches: list[Match]) -> list[MatchExplained]:
    """Explain matches; a person's evidence is read from the index that is kept anyway."""
    if not matches:
        return []
    needs = _needs_by_seat(matches)
    with index_at_hand() as index:
        return [_explained(match, needs[match.seat_id], index) for match in matches]


def _explained(match: Match, need: Need, index: MemoryIndex | FolderIndex) -> MatchExplained:
    name = match.person.public_id.hex
    items, today = index.evidence_of(name), timezone.localdate()
    found = explain(name, need, items, index.statistics, index.model, today=today)
    if found.fit is None or abs(found.fit.score - match.score) >= NEAR:
        return MatchExplained(match, [], [])
    return MatchExplained(match, [each.to_json() for each in found.raises], list(found.unmet))


def causes_of(inquiry: Inquiry) -> list[str]:
    """Why somebody is not listed, in the library's codes.

    Whoever shares no more than a word or two is below the lowest band that is listed.
    """
    (need,) = [need for need in needs_of([inquiry.call]) if seat_key(need) == inquiry.seat_id]
    name = inquiry.person.public_id.hex
    with index_at_hand() as index:
        found = why_not(
            name,
            need,
            index.evidence_of(name),
            index.statistics,
            index.model,
            filters=Filters(exclude=people_running(inquiry.call)),
            today=timezone.localdate(),
            cut=PARAMETERS.possible,
        )
    return [each.cause.value for each in found]


def _needs_by_seat(matches: list[Match]) -> dict[int, Need]:
    calls = {match.seat.call_id: match.seat.call for match in matches}
    return {seat_key(need): need for need in needs_of(calls.values())}
