"""What one person decides while another's change is not yet whole: the second waits and looks."""

import threading
import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from publius.matching import match_all
from publius.web.calls.actions import request_matching, store_matches_of_person, store_matching
from publius.web.calls.models import Match, MatchJob
from publius.web.calls.needs import evidence_now, needs_of
from publius.web.panels.actions.decisions import confirm_draw, edit_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.interest import join_pool, leave_pool
from publius.web.panels.models import Draw, Override, Place
from publius.web.panels.queries.draws import can_step_in, panel_of
from publius.web.panels.tasks import run_due_draws
from tests.factories import ExpertiseFactory, PersonFactory
from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = 0.4  # seconds between a change and its commit: long enough to be overtaken


def meanwhile(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """Let `second` begin after `first` has changed its rows and before that is committed."""
    changed = threading.Event()

    def slow():
        with transaction.atomic():
            done = first()
            changed.set()
            time.sleep(MOMENT)
        return done

    def overtaking():
        changed.wait(30)
        return second()

    return all_at_once([slow, overtaking])


@pytest.fixture
def draw(call, convener):
    """Nine people in the pool, six of them drawn; nobody has decided yet."""
    for _ in range(9):
        join_pool(call=call, person=PersonFactory(), seats=call.seats.all())
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    return Draw.objects.get(pk=draw.pk)


def test_the_panel_that_is_confirmed_is_the_one_with_every_change_on_record(draw, convener):
    panel = panel_of(draw)
    out, into = panel[0].person, can_step_in(draw, panel)[0]

    def swap():
        edit_draw(
            draw=draw, taken_out=out, put_in=into, reason="Knows the ramp.", by=convener,
            key=uuid4(), accept_broken=True,
        )  # fmt: skip

    results = meanwhile(swap, lambda: confirm_draw(draw=draw, by=convener))

    assert raised(results) == []
    seated = set(Place.objects.values_list("person", flat=True))
    assert (Override.objects.count(), seated) == (1, {c.person.pk for c in panel_of(draw)})
    assert into.pk in seated


def test_nobody_is_given_a_place_while_they_leave(draw, call, convener):
    leaver = panel_of(draw)[0].person

    left, confirmed = meanwhile(
        lambda: leave_pool(call=call, person=leaver),
        lambda: confirm_draw(draw=draw, by=convener),
    )

    assert raised([left, confirmed]) == []
    assert Place.objects.filter(person=leaver).count() == 0
    assert Place.objects.filter(person=None).count() == 1


def test_a_run_is_stored_while_somebody_is_matched_afresh(call):
    cyclist = ExpertiseFactory(words="I cycle to work through the town centre.").person
    request_matching(call=call, by=None)
    job = MatchJob.objects.claim_next(timezone.now())
    matching = match_all(needs_of([call]), evidence_now())
    fits = {call.seats.first().pk: matching.rankings[0].fits[0]}
    now = timezone.now()

    results = meanwhile(
        lambda: store_matches_of_person(person=cyclist, fits=fits, read_at=now),
        lambda: store_matching(job=job, matching=matching, read_at=now),
    )

    assert raised(results) == []
    assert Match.objects.filter(seat=call.seats.first()).count() == 1
