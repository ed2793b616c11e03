"""What a group can be balanced on, and what is known of the people in its pool."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call
from publius.web.people.demographic_values import FEATURES
from publius.web.people.models import Area, Person
from publius.web.people.queries import balancing_features

from ..models import Feature, Place, PlaceState

MEMORY = dt.timedelta(days=2 * 365)  # how long having sat on a panel counts
DEMOGRAPHIC = frozenset(FEATURES)
YES = "yes"
MOST_AREAS = 30


@dataclass(frozen=True)
class FeatureValues:
    """One thing to balance on, with its values (code -> words)."""

    key: str
    title: str
    values: Mapping[str, str]


def titles_of_answers() -> set[str]:
    """What people are asked for balancing, as draws and their records name it."""
    return {str(feature.name) for feature in FEATURES.values()}


def features_for(call: Call) -> list[FeatureValues]:
    """Everything this call's group can be balanced on: answers people gave, and where they live."""
    asked = [
        FeatureValues(key, str(feature.name), {c: str(w) for c, w in feature.values.items()})
        for key, feature in FEATURES.items()
    ]
    areas = {area.slug: area.name for area in _areas_for(call)}
    if areas:
        asked.append(FeatureValues(Feature.AREA, str(Feature.AREA.label), areas))
    return asked


def _areas_for(call: Call) -> list[Area]:
    """The parts of the call's area, or the area itself where it has none."""
    if call.area is None:
        return []
    return list(call.area.parts.all()[:MOST_AREAS]) or [call.area]


def sat_before_values() -> FeatureValues:
    title = str(Feature.SAT_BEFORE.label)
    return FeatureValues(Feature.SAT_BEFORE, title, {YES: _("Yes"), "no": _("No")})


def known_features(call: Call, people: Iterable[Person]) -> dict[int, dict[str, str]]:
    """By person's key: feature -> value, as codes.

    Demographic answers are there only while their owner agrees to balancing; the area and
    earlier panels are known of everybody.
    """
    people = list(people)
    answers = balancing_features(people)
    served = people_who_served(people, besides=call)
    known: dict[int, dict[str, str]] = {}
    for person in people:
        features = dict(answers.get(person.public_id.hex, {}))
        if person.area is not None:
            features[Feature.AREA] = person.area.slug
        features[Feature.SAT_BEFORE] = YES if person.pk in served else "no"
        known[person.pk] = features
    return known


def people_who_served(people: Iterable[Person], *, besides: Call) -> set[int]:
    """Those who accepted a place in another call within the last two years."""
    since = timezone.now() - MEMORY
    accepted = Place.objects.filter(state=PlaceState.ACCEPTED, changed_at__gte=since)
    places = accepted.filter(person__in=[p.pk for p in people]).exclude(call=besides)
    return set(places.values_list("person_id", flat=True))


def words_for(features: Iterable[FeatureValues], key: str, value: str) -> tuple[str, str]:
    """The words for a feature and one of its values; the codes where they are no longer known."""
    for feature in features:
        if feature.key == key:
            return feature.title, feature.values.get(value, value)
    return key, value
