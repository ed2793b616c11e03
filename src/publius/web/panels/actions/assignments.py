"""Asking for a proposal over several calls, storing it whole, and setting it aside."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call, Engagement
from publius.web.ledger.actions import record_event, store_run
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person
from publius.web.work import WorkState

from ..codes import new_lot
from ..models import AssignedPlace, Assignment
from ..queries.assignments import calls_to_assign, living_assignment
from ..refusals import RefusalError

# What pages show of the record: no person's features are among it, only codes and numbers.
SHOWN = ("figures", "seats", "loads", "prices", "not_kept", "rounded", "late")


@dataclass(frozen=True)
class ProposedPlace:
    """One place of a proposal, as it is stored."""

    call: int
    seat: int | None
    person: Person
    fit: float
    is_held: bool


@transaction.atomic
def request_assignment(
    *,
    engagement: Engagement,
    calls: Collection[Call],
    most_places: int,
    keeps_targets: bool,
    by: Person,
) -> Assignment:
    """Ask for a proposal. Asked twice, there is one: the second time finds the first."""
    ready = {call.pk for call in calls_to_assign(engagement)}
    chosen = [call for call in calls if call.pk in ready]
    if not chosen or len(chosen) < len(calls):
        raise RefusalError(
            _("The calls have changed meanwhile. Look at the list again, then choose.")
        )
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                engagement=engagement,
                most_places=most_places,
                keeps_targets=keeps_targets,
                salt=new_lot().salt,
                requested_by=by,
                requested_at=timezone.now(),
            )
    except IntegrityError:
        living = living_assignment(engagement)
        if living is None:
            raise
        return living
    assignment.calls.set(chosen)
    record_event(
        Tag.ASSIGNMENT_REQUESTED,
        engagement,
        actor=by,
        assignment=assignment.pk,
        calls=[call.pk for call in chosen],
        most_places=most_places,
        keeps_targets=keeps_targets,
    )
    return assignment


def claim_next_assignment() -> Assignment | None:
    return Assignment.objects.select_related("engagement").claim_next(timezone.now())


def note_step(*, assignment: Assignment, percent: int, message: str) -> bool:
    """Say how far it is and keep the claim; False where another worker has taken it."""
    return assignment.renew(timezone.now(), progress=percent, progress_message=message[:200])


@transaction.atomic
def store_assignment(
    *, assignment: Assignment, places: Sequence[ProposedPlace], record: Mapping[str, Any]
) -> bool:
    """Keep the result in one piece; False where another worker has taken the work meanwhile."""
    if not _settle(assignment, work_state=WorkState.DONE, progress=100, problem=""):
        return False
    run = store_run(record, shown=SHOWN)
    Assignment.objects.filter(pk=assignment.pk).update(run=run)
    AssignedPlace.objects.bulk_create(
        AssignedPlace(
            assignment=assignment,
            call_id=place.call,
            seat_id=place.seat,
            person=place.person,
            fit=place.fit,
            is_held=place.is_held,
        )
        for place in places
    )
    record_event(
        Tag.ASSIGNMENT_PROPOSED,
        assignment.engagement,
        assignment=assignment.pk,
        run=str(run.pk),
        places=sum(not place.is_held for place in places),
    )
    return True


@transaction.atomic
def fail_assignment(
    *, assignment: Assignment, problem: str, obstacles: Mapping[str, Any] | None = None
) -> bool:
    """Give up on a proposal, saying why and what would help."""
    if not _settle(
        assignment, work_state=WorkState.FAILED, problem=problem, obstacles=obstacles or {}
    ):
        return False
    record_event(Tag.ASSIGNMENT_FAILED, assignment.engagement, assignment=assignment.pk)
    return True


def _settle(assignment: Assignment, **fields: Any) -> bool:
    """Change the row only while this worker's claim on it holds."""
    mine = Assignment.objects.still_claimed(assignment)
    return mine.update(finished_at=timezone.now(), **fields) == 1


@transaction.atomic
def set_assignment_aside(*, assignment: Assignment, reason: str, by: Person) -> None:
    """Say why a proposal is not used. It stays on the list; set aside twice is once."""
    there = Assignment.objects.filter(
        pk=assignment.pk, work_state=WorkState.DONE, set_aside_at__isnull=True
    )
    if there.update(set_aside_at=timezone.now(), set_aside_by=by, set_aside_reason=reason):
        record_event(
            Tag.ASSIGNMENT_SET_ASIDE, assignment.engagement, actor=by, assignment=assignment.pk
        )
