"""For the body that chooses: why somebody is not among the people shown for a need.

Each answer has a code for programs and a plain sentence for people. Only the person's own items
and the filters are looked at, so an answer never tells anything about anybody else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from publius.matching.aims import aim_for
from publius.matching.filtering import is_within, same_place, shares_one
from publius.matching.judging import judge_with
from publius.matching.model import Model
from publius.matching.records import Record
from publius.matching.statistics import Statistics
from publius.matching.text import places_of
from publius.matching.types import Evidence, Filters, Need, Profile

SENTENCES = {
    "excluded": "They were left out of this search by name.",
    "not_chosen": "The search was among other people.",
    "area": "They do not live in the areas asked for, or do not say where they live.",
    "language": "They do not speak any of the languages asked for, or do not say.",
    "availability": "They are not free at the times asked for, or do not say when they are.",
    "distance": "They live farther away than asked for, or do not say where they live.",
    "no_evidence": "They have said nothing about what they know, or hide it.",
    "other_kind": "What they have said is of another kind than this need asks for.",
    "place": "None of what they have said is about the places asked for.",
    "visibility": "None of what they have said may be seen by those who search.",
    "nothing_met": "Nothing they have said speaks of what this need asks for.",
    "echo": "What they have said only repeats the words of the need.",
    "below": "Their fit of {score:.2f} is below the {cut:.2f} of the last person shown.",
    "shown": "They are among the people who fit; nothing keeps them out.",
}


class Cause(StrEnum):
    """What keeps somebody out."""

    EXCLUDED = "excluded"
    NOT_CHOSEN = "not_chosen"
    AREA = "area"
    LANGUAGE = "language"
    AVAILABILITY = "availability"
    DISTANCE = "distance"
    NO_EVIDENCE = "no_evidence"
    OTHER_KIND = "other_kind"
    PLACE = "place"
    VISIBILITY = "visibility"
    NOTHING_MET = "nothing_met"
    ECHO = "echo"
    BELOW = "below"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class WhyNot(Record):
    """One cause, and the sentence that says it."""

    cause: Cause
    sentence: str


def why_not(
    person: str,
    need: Need,
    evidence: Iterable[Evidence],
    statistics: Statistics,
    model: Model,
    *,
    profile: Profile | None = None,
    filters: Filters | None = None,
    today: date | None = None,
    cut: float = 0.0,
) -> tuple[WhyNot, ...]:
    """Say why somebody is not shown, given all their items; ``cut`` is the last score shown.

    >>> from publius.matching import MemoryIndex, Kind
    >>> index = MemoryIndex([Evidence("e1", "Bo", Kind.LIVED, "I drive a cab.", "role")])
    >>> need = Need("n1", "Cab drivers", kind=Kind.PRACTICAL)
    >>> why_not("Bo", need, index.evidence_of("Bo"), index.statistics, index.model)[0].cause
    <Cause.OTHER_KIND: 'other_kind'>
    """
    filters = filters or Filters()
    items = [each for each in evidence if each.person == person and not each.hidden]
    known = profile or Profile(person)
    causes = [*_about_the_person(known, filters), *_about_the_items(items, need, filters)]
    if causes:
        return tuple(WhyNot(cause, SENTENCES[cause]) for cause in causes)
    found = judge_with(
        model, need, items, statistics, profiles=[known], top=1, filters=filters, today=today
    )
    if not found.fits:
        cause = Cause.ECHO if _only_repeats(items, need, statistics, model) else Cause.NOTHING_MET
        return (WhyNot(cause, SENTENCES[cause]),)
    score = found.fits[0].score
    if score < cut:
        return (WhyNot(Cause.BELOW, SENTENCES["below"].format(score=score, cut=cut)),)
    return (WhyNot(Cause.SHOWN, SENTENCES["shown"]),)


def _about_the_person(known: Profile, filters: Filters) -> Iterator[Cause]:
    if known.person in filters.exclude:
        yield Cause.EXCLUDED
    if filters.people is not None and known.person not in filters.people:
        yield Cause.NOT_CHOSEN
    if filters.areas is not None and known.area not in filters.areas:
        yield Cause.AREA
    if not shares_one(filters.languages, known.languages):
        yield Cause.LANGUAGE
    if not shares_one(filters.available, known.available):
        yield Cause.AVAILABILITY
    if not is_within(filters.near, known.point):
        yield Cause.DISTANCE


def _about_the_items(items: list[Evidence], need: Need, filters: Filters) -> Iterator[Cause]:
    if not items:
        yield Cause.NO_EVIDENCE
        return
    wanted = {side.kind for side in need.sides()}
    if None not in wanted:
        items = [each for each in items if each.kind in wanted]
    if filters.kinds is not None:
        items = [each for each in items if each.kind in filters.kinds]
    if not items:
        yield Cause.OTHER_KIND
        return
    places = filters.places
    if places is not None:
        names = {same_place(place) for place in places}
        if not any(same_place(each.place or "") in names for each in items):
            yield Cause.PLACE
    seen = filters.visibility
    if seen is not None and not any(each.visibility in seen for each in items):
        yield Cause.VISIBILITY


def _only_repeats(items: list[Evidence], need: Need, statistics: Statistics, model: Model) -> bool:
    """Say whether what they said shares words with the need and yet counts nothing."""
    stems = {stem for side in need.sides() for stem in aim_for(side, statistics, model).stems}
    return any(stems & set(places_of(each.text)) for each in items)
