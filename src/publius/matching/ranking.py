"""The two questions matching answers: who fits this need, and which needs want this person."""

from collections.abc import Iterable
from datetime import date

from publius.matching.index import Index
from publius.matching.records import digest_of
from publius.matching.results import Fit, Found, Ranking
from publius.matching.types import Filters, Need


def rank(
    need: Need,
    index: Index,
    *,
    top: int = 50,
    filters: Filters | None = None,
    today: date | None = None,
) -> Ranking:
    """Rank the people in an index for a need, best first, with reasons.

    ``today`` lets older evidence count less; without it age does not matter.

    >>> from publius.matching import Evidence, Kind, MemoryIndex
    >>> cab = Evidence("e1", "Bo", Kind.PRACTICAL, "I have driven a cab for 20 years.", "role")
    >>> fit = rank(Need("n1", "Cab drivers"), MemoryIndex([cab])).fits[0]
    >>> fit.person, fit.band.value, fit.reasons[0].words
    ('Bo', 'strong', ('cab',))
    """
    filters = filters or Filters()
    found = index.search(need, top=top, filters=filters, today=today)
    return as_ranking(need, found, index, top=top, filters=filters, today=today)


def as_ranking(
    need: Need,
    found: Found,
    index: Index,
    *,
    top: int,
    filters: Filters,
    today: date | None,
    digest: str | None = None,
) -> Ranking:
    """Write down what was found together with all it takes to know how.

    ``digest`` names the evidence where the index has a name of its own for it.
    """
    return Ranking(
        need=need,
        fits=found.fits,
        considered=found.considered,
        input_digest=_digest(need, digest or index.digest, top, filters, today),
        algorithm=index.algorithm,
        version=index.version,
        parameters=index.parameters,
        means=index.means,
    )


def calls_for(
    person: str,
    needs: Iterable[Need],
    index: Index,
    *,
    top: int = 20,
    today: date | None = None,
) -> tuple[tuple[Need, Fit], ...]:
    """Rank the needs for one person, by the same scores and reasons ``rank`` gives.

    >>> from publius.matching import Evidence, Kind, MemoryIndex
    >>> cab = Evidence("e1", "Bo", Kind.PRACTICAL, "I have driven a cab for 20 years.", "role")
    >>> needs = [Need("n1", "Cab drivers"), Need("n2", "Bee keepers")]
    >>> [need.id for need, fit in calls_for("Bo", needs, MemoryIndex([cab]))]
    ['n1']
    """
    return index.opportunities(person, needs, top=top, today=today)


def _digest(need: Need, evidence: str, top: int, filters: Filters, today: date | None) -> str:
    return digest_of(
        {
            "need": need.to_json(),
            "evidence": evidence,
            "top": top,
            "filters": filters.to_json(),
            "today": today.isoformat() if today else None,
        }
    )
