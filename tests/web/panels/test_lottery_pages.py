"""The pages of a draw: for those who run it, for each person in it, for everybody."""

import json
import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from publius.panels import check_replay
from publius.panels.public import read_lottery, verify
from publius.web.calls.actions import close_call
from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.publishing import ask_to_publish
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.models import Draw, DrawnPerson, Phase
from publius.web.panels.queries.chances import estimate_chance, reason_words
from publius.web.panels.tasks import run_due_draws
from publius.web.work import WorkState
from tests.factories import PersonFactory

from .conftest import tell

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"panels:{name}", args=args)


@pytest.fixture(autouse=True)
def no_estimate_of_an_earlier_test():
    cache.clear()


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def desk(client, convener):
    client.force_login(convener)
    return client


def asked(desk, call, **data):
    desk.post(url("draw_new", call.slug), data)
    run_due_draws()
    return Draw.objects.filter(call=call).latest("pk")


@pytest.fixture
def published(call, pool, convener):
    draw = request_draw(call=call, by=convener, at_once=False)
    run_due_draws()
    ask_to_publish(draw=draw, rule="dice", facts={"dice": 4, "sides": 10}, by=convener)
    run_due_draws()
    return Draw.objects.get(pk=draw.pk)


# --- those who run it ---------------------------------------------------------------------------


def test_draw_now_is_one_click(desk, call, pool):
    draw = asked(desk, call)

    assert (draw.phase, draw.work_state) == (Phase.DRAWN, WorkState.DONE)
    assert "The drawn panel" in text_of(desk.get(url("draw", call.slug, draw.pk)))


def test_from_the_lottery_to_the_dice_to_the_panel(desk, call, pool):
    draw = asked(desk, call, how="publish")
    page = desk.get(url("draw", call.slug, draw.pk))
    assert "The lottery is ready" in text_of(page)

    desk.post(url("draw_publish", call.slug, draw.pk), {"rule": "dice"})
    waiting = desk.get(url("draw", call.slug, draw.pk))
    assert "Publishing the lottery" in text_of(waiting)
    run_due_draws()
    assert "4 ten-sided dice" in text_of(desk.get(url("draw", call.slug, draw.pk)))

    desk.post(url("draw_dice", call.slug, draw.pk), {"throws": "3 1 4 1", "seen": "on"})
    page = text_of(desk.get(url("draw", call.slug, draw.pk)))
    assert "The drawn panel" in page
    assert "It picked ticket 3,141." in page


def test_the_button_draws_a_number_once(desk, call, pool):
    draw = asked(desk, call, how="publish")
    desk.post(url("draw_publish", call.slug, draw.pk), {"rule": "server"})
    run_due_draws()

    desk.post(url("draw_number", call.slug, draw.pk))
    first = Draw.objects.get(pk=draw.pk).seed
    desk.post(url("draw_number", call.slug, draw.pk))

    assert first is not None
    assert Draw.objects.get(pk=draw.pk).seed == first


@pytest.mark.parametrize(
    ("throw", "sentence"),
    [
        ("", "Type what the dice show"),
        ("3 1 4", "3"),
        ("3 1 4 x", "is not a throw"),
        ("3 1 4 12", "12"),
        ("3 1 4 1\n2 7 1 8", "1"),
    ],
)
def test_a_throw_that_cannot_be_is_named_and_kept(desk, published, throw, sentence):
    answer = desk.post(
        url("draw_dice", published.call.slug, published.pk), {"throws": throw, "seen": "on"}
    )

    form = answer.context["form"]
    assert list(form.errors) == ["throws"]
    assert sentence in form.errors["throws"][0]
    assert form["throws"].value() == throw
    assert Draw.objects.get(pk=published.pk).phase == Phase.PUBLISHED


def test_a_test_is_marked_on_every_page_and_has_nothing_to_decide(desk, call, pool):
    draw = asked(desk, call, how="test")

    page = text_of(desk.get(url("draw", call.slug, draw.pk)))
    listed = text_of(desk.get(url("draw_new", call.slug)))

    assert "Test – nobody is chosen" in page
    assert "Tests – nobody is chosen" in listed
    assert "Draw now" in listed
    assert [name for name in ("confirm", "publish", "edit") if f"/{name}/" in page] == []
    assert desk.get(url("draw_publish", call.slug, draw.pk)).status_code == 404


def test_a_test_names_nobody_of_the_pool(desk, call, pool):
    draw = asked(desk, call, how="test")

    page = text_of(desk.get(url("draw", call.slug, draw.pk)))

    assert [person.label for person in pool if person.label in page] == []


def test_a_test_is_old_only_once_something_changed(desk, call, pool):
    """Made-up answers are no reason to say that the pool is not what it was."""
    for number, person in enumerate(pool):
        tell(person, gender="man" if number % 2 else "woman")
    set_targets(call=call, by=call.drafted_by, ranges={("gender", "man"): Range(0, 5)})
    draw = asked(desk, call, how="test")
    here = url("draw", call.slug, draw.pk)

    before = text_of(desk.get(here))
    join_pool(call=call, person=PersonFactory(), seats=call.seats.all())
    after = text_of(desk.get(here))

    assert ["The pool is not what it was" in page for page in (before, after)] == [False, True]


def test_everybody_finds_a_published_lottery_from_its_call(client, published):
    call = published.call
    close_call(call=call, by=None)

    page = text_of(client.get(reverse("calls:call", args=[call.slug])))

    assert f'href="{url("lottery", call.slug, published.pk)}"' in page


def test_waiting_can_be_cancelled_and_says_what_was_kept(desk, call, pool):
    desk.post(url("draw_new", call.slug))
    draw = Draw.objects.get()
    assert "Cancel" in text_of(desk.get(url("draw", call.slug, draw.pk)))

    desk.post(url("draw_cancel", call.slug, draw.pk))

    page = text_of(desk.get(url("draw", call.slug, draw.pk)))
    assert "cancelled it while it was being worked out" in page
    assert "The pool and the targets are as they were." in page


def test_a_draw_that_takes_too_long_says_what_to_do(desk, call, pool, monkeypatch):
    from publius.web.panels.tasks import draws as tasks

    monkeypatch.setattr(tasks, "TIME_LIMIT", -1.0)
    draw = asked(desk, call)

    page = text_of(desk.get(url("draw", call.slug, draw.pk)))

    assert draw.work_state == WorkState.FAILED
    assert "was stopped. Nothing was drawn. Fewer targets, or wider ranges" in page


def test_where_targets_ask_for_answers_no_chance_stands_beside_a_person(desk, call, pool):
    for number, person in enumerate(pool):
        tell(person, gender="woman" if number else "man")
    set_targets(call=call, by=call.drafted_by, ranges={("gender", "man"): Range(1, 1)})
    draw = asked(desk, call)
    man = DrawnPerson.objects.get(draw=draw, person=pool[0])
    assert man.chance == 1.0

    page = desk.get(url("draw", call.slug, draw.pk))

    headers = page.context["panel_headers"]
    assert [str(header) for header in headers] == ["Person", "Seat", "How"]
    assert {row[2] for row in page.context["panel_rows"]} == {"by lot"}


# --- each person in it --------------------------------------------------------------------------


def test_before_any_lottery_people_read_what_their_chance_would_be_today(client, call, pool):
    client.force_login(pool[0])

    page = text_of(client.get(url("my_chance", call.slug)))

    assert re.search(r"If the draw were today, your chance would be \d in \d", page)
    assert "Traffic engineer" in page


def test_an_estimate_does_not_follow_what_somebody_changes_on_the_same_day(call, pool):
    for person in pool[1:]:
        tell(person, gender="woman")
    before = estimate_chance(pool[0], call)
    tell(pool[0], gender="man")
    set_targets(call=call, by=call.drafted_by, ranges={("gender", "man"): Range(1, 1)})

    assert estimate_chance(pool[0], call) == before
    cache.clear()
    assert estimate_chance(pool[0], call).chance == 1.0


def test_a_pool_of_few_is_told_no_estimate(call, seats):
    people = [PersonFactory() for _ in range(7)]
    for person in people:
        join_pool(call=call, person=person, seats=seats)

    assert estimate_chance(people[0], call) is None


def test_the_reasons_are_those_of_the_day_of_the_draw(client, call, pool, confirmed, seats):
    line = DrawnPerson.objects.get(person=pool[0], draw=confirmed)
    before = [reason_words(reason) for reason in line.reasons]
    client.force_login(pool[0])
    call.state = "open"
    call.save()
    for _ in range(3):
        join_pool(call=call, person=PersonFactory(), seats=seats)

    page = text_of(client.get(url("my_chance", call.slug)))

    assert before
    assert [sentence for sentence in before if sentence not in page] == []


def test_in_the_published_list_people_find_themselves_and_nobody_else_does(client, published, pool):
    line = published.people.get(person=pool[0])
    address = url("lottery", published.call.slug, published.pk)
    own = "In this list you are"

    stranger = text_of(client.get(address))
    client.force_login(pool[0])
    mine = text_of(client.get(address))

    assert own not in stranger
    assert line.public_code not in stranger
    assert f'{own} <strong class="publius-code">{line.public_code}</strong>' in mine


# --- everybody ----------------------------------------------------------------------------------


def test_the_file_for_everybody_verifies_and_names_nobody(client, published, pool):
    answer = client.get(url("lottery_file", published.call.slug, published.pk))

    found = verify(answer.content, commitment=published.commitment)

    assert found.ok
    assert [p for p in pool if p.public_id.hex in text_of(answer)] == []
    assert "pool" not in read_lottery(answer.content)["sections"]


def test_anybody_reads_the_page_of_a_lottery_and_how_to_check_it(client, published):
    page = text_of(client.get(url("lottery", published.call.slug, published.pk)))
    check = text_of(client.get(url("lottery_check", published.call.slug, published.pk)))

    assert published.commitment in page
    assert f"publius panel verify lottery.json --commitment {published.commitment}" in check
    assert "Failed" not in check


@pytest.mark.parametrize("kind", ["prepared", "test"])
def test_what_is_not_published_is_nobodys_to_read(client, call, pool, convener, kind):
    draw = request_draw(call=call, by=convener, at_once=False, is_test=kind == "test")
    run_due_draws()

    for name in ("lottery", "lottery_file", "lottery_check"):
        assert client.get(url(name, call.slug, draw.pk)).status_code == 404


def test_the_whole_file_is_for_hosts_alone(client, published, convener):
    address = url("draw_document", published.call.slug, published.pk)
    client.force_login(convener)
    assert client.get(address).status_code == 404

    client.force_login(PersonFactory(is_host=True))
    found = verify(client.get(address).content, commitment=published.commitment)

    assert found.ok
    assert [c.code for c in found.checks if c.verdict == "not checked"] == []


def test_the_record_of_a_draw_by_dice_replays(client, published, convener):
    client.force_login(convener)
    client.post(
        url("draw_dice", published.call.slug, published.pk), {"throws": "0007", "seen": "on"}
    )
    client.force_login(PersonFactory(is_host=True))

    record = json.loads(client.get(url("draw_record", published.call.slug, published.pk)).content)

    assert record["parameters"]["ticket"] == 7
    check_replay(record)


def test_the_page_of_the_group_leads_to_the_published_lottery(client, call, draw, convener):
    confirm_draw(draw=draw, by=convener)

    page = text_of(client.get(url("panel", call.slug)))

    assert url("lottery", call.slug, draw.pk) in page
