"""Target, pool and panel side by side."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publius.ui.charts import GroupChart, GroupFeature, GroupValue
from publius.web.calls.models import Call, Seat
from publius.web.calls.queries import seats_of
from publius.web.people.models import Person

from ..models import PoolEntry, Target
from .features import FeatureValues, features_for, known_features, sat_before_values
from .pool import offered_seats
from .protection import protected_count, rounded_count


def seat_feature(
    call: Call, entries: Iterable[PoolEntry], filled: Sequence[Seat | None] | None
) -> GroupFeature:
    """Seats: how many may sit there, how many people offered, how many do. Roles are public."""
    offered = Counter(seat for entry in entries for seat in offered_seats(entry))
    taken = Counter(seat.pk for seat in filled or () if seat is not None)
    return GroupFeature(
        title=_("Seats"),
        values=tuple(
            GroupValue(
                label=seat.title,
                minimum=seat.minimum,
                maximum=seat.maximum,
                pool=offered[seat.pk],
                panel=None if filled is None else taken[seat.pk],
            )
            for seat in seats_of(call)
        ),
    )


def group_chart(
    call: Call,
    entries: Sequence[PoolEntry],
    panel: Sequence[tuple[Person, Seat | None]] | None = None,
    *,
    leave_out: Collection[str] = (),
) -> GroupChart:
    """For those who run the call. The pool is rounded: joining it must not give answers away.

    Features in `leave_out` are not counted, where a count would give single people away.
    """
    people = [entry.person for entry in entries]
    members = None if panel is None else [person for person, _seat in panel]
    seats = None if panel is None else [seat for _person, seat in panel]
    known = known_features(call, [*people, *(members or ())])
    targets = _targets_by_feature(call)
    measured = [
        _feature_chart(feature, targets.get(feature.key, {}), known, people, members, call.size)
        for feature in (*features_for(call), sat_before_values())
        if feature.key in targets and feature.key not in leave_out
    ]
    return GroupChart(
        title=_("Targets and pool, side by side")
        if panel is None
        else _("Target, pool and group side by side"),
        features=(seat_feature(call, entries, seats), *measured),
        pool_size=len(entries),
        panel_size=call.size,
    )


def _targets_by_feature(call: Call) -> dict[str, dict[str, Target]]:
    targets: dict[str, dict[str, Target]] = {}
    for target in Target.objects.filter(call=call):
        targets.setdefault(target.feature, {})[target.value] = target
    return targets


def _feature_chart(
    feature: FeatureValues,
    targets: dict[str, Target],
    known: dict[int, dict[str, str]],
    people: Collection[Person],
    members: Collection[Person] | None,
    size: int,
) -> GroupFeature:
    return GroupFeature(
        title=feature.title,
        values=tuple(
            GroupValue(
                label=words,
                minimum=targets[value].minimum if value in targets else 0,
                maximum=targets[value].maximum if value in targets else size,
                pool=rounded_count(_count(feature.key, value, known, people)),
                panel=None if members is None else _count(feature.key, value, known, members),
            )
            for value, words in feature.values.items()
            if value in targets or _count(feature.key, value, known, people)
        ),
    )


def _count(
    feature: str, value: str, known: dict[int, dict[str, str]], people: Iterable[Person]
) -> int:
    return sum(known[person.pk].get(feature) == value for person in people)


@dataclass(frozen=True)
class PublicRow:
    """One line of the published table: small numbers are not given."""

    label: str
    target: str
    pool: str
    panel: str


def public_rows(
    call: Call, entries: Sequence[PoolEntry], members: Sequence[Person]
) -> list[PublicRow]:
    """Every target beside protected counts of the pool and the panel."""
    people = [entry.person for entry in entries]
    known = known_features(call, [*people, *members])
    targets = _targets_by_feature(call)
    return [
        PublicRow(
            label=_("%(feature)s: %(value)s")
            % {"feature": feature.title, "value": feature.values.get(value, value)},
            target=_("%(least)d to %(most)d") % {"least": target.minimum, "most": target.maximum},
            pool=protected_count(_count(feature.key, value, known, people)),
            panel=protected_count(_count(feature.key, value, known, members)),
        )
        for feature in (*features_for(call), sat_before_values())
        for value, target in targets.get(feature.key, {}).items()
    ]
