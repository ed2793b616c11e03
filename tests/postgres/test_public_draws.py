"""A lottery is published once, drawn once and answered for once, whoever hurries."""

import uuid

import pytest
from django.db import transaction
from django.utils import timezone

from publius.panels.public import DiceOutcome
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.panels.actions.contests import answer_contest, raise_contest
from publius.web.panels.actions.decisions import discard_draw
from publius.web.panels.actions.draws import cancel_draw, claim_next_draw, request_draw
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.publishing import ask_to_publish
from publius.web.panels.actions.results import claim_next_beacon, store_result
from publius.web.panels.models import Contest, Decision, Draw, Phase
from publius.web.panels.queries.lotteries import drawn
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import run_due_draws
from tests.factories import PersonFactory, RoleFactory
from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8
DICE = {"dice": 4, "sides": 10}


@pytest.fixture
def prepared(call, convener):
    for _ in range(9):
        join_pool(call=call, person=PersonFactory(), seats=call.seats.all())
    draw = request_draw(call=call, by=convener, at_once=False)
    run_due_draws()
    return Draw.objects.get(pk=draw.pk)


@pytest.fixture
def published(prepared, convener):
    ask_to_publish(draw=prepared, rule="dice", facts=DICE, by=convener)
    run_due_draws()
    return Draw.objects.select_related("call", "lottery").get(pk=prepared.pk)


def fresh(draw):
    return Draw.objects.select_related("call", "lottery").get(pk=draw.pk)


def throws(draw):
    """As many different throws as there are people at the table."""
    return [drawn(draw, DiceOutcome(((0, 0, 1, number),))) for number in range(MANY)]


def times(tag: Tag) -> int:
    return Event.objects.filter(tag=tag).count()


def test_a_call_has_one_draw_however_many_ask_for_one(call, convener):
    results = all_at_once([lambda: request_draw(call=call, by=convener).pk] * MANY)

    assert raised(results) == []
    assert (len(set(results)), times(Tag.DRAW_REQUESTED)) == (1, 1)


def test_tests_never_stand_in_each_others_way(call, convener):
    results = all_at_once([lambda: request_draw(call=call, by=convener, is_test=True).pk] * MANY)

    assert raised(results) == []
    assert len(set(results)) == MANY


def test_asked_to_publish_by_many_it_is_published_once_under_one_rule(prepared, convener):
    def ask(rule, facts):
        return lambda: ask_to_publish(draw=fresh(prepared), rule=rule, facts=facts, by=convener)

    results = all_at_once([ask("dice", DICE), ask("server", {})] * (MANY // 2))
    workers = all_at_once([run_due_draws] * 4)

    assert raised(results) + raised(workers) == []
    assert (sum(workers), times(Tag.DRAW_PUBLISHED)) == (1, 1)
    assert fresh(prepared).people.count() == 9


def test_one_throw_counts_however_many_are_typed_at_once(published, convener):
    outcomes = throws(published)

    results = all_at_once(
        [
            lambda o=outcome: store_result(draw=fresh(published), drawn=o, by=convener)
            for outcome in outcomes
        ]
    )

    assert raised(results) == []
    assert (results.count(True), times(Tag.DRAW_PROPOSED)) == (1, 1)
    kept = fresh(published)
    assert kept.run.result["certificate"]["ticket"] == 10 + kept.outcome["throws"][0][-1]
    assert kept.people.filter(outcome="panel").count() == 6


def test_without_the_condition_the_same_burst_draws_more_than_once(published, convener):
    """The control: whoever looks and then writes keeps several throws."""

    def look_then_write(outcome) -> bool:
        with transaction.atomic():
            if Draw.objects.get(pk=published.pk).phase != Phase.PUBLISHED:
                return False
            Draw.objects.filter(pk=published.pk).update(
                phase=Phase.DRAWN, outcome=outcome.outcome, drawn_at=timezone.now()
            )
            return True

    kept = 0
    for _ in range(10):
        Draw.objects.filter(pk=published.pk).update(phase=Phase.PUBLISHED)
        doers = [lambda o=outcome: look_then_write(o) for outcome in throws(published)]
        kept = max(kept, all_at_once(doers).count(True))

    assert kept > 1


def test_a_lottery_is_either_drawn_or_set_aside(published, convener):
    outcome = throws(published)[0]

    results = all_at_once(
        [lambda: store_result(draw=fresh(published), drawn=outcome, by=convener)] * 4
        + [lambda: discard_draw(draw=fresh(published), reason="No hall.", by=convener)] * 4
    )

    assert set(raised(results)) <= {RefusalError.__name__}
    kept = fresh(published)
    if kept.phase == Phase.PUBLISHED:
        assert (kept.decision, kept.run) == (Decision.DISCARDED, None)
    else:
        assert (kept.phase, kept.run is not None) == (Phase.DRAWN, True)


def test_what_is_cancelled_while_it_is_worked_out_is_not_drawn(call, convener):
    for _ in range(9):
        join_pool(call=call, person=PersonFactory(), seats=call.seats.all())
    draw = request_draw(call=call, by=convener)

    results = all_at_once([run_due_draws, lambda: cancel_draw(draw=fresh(draw), by=convener)] * 2)

    kept = fresh(draw)
    assert set(raised(results)) <= {RefusalError.__name__}
    assert kept.phase in (Phase.CANCELLED, Phase.DRAWN)
    assert (kept.run is None) == (kept.phase == Phase.CANCELLED)
    assert (kept.commitment == "") == (kept.phase == Phase.CANCELLED)
    assert claim_next_draw() is None


def test_one_worker_asks_the_beacon(published):
    Draw.objects.update(rule="beacon", due_at=timezone.now())

    results = all_at_once([lambda: claim_next_beacon() is not None] * MANY)

    assert raised(results) == []
    assert results.count(True) == 1


def test_a_contest_is_raised_once_and_answered_once(published, call):
    person, key = published.people.first().person, uuid.uuid4()
    facts = {"call": call, "by": person, "subject": "draw", "words": "Why?", "key": key}
    colleague = RoleFactory(organisation=call.engagement.organisation).person

    raising = all_at_once([lambda: raise_contest(**facts)] * MANY)
    contest = Contest.objects.get()
    answering = all_at_once(
        [
            lambda o=outcome: answer_contest(
                contest=Contest.objects.get(pk=contest.pk), outcome=o, answer="So.", by=colleague
            )
            for outcome in ("upheld", "not_upheld") * 4
        ]
    )

    assert raised(raising) + raised(answering) == []
    assert (times(Tag.CONTEST_RAISED), times(Tag.CONTEST_ANSWERED)) == (1, 1)
    assert answering.count(True) == 1
