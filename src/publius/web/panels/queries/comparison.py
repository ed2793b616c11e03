"""Population, target, pool, group and reserves side by side, telling nobody's answer.

What everybody may know of a member (their seat) or those who run the call do know (where people
live, whether they sat before) is counted as it is. What people answered for balancing comes from
counts that do not follow single people: the pool's from its last tally, the group's from the
draw as it was made (ADR 0021).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publius.ui.charts import GroupChart, GroupFeature, GroupValue
from publius.web.calls.models import Call, Seat
from publius.web.calls.queries import seats_of
from publius.web.people.models import Person

from ..models import Draw, PoolEntry, Target
from .draws import panel_of, reserves_of
from .features import DEMOGRAPHIC, FeatureValues, features_for, known_features, sat_before_values
from .outcomes import Outcome, outcome_of
from .pool import offered_seats, pool_of
from .population import population_of, similarity, similarity_words
from .protection import (
    SMALL,
    answer_words,
    estimated,
    protected_count,
    rounded_answers,
    rounded_count,
)
from .tallies import tally_of

Members = Sequence[tuple[Person, Seat | None]]


@dataclass(frozen=True)
class Comparison:
    """The picture (with its table) and what its reader should know about the figures."""

    chart: GroupChart
    notes: list[str]


@dataclass(frozen=True)
class Sides:
    """Everything that is put side by side, gathered once."""

    call: Call
    entries: list[PoolEntry]
    members: Members | None  # None: no group yet
    reserves: list[Person] | None
    outcome: Outcome | None
    known: dict[int, dict[str, str]]
    is_public: bool

    def holding(self, feature: str, value: str, people: Iterable[Person]) -> int:
        return sum(self.known[person.pk].get(feature) == value for person in people)


def comparison_of(
    call: Call,
    *,
    draw: Draw | None = None,
    members: Members | None = None,
    is_public: bool = False,
) -> Comparison:
    """Target and pool; with a `draw` also the group and its reserves.

    `members` are those who hold places now, where the group has changed since it was drawn.
    On public pages small numbers of people are rounded everywhere except for seats.
    """
    sides = _gather(call, draw, members, is_public)
    chart = GroupChart(
        title=_title(sides),
        features=(seat_feature(sides), *_features(sides)),
        pool_size=len(sides.entries),
        panel_size=call.size,
        reserves_size=None if sides.reserves is None else len(sides.reserves),
    )
    return Comparison(chart, _notes(sides, chart))


def _gather(call: Call, draw: Draw | None, members: Members | None, is_public: bool) -> Sides:
    entries = list(pool_of(call))
    if draw is not None and members is None:
        members = [(chair.person, chair.seat) for chair in panel_of(draw)]
    reserves = None if draw is None else [row.person for row in reserves_of(draw)]
    people = [entry.person for entry in entries]
    sitting = [person for person, _seat in members or ()]
    return Sides(
        call=call,
        entries=entries,
        members=members,
        reserves=reserves or None,
        outcome=None if draw is None else outcome_of(draw),
        known=known_features(call, [*people, *sitting, *(reserves or ())]),
        is_public=is_public,
    )


def _title(sides: Sides) -> str:
    if sides.members is None:
        return _("Targets and pool, side by side")
    return _("Target, pool and group side by side")


def seat_feature(sides: Sides) -> GroupFeature:
    """Seats: how many may sit there, how many people offered, how many do. Roles are public."""
    offered = Counter(seat for entry in sides.entries for seat in offered_seats(entry))
    taken = Counter(seat.pk for _person, seat in sides.members or () if seat is not None)
    waiting = {person.pk for person in sides.reserves or ()}
    ready = Counter(
        seat for e in sides.entries if e.person_id in waiting for seat in offered_seats(e)
    )
    return GroupFeature(
        title=_("Seats"),
        values=tuple(
            GroupValue(
                label=seat.title,
                minimum=seat.minimum,
                maximum=seat.maximum,
                pool=offered[seat.pk],
                panel=None if sides.members is None else taken[seat.pk],
                reserves=None if sides.reserves is None else ready[seat.pk],
            )
            for seat in seats_of(sides.call)
        ),
    )


def _features(sides: Sides) -> list[GroupFeature]:
    """Every feature somebody set a target for or gave the population of."""
    targets, population = targets_by_feature(sides.call), population_of(sides.call)
    return [
        _answers(feature, targets.get(feature.key, {}), population.get(feature.key, {}), sides)
        if feature.key in DEMOGRAPHIC
        else _facts(feature, targets.get(feature.key, {}), population.get(feature.key, {}), sides)
        for feature in (*features_for(sides.call), sat_before_values())
        if feature.key in targets or feature.key in population
    ]


def targets_by_feature(call: Call) -> dict[str, dict[str, Target]]:
    targets: dict[str, dict[str, Target]] = {}
    for target in Target.objects.filter(call=call):
        targets.setdefault(target.feature, {})[target.value] = target
    return targets


def _range(targets: dict[str, Target], value: str, size: int) -> dict[str, int]:
    target = targets.get(value)
    return {
        "minimum": target.minimum if target else 0,
        "maximum": target.maximum if target else size,
    }


def _answers(
    feature: FeatureValues,
    targets: dict[str, Target],
    population: dict[str, float],
    sides: Sides,
) -> GroupFeature:
    """What people answered: every value is listed, so that the list itself tells nothing."""
    tally = tally_of(sides.call)
    counts, answered = tally.counts.get(feature.key), tally.answered.get(feature.key)
    values = []
    for value, words in feature.values.items():
        people = None if counts is None else counts.get(value, 0)
        values.append(
            GroupValue(
                label=words,
                **_range(targets, value, sides.call.size),
                pool=people or None,
                pool_words=_("not counted yet") if people is None else answer_words(people),
                panel_words=_group_words(sides, feature.key, value, value in targets),
                reserves_words=_reserve_words(sides, feature.key, value),
                reference=population.get(value),
            )
        )
    return GroupFeature(
        title=feature.title,
        values=tuple(values),
        pool_size=answered,
        notes=_notes_on_answers(population, counts, answered),
    )


def _group_words(sides: Sides, feature: str, value: str, has_target: bool) -> str:
    if sides.outcome is None or not has_target:
        return "" if sides.outcome is None else _("not asked for")
    return sides.outcome.words(feature, value)


def _reserve_words(sides: Sides, feature: str, value: str) -> str:
    """Of reserves of a group by fit, and of a few, nothing is told: they are known by label."""
    if sides.reserves is None or sides.outcome is None:
        return ""
    if not sides.outcome.is_by_lot or len(sides.reserves) < SMALL:
        return ""
    return answer_words(rounded_answers(sides.holding(feature, value, sides.reserves)))


def _notes_on_answers(
    population: dict[str, float], counts: dict[str, int] | None, answered: int | None
) -> tuple[str, ...]:
    if counts is None or answered is None:
        return (_("Fewer than 8 people in the pool have answered this so far."),)
    told = _("About %(people)d people in the pool answered this.") % {"people": answered}
    people = estimated(counts, population.keys() | counts.keys(), answered)
    alike = similarity_words(_("The pool"), similarity(population, people))
    return (told, alike) if alike else (told,)


def _facts(
    feature: FeatureValues,
    targets: dict[str, Target],
    population: dict[str, float],
    sides: Sides,
) -> GroupFeature:
    """What is known of everybody: where they live, and whether they sat before."""
    pool = [entry.person for entry in sides.entries]
    counts = {value: sides.holding(feature.key, value, pool) for value in feature.values}
    shown = [v for v in feature.values if v in targets or v in population or counts[v]]
    return GroupFeature(
        title=feature.title,
        values=tuple(
            _fact(feature, value, targets, population.get(value), counts[value], sides)
            for value in shown
        ),
        notes=_notes_on_facts(feature.key, population, counts, sides),
    )


def _fact(
    feature: FeatureValues,
    value: str,
    targets: dict[str, Target],
    reference: float | None,
    in_pool: int,
    sides: Sides,
) -> GroupValue:
    sitting = _held(sides, feature.key, value, [p for p, _seat in sides.members or ()])
    waiting = _held(sides, feature.key, value, sides.reserves or [])
    is_rounded = sides.is_public
    return GroupValue(
        label=feature.values[value],
        **_range(targets, value, sides.call.size),
        pool=rounded_count(in_pool) if is_rounded else in_pool,
        pool_words=protected_count(in_pool) if is_rounded else "",
        panel=None if sides.members is None or is_rounded else sitting,
        panel_words=protected_count(sitting) if is_rounded and sides.members is not None else "",
        reserves=None if sides.reserves is None or is_rounded else waiting,
        reserves_words=protected_count(waiting) if is_rounded and sides.reserves else "",
        reference=reference,
    )


def _held(sides: Sides, feature: str, value: str, people: list[Person]) -> int:
    return sides.holding(feature, value, people)


def _notes_on_facts(
    feature: str, population: dict[str, float], counts: dict[str, int], sides: Sides
) -> tuple[str, ...]:
    sentences = [similarity_words(_("The pool"), similarity(population, counts))]
    if sides.members is not None and not sides.is_public:
        people = [person for person, _seat in sides.members]
        sitting = {value: sides.holding(feature, value, people) for value in counts}
        sentences.append(similarity_words(_("The group"), similarity(population, sitting)))
    return tuple(sentence for sentence in sentences if sentence)


def _notes(sides: Sides, chart: GroupChart) -> list[str]:
    titles = {feature.title for feature in chart.features}
    notes = [_("A person can offer to fill several seats.")]
    if titles & {words.title for words in features_for(sides.call) if words.key in DEMOGRAPHIC}:
        notes.append(
            _(
                "Answers people gave are counted in batches and rounded to the nearest five; "
                "fewer than 8 are not counted, so that nobody’s answer can be worked out."
            )
        )
        if sides.outcome is not None:
            notes.append(sides.outcome.note)
    return notes
