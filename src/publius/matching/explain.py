"""For the person: why they fit a need, what would raise it, and what was not looked at.

Everything is computed by ``judge`` from the person's own items, so it is the very score a
convener sees, and what would raise it is found by judging again, not by guessing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from publius.matching.aims import Aim, aim_for
from publius.matching.judging import judge_with
from publius.matching.meanings import named_by
from publius.matching.model import Model
from publius.matching.records import Record
from publius.matching.results import Fit, Reason
from publius.matching.statistics import Statistics
from publius.matching.text import places_of
from publius.matching.types import Evidence, Kind, Need, Profile

FitOf = Callable[[list[Evidence]], Fit | None]
MOST_TOLD = 3
CONFIRMED = 0.8
"""The weight of an item an organisation confirmed, for reckoning what that would bring."""


class NotUsed(StrEnum):
    """What never counts towards a fit, though some of it may be known or filtered by."""

    AGE = "age"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    POSTCODE = "postcode"
    AREA = "area"
    LANGUAGES = "languages"
    ACCESS_NEEDS = "access_needs"
    POPULARITY = "popularity"
    EARLIER_REPLIES = "earlier_replies"


@dataclass(frozen=True, slots=True)
class Told(Record):
    """One of the items that counted most: its share of the score and who stands behind it."""

    reason: Reason
    share: float
    verified_by: str | None
    verified_at: date | None


@dataclass(frozen=True, slots=True)
class Raise(Record):
    """What would come of having an item confirmed: so much more score."""

    evidence: str
    gain: float


@dataclass(frozen=True, slots=True)
class Explanation(Record):
    """Why a person fits a need; ``fit`` is what ``rank`` gives them, ``None`` where nothing met.

    ``unmet`` names what the need asks for that none of their items speaks of.
    """

    fit: Fit | None
    told: tuple[Told, ...]
    raises: tuple[Raise, ...]
    unmet: tuple[str, ...]
    not_used: tuple[NotUsed, ...] = tuple(NotUsed)


def explain(
    person: str,
    need: Need,
    evidence: Iterable[Evidence],
    statistics: Statistics,
    model: Model,
    *,
    profile: Profile | None = None,
    today: date | None = None,
) -> Explanation:
    """Explain one person's fit, given all their items and the place's statistics.

    >>> from publius.matching import MemoryIndex
    >>> index = MemoryIndex([Evidence("e1", "Bo", Kind.PRACTICAL, "I drive a cab.", "role")])
    >>> need = Need("n1", "Cab drivers who carry wheelchair users")
    >>> told = explain("Bo", need, index.evidence_of("Bo"), index.statistics, index.model)
    >>> told.fit.reasons[0].words, told.unmet
    (('cab',), ('wheelchair user',))
    """
    items = [each for each in evidence if each.person == person]
    profiles = [] if profile is None else [profile]

    def fit_of(rows: list[Evidence]) -> Fit | None:
        found = judge_with(model, need, rows, statistics, profiles=profiles, top=1, today=today)
        return found.fits[0] if found.fits else None

    fit = fit_of(items)
    aim = aim_for(need.sides()[0 if fit is None else fit.side], statistics, model)
    return Explanation(
        fit=fit,
        told=() if fit is None else _told(fit, items),
        raises=() if fit is None else _raises(fit, items, fit_of),
        unmet=tuple(_unmet(aim, fit, items, model)),
    )


def _told(fit: Fit, items: list[Evidence]) -> tuple[Told, ...]:
    known = {item.id: item for item in items}
    return tuple(
        Told(
            reason,
            reason.part / fit.score,
            known[reason.evidence].verified_by,
            known[reason.evidence].verified_at,
        )
        for reason in fit.reasons[:MOST_TOLD]
    )


def _raises(fit: Fit, items: list[Evidence], fit_of: FitOf) -> tuple[Raise, ...]:
    """Judge again with each item confirmed that is not; lived experience needs no proof."""
    found = []
    for item in items:
        if item.kind is Kind.LIVED or item.hidden or item.weight >= CONFIRMED:
            continue
        better = [replace(each, weight=CONFIRMED) if each is item else each for each in items]
        after = fit_of(better)
        gain = 0.0 if after is None else round(after.score - fit.score, 6)
        if gain > 0:
            found.append(Raise(item.id, gain))
    return tuple(sorted(found, key=lambda each: (-each.gain, each.evidence))[:MOST_TOLD])


def _unmet(aim: Aim, fit: Fit | None, items: list[Evidence], model: Model) -> Iterator[str]:
    """Name the concepts the need says that no item comes near, else its telling words."""
    counted = {reason.evidence for reason in fit.reasons} if fit else set()
    texts = [item.text for item in items if item.id in counted]
    near = {
        meaning.concept for reason in (fit.reasons if fit else ()) for meaning in reason.meanings
    }
    near |= {mention.concept for text in texts for mention in model.vocabulary.mentions(text)}
    asked = named_by(aim.side, model.vocabulary)
    if asked:
        yield from (model.vocabulary.concepts[name].label for name in asked if name not in near)
        return
    said = {term for text in texts for term in places_of(text)}
    places = places_of(aim.side.text)
    missing = [term for term in aim.direction if term not in said and " " not in term]
    telling = sorted(missing, key=lambda term: (-aim.direction[term], term))[:MOST_TOLD]
    yield from (aim.side.text[places[t].start : places[t].end] for t in telling if t in places)
