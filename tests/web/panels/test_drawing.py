"""A draw is asked for, run in the background, stored whole or not at all."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from publius.panels import check_replay
from publius.web.directory.actions import give_role
from publius.web.ledger.queries import events_about, run_record
from publius.web.panels.actions.decisions import confirm_draw, discard_draw
from publius.web.panels.actions.draws import claim_next_draw, request_draw
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.models import Draw, DrawnPerson, Place, PlaceState
from publius.web.panels.queries.draws import panel_of
from publius.web.panels.tasks import draws as tasks
from publius.web.panels.tasks import run_due_draws
from publius.web.switches.models import Brake, Switch
from publius.web.work import LEASE, WorkState

from .conftest import tell

pytestmark = pytest.mark.django_db


def test_a_draw_gives_a_whole_panel_and_everybody_their_chance(call, pool, draw):
    chances = [row.chance for row in DrawnPerson.objects.filter(draw=draw)]

    assert draw.work_state == WorkState.DONE
    assert len(panel_of(draw)) == call.size
    assert len(chances) == len(pool)
    assert sum(chances) == pytest.approx(call.size)


def test_everybody_on_the_panel_offered_the_seat_they_were_drawn_for(draw):
    for chair in panel_of(draw):
        offered = set(draw.call.pool.get(person=chair.person).seats.all())
        assert chair.seat is None or chair.seat in offered


def test_the_stored_run_replays_byte_for_byte(draw):
    record = json.loads(run_record(draw.run))

    check_replay(record)

    assert record["seed"] == draw.seed


def test_the_stored_run_names_nobody(draw, pool):
    text = run_record(draw.run)

    assert [p for p in pool if p.public_id.hex in text or p.email in text] == []


def test_asking_twice_gives_one_draw(call, pool, convener):
    first = request_draw(call=call, by=convener)
    second = request_draw(call=call, by=convener)

    assert (first, Draw.objects.count()) == (second, 1)


def test_a_draw_that_waits_for_a_decision_stands_against_drawing_again(call, draw, convener):
    assert request_draw(call=call, by=convener) == draw


def test_after_setting_a_draw_aside_another_is_made_and_both_stay(call, draw, convener):
    discard_draw(draw=draw, reason="The room changed.", by=convener)

    again = request_draw(call=call, by=convener)

    assert {again, draw} == set(Draw.objects.filter(call=call))


def test_targets_that_cannot_be_met_fail_with_advice(call, pool, convener):
    for number, person in enumerate(pool):
        tell(person, age_band="65+" if number < 1 else "25-44")
    ranges = {("age_band", "65+"): Range(3, 5)}
    set_targets(call=call, by=convener, ranges=ranges)
    draw = request_draw(call=call, by=convener)

    run_due_draws()

    draw.refresh_from_db()
    assert draw.work_state == WorkState.FAILED
    assert "The targets about age cannot be met" in " ".join(draw.advice)
    assert DrawnPerson.objects.count() == 0


def test_answers_count_only_while_their_owner_agrees(call, pool, convener):
    for number, person in enumerate(pool):
        tell(person, age_band="65+" if number < 3 else "25-44")
    set_targets(call=call, by=convener, ranges={("age_band", "65+"): Range(3, 5)})
    pool[0].consents.update(withdrawn_at=timezone.now())
    draw = request_draw(call=call, by=convener)

    run_due_draws()

    draw.refresh_from_db()
    assert draw.work_state == WorkState.FAILED


def test_while_the_brake_is_on_draws_wait(call, pool, convener):
    Switch.objects.create(brake=Brake.DRAWS, turned_on_at=timezone.now())
    draw = request_draw(call=call, by=convener)

    assert run_due_draws() == 0
    draw.refresh_from_db()
    assert draw.work_state == WorkState.WAITING


def test_a_draw_whose_worker_died_is_taken_up_after_its_lease(call, pool, convener):
    draw = request_draw(call=call, by=convener)
    claim_next_draw()
    assert run_due_draws() == 0

    Draw.objects.update(claimed_at=timezone.now() - LEASE - dt.timedelta(seconds=1))

    assert run_due_draws() == 1
    draw.refresh_from_db()
    assert (draw.work_state, draw.attempts) == (WorkState.DONE, 2)


def test_a_worker_that_lost_its_claim_stores_nothing(call, pool, convener, monkeypatch):
    draw = request_draw(call=call, by=convener)
    prepare = tasks.library.prepare

    def while_another_worker_takes_over(*args, **kwargs):
        Draw.objects.update(claimed_at=timezone.now() + dt.timedelta(seconds=5))
        return prepare(*args, **kwargs)

    monkeypatch.setattr(tasks.library, "prepare", while_another_worker_takes_over)

    run_due_draws()

    draw.refresh_from_db()
    assert (draw.work_state, draw.run) == (WorkState.RUNNING, None)
    assert DrawnPerson.objects.count() == 0


def test_a_crash_half_way_leaves_nothing_half_stored(call, pool, convener, monkeypatch):
    draw = request_draw(call=call, by=convener)

    def crash(*args, **kwargs):
        raise MemoryError

    monkeypatch.setattr(DrawnPerson.objects, "bulk_create", crash)
    with pytest.raises(MemoryError):
        run_due_draws()

    draw.refresh_from_db()
    assert (draw.work_state, draw.run, draw.progress) == (WorkState.RUNNING, None, 0)


def test_a_draw_that_never_finishes_is_given_up(call, pool, convener):
    draw = request_draw(call=call, by=convener)
    Draw.objects.update(attempts=3)

    run_due_draws()

    draw.refresh_from_db()
    assert draw.work_state == WorkState.FAILED
    assert draw.problem.startswith("The draw was begun 3 times")


def test_the_ledger_has_the_commitment_before_the_seed(call, draw):
    told = [(e.tag, e.data.get("commitment"), e.data.get("seed")) for e in events_about(call)]

    assert [line for line in told if "draw" in line[0]] == [
        ("draw:requested", None, None),
        ("draw:published", draw.commitment, None),
        ("draw:proposed", None, draw.seed),
    ]


def test_whoever_comes_to_run_the_call_is_not_drawn_into_its_group(call, pool, convener):
    body = call.engagement.organisation
    give_role(organisation=body, person=pool[0], role="convener", by=convener)
    request_draw(call=call, by=convener)

    run_due_draws()

    drawn = {row.person for row in call.draws.get().people.all()}
    assert drawn == set(pool[1:])


def test_nobody_who_came_to_run_the_call_keeps_a_drawn_place(call, draw, convener):
    seated = panel_of(draw)[0].person
    give_role(
        organisation=call.engagement.organisation, person=seated, role="convener", by=convener
    )

    confirm_draw(draw=draw, by=convener)

    assert Place.objects.filter(call=call, person=seated).count() == 0
    assert Place.objects.filter(call=call, state=PlaceState.VACANT).count() == 1
