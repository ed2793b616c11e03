"""A lottery is published, dice are thrown in public, and whoever doubts it is answered."""

import pytest

from publius.web.panels.models import Draw
from publius.web.panels.tasks import run_due_draws
from tests.factories import RoleFactory

from .browser import DESKTOP, PHONE, Visitor
from .citizen import Citizen
from .convener import Convener
from .scenes import a_group_is_formed, a_pool_for

pytestmark = pytest.mark.django_db(transaction=True)
SHAPES = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])


@pytest.fixture
def pool(call):
    return a_pool_for(call)


@pytest.fixture
def desk(call):
    return f"/desk/calls/{call.slug}/draws/"


@SHAPES
def test_from_the_lottery_to_the_dice(arrives, call, convener, pool, desk, viewport):
    visitor = arrives(Convener, person=convener, viewport=viewport)

    when_a_lottery_is_prepared_and_looked_at(visitor, desk)
    when_it_is_published_after_a_mistake(visitor)
    draw = Draw.objects.get()
    here = f"{desk}{draw.pk}/"
    when_the_dice_are_typed_after_a_mistake(visitor, here)
    then_the_result_its_page_and_its_report_are_there(visitor, call, draw, here)
    for path in (here, f"{here}report/", f"/calls/{call.slug}/lottery/{draw.pk}/"):
        visitor.looks_for_the_edge_of(path)


def when_a_lottery_is_prepared_and_looked_at(visitor, desk):
    visitor.goes_to(desk)
    visitor.opens_in_full()
    visitor.ticks("Prepare it, publish it, and draw in public later")
    visitor.clicks("Go on")
    visitor.reads_the_heading("Preparing the lottery")
    run_due_draws()
    visitor.goes_to(visitor.page.url.removeprefix(visitor.base))
    visitor.reads_the_heading("The lottery is ready")
    visitor.opens_in_full()


def when_it_is_published_after_a_mistake(visitor):
    visitor.clicks("Go on to publish")
    visitor.ticks("A public random beacon")
    visitor.clicks("Publish")
    visitor.is_told_what_is_wrong(
        "Say on which day the number is drawn.", "Say at what time, for example 14:00."
    )
    visitor.ticks("Dice thrown in public")
    visitor.clicks("Publish")
    visitor.reads_the_heading("Publishing the lottery")
    run_due_draws()


def when_the_dice_are_typed_after_a_mistake(visitor, here):
    visitor.goes_to(here)
    visitor.reads_the_heading("The lottery is published")
    visitor.opens_in_full()
    visitor.clicks("Type what the dice show")
    visitor.types("What do the dice show?", "3 1 four 1")
    visitor.clicks("Draw with these numbers")
    visitor.is_told_what_is_wrong(
        "“3 1 four 1” is not a throw. Type the numbers only, for example 3 1 4 1.",
        "Tick the box: your name stands beside these numbers.",
    )
    visitor.still_reads_what_was_typed("What do the dice show?", "3 1 four 1")
    visitor.types("What do the dice show?", "3 1 4 1")
    visitor.ticks("The dice were thrown in front of people")
    visitor.clicks("Draw with these numbers")


def then_the_result_its_page_and_its_report_are_there(visitor, call, draw, here):
    visitor.reads_the_heading("The drawn panel")
    visitor.sees("It picked ticket 3,141.")
    visitor.opens_in_full()
    visitor.follows("The report of this draw, to read, print or open in a spreadsheet")
    visitor.sees(Draw.objects.get(pk=draw.pk).commitment)
    visitor.goes_to(f"/calls/{call.slug}/lottery/{draw.pk}/")
    visitor.opens_in_full()
    visitor.clicks("How to check it")
    visitor.does_not_see("Failed")


@SHAPES
def test_a_test_is_made_and_deleted(arrives, call, convener, pool, desk, viewport):
    visitor = arrives(Convener, person=convener, viewport=viewport)
    visitor.goes_to(desk)
    visitor.opens_in_full()
    visitor.ticks("Only a test")
    visitor.clicks("Go on")
    visitor.reads_the_heading("Test – nobody is chosen")
    run_due_draws()
    visitor.goes_to(visitor.page.url.removeprefix(visitor.base))
    visitor.reads_the_heading("A test of the draw")
    visitor.sees("Test – nobody is chosen")
    visitor.clicks("Delete the test")
    visitor.sees("The test is deleted.")


def test_a_draw_that_waits_is_cancelled(arrives, call, convener, pool, desk):
    visitor = arrives(Convener, person=convener, javascript=False)
    visitor.goes_to(desk)
    visitor.clicks("Draw now")
    visitor.clicks("Cancel")
    visitor.sees("It is cancelled. Nothing was drawn, and nobody was told.")


@SHAPES
def test_ones_own_chance_before_and_after_and_a_contest(arrives, call, convener, pool, viewport):
    citizen = arrives(Citizen, person=pool[0], viewport=viewport)
    citizen.goes_to(f"/calls/{call.slug}/my-chance/")
    citizen.sees("If the draw were today, your chance would be")
    a_group_is_formed(call, by=convener)

    when_they_read_their_chance_and_contest_the_draw(citizen, call)
    when_somebody_else_of_the_body_answers(arrives, call)
    citizen.goes_to(citizen.page.url.removeprefix(citizen.base))
    citizen.sees("The dice were thrown in the open.")
    everybody = arrives(Visitor, viewport=viewport)
    everybody.goes_to(f"/calls/{call.slug}/panel/")
    everybody.sees("Not upheld: fewer than 8")
    everybody.looks_for_the_edge_of(f"/calls/{call.slug}/panel/")


def when_they_read_their_chance_and_contest_the_draw(citizen, call):
    citizen.goes_to(f"/calls/{call.slug}/my-chance/")
    citizen.opens_in_full()
    citizen.sees("Why it was what it was")
    citizen.follows("Contest it: somebody who did not decide it answers")
    citizen.clicks("Send")
    citizen.is_told_what_is_wrong(
        "What do you think was wrong? Choose one.", "Say in your own words what was wrong."
    )
    citizen.ticks("How the draw was made")
    citizen.types("What happened, and what should be put right?", "Nobody saw it.")
    citizen.clicks("Send")
    citizen.sees("It is sent. Somebody who did not decide it answers.")
    citizen.looks_for_the_edge_of(citizen.page.url.removeprefix(citizen.base))


def when_somebody_else_of_the_body_answers(arrives, call):
    colleague = RoleFactory(organisation=call.engagement.organisation).person
    visitor = arrives(Convener, person=colleague)
    visitor.goes_to(f"/desk/calls/{call.slug}/panel/")
    visitor.activates(visitor.page.get_by_role("link", name="How the draw was made"))
    visitor.clicks("Answer it")
    visitor.clicks("Send the answer")
    visitor.is_told_what_is_wrong("What do you find? Choose one.", "Give a reason. They read it.")
    visitor.ticks("Not upheld")
    visitor.types("Your reason", "The dice were thrown in the open.")
    visitor.clicks("Send the answer")
    visitor.sees("Your answer is on its way, and on record.")
