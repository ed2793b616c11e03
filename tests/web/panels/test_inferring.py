"""Whoever runs a call cannot work out what one person answered, whatever they try.

Each test changes one person's answer and nothing else, and compares what the convener can see.
"""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from publius.panels import check
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.interest import join_pool, leave_pool
from publius.web.panels.actions.tallies import count_answers
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.models import Draw, Target
from publius.web.panels.queries.advice import check_feasibility, shut_out
from publius.web.panels.queries.breaches import new_breaches
from publius.web.panels.queries.comparison import comparison_of
from publius.web.panels.queries.draws import Chair, can_step_in, panel_of
from publius.web.panels.queries.inputs import draw_input
from publius.web.panels.queries.outcomes import outcome_of
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import run_due_draws
from publius.web.people.models import Demographics
from tests.factories import PersonFactory

from .conftest import tell
from .sharing import main_of

pytestmark = pytest.mark.django_db

WOMEN = ("gender", "woman")


@pytest.fixture
def answered(call, pool):
    """Ten women and ten men, of whom the pool's first is a woman."""
    everybody = [*pool, *(PersonFactory() for _ in range(11))]
    for number, person in enumerate(everybody):
        tell(person, gender="woman" if number % 2 == 0 else "man")
        if person not in pool:
            join_pool(call=call, person=person, seats=call.seats.all())
    count_answers(call=call)
    return everybody


@pytest.fixture
def desk(client, convener):
    client.force_login(convener)
    return client


def now_answers(person, gender: str) -> None:
    Demographics.objects.filter(person=person).update(answers={"gender": gender})


def asked(call, *ranges: tuple[str, int, int]) -> list[Target]:
    return [
        Target(call=call, feature="gender", value=value, minimum=least, maximum=most)
        for value, least, most in ranges
    ]


def every_range(call):
    return [
        asked(call, ("woman", least, most))
        for least in range(call.size + 1)
        for most in range(least, call.size + 1)
    ]


def without_token(page: str) -> str:
    return re.sub(r'value="\w{64}"', "", page)


def only_offerer(call, person) -> None:
    """The attack: a seat that only this person can fill, so that they are in every group."""
    call.seats.first().seat_offers.exclude(entry__person=person).delete()


# --- trying targets -----------------------------------------------------------------------------


def test_no_targets_that_can_be_tried_tell_what_somebody_in_every_group_answered(call, answered):
    victim = answered[0]
    only_offerer(call, victim)
    call.seats.filter(pk=call.seats.first().pk).update(minimum=1, maximum=1)

    before = [check_feasibility(call, targets) for targets in every_range(call)]
    now_answers(victim, "man")
    after = [check_feasibility(call, targets) for targets in every_range(call)]

    assert after == before


def test_a_check_of_real_answers_would_tell(call, answered):
    """What the test before this one is there for."""
    victim = answered[0]
    only_offerer(call, victim)
    call.seats.filter(pk=call.seats.first().pk).update(minimum=1, maximum=1)
    targets = asked(call, ("woman", 0, 0))

    told = []
    for gender in ("woman", "man"):
        now_answers(victim, gender)
        plain = draw_input(call, salt="real", targets=targets)
        told.append(bool(check(plain.pool, plain.targets, size=call.size)))

    assert told == [False, True]


def test_chances_in_a_test_draw_are_the_same_whatever_one_person_answered(call, answered, convener):
    set_targets(call=call, by=convener, ranges={WOMEN: Range(1, 2)})

    told = []
    for gender in ("woman", "man"):
        now_answers(answered[0], gender)
        draw = request_draw(call=call, by=convener, is_test=True)
        run_due_draws()
        draw.refresh_from_db()
        told.append(draw.lottery.result["certificate"]["smallest"])

    assert told[0] == told[1]


def test_checking_without_saving_shows_the_same_page_whatever_one_person_answered(
    desk, call, answered
):
    address = reverse("panels:targets", args=[call.slug])
    typed = {"gender__woman_least": "5", "gender__woman_most": "5", "check": "1"}

    before = without_token(main_of(desk.post(address, typed)))
    now_answers(answered[0], "man")

    assert "It can be done" in before
    assert without_token(main_of(desk.post(address, typed))) == before


def test_joining_or_leaving_does_not_move_the_figures_of_a_pool(call, answered):
    """A count that moved when one person came would be their answer."""
    set_targets(call=call, by=answered[0], ranges={WOMEN: Range(1, 5)})
    before = comparison_of(call).chart.features[1]
    for number in range(7):
        person = PersonFactory()
        tell(person, gender="woman")
        join_pool(call=call, person=person, seats=call.seats.all())
        count_answers(call=call)
        assert comparison_of(call).chart.features[1] == before, number

    leave_pool(call=call, person=answered[0])
    last = PersonFactory()
    tell(last, gender="woman")
    join_pool(call=call, person=last, seats=call.seats.all())
    count_answers(call=call)

    assert comparison_of(call).chart.features[1] != before


@pytest.mark.parametrize("women", range(8))
def test_a_small_pool_tells_nothing_at_all(call, pool, women):
    for person in pool[:women]:
        tell(person, gender="woman")
    count_answers(call=call)
    Target.objects.create(call=call, feature="gender", value="woman", minimum=1, maximum=5)

    gender = comparison_of(call).chart.features[1]

    assert [(v.pool, v.pool_words) for v in gender.values] == [(None, "not counted yet")] * 3
    with pytest.raises(RefusalError, match="fewer than 8"):
        request_draw(call=call, by=pool[0])


@pytest.mark.parametrize("wanted", [Range(0, 0), Range(6, 6)])
def test_a_group_of_only_one_kind_cannot_be_asked_for(call, pool, convener, wanted):
    with pytest.raises(RefusalError, match="tells of each of them"):
        set_targets(call=call, by=convener, ranges={WOMEN: wanted})

    assert not Target.objects.exists()


# --- drawing ------------------------------------------------------------------------------------


def test_a_draw_that_fails_names_the_question_and_no_answer(call, answered, convener):
    for person in answered:
        now_answers(person, "woman")
    set_targets(call=call, by=convener, ranges={("gender", "man"): Range(1, 5)})
    request_draw(call=call, by=convener)
    run_due_draws()

    said = " ".join(Draw.objects.get().advice)

    assert said.startswith("The targets about gender cannot be met together")
    assert [word for word in ("Woman", "Man", "woman") if word in said] == []


def test_figures_of_a_drawn_group_do_not_follow_its_members_answers(call, answered, convener):
    set_targets(call=call, by=convener, ranges={WOMEN: Range(2, 4)})
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()

    before = comparison_of(call, draw=draw)
    for chair in panel_of(draw):
        now_answers(chair.person, "man")

    assert before.chart.features[1].values[0].panel_words == "within the target"
    assert comparison_of(call, draw=draw) == before


def test_nobody_is_named_as_shut_out_by_what_they_answered(call, answered, convener):
    """Nobody but the two who offer the seat can fill it, and both are women."""
    set_targets(call=call, by=convener, ranges={WOMEN: Range(0, 1)})
    seat = call.seats.first()
    seat.seat_offers.exclude(entry__person__in=answered[:1]).delete()

    before = [row.person for row in shut_out(call)]
    for person in answered:
        now_answers(person, "non_binary")

    assert [row.person for row in shut_out(call)] == before


# --- changing a group by hand -------------------------------------------------------------------


def test_trying_swaps_says_the_same_whoever_is_put_in_for_whom(call, answered, convener):
    set_targets(call=call, by=convener, ranges={WOMEN: Range(3, 3), ("gender", "man"): Range(3, 3)})
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()
    panel = panel_of(draw)

    said = set()
    for leaving in panel:
        for coming in can_step_in(draw, panel):
            after = [c for c in panel if c is not leaving] + [Chair(coming, None)]
            said.add(tuple(s for s in new_breaches(call, panel, after) if "gender" in s))

    assert len(said) == 1
    assert next(iter(said))[0].startswith(
        "Whether the targets for gender are still met is not told"
    )


def test_a_swap_that_may_break_targets_about_answers_always_asks_again(
    desk, call, answered, convener
):
    set_targets(call=call, by=convener, ranges={WOMEN: Range(1, 5)})
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()
    panel = panel_of(draw)
    address = reverse("panels:draw_edit", args=[call.slug, draw.pk])

    for coming in can_step_in(draw, panel)[:4]:
        typed = {
            "taken_out": str(panel[0].person.public_id), "put_in": str(coming.public_id),
            "reason": "She asked to swap.", "posted_key": str(uuid4()),
        }  # fmt: skip
        assert "is not told after a change by hand" in main_of(desk.post(address, typed))
    assert draw.overrides.count() == 0


# --- groups by fit ------------------------------------------------------------------------------


def test_of_a_group_by_fit_only_met_or_not_is_told(sharing, group):
    call = sharing.lanes
    for person in sharing.people:
        tell(person, gender="woman")
    Target.objects.create(call=call, feature="gender", value="woman", minimum=1, maximum=1)

    gender = comparison_of(call, draw=group).chart.features[1]

    assert [(v.panel, v.panel_words) for v in gender.values] == [
        (None, "not all within"), (None, "not asked for"), (None, "not asked for"),
    ]  # fmt: skip
    assert [v.reserves_words for v in gender.values] == [""] * 3
    assert outcome_of(group).missed_words == [
        "The targets for gender are not all met by the group as it was proposed."
    ]


def test_the_reason_of_a_failed_draw_without_answers_is_told_in_full(call, answered):
    """Only answers are kept back: seats and areas are known to those who run the call."""
    found = check_feasibility(call, [
        Target(call=call, feature="sat_before", value="yes", minimum=2, maximum=6),
    ])  # fmt: skip

    assert not found
    assert found.is_certain
    assert "Sat on a panel in the last two years: Yes" in " ".join(found.sentences)
