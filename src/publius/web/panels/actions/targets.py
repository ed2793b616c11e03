"""Saying what the group should look like besides its seats."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import PopulationShare, Target
from ..queries.draws import confirmed_draw, undecided_draw
from ..queries.features import DEMOGRAPHIC
from ..queries.population import population_of
from ..refusals import RefusalError
from .tallies import count_answers
from .turns import wait_for_turn


@dataclass(frozen=True)
class Range:
    minimum: int
    maximum: int


@transaction.atomic
def set_targets(*, call: Call, by: Person, ranges: Mapping[tuple[str, str], Range]) -> None:
    """Replace all targets of a call. What a draw was made with does not change under it."""
    wait_for_turn(call)
    if undecided_draw(call):
        raise RefusalError(
            _("A draw was made with the targets as they are. Confirm it or set it aside first.")
        )
    if confirmed_draw(call):
        raise RefusalError(_("The group is confirmed, so its targets stand."))
    _refuse_ranges_that_tell(call, ranges)
    count_answers(call=call)
    before = set(Target.objects.filter(call=call).values_list(*FIELDS))
    after = {(f, v, r.minimum, r.maximum) for (f, v), r in ranges.items()}
    if before == after:
        return
    Target.objects.filter(call=call).delete()
    Target.objects.bulk_create(
        Target(call=call, feature=f, value=v, minimum=r.minimum, maximum=r.maximum)
        for (f, v), r in ranges.items()
    )
    record_event(Tag.TARGETS_SET, call, actor=by, targets=len(ranges))


FIELDS = ("feature", "value", "minimum", "maximum")
SHOWN = 0.001  # shares are shown in tenths of a per cent


def tells_answers(feature: str, wanted: Range, size: int) -> bool:
    """True for a range that says of everybody in the group what they answered."""
    return feature in DEMOGRAPHIC and (wanted.maximum == 0 or wanted.minimum >= size)


def _refuse_ranges_that_tell(call: Call, ranges: Mapping[tuple[str, str], Range]) -> None:
    for (feature, _value), wanted in ranges.items():
        if tells_answers(feature, wanted, call.size):
            raise RefusalError(
                _(
                    "A group in which everybody or nobody gave one answer tells of each of them "
                    "what they answered. Nothing was saved; leave room for at least one person."
                )
            )


@transaction.atomic
def set_population(
    *,
    call: Call,
    by: Person,
    features: Collection[str],
    shares: Mapping[str, Mapping[str, float]],
    source: str,
) -> None:
    """Say what the population looks like in these features; one without shares is forgotten.

    Shares that were only shown again, rounded, stay as they are and keep where they are from.
    """
    wait_for_turn(call)
    saved = population_of(call)
    changed = [f for f in sorted(features) if not _alike(saved.get(f, {}), shares.get(f, {}))]
    if not changed:
        return
    PopulationShare.objects.filter(call=call, feature__in=changed).delete()
    PopulationShare.objects.bulk_create(
        PopulationShare(call=call, feature=f, value=v, share=share, source=source)
        for f in changed
        for v, share in shares.get(f, {}).items()
    )
    record_event(Tag.POPULATION_SET, call, actor=by, features=changed)


def _alike(saved: Mapping[str, float], given: Mapping[str, float]) -> bool:
    return saved.keys() == given.keys() and all(abs(saved[v] - given[v]) < SHOWN for v in saved)
