"""Saying what the group should look like besides its seats."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Target
from ..queries.draws import confirmed_draw, undecided_draw
from ..refusals import RefusalError
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
