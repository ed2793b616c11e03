"""A convener may aim at other chances than the fairest, and sees what fit costs."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.panels import check_replay
from publius.panels.public import verify
from publius.web.calls.models import Match
from publius.web.ledger.queries import run_record
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.publishing import ask_to_publish
from publius.web.panels.models import Draw, Phase
from publius.web.panels.queries.lotteries import public_document, whole_document
from publius.web.panels.queries.proof import proof_of
from publius.web.panels.queries.relevance import prices_of
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import run_due_draws

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"panels:{name}", args=args)


@pytest.fixture
def fits(call, pool, seats):
    """The earlier somebody joined, the better they fit."""
    now = timezone.now()
    for number, person in enumerate(pool):
        for seat in seats:
            Match.objects.create(
                seat=seat, person=person, score=0.9 - number / 10, band="strong", computed_at=now
            )


def drawn(call, by, **facts):
    draw = request_draw(call=call, by=by, **facts)
    run_due_draws()
    draw.refresh_from_db()
    return draw


@pytest.mark.parametrize("objective", ["leximin", "goldilocks", "nash"])
def test_each_aim_gives_a_draw_that_verifies_and_replays(call, pool, convener, objective):
    draw = drawn(call, convener, objective=objective)

    assert draw.phase == Phase.DRAWN
    assert verify(whole_document(draw), commitment=draw.commitment).ok
    record = json.loads(run_record(draw.run))
    assert record["parameters"]["method"] == objective
    check_replay(record)


def test_with_relevance_nobody_falls_below_the_floor(call, pool, fits, convener):
    fair = drawn(call, convener, is_test=True)
    draw = drawn(call, convener, objective="relevance", alpha=0.5)

    fairest = fair.lottery.result["certificate"]["smallest"]
    chances = {row.person: row.chance for row in draw.people.all()}
    assert min(chances.values()) >= 0.5 * fairest - 1e-3
    assert chances[pool[0]] > chances[pool[8]]


def test_a_draw_with_relevance_replays_and_tells_nobodys_fit(call, pool, fits, convener):
    draw = drawn(call, convener, objective="relevance", alpha=0.5)

    record = json.loads(run_record(draw.run))

    check_replay(record)
    assert record["parameters"]["objective"]["fit"]
    assert "fit" not in proof_of(draw.run)["parameters"]["objective"]
    assert "fit" not in json.dumps(public_document(draw)["sections"]["about"])


def test_a_lottery_is_not_published_once_somebody_fits_differently(call, pool, fits, convener):
    draw = drawn(call, convener, objective="relevance", alpha=0.5, at_once=False)
    Match.objects.filter(person=pool[8]).update(score=0.95)

    with pytest.raises(RefusalError, match="not published"):
        ask_to_publish(draw=draw, rule="server", facts={}, by=convener)


def test_the_price_of_every_floor_is_shown_before_anything_is_drawn(call, pool, fits):
    prices = prices_of(call)

    assert [price.alpha for price in prices] == [1.0, 0.9, 0.75, 0.5]
    assert [p.fit for p in prices] == sorted(p.fit for p in prices)
    assert [p.smallest for p in prices] == sorted((p.smallest for p in prices), reverse=True)


def test_from_the_dial_to_the_draw(client, call, pool, fits, convener):
    client.force_login(convener)
    page = client.get(url("draw_dial", call.slug)).content.decode()
    assert "What relevance costs" in page

    client.post(url("draw_dial", call.slug), {"alpha": "0.75"})
    run_due_draws()

    draw = Draw.objects.get()
    assert (draw.objective, draw.alpha, draw.phase) == ("relevance", 0.75, Phase.DRAWN)


def test_without_a_floor_chosen_nothing_is_drawn(client, call, pool, fits, convener):
    client.force_login(convener)

    answer = client.post(url("draw_dial", call.slug), {"alpha": "0"})

    assert list(answer.context["form"].errors) == ["alpha"]
    assert Draw.objects.count() == 0


def test_where_nobody_was_matched_there_is_no_dial(client, call, pool, convener):
    client.force_login(convener)

    assert client.get(url("draw_dial", call.slug)).status_code == 404
    assert (
        url("draw_dial", call.slug) not in client.get(url("draw_new", call.slug)).content.decode()
    )
