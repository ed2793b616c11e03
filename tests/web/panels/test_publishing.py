"""A lottery is worked out, published with its commitment, and only then drawn from."""

import datetime as dt
import json

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from publius.panels.public import DiceOutcome, SeedOutcome, verify
from publius.web.ledger.queries import events_about, run_record
from publius.web.notify.tasks import send_due_messages
from publius.web.panels.actions.decisions import confirm_draw, discard_draw
from publius.web.panels.actions.draws import (
    cancel_draw,
    claim_next_draw,
    delete_test,
    request_draw,
)
from publius.web.panels.actions.interest import join_pool, leave_pool
from publius.web.panels.actions.publishing import ask_to_publish
from publius.web.panels.actions.results import store_result
from publius.web.panels.models import Draw, DrawnPerson, Phase, Place
from publius.web.panels.queries.draws import panel_of
from publius.web.panels.queries.lotteries import drawn, public_document, whole_document
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import run_due_draws
from publius.web.work import WorkState
from tests.factories import PersonFactory

from .conftest import tell

pytestmark = pytest.mark.django_db
FOUR_DICE = {"dice": 4, "sides": 10}


def url(name, *args):
    return reverse(f"panels:{name}", args=args)


@pytest.fixture
def prepared(call, pool, convener):
    """A lottery to look at before it is published."""
    draw = request_draw(call=call, by=convener, at_once=False)
    run_due_draws()
    draw.refresh_from_db()
    return draw


def publish(draw, by, rule="server", facts=None):
    ask_to_publish(draw=draw, rule=rule, facts=facts or {}, by=by)
    run_due_draws()
    draw.refresh_from_db()
    return draw


@pytest.fixture
def published(prepared, convener):
    return publish(prepared, convener)


@pytest.fixture
def with_dice(prepared, convener):
    return publish(prepared, convener, "dice", FOUR_DICE)


# --- prepared -----------------------------------------------------------------------------------


def test_a_prepared_lottery_names_nobody_and_tells_nobody(prepared):
    send_due_messages()

    assert (prepared.phase, prepared.work_state) == (Phase.PREPARED, WorkState.DONE)
    assert (prepared.commitment, prepared.seed, prepared.run) == ("", None, None)
    assert DrawnPerson.objects.count() == 0
    assert mail.outbox == []


def test_a_lottery_whose_pool_has_changed_is_not_published(prepared, convener, seats):
    join_pool(call=prepared.call, person=PersonFactory(), seats=seats)

    with pytest.raises(RefusalError, match="not published"):
        ask_to_publish(draw=prepared, rule="server", facts={}, by=convener)

    prepared.refresh_from_db()
    assert prepared.phase == Phase.PREPARED


def test_a_pool_that_changes_while_it_is_being_published_stops_it(prepared, convener, seats):
    ask_to_publish(draw=prepared, rule="server", facts={}, by=convener)
    join_pool(call=prepared.call, person=PersonFactory(), seats=seats)

    run_due_draws()

    prepared.refresh_from_db()
    assert (prepared.work_state, prepared.commitment) == (WorkState.FAILED, "")
    assert "prepare it again" in prepared.problem


def test_a_lottery_that_was_not_published_can_be_set_aside(prepared, convener):
    discard_draw(draw=prepared, reason="Wrong size.", by=convener)

    assert request_draw(call=prepared.call, by=convener).pk != prepared.pk


def test_a_lottery_that_nobody_drew_from_cannot_be_confirmed(published, convener):
    with pytest.raises(RefusalError):
        confirm_draw(draw=published, by=convener)

    assert Place.objects.count() == 0


# --- published ----------------------------------------------------------------------------------


def test_published_there_is_a_commitment_and_no_number(published):
    assert len(published.commitment) == 64
    assert (published.phase, published.seed, published.outcome) == (Phase.PUBLISHED, None, {})
    assert {row.outcome for row in published.people.all()} == {"waiting"}


def test_everybody_in_it_is_told_their_own_chance_and_code_once(published, pool):
    send_due_messages()

    lines = {row.person.email: row for row in published.people.select_related("person")}
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(p.email for p in pool)
    for letter in mail.outbox:
        told = [line.public_code for line in lines.values() if line.public_code in letter.body]
        assert told == [lines[letter.to[0]].public_code]
        assert published.commitment in letter.body


def test_asked_to_publish_twice_it_is_published_once(prepared, convener):
    for _ in range(2):
        ask_to_publish(draw=prepared, rule="server", facts={}, by=convener)
    run_due_draws()
    ask_to_publish(draw=prepared, rule="dice", facts=FOUR_DICE, by=convener)

    assert run_due_draws() == 0
    prepared.refresh_from_db()
    assert prepared.rule == "server"
    assert [e.tag for e in events_about(prepared.call)].count("draw:published") == 1


def test_the_rule_that_was_published_cannot_be_exchanged(with_dice):
    with pytest.raises(Exception, match="dice"):
        drawn(with_dice, SeedOutcome(7))


def test_what_everybody_reads_holds_no_answer_and_has_the_same_commitment(call, pool, convener):
    for person in pool:
        tell(person, gender="woman")
    draw = request_draw(call=call, by=convener, at_once=False)
    run_due_draws()
    draw.refresh_from_db()
    publish(draw, convener)

    public, whole = public_document(draw), whole_document(draw)

    assert public["commitment"] == whole["commitment"] == draw.commitment
    assert "pool" in whole["sections"]
    assert sorted(set(whole["sections"]) - set(public["sections"])) == ["counts", "pool", "proof"]


# --- drawn --------------------------------------------------------------------------------------


def test_what_the_dice_show_is_the_ticket(with_dice, convener):
    store_result(draw=with_dice, drawn=drawn(with_dice, DiceOutcome(((3, 1, 4, 1),))), by=convener)

    with_dice.refresh_from_db()
    assert with_dice.run.result["certificate"]["ticket"] == 3141
    assert (with_dice.phase, with_dice.drawn_by) == (Phase.DRAWN, convener)


def test_the_first_throw_stands(with_dice, convener):
    first, second = (drawn(with_dice, DiceOutcome((throw,))) for throw in ((0, 0, 0, 1), (9,) * 4))

    assert store_result(draw=with_dice, drawn=first, by=convener)
    assert not store_result(draw=with_dice, drawn=second, by=convener)

    with_dice.refresh_from_db()
    assert with_dice.run.result["certificate"]["ticket"] == 1


def test_the_drawn_panel_is_who_is_on_the_published_ticket(with_dice, convener):
    store_result(draw=with_dice, drawn=drawn(with_dice, DiceOutcome(((3, 1, 4, 1),))), by=convener)
    with_dice.refresh_from_db()

    selected = public_document(with_dice)["result"]["selected"]

    seated = {chair.person.pk for chair in panel_of(with_dice)}
    codes = with_dice.people.filter(person__in=seated).values_list("public_code", flat=True)
    assert sorted(selected) == sorted(codes)


@pytest.mark.parametrize("name", ["published", "with_dice"])
def test_the_whole_file_verifies_before_and_after_the_draw(name, request, convener):
    draw = request.getfixturevalue(name)
    outcome = SeedOutcome(12) if draw.rule == "server" else DiceOutcome(((0, 0, 0, 7),))
    before = verify(whole_document(draw), commitment=draw.commitment)
    store_result(draw=draw, drawn=drawn(draw, outcome), by=convener)
    draw.refresh_from_db()

    after = verify(whole_document(draw), commitment=draw.commitment)

    assert (before.ok, after.ok) == (True, True)
    assert verify(public_document(draw), commitment=draw.commitment).ok


def test_a_draw_in_one_go_is_published_before_its_number_is_made(draw):
    told = [e for e in events_about(draw.call) if e.tag.startswith("draw:")]

    assert draw.published_at < draw.drawn_at
    assert [e.tag for e in told] == ["draw:requested", "draw:published", "draw:proposed"]
    assert verify(whole_document(draw), commitment=draw.commitment).ok


def test_a_worker_that_dies_between_list_and_number_goes_on_with_the_same_list(
    call, pool, convener, monkeypatch
):
    from publius.web.panels.tasks import draws as tasks

    draw = request_draw(call=call, by=convener)
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "_draw_number", lambda draw: None)
        run_due_draws()
    draw.refresh_from_db()
    commitment = draw.commitment
    assert (draw.phase, draw.work_state) == (Phase.PUBLISHED, WorkState.RUNNING)

    Draw.objects.update(claimed_at=timezone.now() - dt.timedelta(hours=1))
    run_due_draws()

    draw.refresh_from_db()
    assert (draw.phase, draw.commitment) == (Phase.DRAWN, commitment)


def test_a_published_lottery_that_is_set_aside_stays_where_everybody_reads_it(
    client, published, convener
):
    discard_draw(draw=published, reason="The hall is closed.", by=convener)

    page = client.get(url("lottery", published.call.slug, published.pk)).content.decode()

    assert "The hall is closed." in page
    assert published.commitment in page


def test_whoever_leaves_after_publication_stays_on_the_list_and_loses_the_chair(
    with_dice, convener
):
    document = whole_document(with_dice)
    seated = drawn(with_dice, DiceOutcome(((0, 0, 0, 1),)))
    code = seated.result.panel[0].person
    leaver = with_dice.people.get(code=code).person
    leave_pool(call=with_dice.call, person=leaver)

    store_result(draw=with_dice, drawn=drawn(with_dice, DiceOutcome(((0, 0, 0, 1),))), by=convener)
    confirm_draw(draw=with_dice, by=convener)

    with_dice.refresh_from_db()
    assert whole_document(with_dice)["sections"]["tickets"] == document["sections"]["tickets"]
    assert Place.objects.filter(call=with_dice.call, person=leaver).count() == 0
    assert Place.objects.filter(call=with_dice.call, person=None).count() == 1


# --- tests --------------------------------------------------------------------------------------


@pytest.fixture
def trial(call, pool, convener):
    draw = request_draw(call=call, by=convener, is_test=True)
    run_due_draws()
    draw.refresh_from_db()
    return draw


def test_a_test_draws_nobody_tells_nobody_and_stands_in_nobodys_way(trial, convener):
    again = request_draw(call=trial.call, by=convener, is_test=True)
    real = request_draw(call=trial.call, by=convener)
    run_due_draws()
    send_due_messages()

    real.refresh_from_db()
    assert len({trial.pk, again.pk, real.pk}) == 3
    assert (trial.phase, trial.seed, real.phase) == (Phase.PREPARED, None, Phase.DRAWN)
    assert DrawnPerson.objects.filter(draw=trial).count() == 0
    assert mail.outbox == []


@pytest.mark.parametrize("decide", [confirm_draw, discard_draw])
def test_nothing_is_decided_on_a_test(trial, convener, decide):
    facts = {"reason": "No."} if decide is discard_draw else {}

    with pytest.raises(RefusalError):
        decide(draw=trial, by=convener, **facts)


def test_a_test_cannot_be_published(trial, convener):
    with pytest.raises(RefusalError, match="cannot be published"):
        ask_to_publish(draw=trial, rule="server", facts={}, by=convener)


def test_the_database_itself_refuses_a_decision_on_a_test(trial):
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=trial.pk).update(decision="confirmed")


def test_a_test_can_be_deleted_and_a_real_draw_cannot(trial, convener):
    delete_test(draw=trial, by=convener)
    real = request_draw(call=trial.call, by=convener)
    delete_test(draw=real, by=convener)

    assert list(Draw.objects.values_list("pk", flat=True)) == [real.pk]
    assert [e.tag for e in events_about(trial.call) if "test" in e.tag] == [
        "draw:tested",
        "draw:test_deleted",
    ]


# --- cancelling ---------------------------------------------------------------------------------


def test_a_draw_that_is_worked_out_can_be_cancelled_and_stores_nothing(call, pool, convener):
    draw = request_draw(call=call, by=convener)
    claim_next_draw()

    cancel_draw(draw=draw, by=convener)
    cancel_draw(draw=draw, by=convener)

    draw.refresh_from_db()
    assert (draw.phase, draw.work_state, run_due_draws()) == (
        Phase.CANCELLED,
        WorkState.FAILED,
        0,
    )
    assert [e.tag for e in events_about(call)].count("draw:cancelled") == 1
    assert request_draw(call=call, by=convener).pk != draw.pk


def test_what_is_published_cannot_be_cancelled(published, convener):
    with pytest.raises(RefusalError):
        cancel_draw(draw=published, by=convener)


def test_a_worker_whose_draw_was_cancelled_stores_nothing(call, pool, convener, monkeypatch):
    from publius.web.panels.tasks import draws as tasks

    draw = request_draw(call=call, by=convener)
    prepare = tasks.library.prepare

    def while_somebody_cancels(*args, **kwargs):
        cancel_draw(draw=draw, by=convener)
        return prepare(*args, **kwargs)

    monkeypatch.setattr(tasks.library, "prepare", while_somebody_cancels)
    run_due_draws()

    draw.refresh_from_db()
    assert (draw.phase, draw.commitment, draw.lottery) == (Phase.CANCELLED, "", None)


def test_the_stored_lottery_names_nobody(published, pool):
    text = run_record(published.lottery)

    assert json.loads(text)["document"]["commitment"] == published.commitment
    assert [p for p in pool if p.public_id.hex in text or p.email in text] == []
