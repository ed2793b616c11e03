"""A proposal that cannot be made: what is missing, what clashes, and where to change it."""

import pytest

from publius.web.panels.actions.assignments import request_assignment
from publius.web.panels.actions.interest import leave_pool, rule_seat_out
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.models import Assignment
from publius.web.panels.tasks import run_due_assignments
from tests.factories import SeatFactory

pytestmark = pytest.mark.django_db


def sentences(assignment: Assignment) -> list[str]:
    return [*assignment.obstacles["clashing"], *changes(assignment)]


def changes(assignment: Assignment) -> list[str]:
    return [change["words"] for change in assignment.obstacles["changes"]]


def test_too_few_people_is_told_with_the_smallest_way_out(sharing):
    for person in sharing.people[3:]:
        leave_pool(call=sharing.buses, person=person)
        leave_pool(call=sharing.lanes, person=person)

    failed = sharing.ask()

    assert failed.work_state == "failed"
    assert failed.places.count() == 0
    assert failed.problem == (
        "Nobody was proposed: what the calls ask for cannot all be kept at once."
    )
    assert "Nobody takes more than 1 place." in failed.obstacles["clashing"]
    assert changes(failed) == ["Let one person take up to 2 places."]


def test_a_seat_nobody_can_fill_is_named_with_the_page_that_changes_it(sharing):
    seat = SeatFactory(call=sharing.lanes, title="Bell founder", minimum=1, maximum=1)
    sharing.lanes.size = 3
    sharing.lanes.save()

    failed = sharing.ask()

    (missing,) = failed.obstacles["missing"]
    needs = "The seat “Bell founder” of “Bike lanes” needs at least 1"
    assert missing == f"{needs}; nobody in the pool could fill it."
    assert failed.obstacles["changes"][0] == {
        "words": "Ask for at least 0, not 1, on the seat “Bell founder” of “Bike lanes”.",
        "page": "calls:seat_edit",
        "call": "bike-lanes",
        "seat": seat.pk,
    }


def test_a_target_that_cannot_be_met_is_named_without_counting_people(sharing, north):
    ranges = {("area", "north"): Range(2, 2)}
    set_targets(call=sharing.lanes, by=sharing.convener, ranges=ranges)

    failed = sharing.ask()

    assert sentences(failed) == [
        "The target “Area: North” of “Bike lanes” is kept.",
        "Ask for fewer under “Area: North” in the targets of “Bike lanes”.",
    ]


def test_a_ruling_that_stands_in_the_way_can_be_taken_back(sharing):
    for person in sharing.people[2:]:
        leave_pool(call=sharing.lanes, person=person)
    offer = sharing.lanes.pool.get(person=sharing.people[0]).seat_offers.get()
    rule_seat_out(offer=offer, by=sharing.convener, reason="Sells the paint.")

    failed = sharing.ask(calls=[sharing.lanes])

    label = sharing.people[0].label
    assert f"{label} is ruled out for the seat “Cyclist”." in sentences(failed)


def test_work_that_was_begun_too_often_is_given_up(sharing):
    asked = request_assignment(
        engagement=sharing.engagement,
        calls=[sharing.lanes],
        most_places=1,
        keeps_targets=True,
        by=sharing.convener,
    )
    Assignment.objects.update(attempts=3)

    run_due_assignments()

    asked.refresh_from_db()
    assert asked.work_state == "failed"
    assert asked.problem == (
        "The proposal was begun 3 times and never finished. Nobody was proposed. Ask for another "
        "one; if it happens again, tell the people who run this site."
    )


def test_when_everybody_has_left_meanwhile_that_is_what_is_told(sharing):
    asked = request_assignment(
        engagement=sharing.engagement,
        calls=[sharing.lanes, sharing.buses],
        most_places=1,
        keeps_targets=True,
        by=sharing.convener,
    )
    for person in sharing.people:
        leave_pool(call=sharing.lanes, person=person)
        leave_pool(call=sharing.buses, person=person)

    run_due_assignments()

    asked.refresh_from_db()
    assert asked.work_state == "failed"
    assert asked.obstacles["missing"] == [
        "The seat “Cyclist” of “Bike lanes” needs at least 2; nobody in the pool could fill it.",
        "The seat “Passenger” of “Night buses” needs at least 2; nobody in the pool could fill it.",
        "The group of “Bike lanes” needs 2 people; its pool has 0.",
        "The group of “Night buses” needs 2 people; its pool has 0.",
    ]
