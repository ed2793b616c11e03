"""Two conveners at once: one proposal is worked out, and one group comes of it."""

import pytest
from django.db import connection
from django.utils import timezone

from publius.web.panels.actions.assignments import request_assignment
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.groups_by_fit import use_as_group
from publius.web.panels.models import Assignment, Draw, DrawnPerson
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import run_due_assignments
from tests.factories import convener_of
from tests.postgres.burst import all_at_once, raised
from tests.web.panels.sharing import build_sharing

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def sharing():
    return build_sharing()


def ask(sharing, by) -> Assignment:
    return request_assignment(
        engagement=sharing.engagement, calls=[sharing.lanes, sharing.buses], most_places=1,
        keeps_targets=True, by=by,
    )  # fmt: skip


def two_conveners(sharing):
    return [sharing.convener, convener_of(sharing.lanes)] * (MANY // 2)


def test_two_conveners_who_ask_in_the_same_moment_get_one_proposal(sharing):
    results = all_at_once([lambda by=by: ask(sharing, by) for by in two_conveners(sharing)])

    assert raised(results) == []
    assert len({asked.pk for asked in results}) == Assignment.objects.count() == 1


def test_without_the_constraint_the_same_burst_makes_several(sharing):
    """The control: the test above would notice."""
    (guard,) = [c for c in Assignment._meta.constraints if c.name.startswith("one_living")]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Assignment, guard)
    try:
        all_at_once([lambda by=by: ask(sharing, by) for by in two_conveners(sharing)])
        asked = Assignment.objects.count()
    finally:
        Assignment.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Assignment, guard)

    assert asked > 1


def test_several_workers_work_a_proposal_out_once(sharing):
    ask(sharing, sharing.convener)

    results = all_at_once([run_due_assignments] * 4)

    assert raised(results) == []
    assert sum(results) == 1
    assert Assignment.objects.get().places.count() == 4


def test_a_worker_whose_claim_is_lost_stores_nothing(sharing):
    """Another worker has taken the row up meanwhile: what the first one found is dropped."""
    ask(sharing, sharing.convener)
    claimed = Assignment.objects.claim_next(timezone.now())
    Assignment.objects.update(claimed_at=timezone.now())

    assert not claimed.renew(timezone.now(), progress=50)


def test_a_proposal_used_by_two_conveners_in_the_same_moment_is_one_group(sharing):
    proposal = sharing.ask()

    results = all_at_once(
        [
            lambda by=by: use_as_group(assignment=proposal, call=sharing.lanes, by=by)
            for by in two_conveners(sharing)
        ]
    )

    assert raised(results) == []
    assert len({draw.pk for draw in results}) == Draw.objects.count() == 1
    assert DrawnPerson.objects.count() == len(sharing.people)


def test_a_lot_and_a_proposal_in_the_same_moment_leave_one_group_to_decide_on(sharing):
    proposal = sharing.ask()

    results = all_at_once(
        [lambda: use_as_group(assignment=proposal, call=sharing.lanes, by=sharing.convener)] * 4
        + [lambda: request_draw(call=sharing.lanes, by=sharing.convener)] * 4
    )

    assert {type(each) for each in results if isinstance(each, Exception)} <= {RefusalError}
    assert Draw.objects.count() == 1
