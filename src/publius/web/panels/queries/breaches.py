"""Which targets a panel made by hand would not meet."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from publius.web.calls.models import Call, Importance
from publius.web.calls.queries import seats_of

from ..models import Feature, Target
from .draws import Chair
from .features import DEMOGRAPHIC, features_for, known_features, sat_before_values, words_for
from .pool import offered_seats, pool_of


def breaches(call: Call, panel: Sequence[Chair], *, is_complete: bool = True) -> list[str]:
    """One sentence per rule that this panel does not meet; none when it meets all.

    Of a panel that is not complete yet only what can no longer be put right is told.
    """
    return [
        *(_size(call, panel) if is_complete else ()),
        *_seats(call, panel, is_complete),
        *_unoffered(call, panel),
        *_targets(call, panel, is_complete),
    ]


def new_breaches(call: Call, before: Sequence[Chair], after: Sequence[Chair]) -> list[str]:
    """What a change breaks that was whole before it."""
    old = set(breaches(call, before))
    there = {chair.person for chair in before}
    marked = [
        chair if chair.person in there else replace(chair, was_put_in=True) for chair in after
    ]
    return [sentence for sentence in breaches(call, marked) if sentence not in old]


def _size(call: Call, panel: Sequence[Chair]) -> list[str]:
    if len(panel) == call.size:
        return []
    sentence = _("The group would have %(people)d people, not %(size)d.")
    return [sentence % {"people": len(panel), "size": call.size}]


def _seats(call: Call, panel: Sequence[Chair], is_complete: bool) -> list[str]:
    filled = Counter(chair.seat.pk for chair in panel if chair.seat)
    sentence = _("Seat “%(seat)s” would have %(people)d people; it needs %(least)d to %(most)d.")
    return [
        sentence
        % {
            "seat": seat.title,
            "people": filled[seat.pk],
            "least": seat.minimum,
            "most": seat.maximum,
        }
        for seat in seats_of(call)
        if not _needed(seat) * is_complete <= filled[seat.pk] <= seat.maximum
    ]


def _needed(seat) -> int:
    return seat.minimum if seat.importance == Importance.MUST else 0


def _unoffered(call: Call, panel: Sequence[Chair]) -> list[str]:
    offers = {entry.person_id: offered_seats(entry) for entry in pool_of(call)}
    sentence = _("%(person)s did not offer to fill the seat “%(seat)s”, or was ruled out for it.")
    return [
        sentence % {"person": chair.person.label, "seat": chair.seat.title}
        for chair in panel
        if chair.seat and chair.seat.pk not in offers.get(chair.person.pk, [])
    ]


def _targets(call: Call, panel: Sequence[Chair], is_complete: bool) -> list[str]:
    targets = list(Target.objects.filter(call=call))
    about_answers = {target.feature for target in targets if target.feature in DEMOGRAPHIC}
    return [
        *_facts(call, [t for t in targets if t.feature not in DEMOGRAPHIC], panel, is_complete),
        *(_answers(about_answers) if any(chair.was_put_in for chair in panel) else ()),
    ]


def _facts(
    call: Call, targets: Sequence[Target], panel: Sequence[Chair], is_complete: bool
) -> list[str]:
    """Targets about what those who run the call know anyway, counted as they are."""
    known = known_features(call, [chair.person for chair in panel])
    counts = Counter(pair for features in known.values() for pair in features.items())
    words = [*features_for(call), sat_before_values()]
    sentence = _("The target “%(feature)s: %(value)s” would not be met.")
    return [
        sentence % {"feature": feature, "value": value}
        for target in targets
        if not target.minimum * is_complete
        <= counts[target.feature, target.value]
        <= target.maximum
        for feature, value in [words_for(words, target.feature, target.value)]
    ]


def _answers(features: Collection[str]) -> list[str]:
    """The same whoever is put in for whom: a check would tell that two people answered alike."""
    if not features:
        return []
    sentence = _(
        "Whether the targets for %(features)s are still met is not told after a change by hand, "
        "so that nobody’s answer can be worked out. Each person put in by hand can move each of "
        "them by one."
    )
    titles = [str(Feature(feature).label).lower() for feature in sorted(features)]
    return [sentence % {"features": _(", ").join(titles)}]
