"""A convener says what the population looks like, tries targets, and follows the way out."""

import pytest
from django.utils import timezone

from publius.web.panels.actions.interest import join_pool
from publius.web.panels.models import Target
from publius.web.people.models import Consent, Demographics, Purpose
from tests.factories import PersonFactory

from .browser import DESKTOP, PHONE
from .convener import Convener

pytestmark = pytest.mark.django_db(transaction=True)

SOURCE = "Census 2021, Arden Vale"


@pytest.fixture
def pool(call):
    """Ten women and ten men, who all offer both seats."""
    for number in range(20):
        person = PersonFactory()
        Consent.objects.create(
            person=person, purpose=Purpose.PANEL_BALANCING, wording_version="1",
            given_at=timezone.now(),
        )  # fmt: skip
        gender = "woman" if number % 2 else "man"
        Demographics.objects.create(
            person=person, answers={"gender": gender}, changed_at=timezone.now()
        )
        join_pool(call=call, person=person, seats=call.seats.all())


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_targets_beside_the_population(arrives, call, convener, pool, viewport):
    visitor = arrives(Convener, person=convener, viewport=viewport)
    targets = f"/desk/calls/{call.slug}/targets/"
    visitor.goes_to(targets)
    visitor.opens_in_full()

    when_the_population_is_typed_with_a_mistake_and_put_right(visitor)
    when_suggested_ranges_are_filled_in(visitor)
    when_targets_that_clash_are_checked_the_way_out_is_followed(visitor, targets)
    when_they_are_saved_a_test_can_be_tried(visitor)
    visitor.looks_for_the_edge_of(targets)
    visitor.looks_for_the_edge_of(f"{targets}population/")


def when_the_population_is_typed_with_a_mistake_and_put_right(visitor):
    visitor.follows("Say what the population looks like")
    visitor.opens_in_full()
    visitor.types("Woman", "51")
    visitor.types("Man", "40")
    visitor.types("Where did you find them?", SOURCE)
    visitor.clicks("Save the numbers")
    visitor.is_told_what_is_wrong("Gender: the percentages add up to 91, not to 100.")
    visitor.still_reads_what_was_typed("Woman", "51")
    visitor.still_reads_what_was_typed("Where did you find them?", SOURCE)
    visitor.types("Man", "49")
    visitor.clicks("Save the numbers")
    visitor.sees("The shares of the population are saved.")
    visitor.sees("population 51%")


def when_suggested_ranges_are_filled_in(visitor):
    visitor.follows("Fill in suggested ranges")
    visitor.sees("The ranges below are suggested, not saved.")
    visitor.still_reads_what_was_typed("Least for Gender: Woman", "3")


def when_targets_that_clash_are_checked_the_way_out_is_followed(visitor, targets):
    visitor.goes_to(targets)
    visitor.sets_a_range("Gender: Woman", 0, 1)
    visitor.sets_a_range("Gender: Man", 0, 1)
    visitor.clicks("Check without saving")
    visitor.sees("Probably not possible with today’s pool")
    visitor.opens_in_full()
    visitor.still_reads_what_was_typed("Most for Gender: Man", "1")
    assert not Target.objects.exists()
    visitor.follows("Fill these numbers in below")
    visitor.sees("The numbers of the way out are filled in below, not saved.")
    visitor.clicks("Check without saving")
    visitor.sees("They are not saved yet.")


def when_they_are_saved_a_test_can_be_tried(visitor):
    visitor.clicks("Save the targets")
    visitor.sees("A group that meets the saved targets can be drawn")
    visitor.clicks("Try a test draw")
    visitor.sees("nobody is chosen")


def test_a_census_file_with_a_mistake_names_the_line(arrives, call, convener, pool, tmp_path):
    census = tmp_path / "census.csv"
    census.write_text("feature,value,percent\nGender,Womn,51\nGender,Man,49\n")
    visitor = arrives(Convener, person=convener)
    visitor.goes_to(f"/desk/calls/{call.slug}/targets/population/")

    visitor.page.get_by_label("A CSV file").set_input_files(census)
    visitor.types("Where is the file from?", SOURCE)
    visitor.clicks("Read the file")

    visitor.is_told_what_is_wrong("Line 2: Gender has no “Womn”. Did you mean “Woman”?")
    visitor.still_reads_what_was_typed("Where is the file from?", SOURCE)
