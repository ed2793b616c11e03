"""A call with a pool that can fill it, and the way from there to a confirmed panel."""

import pytest
from django.utils import timezone

from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.groups_by_fit import use_as_group
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.tasks import run_due_draws
from publius.web.people.models import Consent, Demographics, Purpose
from tests.factories import AreaFactory, PersonFactory

from .sharing import build_sharing


@pytest.fixture
def seats(call):
    """The two seats of the call: cycles to work, traffic engineer."""
    return list(call.seats.all())


@pytest.fixture
def pool(call, seats):
    """Nine people: every third offers both seats, the others one each."""
    people = [PersonFactory() for _ in range(9)]
    for number, person in enumerate(people):
        offered = seats if number % 3 == 0 else [seats[number % 2]]
        join_pool(call=call, person=person, seats=offered)
    return people


@pytest.fixture
def draw(call, pool, convener):
    """A draw that was run and waits for a decision."""
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()
    return draw


@pytest.fixture
def confirmed(draw, convener):
    confirm_draw(draw=draw, by=convener)
    draw.refresh_from_db()
    return draw


def agree(person, purpose: Purpose) -> None:
    Consent.objects.create(
        person=person, purpose=purpose, wording_version="1", given_at=timezone.now()
    )


def tell(person, **answers: str) -> None:
    """Answer the balancing questions, with the consent they need."""
    agree(person, Purpose.PANEL_BALANCING)
    Demographics.objects.create(person=person, answers=answers, changed_at=timezone.now())


@pytest.fixture
def sharing(db):
    """Two calls of one engagement with the same six people in both pools."""
    return build_sharing()


@pytest.fixture
def north(sharing):
    """The fifth person alone lives in the north, and fits nothing that is known."""
    area = AreaFactory(name="North", slug="north")
    person = sharing.people[4]
    person.area = area
    person.save()
    sharing.lanes.area = area
    sharing.lanes.save()
    ranges = {("area", "north"): Range(1, 2)}
    set_targets(call=sharing.lanes, by=sharing.convener, ranges=ranges)
    return person


@pytest.fixture
def proposal(sharing):
    return sharing.ask()


@pytest.fixture
def group(sharing, proposal):
    """The proposal as the group of the first call, waiting for a decision."""
    return use_as_group(assignment=proposal, call=sharing.lanes, by=sharing.convener)
